"""What programs put on the clipboard → plain HTML: real headings, lists and emphasis, and nothing of how it looked.

Word writes a list as paragraphs that look like one (`mso-list`), Word on the web one list an item, Google Docs says
« gras » by a style, LibreOffice by `<font>`. All of it is brought to the same few elements here, so that what makes
Markdown of them knows no program.
"""

import re

from bs4 import BeautifulSoup, Comment, Tag

_DROPPED = (
    "script",
    "style",
    "meta",
    "link",
    "title",
    "xml",
    "head",
    "template",
    "noscript",
    "svg",
    "object",
    "iframe",
)
_MADE_OF_STYLE = (
    ("strong", re.compile(r"font-weight:\s*(?:bold|[6-9]00)\b")),
    ("em", re.compile(r"font-style:\s*italic")),
    ("del", re.compile(r"text-decoration[a-z-]*:[^;]*line-through")),
    ("sup", re.compile(r"vertical-align:\s*super")),
    ("sub", re.compile(r"vertical-align:\s*sub\b")),
)
_NOT_BOLD = re.compile(r"font-weight:\s*(?:normal|[1-5]00)\b")
_NOT_ITALIC = re.compile(r"font-style:\s*normal")
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all|mso-list:\s*Ignore", re.IGNORECASE)
_WORD_LIST = re.compile(r"mso-list:\s*(?P<list>l\d+)\s+level(?P<level>\d+)", re.IGNORECASE)
_NUMBERED = re.compile(r"[\s\u00a0]*\(?(?:\d+|[a-zA-Z]|[ivxlIVXL]+)[.)°][\s\u00a0]*")
_HEADING_CLASS = re.compile(r"(?:Mso)?(?:Heading|Titre)\s?([1-6])\Z|Mso(Title)\Z")
# A no-break space is meant next to a number or a sign of French; elsewhere editors have put it to keep a space alive.
_IDLE_SPACE = re.compile(r"(?<![\d«–—])\u00a0(?![\d:;!?»%€–—])")
_MOST_LEVELS = 6


def tidy(html: str) -> BeautifulSoup:
    """The same text, in plain HTML. html: as a browser hands it over when something is pasted."""
    soup = BeautifulSoup(html, "lxml")
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for element in soup.find_all(_DROPPED):
        element.decompose()
    _list_word(soup)
    for element in soup.find_all(style=_HIDDEN):
        element.decompose()
    for heading in soup.find_all("p", class_=_HEADING_CLASS):
        _be_heading(heading)
    for element in soup.find_all(role="heading"):
        said = str(element.get("aria-level", ""))
        element.name = f"h{said if said.isdecimal() and 0 < int(said) < 7 else 2}"
    _say_emphasis(soup)
    _nest_lists(soup)
    for table in soup.find_all("table"):
        _be_text_when_one_cell(table)
    for text in soup.find_all(string=True):
        if "\u00a0" in text:
            text.replace_with(_IDLE_SPACE.sub(" ", str(text)))
    return soup


def _be_heading(paragraph: Tag) -> None:
    names = " ".join(paragraph.get_attribute_list("class"))
    found = re.search(r"[1-6]", names)
    paragraph.name = f"h{found[0]}" if found else "h1"


def _list_word(soup: BeautifulSoup) -> None:
    """Paragraphs that Word shows as a list become one."""
    run: list[tuple[Tag, int]] = []
    for paragraph in soup.find_all(["p", "h1", "h2", "h3", "h4", "h5", "h6", "li"]):
        match = _WORD_LIST.search(str(paragraph.get("style", "")))
        if match is None or paragraph.name != "p":
            continue
        if run and not _follows(run[-1][0], paragraph):
            _make_list(soup, run)
            run = []
        run.append((paragraph, min(int(match["level"]), _MOST_LEVELS)))
    if run:
        _make_list(soup, run)


def _follows(before: Tag, paragraph: Tag) -> bool:
    """Whether nothing stands between two elements."""
    between = paragraph.previous_sibling
    while between is not None and not isinstance(between, Tag) and not str(between).strip():
        between = between.previous_sibling
    return between is before


def _make_list(soup: BeautifulSoup, run: list[tuple[Tag, int]]) -> None:
    """run: paragraphs, each with its level."""
    anchor = soup.new_tag("div")
    run[0][0].insert_before(anchor)
    open_lists: list[Tag] = []
    least = min(level for _, level in run)
    for paragraph, level in run:
        depth = level - least + 1
        marker = paragraph.find(style=_HIDDEN)
        sign = marker.get_text() if isinstance(marker, Tag) else paragraph.get_text()
        name = "ol" if _NUMBERED.match(sign) and not re.match(r"[\s\u00a0]*o[\s\u00a0]", sign) else "ul"
        while len(open_lists) > depth:
            open_lists.pop()
        if len(open_lists) == depth and open_lists[-1].name != name and depth == 1:
            open_lists = []
        while len(open_lists) < depth:
            made = soup.new_tag(name)
            (_last_item(soup, open_lists[-1]) if open_lists else anchor).append(made)
            open_lists.append(made)
        item = soup.new_tag("li")
        paragraph.extract()
        item.extend(list(paragraph.children))
        open_lists[-1].append(item)
    anchor.unwrap()


def _last_item(soup: BeautifulSoup, above: Tag) -> Tag:
    items = above.find_all("li", recursive=False)
    if items:
        return items[-1]
    made = soup.new_tag("li")
    above.append(made)
    return made


def _say_emphasis(soup: BeautifulSoup) -> None:
    """What a style says becomes an element; an element whose style says the contrary goes."""
    for names, contrary in ((["b", "strong"], _NOT_BOLD), (["i", "em"], _NOT_ITALIC)):
        for element in soup.find_all(names):
            if contrary.search(str(element.get("style", ""))):
                element.unwrap()
    for element in soup.find_all(["span", "font", "a"], style=True):
        style = str(element["style"])
        for name, pattern in _MADE_OF_STYLE:
            if pattern.search(style) and not element.find_parent(name) and element.get_text(strip=True):
                inner = soup.new_tag(name)
                inner.extend(list(element.children))
                element.append(inner)
    for element in soup.find_all("strike"):
        element.name = "del"
    for heading in soup.find_all(re.compile(r"^(?:h[1-6]|th)$")):
        for element in heading.find_all(["b", "strong"]):
            element.unwrap()
    for element in soup.find_all(["span", "font", "u", "o:p", "mark", "small", "ins", "center"]):
        element.unwrap()
    soup.smooth()
    for name in ("strong", "b", "em", "i"):
        for element in soup.find_all(name):
            _join_next(element)


def _join_next(element: Tag) -> None:
    """Runs that a program has cut say one emphasis, not several in a row."""
    while isinstance(after := element.next_sibling, Tag) and after.name == element.name:
        element.extend(list(after.children))
        after.decompose()


def _nest_lists(soup: BeautifulSoup) -> None:
    """A list right inside a list belongs to the item before it; one list an item, with levels, is one list."""
    _join_single_lists(soup)
    for inner in soup.find_all(["ul", "ol"]):
        parent = inner.parent
        if parent is None or parent.name not in ("ul", "ol"):
            continue
        before = inner.find_previous_sibling("li")
        if isinstance(before, Tag):
            before.append(inner.extract())
        else:
            item = inner.wrap(soup.new_tag("li"))
            item.insert_before("\n")
    for item in soup.find_all("li"):
        for paragraph in item.find_all("p", recursive=False):
            if not paragraph.find_next_sibling("p") and not any(map(_says_something, paragraph.previous_siblings)):
                paragraph.unwrap()


def _join_single_lists(soup: BeautifulSoup) -> None:
    """Word on the web: `<div><ul><li data-aria-level="2">…` for each item."""
    items = soup.find_all("li", attrs={"data-aria-level": True})
    runs: list[list[Tag]] = []
    for item in items:
        box = _box_of(item)
        before = _box_of(runs[-1][-1]) if runs else None
        if before is not None and (before is box or _follows(before, box)):
            runs[-1].append(item)
        else:
            runs.append([item])
    for run in runs:
        said = [str(item["data-aria-level"]) for item in run]
        levels = [int(word) if word.isdecimal() else 1 for word in said]
        boxes = list(dict.fromkeys(map(_box_of, run)))
        names = [item.parent.name if item.parent is not None else "ul" for item in run]
        place = soup.new_tag("div")
        boxes[0].insert_before(place)
        open_lists: list[Tag] = []
        for item, level, name in zip(run, levels, names, strict=True):
            depth = min(max(level - min(levels) + 1, 1), len(open_lists) + 1)
            del open_lists[depth:]
            if len(open_lists) < depth:
                made = soup.new_tag(name)
                (_last_item(soup, open_lists[-1]) if open_lists else place).append(made)
                open_lists.append(made)
            open_lists[-1].append(item.extract())
        for box in boxes:
            box.decompose()
        place.unwrap()


def _box_of(item: Tag) -> Tag:
    """The outermost element that holds this list alone."""
    box = item.parent or item
    while isinstance(box.parent, Tag) and box.parent.name == "div" and _is_alone(box):
        box = box.parent
    return box


def _is_alone(element: Tag) -> bool:
    return not any(_says_something(other) for other in (*element.previous_siblings, *element.next_siblings))


def _says_something(node: object) -> bool:
    return isinstance(node, Tag) or bool(str(node).strip())


def _be_text_when_one_cell(table: Tag) -> None:
    """A table of one cell is a frame around a text: a citation says so."""
    cells = table.find_all(["td", "th"])
    if len(cells) == 1:
        table.name = "blockquote"
        _unwrap_all(table, ("tbody", "thead", "tr", "td", "th", "colgroup", "col"))


def _unwrap_all(element: Tag, names: tuple[str, ...]) -> None:
    for inner in element.find_all(names):
        inner.unwrap()
