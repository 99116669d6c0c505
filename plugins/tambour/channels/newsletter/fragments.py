"""Sanitised HTML → HTML for a mail: every style on the element itself, and nothing that mail clients do not know.

Several webmails throw style sheets away (La Poste, SFR): what is not on the element is not there.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tambour.look.palette import Palette

if TYPE_CHECKING:
    from bs4 import Tag

_KEPT = {"href", "src", "alt", "width", "height", "lang", "dir", "colspan", "rowspan", "scope", "start", "title"}
# What has no meaning in a mail, or that some client hides: its words stay, in something that all of them show.
_RENAMED: Mapping[str, str] = {
    "figure": "div",
    "figcaption": "p",
    "details": "div",
    "summary": "p",
    "section": "div",
    "article": "div",
    "aside": "div",
}
_DROPPED = ("source",)
_UNWRAPPED = ("picture", "time")


def styles(palette: Palette) -> Mapping[str, str]:
    """Element → its style. Margins are whole: Outlook adds its own to what has none."""
    rule, cell = f"1px solid {palette.line}", "padding:6px 10px;text-align:left;vertical-align:top"
    return {
        "p": "margin:0 0 14px",
        "h2": f"margin:22px 0 8px;font-size:20px;line-height:1.3;color:{palette.title}",
        "h3": f"margin:18px 0 6px;font-size:17px;line-height:1.35;color:{palette.title}",
        "h4": "margin:16px 0 4px;font-size:16px;line-height:1.4",
        "ul": "margin:0 0 14px;padding:0 0 0 22px",
        "ol": "margin:0 0 14px;padding:0 0 0 22px",
        "li": "margin:0 0 5px",
        "a": f"color:{palette.main};text-decoration:underline",
        "blockquote": f"margin:0 0 14px;padding:0 0 0 14px;border-left:3px solid {palette.second}",
        "table": f"margin:0 0 14px;border-collapse:collapse;border:{rule}",
        "th": f"{cell};border:{rule}",
        "td": f"{cell};border:{rule}",
        "img": "display:block;width:100%;height:auto;border:0;font-size:14px;line-height:1.4;"
        f"background-color:{palette.soft}",
        "hr": f"margin:20px 0;border:0;border-top:{rule}",
    }


def for_mail(html: str, palette: Palette, widest: int) -> str:
    """The fragment, ready to stand in a mail. html: sanitised. widest: CSS pixels of the column, for pictures."""
    from bs4 import BeautifulSoup  # noqa: PLC0415 — 0.1 s that a site without a letter to make need not pay

    soup = BeautifulSoup(html, "html.parser")
    style_of = styles(palette)
    for tag in soup.find_all(_DROPPED):
        tag.decompose()
    for tag in soup.find_all(_UNWRAPPED):
        tag.unwrap()
    for tag in soup.find_all(True):
        tag.name = _RENAMED.get(tag.name, tag.name)
        tag.attrs = {name: value for name, value in tag.attrs.items() if name in _KEPT}
        if tag.name == "img":
            _fit(tag, widest)
        if tag.name in style_of:
            own = f";max-width:{tag.get('width', str(widest))}px" if tag.name == "img" else ""
            tag["style"] = style_of[tag.name] + own
    return str(soup)


def _fit(image: "Tag", widest: int) -> None:
    """Outlook shows a picture at its attributes' size, whatever the column."""
    width, height = str(image.get("width", "")), str(image.get("height", ""))
    if width.isdigit() and height.isdigit() and int(width) > widest:
        image["width"], image["height"] = str(widest), str(round(int(height) * widest / int(width)))
