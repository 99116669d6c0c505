"""References by id or by file name: each leads to something that exists and is not a draft."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from tambour.model.item import Item
from tambour.model.messages_fr import problem
from tambour.model.problems import Problem
from tambour.model.references import Place, references
from tambour.model.site import Origin
from tambour.source.body.addresses import IMAGE_SUFFIXES
from tambour.source.explain import label_of, line_in
from tambour.source.reading import Reading, Record
from tambour.source.rules.known import Known
from tambour.source.rules.words import NOUNS, WAYS_OUT
from tambour.source.suggest import did_you_mean

_ABSENT = {"image": "image-absente", "document": "document-absent"}


def problems(reading: Reading, known: Known) -> Iterator[Problem]:
    """References of every valid item and record that lead to nothing, to a draft, or to what is not a picture."""
    for entry in reading.entries:
        yield from _of(entry.item, entry.origin, known)
    for name, records in reading.records.items():
        for key, record in records.items():
            if record is not None:
                yield from _of(record, reading.record_origins[name, key], known)


def _of(holder: Item | Record, origin: Origin, known: Known) -> Iterator[Problem]:
    hidden = isinstance(holder, Item) and holder.draft
    for place, target, value in map(_without_link_form, references(holder)):
        line, field = line_in(origin.lines)(place), label_of(type(holder), place)
        if target == "web":
            continue
        if value not in known.names[target]:
            yield _absent(target, value, known, origin.path, line, field)
        elif target == "image" and PurePosixPath(value).suffix.lower() not in IMAGE_SUFFIXES:
            suffixes = ", ".join(sorted(IMAGE_SUFFIXES))
            yield problem("image-format", origin.path, line, field, value=value, known=suffixes)
        elif target in ("item", "place") and known.is_draft(value) and not hidden:
            yield problem("reference-brouillon", origin.path, line, field, value=value)


def _without_link_form(reference: tuple[Place, str, str]) -> tuple[Place, str, str]:
    """`id:fete#programme` leads to the item `fete`; a web address is not ours to check."""
    place, target, value = reference
    if target != "link":
        return reference
    return (place, "item", value[3:].partition("#")[0]) if value.startswith("id:") else (place, "web", value)


def _absent(target: str, value: str, known: Known, path: PurePosixPath, line: int, field: str) -> Problem:
    context = {
        "value": value,
        "near": did_you_mean(value, known.names[target]),
        "noun": NOUNS.get(target),
        "way_out": WAYS_OUT.get(target),
    }
    return problem(_ABSENT.get(target, "reference-inconnue"), path, line, field, **context)
