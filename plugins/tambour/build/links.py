"""What contents name of one another and of the site, and whether it will be there: links of texts, places of events."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from tambour.build.content import Content
from tambour.messages import problem
from tambour.messages.references import WAYS_OUT
from tambour.model.item import Item
from tambour.model.kinds import RegisterRecord
from tambour.model.problems import Problem
from tambour.model.references import Place, references
from tambour.model.remedy import Remedy
from tambour.model.site.published import Origin
from tambour.model.ways import MenuLink, Task
from tambour.source.body import Link
from tambour.source.entry import ContentFile
from tambour.source.explain import label_of, line_in
from tambour.source.suggest import closest_name, question
from tambour.words.dates import date_fr


def is_text(content: Content, entry: ContentFile, line: int, link: Link) -> bool:
    """Whether a link leads to what is left out: its words stay. One to an item that is not there is text by itself."""
    path, overlay = str(entry.origin.path), content.overlay
    if link.kind == "path":
        held = {page.strip("/") for page in overlay.held.values()}
        return (path, link.target) in overlay.dead or link.target.strip("/") in held
    if not link.fragment or (path, line) not in overlay.as_text:
        return False
    goal = next((other for other in content.public if other.item.id == content.catalogue.target_of(link)), None)
    return goal is not None and link.fragment not in goal.body.anchors


def unpublished_places(content: Content) -> Iterator[Problem]:
    """Events at a place that is not published yet: their page could not say where."""
    public = {entry.item.id for entry in content.public}
    for entry in content.public:
        for place, target, value in entry.references:
            if target == "place" and value not in public:
                line = line_in(entry.origin.lines)(place)
                yield problem(
                    "lieu-non-publie", entry.origin.path, line, label_of(type(entry.item), place), value=value
                )


def waiting_links(content: Content) -> Iterator[str]:
    """Links whose target comes out later, in French: they become links by themselves then, by a build that is due."""
    public = {entry.item.id for entry in content.public}
    later = {entry.item.id: entry.item.publish_at for entry in content.catalogue.entries if not entry.item.draft}
    for entry in content.public:
        for line, link in entry.links:
            item_id = content.catalogue.target_of(link)
            when = later.get(item_id)
            if item_id not in public and when is not None:
                yield f"{entry.origin.path}:{line} : le lien vers « {item_id} » attend sa parution, le {date_fr(when)}."


def dead_links(content: Content, paths: set[str]) -> Iterator[tuple[tuple[str, str], Problem]]:
    """Links to an address of this site (`/agenda/`) at which nothing will be: of texts, and of the fields of contents,
    tasks, menus and the home page."""
    for holder, place, address in _named_addresses(content):
        if not answers(unquote(address.partition("#")[0].partition("?")[0]), paths):
            context = {"value": address, "near": question(_near(address, paths)), "way_out": WAYS_OUT["link-path"]}
            yield (str(holder.path), address), problem("lien-mort", holder.path, *place, **context)


def _named_addresses(content: Content) -> Iterator[tuple[Origin, tuple[int, str], str]]:
    """Each address of the site that contents name, with its line and the label of its field."""
    for entry in content.public:
        for line, link in entry.links:
            if link.kind == "path" and not is_text(content, entry, line, link):
                yield entry.origin, (line, "Texte"), link.target
        yield from _in_fields(entry.item, entry.origin, entry.references)
    catalogue = content.catalogue
    ways: Mapping[str, Mapping[str, Task | MenuLink]] = {"task": catalogue.tasks, "menu_link": catalogue.menu_links}
    for (register, key), origin in catalogue.way_origins.items():
        if (way := ways[register].get(key)) is not None:
            yield from _in_fields(way, origin, references(way))
    home = catalogue.home
    if home is not None:
        yield from ((home.origin, (line, "Texte"), link.target) for line, link in home.links if link.kind == "path")
        yield from _in_fields(home.home, home.origin, references(home.home))


def _in_fields(
    holder: Item | RegisterRecord, origin: Origin, named: Iterable[tuple[Place, str, str]]
) -> Iterator[tuple[Origin, tuple[int, str], str]]:
    for place, target, value in named:
        if target == "link" and value.startswith("/"):
            yield origin, (line_in(origin.lines)(place), label_of(type(holder), place)), value


def _near(address: str, paths: set[str]) -> Remedy:
    """The page whose address differs by a slip, or nothing."""
    pages = {f"/{path.removesuffix('index.html')}" for path in paths if path.endswith("/index.html")}
    return Remedy.trial(closest_name(address, pages), pages.__contains__)


def answers(address: str, paths: set[str]) -> bool:
    """Whether a server would find a file there, as it is or by adding `/` or `index.html`."""
    path = address.lstrip("/")
    return path in paths or f"{path.rstrip('/')}/index.html".lstrip("/") in paths
