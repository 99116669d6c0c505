"""Pictures and files in HTML: the `srcset` of a template, the `<img>` and the files of a body as all its readers need.

A body is read by browsers, feed readers and mails alike, so its pictures are in the format that all of them know, with
their size written down; the lighter formats are the theme's business (`_macros/picture.html`). A link to a file says
what one is about to download, as where files are listed.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape, unescape
from urllib.parse import unquote

from tambour.model.media import Derived, Original
from tambour.words.numbers import file_facts_fr

TEXT_WIDTH = 800  # pixels; no column of text that can be read with ease is wider
# "auto": the browser knows how wide the picture is, since it is loaded when it comes near (HTML Living Standard,
# § 4.8.4.3.5 sizes attributes). Then for those that do not know the word.
_SIZES = f"auto, (min-width: {TEXT_WIDTH}px) {TEXT_WIDTH}px, 100vw"
_IMAGE = re.compile(r"<img\s(?:[^>\"]|\"[^\"]*\")*>")
_FILE = re.compile(
    r"(?P<open><a(?: [a-z]+=\"[^\"]*\")*? href=\"media:(?P<path>documents/[^\"?#]*)[^\"]*\"(?: [a-z]+=\"[^\"]*\")*)>"
    r"(?P<words>.*?)</a>",
    re.DOTALL,
)
_SAID = re.compile(r"\d\s?(?:ko|Mo|Go)\b")  # its writer did it by hand
_SOURCE = re.compile(r' src="media:(?P<path>[^"?#]*)[^"]*"')


def srcset(versions: Iterable[Derived], absolute: Callable[[str], str]) -> str:
    """The value of a `srcset`: `https://…/lac-0a1b2c3d4e-400.avif 400w, …`. absolute: path under the site → URL."""
    return ", ".join(f"{absolute(version.path)} {version.width}w" for version in versions)


def with_media(
    html: str, originals: Mapping[str, Original], absolute: Callable[[str], str], language: str = "fr"
) -> str:
    """Give each `<img>` of a body its address, sizes and versions, and each link to a file its type and weight,
    and its language where it is another.

    html: sanitised, with neutral addresses (see `tambour.source.body`). originals: by path under content/; a picture
    that is not among them stays as it is. absolute: path under the site → URL. language: BCP 47, of the body.
    """

    def source(match: re.Match[str]) -> str:
        original = originals.get(unquote(unescape(match["path"])))
        return match[0] if original is None else _attributes(original, absolute)

    pictured = _IMAGE.sub(lambda image: _SOURCE.sub(source, image[0], count=1), html)
    return (
        _FILE.sub(lambda link: _with_facts(link, originals, language), pictured)
        if "media:documents/" in html
        else pictured
    )


def _with_facts(link: re.Match[str], originals: Mapping[str, Original], language: str) -> str:
    original = originals.get(unquote(unescape(link["path"])))
    if original is None or _SAID.search(unescape(link["words"])):
        return link[0]
    file, other = original.readable[-1], original.other_language(language)
    marks = f' type="{escape(file.media_type)}"' + (f' hreflang="{escape(other)}"' if other else "")
    return f"{link['open']}{marks}>{link['words']} ({file_facts_fr(file, other)})</a>"


def _attributes(original: Original, absolute: Callable[[str], str]) -> str:
    reduced = original.at(TEXT_WIDTH)
    written = {"src": absolute(reduced.path)}
    if len(original.readable) > 1:
        written |= {"srcset": srcset(original.readable, absolute), "sizes": _SIZES}
    if reduced.width is not None:
        written |= {"width": str(reduced.width), "height": str(reduced.height)}
    return "".join(f' {name}="{escape(value)}"' for name, value in written.items()) + ' decoding="async"'
