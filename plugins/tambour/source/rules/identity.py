"""Identity and addresses: nobody shares an id, a page address or an old address with another."""

from collections.abc import Iterator

from tambour.messages import problem
from tambour.model.problems import Problem
from tambour.source.entry import ContentFile
from tambour.source.reading import Reading


def shared_names(reading: Reading) -> Iterator[Problem]:
    """Ids, addresses and aliases that are used twice."""
    yield from _ids_used_twice(reading)
    yield from _addresses_used_twice(reading.entries)
    yield from _aliases_in_conflict(reading.entries)


def _ids_used_twice(reading: Reading) -> Iterator[Problem]:
    for item_id, claims in reading.claims.items():
        (first, _), *others = claims
        for file, line in others:
            yield problem("identifiant-double", file.path, line, "Identifiant", value=item_id, other=first.path)


def _addresses_used_twice(entries: list[ContentFile]) -> Iterator[Problem]:
    taken: dict[str, ContentFile] = {}
    for entry in entries:
        other = taken.setdefault(entry.path, entry)
        if other is not entry and other.item.id != entry.item.id:
            line = entry.origin.line("adresse", "id")
            yield problem("adresse-double", entry.origin.path, line, "Adresse", other=other.origin.path)


def _aliases_in_conflict(entries: list[ContentFile]) -> Iterator[Problem]:
    pages = {entry.path.strip("/"): entry for entry in entries}
    claimed: dict[str, ContentFile] = {}
    for entry in entries:
        for index, alias in enumerate(entry.item.aliases):
            path = _page_path(alias)
            context: dict[str, object] = {"value": alias}
            page, other = pages.get(path), claimed.setdefault(path, entry)
            if page is entry:  # told by `notes`: it harms nobody
                continue
            if page is not None:
                code = "alias-cyclique" if _claims(page, entry) else "alias-occupe"
                context["other"] = page.origin.path
            elif other is not entry:
                code = "alias-double"
                context["other"] = other.origin.path
            else:
                continue
            line = entry.origin.line(f"alias.{index}", "alias")
            yield problem(code, entry.origin.path, line, "Anciennes adresses", **context)


def notes(reading: Reading) -> Iterator[Problem]:
    """What says nothing, and harms nobody."""
    for entry in reading.entries:
        for index, alias in enumerate(entry.item.aliases):
            if _page_path(alias) == entry.path.strip("/"):
                line = entry.origin.line(f"alias.{index}", "alias")
                yield problem("alias-vers-soi", entry.origin.path, line, "Anciennes adresses", value=alias)


def _page_path(alias: str) -> str:
    """`/agenda/fete/`, `/agenda/fete` and `/agenda/fete/index.html` are one page."""
    return alias.removesuffix("index.html").strip("/")


def _claims(page: ContentFile, other: ContentFile) -> bool:
    return other.path.strip("/") in {_page_path(alias) for alias in page.item.aliases}
