"""References by id or by file name: each leads to something that exists and is not a draft."""

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from tambour.messages import problem
from tambour.messages.references import NOUNS, WAYS_OUT
from tambour.model.item import Item
from tambour.model.problems import Problem
from tambour.model.references import Place, references
from tambour.model.registers import Topic
from tambour.model.site.published import Origin
from tambour.source.body import Link
from tambour.source.body.addresses import ANCHOR_PREFIX, IMAGE_SUFFIXES
from tambour.source.explain import label_of, line_in
from tambour.source.reading import Reading, Record
from tambour.source.rules.known import Targets
from tambour.source.suggest import closest_name, question

_ABSENT = {"image": "image-absente", "document": "document-absent"}


def broken_references(reading: Reading, targets: Targets) -> Iterator[Problem]:
    """References of every valid item and record that lead to nothing, to a draft, or to what is not a picture."""
    for entry in reading.entries:
        yield from _of(entry.item, entry.origin, targets)
    for name, records in reading.records.items():
        for key, record in records.items():
            if record is not None:
                yield from _of(record, reading.record_origins[name, key], targets)


def unknown_icons(reading: Reading, icons: Collection[str]) -> Iterator[Problem]:
    """Pictograms that the theme has not drawn. icons: those that it has; none = it is not known."""
    for (name, key), origin in reading.record_origins.items():
        record = reading.records[name][key]
        if icons and isinstance(record, Topic) and record.icon is not None and record.icon not in icons:
            context = {"near": question(closest_name(record.icon, icons)), "known": ", ".join(sorted(icons))}
            place = origin.path, origin.line("pictogramme"), label_of(Topic, ("pictogramme",))
            yield problem("pictogramme-inconnu", *place, value=record.icon, **context)


def _of(holder: Item | Record, origin: Origin, targets: Targets) -> Iterator[Problem]:
    hidden = isinstance(holder, Item) and holder.draft
    for place, target, value in map(_without_link_form, references(holder)):
        if (wrong := _wrong(target, value, targets, hidden=hidden)) is not None:
            code, context = wrong
            line = line_in(origin.lines)(place)
            yield problem(code, origin.path, line, label_of(type(holder), place), value=value, **context)


def _wrong(target: str, value: str, targets: Targets, *, hidden: bool) -> tuple[str, dict[str, object]] | None:
    """The code of what is wrong with a reference and what its sentence needs; None when it is right.

    hidden: it stands in a draft, which may refer to other drafts.
    """
    if target == "web":
        return None
    if value not in targets.names[target]:
        near = question(targets.declared.near(target, value) or closest_name(value, targets.names[target]))
        context: dict[str, object] = {"near": near, "noun": NOUNS.get(target), "way_out": WAYS_OUT.get(target)}
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


def dead_links(reading: Reading, targets: Targets) -> Iterator[Problem]:
    """Dead links of every valid item, with their lines."""
    goals = {"item": targets.names["item"], "file": targets.files, "media": targets.media}
    for entry in reading.entries:
        for line, link in entry.links:
            if link.kind not in goals:
                continue
            if link.target not in goals[link.kind]:
                context = {
                    "value": _as_typed(link),
                    "near": question(closest_name(link.target, goals[link.kind])),
                    "way_out": WAYS_OUT[f"link-{link.kind}"],
                }
                yield problem("lien-mort", entry.origin.path, line, "Texte", **context)
                continue
            goal = targets.entries.get(targets.item_at(link))
            if goal is None:
                continue
            if goal.item.draft and not entry.item.draft:
                yield problem("reference-brouillon", entry.origin.path, line, "Texte", value=link.target)
            elif link.fragment and link.fragment not in goal.body.anchors:
                anchor = f"#{link.fragment.removeprefix(ANCHOR_PREFIX)}"
                yield problem("ancre-absente", entry.origin.path, line, "Texte", value=anchor, other=goal.origin.path)


def _as_typed(link: Link) -> str:
    return f"id:{link.target}" if link.kind == "item" else link.target
