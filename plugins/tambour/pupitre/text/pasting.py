"""What was pasted → Markdown of ours: headings, emphasis, lists, links, tables, and no style.

markdownify does the walking; what is said here is how our dialect writes (a line end is a line end, `##` is the highest
heading, a link with a space stands between angle brackets) and what is left out, with a sentence.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from markdownify import ATX, MarkdownConverter

from tambour.pupitre.messages.text import PASTED
from tambour.pupitre.text.tidying import tidied

LONGEST_PASTE = 2_000_000  # characters of HTML: a long Word document, without its pictures
_LED_TO = ("http", "https", "mailto", "tel")
_LINE_START = re.compile(r"(?m)^(\s{0,3})(#{1,6}(?=\s|\Z)|[-+](?=\s)|>|\d{1,9}(?=[.)]\s)|={3,}|-{3,}|~{3,})")
_NUMBER_START = re.compile(r"^(\s{0,3}\d{1,9})([.)]\s)", re.MULTILINE)
_LOOSE_UNDERSCORE = re.compile(r"(?<!\w)_|_(?!\w)")
_TAG_START = re.compile(r"<(?=[A-Za-z/!?])")
_LINK_LIKE = re.compile(r"\[(?=[^\]\n]*\]\()")
_BLANK = re.compile(r"[ \t]+$", re.MULTILINE)
_MANY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class PastedText:
    """What a paste gives. notes: what was left out, in a sentence each."""

    markdown: str
    notes: tuple[str, ...] = ()


class _Writer(MarkdownConverter):
    """Our dialect."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        text = text.replace("\\", "\\\\").replace("*", "\\*").replace("`", "\\`").replace("~~", "\\~\\~")
        text = _LOOSE_UNDERSCORE.sub(r"\\_", text)
        text = _LINK_LIKE.sub(r"\\[", _TAG_START.sub(r"\\<", text))
        return text.replace("|", "\\|") if parent_tags & {"td", "th"} else text

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        said = "\n".join(line.strip(" \t\u00a0") for line in text.split("\n")).strip("\n")
        if "_inline" in parent_tags:
            return f" {said} " if said else ""
        said = _NUMBER_START.sub(r"\1\\\2", _LINE_START.sub(_protected, said))
        return f"\n\n{said}\n\n" if said else ""

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if parent_tags & {"td", "th"}:
            return "<br>"
        return " " if "_inline" in parent_tags else "\n"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        address = str(el.get("href", "")).strip()
        said = text.strip(" \t\u00a0")
        if not said or not address or not _leads_somewhere(address):
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if said.replace("\\_", "_") in (address, address.removeprefix("mailto:")):
            return before + (f"<{address}>" if "_" in said else said.replace("\\", "")) + after
        goal = f"<{address}>" if re.search(r"[\s()<>]", address) else address
        return f"{before}[{said}]({goal}){after}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return ""

    convert_video = convert_img

    def convert_q(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"« {text.strip()} »"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        span = str(el.get("colspan", ""))
        width = max(1, min(50, int(span))) if span.isdecimal() else 1
        return f" {_cell(text)} |" + " |" * (width - 1)

    convert_th = convert_td

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return text

    convert_kbd = convert_samp = convert_code


def _protected(match: re.Match[str]) -> str:
    """A sign at the beginning of a line that the reader would take for one of ours."""
    return match[0] if match[2].isdecimal() else f"{match[1]}\\{match[2]}"


def _cell(text: str) -> str:
    said = re.sub(r"(?:\s*<br>\s*)+", "<br>", re.sub(r"[ \t\n]+", " ", text)).strip()
    return said.removesuffix("<br>").removeprefix("<br>").strip()


def _leads_somewhere(address: str) -> bool:
    """Whether others can follow it: not a file of her computer, not a place within the page that it was copied from."""
    if address.startswith("/") and not address.startswith("//"):
        return True
    try:
        return urlsplit(address).scheme.lower() in _LED_TO
    except ValueError:
        return False


def from_html(html: str) -> PastedText:
    """What a paste gives. html: as the browser hands it over; what is too long is cut."""
    try:
        return _from_html(html[:LONGEST_PASTE])
    except RecursionError:  # nobody nests so deep: the words alone
        return PastedText("\n\n".join(BeautifulSoup(html[:LONGEST_PASTE], "lxml").stripped_strings))


def _from_html(html: str) -> PastedText:
    soup = tidied(html)
    left_out = _left_out(soup)
    _drop_figures(soup)
    _lower_headings(soup)
    _spread_rows(soup)
    options: Mapping[str, Any] = {
        "heading_style": ATX,
        "bullets": "-",
        "strong_em_symbol": "*",
        "sup_symbol": "<sup>",
        "sub_symbol": "<sub>",
        "table_infer_header": True,
        "wrap": True,
        "wrap_width": None,
    }
    text = str(_Writer(**options).convert_soup(soup))
    text = _MANY_LINES.sub("\n\n", _BLANK.sub("", text)).strip()
    return PastedText(text, tuple(PASTED[what](count) for what, count in left_out.items() if count))


def _left_out(soup: BeautifulSoup) -> Mapping[str, int]:
    """How many of each kind are left out."""
    links = [str(link["href"]).strip() for link in soup.find_all("a", href=True) if link.get_text(strip=True)]
    return {
        "images": sum(not _is_dot(image) for image in soup.find_all("img")),
        "fichiers": sum(not _leads_somewhere(link) and not link.startswith("#") for link in links),
        "cellules": sum(str(cell["rowspan"]) not in ("", "1") for cell in soup.find_all(["td", "th"], rowspan=True)),
    }


def _is_dot(image: Tag) -> bool:
    """One that counts readers, or holds a place."""
    return any(str(image.get(side, "")) in ("0", "1") for side in ("width", "height"))


def _drop_figures(soup: BeautifulSoup) -> None:
    """A caption goes with its picture; a first row that is bold as a whole is the head, which is bold already."""
    for figure in soup.find_all("figure"):
        if figure.find("img"):
            figure.decompose()
    for table in soup.find_all("table"):
        row = table.find("tr")
        cells = row.find_all(["td", "th"]) if isinstance(row, Tag) else []
        bold = [[one.get_text(strip=True) for one in cell.find_all(["b", "strong"])] for cell in cells]
        if all("".join(said) == cell.get_text(strip=True) for said, cell in zip(bold, cells, strict=True)):
            for cell in cells:
                for one in cell.find_all(["b", "strong"]):
                    one.unwrap()


def _lower_headings(soup: BeautifulSoup) -> None:
    """The highest one is an intertitre, since the title of the page is a field; no level is skipped."""
    found = soup.find_all(re.compile(r"^h[1-6]$"))
    for empty in [heading for heading in found if not heading.get_text(strip=True)]:
        empty.decompose()
    headings = [heading for heading in found if not heading.decomposed]
    levels = sorted({heading.name for heading in headings})
    for heading in headings:
        heading.name = f"h{min(6, levels.index(heading.name) + 2)}"


def _spread_rows(soup: BeautifulSoup) -> None:
    """A cell over several rows stands in the first one; the others have an empty one, so that columns stay columns."""
    for cell in soup.find_all(["td", "th"], rowspan=True):
        span = str(cell["rowspan"])
        row = cell.find_parent("tr")
        if not isinstance(row, Tag) or not span.isdecimal():
            continue
        place = len(cell.find_previous_siblings(["td", "th"]))
        for after in row.find_next_siblings("tr", limit=min(int(span), 50) - 1 or None) if int(span) > 1 else ():
            cells = after.find_all(["td", "th"], recursive=False)
            empty = soup.new_tag("td")
            if place < len(cells):
                cells[place].insert_before(empty)
            else:
                after.append(empty)
        del cell["rowspan"]
