"""References by id or by file name: each leads to something that exists and is not a draft."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from tambour.messages import problem
from tambour.messages.references import NO_LINK, NOUNS, WAYS_OUT
from tambour.model.events.event import Event
from tambour.model.item import Item
from tambour.model.problems import Problem
from tambour.model.references import Place, references
from tambour.model.registers import Topic
from tambour.model.remedy import Remedy
from tambour.model.site.published import Origin
from tambour.model.ways import Task
from tambour.source.body import Link, read_body
from tambour.source.body.addresses import ANCHOR_PREFIX, IMAGE_SUFFIXES, Wrong, read_address
from tambour.source.entry import ContentFile, HomeFile
from tambour.source.explain import label_of, line_in
from tambour.source.reading import Reading, Record
from tambour.source.rules.known import Targets
from tambour.source.suggest import closest_name, question

_PROGRAM = "au_programme_de"
_ABSENT = {"image": "image-absente", "document": "document-absent"}


def broken_references(reading: Reading, targets: Targets) -> Iterator[Problem]:
    """References of every valid item and record that lead to nothing, to a draft, or to what is not a picture."""
    for entry in reading.entries:
        yield from _of(entry.item, entry.references, entry.origin, targets)
    for name, records in reading.records.items():
        for key, record in records.items():
            if record is not None:
                yield from _of(record, references(record), reading.record_origins[name, key], targets)
    for refused in reading.refused:
        yield from _find_broken(refused.model, refused.references, refused.origin, targets, hidden=True)


def unknown_icons(reading: Reading, icons: Collection[str]) -> Iterator[Problem]:
    """Pictograms that the theme has not drawn. icons: those that it has; none = it is not known."""
    for (name, key), origin in reading.record_origins.items():
        record = reading.records[name][key]
        if icons and isinstance(record, Topic | Task) and record.icon is not None and record.icon not in icons:
            near = Remedy.trial(closest_name(record.icon, icons), frozenset(icons).__contains__)
            context = {"near": question(near), "known": ", ".join(sorted(icons))}
            place = origin.path, origin.line("pictogramme"), label_of(type(record), ("pictogramme",))
            yield problem("pictogramme-inconnu", *place, value=record.icon, **context)


def _of(
    holder: Item | Record, referred: Iterable[tuple[Place, str, str]], origin: Origin, targets: Targets
) -> Iterator[Problem]:
    hidden = isinstance(holder, Item) and holder.draft
    yield from _find_broken(type(holder), referred, origin, targets, hidden=hidden)


def _find_broken(
    model: type[Item] | type[Record],
    referred: Iterable[tuple[Place, str, str]],
    origin: Origin,
    targets: Targets,
    *,
    hidden: bool,
) -> Iterator[Problem]:
    for place, target, value in map(_without_link_form, referred):
        if (wrong := _wrong(target, value, targets, hidden=hidden)) is not None:
            code, context = wrong
            line = line_in(origin.lines)(place)
            yield problem(code, origin.path, line, label_of(model, place), value=value, **context)


def _wrong(target: str, value: str, targets: Targets, *, hidden: bool) -> tuple[str, dict[str, object]] | None:
    """The code of what is wrong with a reference and what its sentence needs; None when it is right.

    hidden: it stands in a draft, which may refer to other drafts.
    """
    if target == "web":
        return None
    if value not in targets.names[target]:
        if target in targets.unreadable or value in targets.held_records.get(target, targets.held):
            return "renvoi-retenu", {}
        named = targets.declared.near(target, value) or closest_name(value, targets.names[target])
        near = Remedy.trial(named, lambda other: _wrong(target, other, targets, hidden=hidden) is None)
        context: dict[str, object] = {
            "near": question(near),
            "noun": NOUNS.get(target),
            "way_out": WAYS_OUT.get(target),
        }
        return _ABSENT.get(target, "reference-inconnue"), context
    if target == "image" and PurePosixPath(value).suffix.lower() not in IMAGE_SUFFIXES:
        return "image-format", {"known": ", ".join(sorted(IMAGE_SUFFIXES))}
    if target in ("item", "place") and targets.is_draft(value) and not hidden:
        return "reference-brouillon", {}
    return None


def _without_link_form(reference: tuple[Place, str, str]) -> tuple[Place, str, str]:
    """`id:fete#programme` leads to the item `fete`; a web address is not ours to check."""
    place, target, value = reference
    if target != "link":
        return reference
    return (place, "item", value[3:].partition("#")[0]) if value.startswith("id:") else (place, "web", value)


def with_live_proposals(reading: Reading, targets: Targets) -> Iterator[Problem]:
    """The problems of each file by itself; what they propose as a link leads somewhere."""
    goals = _goals(targets)
    for problem_found in reading.problems:
        proposed = reading.proposals.get(problem_found, "")
        links = read_body(proposed, problem_found.path).links if proposed else ()
        is_dead = any(link.target not in goals.get(link.kind, {link.target}) for link in links)
        yield replace(problem_found, hint=NO_LINK) if is_dead else problem_found


def _goals(targets: Targets) -> Mapping[str, Collection[str]]:
    """What a link of each kind can lead to; a kind that is not here leads out of the content."""
    return {"item": targets.names["item"], "file": targets.files, "media": targets.media}


def dead_links(reading: Reading, targets: Targets) -> Iterator[Problem]:
    """Dead links of every valid item, with their lines."""
    for entry in reading.entries:
        yield from _dead_in(entry, reading, targets)
    if reading.home is not None:
        yield from _dead_in(reading.home, reading, targets)


def _dead_in(holder: ContentFile | HomeFile, reading: Reading, targets: Targets) -> Iterator[Problem]:
    goals, path, hidden = _goals(targets), holder.origin.path, _is_hidden(holder)
    for line, link in holder.links:
        if link.kind not in goals:
            continue
        is_text = link.kind != "media" and (str(path), line) in reading.overlay.as_text
        if is_text or targets.is_held(link):
            continue
        if link.target not in goals[link.kind]:
            context = {
                "value": _as_typed(link),
                "near": question(_near(link, holder, targets, goals[link.kind])),
                "way_out": WAYS_OUT[f"link-{link.kind}"],
            }
            yield problem("lien-mort", path, line, "Texte", **context)
            continue
        goal = targets.entries.get(targets.item_at(link))
        if goal is None:
            continue
        if goal.item.draft and not hidden:
            yield problem("reference-brouillon", path, line, "Texte", value=link.target)
        elif link.fragment and link.fragment not in goal.body.anchors:
            anchor = f"#{link.fragment.removeprefix(ANCHOR_PREFIX)}"
            yield problem("ancre-absente", path, line, "Texte", value=anchor, other=goal.origin.path)


def _is_hidden(holder: ContentFile | HomeFile) -> bool:
    return isinstance(holder, ContentFile) and holder.item.draft


def _near(link: Link, entry: ContentFile | HomeFile, targets: Targets, known: Collection[str]) -> Remedy:
    """The address to type instead of one that leads nowhere, from the file in which it stands.

    It may be that of another name by a slip, or of the content whose title says the same words.
    """
    kind, named = link.kind, closest_name(link.target, known)
    if not named and kind != "media" and not link.image:
        kind, named = "item", targets.declared.near("item", PurePosixPath(link.target).name.removesuffix(".md"))
    typed = f"id:{named}" if kind == "item" else named

    def fits(typed: str) -> bool:
        address = read_address(typed, entry.origin.path)
        if isinstance(address, Wrong) or (address.kind, address.target) != (kind, named):
            return False
        goal = targets.entries.get(named if kind == "item" else targets.ids.get(named, ""))
        is_draft = goal is not None and goal.item.draft and not _is_hidden(entry)
        return not is_draft and (not link.image or PurePosixPath(named).suffix.lower() in IMAGE_SUFFIXES)

    return Remedy.trial(typed if named else "", fits)


def _as_typed(link: Link) -> str:
    return f"id:{link.target}" if link.kind == "item" else link.target


def wrong_programs(reading: Reading, targets: Targets) -> Iterator[Problem]:
    """Events at the programme of something else, or of themselves by a detour. reading: whose files are looked at."""
    for entry in reading.entries:
        item = entry.item
        if not isinstance(item, Event) or item.part_of is None or item.part_of not in targets.entries:
            continue
        place = entry.origin.path, entry.origin.line(_PROGRAM), label_of(Event, (_PROGRAM,))
        if not isinstance(targets.entries[item.part_of].item, Event):
            yield problem("programme-d-autre-chose", *place, value=item.part_of)
        elif item.id in _wholes_of(item.part_of, targets):
            yield problem("programme-en-rond", *place, value=item.part_of)


def _wholes_of(item_id: str, targets: Targets) -> list[str]:
    """What an event is part of, and that in turn."""
    above = [item_id]
    while (entry := targets.entries.get(above[-1])) is not None:
        whole = entry.item.part_of if isinstance(entry.item, Event) else None
        if whole is None or whole in above:
            break
        above.append(whole)
    return above[1:]
