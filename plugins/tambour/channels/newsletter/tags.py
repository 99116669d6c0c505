"""Tags of sending tools: put in where they belong, once; taken apart where what people wrote looks like one.

The mail is compiled once with marks in their places, then each tool's version is made by replacing the marks.
"""

import re
from dataclasses import dataclass
from html import escape

from tambour.channels.newsletter.tools import OPENINGS, Tool

# Between the two characters of an opening: invisible, takes no room, and stays where it is put.
_JOINER = "\u2060"
_OPENING = re.compile("|".join(map(re.escape, OPENINGS)))
# Inside HTML, the same without a trace: the reader sees both characters, a tool that looks for the two finds neither.
_AS_ENTITIES = {opening: "".join(f"&#{ord(character)};" for character in opening) for opening in OPENINGS}
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_RAW_TEXT = re.compile(r"(<style\b.*?</style>|<!--.*?-->|<!\[.*?\]>)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Marks:
    """What stands in a compiled mail for what a tool puts in. No text can hold one: it is made of the letter's digest.

    unsubscribe, online: an address. address: the sender's postal address.
    """

    unsubscribe: str
    online: str
    address: str

    @classmethod
    def of(cls, digest: str) -> "Marks":
        return cls(*(f"https://{part}-{digest[:24]}.invalid/" for part in ("unsubscribe", "online", "address")))


def disarmed_html(html: str) -> str:
    """HTML in which no text and no attribute begins a tag; styles and conditional comments are ours, and stay.

    >>> disarmed_html("<p>{{ nom }} et *|NOM|*</p>")
    '<p>&#123;&#123; nom }} et &#42;&#124;NOM&#124;&#42;</p>'
    """
    parts = _RAW_TEXT.split(html)
    return "".join(part if index % 2 else _OPENING.sub(_entities, part) for index, part in enumerate(parts))


def _entities(match: re.Match[str]) -> str:
    return _AS_ENTITIES[match[0]]


def disarmed_text(text: str) -> str:
    """Plain text in which nothing begins a tag: the two characters of an opening are parted, invisibly."""
    return _OPENING.sub(lambda found: _JOINER.join(found[0]), text)


def with_tags(html: str, marks: Marks, tool: Tool, unsubscribe: str, online: str, address: str) -> str:
    """A compiled mail for one tool. unsubscribe, online, address: what stands where the tool has no tag."""
    if tool.comment:
        html = _COMMENT.sub(lambda found: tool.comment.replace("%s", found[0].replace("`", "&#96;")), html)
    html = html.replace(marks.unsubscribe, tool.unsubscribe or escape(unsubscribe))
    html = html.replace(marks.online, tool.online or escape(online))
    return html.replace(marks.address, tool.address or escape(address))
