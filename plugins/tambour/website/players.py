"""Videos and sounds on their page: a player where a body, which mails and feeds read too, has a picture and a link.

What somebody else hosts is asked for on a click alone, and the page says so before it; without script the link stays.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from tambour.model.recording import Recording
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.words import recordings as words

# As `tambour.source.body.recordings` writes them; no writer can give an element an id with an underscore.
_FIGURE = re.compile(r'<figure id="texte-enregistrement_(?P<number>\d+)">.*?</figure>\n?', re.DOTALL)


@dataclass(frozen=True)
class ShownRecording:
    """One recording, with what its page says of it.

    recording: the recording. number: from 1, in its text. link: words of the link to it. address: where that leads.
    loading: what a click on `play` makes a browser do; `blocked`: what is said when that fails. why: there is no
    transcript. subtitles: what they are called. language: BCP 47, of all of these.
    """

    recording: Recording
    number: int
    language: str
    link: str
    address: str
    loading: str
    play: str
    blocked: str
    why: str
    subtitles: str


@dataclass(frozen=True)
class PagePart:
    """A part of a text, in order: HTML that is safe, or a recording."""

    html: str = ""
    shown: ShownRecording | None = None


def with_addresses(plain: str, recordings: Iterable[Recording], absolute: Callable[[str], str]) -> str:
    """A text without markup whose videos and sounds are told with their whole addresses.

    Args:
        plain: the text, the addresses of files of ours still neutral.
        recordings: those of the text.
        absolute: path under the site → URL.
    """
    for recording in recordings:
        plain = plain.replace(f"media:{recording.address}", absolute(unquote(recording.address)))
    return plain


def text_parts(site: Site, published: Published) -> tuple[PagePart, ...]:
    """The text of an item, cut at its videos and sounds.

    Args:
        site: the site.
        published: the item.
    """
    return tuple(_parts(site, published)) if published.recordings else (PagePart(published.html),)


def _parts(site: Site, published: Published) -> Iterator[PagePart]:
    text, done = str(published.html), 0
    for match in _FIGURE.finditer(text):
        number = int(match["number"])
        if 0 < number <= len(published.recordings):
            yield PagePart(text[done : match.start()])
            yield PagePart(shown=_presentation(site, published, number))
            done = match.end()
    yield PagePart(text[done:])


def _presentation(site: Site, published: Published, number: int) -> ShownRecording:
    recording = published.recordings[number - 1]
    language = published.item.language or site.territory.languages[0]
    own = site.absolute(f"documents/{recording.file}") if recording.file else ""
    return ShownRecording(
        recording=recording,
        number=number,
        language=language,
        link=words.recording_link_fr(recording, language),
        address=own or recording.address,
        loading=words.loading_fr(recording, language),
        play=words.play_fr(language),
        blocked=words.blocked_fr(recording, language),
        why=words.without_transcript_fr(recording, language),
        subtitles=words.subtitles_fr(language),
    )
