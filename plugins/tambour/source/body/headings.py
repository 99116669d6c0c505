"""Headings of a body: under the page's single h1, no level skipped, each with a lasting id."""

import re
from html import unescape

from tambour.source.body.addresses import anchor_of

# Quotes are honoured: an attribute may hold `>`. In text, the sanitiser has escaped every `<`.
_HEADING = re.compile(r"<(?P<end>/?)h(?P<level>[1-6])(?P<attributes>(?:[^>\"]|\"[^\"]*\")*)>")
_TAG = re.compile(r"<(?:[^>\"]|\"[^\"]*\")*>")
_TOP, _BOTTOM = 2, 6


def with_headings(html: str, taken: set[str]) -> str:
    """Number the headings of sanitised HTML from h2 on, and give each the id made of its words.

    `# A` then `### B` are h2 and h3, so are `## A` then `#### B`. taken: ids in use; the new ones are added.
    A heading without words is dropped.

    >>> with_headings("<h1>Tarifs d’été</h1><h4>Enfants</h4>", set())
    '<h2 id="texte-tarifs-d-ete">Tarifs d’été</h2><h3 id="texte-enfants">Enfants</h3>'
    """
    pieces: list[str] = []
    above: list[int] = []  # levels as typed, of the headings that the next one may stand under
    opened: list[tuple[int, int, str]] = []  # place in pieces, level as typed, attributes
    numbers: dict[str, int] = {}  # id → how many headings wanted it
    done = 0
    for match in _HEADING.finditer(html):
        pieces.append(html[done : match.start()])
        done = match.end()
        if not match["end"]:
            opened.append((len(pieces), int(match["level"]), match["attributes"]))
        elif opened:
            at, level, attributes = opened.pop()
            inner = "".join(pieces[at:])
            words = unescape(_TAG.sub("", inner)).strip()
            if words or "<img" in inner:
                while above and above[-1] >= level:
                    above.pop()
                above.append(level)
                name = f"h{min(_TOP - 1 + len(above), _BOTTOM)}"
                inner = f"<{name}{_with_id(attributes, words, taken, numbers)}>{inner}</{name}>"
            pieces[at:] = [inner]
    return "".join(pieces) + html[done:]


def _with_id(attributes: str, words: str, taken: set[str], numbers: dict[str, int]) -> str:
    if ' id="' in attributes:
        return attributes
    wanted = name = anchor_of(words)
    while name in taken:
        numbers[wanted] = numbers.get(wanted, 1) + 1
        name = f"{wanted}-{numbers[wanted]}"
    taken.add(name)
    return f' id="{name}"{attributes}'
