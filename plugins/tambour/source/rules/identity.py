"""Identity and addresses: nobody shares an id, a page address or an old address with another."""

from collections.abc import Callable, Iterator

from tambour.messages import problem
from tambour.model.problems import Problem
from tambour.source.entry import ContentFile
from tambour.source.reading import Reading

# Codes of the second of two that claim the same: only the first can be published.
DOUBLES = frozenset(("identifiant-double", "adresse-double"))
SHARED = DOUBLES | {"alias-cyclique", "alias-occupe", "alias-double"}  # all that `shared_names` tells
Rank = tuple[object, ...]
Seniority = Callable[[ContentFile], Rank]


def by_name(entry: ContentFile) -> Rank:
    """When nothing is known of what was published: the file named after its id, for a copy has another name."""
    return (name_rank(entry),)


def name_rank(entry: ContentFile) -> tuple[bool, str]:
    """The last part of what came first."""
    return entry.origin.path.stem != entry.item.id, str(entry.origin.path)


def shared_names(reading: Reading, seniority: Seniority) -> Iterator[Problem]:
    """Ids, addresses and aliases that are used twice: the fault is of what came later.

    seniority: what came first has the lowest rank; the file's name is the last part of it.
    """
    yield from _ids_used_twice(reading, seniority)
    yield from _addresses_used_twice(reading.entries, seniority)
    yield from _aliases_in_conflict(reading.entries, seniority)


def _ids_used_twice(reading: Reading, seniority: Seniority) -> Iterator[Problem]:
    entries = {entry.origin.path: entry for entry in reading.entries}
    for item_id, claims in reading.claims.items():
        if len(claims) == 1:
            continue
        valid = sorted((entries[file.path] for file, _ in claims if file.path in entries), key=seniority)
        first = valid[0].origin.path if valid else claims[0][0].path
        told = len(valid) > 1 and seniority(valid[0])[:-1] != seniority(valid[1])[:-1]
        why = "qui a paru avant" if told else "premier par le nom de fichier"
        for file, line in claims:
            if file.path != first:
                yield problem("identifiant-double", file.path, line, "Identifiant", value=item_id, other=first, why=why)


def _addresses_used_twice(entries: list[ContentFile], seniority: Seniority) -> Iterator[Problem]:
    sharing: dict[str, list[ContentFile]] = {}
    for entry in entries:
        sharing.setdefault(entry.path, []).append(entry)
    for group in sharing.values():
        first, *others = sorted(group, key=seniority) if len(group) > 1 else group
        for entry in others:
            if entry.item.id != first.item.id:
                line = entry.origin.line("adresse", "id")
                yield problem("adresse-double", entry.origin.path, line, "Adresse", other=first.origin.path)


def _aliases_in_conflict(entries: list[ContentFile], seniority: Seniority) -> Iterator[Problem]:
    pages = {entry.path.strip("/"): entry for entry in entries}
    claimed: dict[str, ContentFile] = {}
    with_aliases = [entry for entry in entries if entry.item.aliases]
    for entry in sorted(with_aliases, key=seniority):
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
