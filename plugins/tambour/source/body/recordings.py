"""A block of a text that is a video or a sound: fields between two lines of three accents graves.

What is written of it suits every reader of a body: a picture and an address, what is said in it below. A page makes a
player of it (`tambour.website.players`), which it finds by the id of its figure.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import quote

from pydantic import ValidationError

from tambour.messages import problem
from tambour.model.recording import Recording
from tambour.model.slugs import fold
from tambour.source import frontmatter
from tambour.source.body.addresses import ANCHOR_PREFIX
from tambour.source.body.allowed_html import sanitise
from tambour.source.body.findings import Fault, Link
from tambour.source.body.writer import LINE, PARAGRAPH, BodyWriter, Spacing
from tambour.source.explain import line_in, problems_of
from tambour.source.remedies import Surroundings
from tambour.words import recordings as words

_KINDS = MappingProxyType({"video": "video", "audio": "audio", "son": "audio", "podcast": "audio"})
_HEADING = re.compile(r"<(?P<end>/?)h[1-6](?: [^>]*)?>")
FIGURE = f"{ANCHOR_PREFIX}enregistrement_"  # an underscore, which no heading's id holds


def recording_kind(info: str) -> str:
    """`video` or `audio`, of what follows the opening accents graves of a block; "" for anything else."""
    return _KINDS.get(fold(info.strip()), "")


class Recordings:
    """The videos and sounds of one body. language: BCP 47, of its words."""

    def __init__(self, writer: BodyWriter, page: PurePosixPath, spacing: Spacing, language: str) -> None:
        self._writer, self._page, self._spacing, self._language = writer, page, spacing, language
        self.found: list[Recording] = []

    def write(self, kind: str, typed: str, first: int, render: Callable[[str], BodyWriter]) -> None:
        """Write one block, or tell what is wrong with it.

        Args:
            kind: `video` or `audio`.
            typed: its lines, without those that open and close it.
            first: the line of the first of them, 1-based.
            render: reads the Markdown of a transcript.
        """
        raw = frontmatter.read_mapping(typed.rstrip("\n").split("\n"), first)
        for flaw in raw.flaws:
            told = problem(flaw.code, self._page, flaw.line, **flaw.context)
            self._writer.faults.append(Fault(flaw.line, flaw.code, told=told))
        fields = {"type": kind, **raw.fields}
        around = Surroundings(context={"spacing": self._spacing})
        try:
            recording = Recording.model_validate(fields, context=dict(around.context))
        except ValidationError as error:
            lines = line_in(raw.lines, first - 1)
            for told in problems_of(error, Recording, fields, self._page, lines, around):
                self._writer.faults.append(Fault(told.line, told.code, told=told))
            return
        self.found.append(recording)
        self._links(recording, raw.lines, first)
        self._write(recording, render, raw.lines.get("transcription", first))

    def _links(self, recording: Recording, lines: Mapping[str, int], first: int) -> None:
        """The files that it is made of: they are published, and missed where they are not there."""
        named = ((recording.file, "fichier"), (recording.subtitles, "sous_titres"))
        files = [(f"documents/{file}", key, False) for file, key in named if file]
        files += [(f"images/{recording.image}", "image", True)] if recording.image else []
        for target, key, image in files:
            self._writer.links.append(Link("media", target, lines.get(key, first), image=image))
        if recording.player is not None:
            self._writer.links.append(Link("external", recording.player.page, lines.get("lien", first)))

    def _write(self, recording: Recording, render: Callable[[str], BodyWriter], line: int) -> None:
        writer, address = self._writer, neutral_address(recording)
        said = escape(words.recording_link_fr(recording, self._language), quote=False)
        picture = ""
        if recording.image:
            alt = "" if recording.decorative else escape(recording.alt or "")
            picture = f'<img src="media:images/{quote(recording.image)}" alt="{alt}" loading="lazy"><br>\n'
        writer.html.append(
            f'<figure id="{FIGURE}{len(self.found)}">\n<a href="{escape(address)}">{picture}{said}</a>\n'
        )
        why = words.without_transcript_fr(recording, self._language)
        writer.html.append(f"<figcaption>{escape(why, quote=False)}</figcaption>\n" if why else "")
        writer.html.append("</figure>\n")
        heading = words.recording_fr(recording, self._language)
        writer.plain += [PARAGRAPH, heading, LINE, address, PARAGRAPH]
        if recording.transcript:
            inner = render(recording.transcript)
            self.found[-1] = recording.model_copy(update={"transcript": inner.plain_text()})  # as searches read it
            writer.faults += [replace(fault, line=line + fault.line) for fault in inner.faults]
            writer.links += [replace(link, line=line + link.line) for link in inner.links]
            summary = escape(words.transcript_heading_fr(recording, self._language), quote=False)
            told = sanitise(_HEADING.sub(_as_words, "".join(inner.html)))  # by itself: what it leaves open ends in it
            writer.html += ["<details>\n<summary>", summary, "</summary>\n", told, "</details>\n"]


def _as_words(tag: re.Match[str]) -> str:
    """A heading of what is said in a recording is none of the page."""
    return "</strong></p>" if tag["end"] else "<p><strong>"


def neutral_address(recording: Recording) -> str:
    """Where it is seen or heard; our file as it stands in the HTML of a body."""
    return recording.address if recording.player is not None else f"media:{recording.address}"
