"""Which contents somebody sees, may change, may publish: a right is one thing, what it holds for another."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import chain

from tambour.model.events.event import Event
from tambour.model.item import Item
from tambour.model.news import News
from tambour.model.references import references
from tambour.pupitre.forms.choices import Choices
from tambour.pupitre.people.person import Colleague, Right
from tambour.pupitre.web.project import DeskFile, WrittenContent
from tambour.source.frontmatter import Value

_FOLDERS = {"image": "images/", "document": "documents/"}  # of what a reference of each target names
PROPOSED: tuple[type[Item], ...] = (News, Event)  # what a commune proposes


def may_see(person: Colleague, sheet: DeskFile) -> bool:
    """Whether a content exists for somebody: all of them, or what waits of a commune of hers."""
    return person.may(Right.READ) or (sheet.is_draft and _is_hers(person, sheet.raw.fields.get("communes")))


def may_change(person: Colleague, sheet: DeskFile) -> bool:
    """Whether she may write in it."""
    if person.may(Right.WRITE):
        return True
    return person.may(Right.PROPOSE) and sheet.is_draft and may_see(person, sheet)


def may_delete(person: Colleague, sheet: DeskFile) -> bool:
    """Whether she may take it away while nobody has seen it: whoever writes all, or one of a commune of hers."""
    is_hers = person.may(Right.PROPOSE) and _is_hers(person, sheet.raw.fields.get("communes"))
    return sheet.is_draft and (person.may(Right.WRITE) or is_hers)


def may_publish(person: Colleague, sheet: DeskFile | None) -> bool:
    """Whether she may have it appear. None: one that is new."""
    return person.may(Right.WRITE) or (person.may(Right.REVIEW) and sheet is not None and sheet.is_to_review)


def may_begin(person: Colleague, model: type[Item]) -> bool:
    """Whether she may write a new one of a kind."""
    return person.may(Right.WRITE) or (person.may(Right.PROPOSE) and model in PROPOSED)


def is_within(person: Colleague, communes: Value | None) -> bool:
    """Whether a content may be about these communes. communes: as they are written."""
    return person.may(Right.READ) or _is_hers(person, communes)


def _is_hers(person: Colleague, communes: Value | None) -> bool:
    named = {communes} if isinstance(communes, str) else {*map(str, communes or ())}
    return bool(named) and named <= person.communes


def sheets_of(person: Colleague, written: WrittenContent) -> Iterable[DeskFile]:
    """The contents that exist for somebody."""
    return (sheet for sheet in written.sheets.values() if may_see(person, sheet))


def hidden_from(person: Colleague, written: WrittenContent) -> frozenset[str]:
    """The files that do not exist for somebody: what waits of others, and the pictures and documents of that.

    Args:
        person: who.
        written: the content.

    Returns:
        Their paths, under the content folder; nothing for whoever reads all.
    """
    if person.may(Right.READ):
        return frozenset()
    seen = {str(entry.origin.path) for entry in written.content.public}
    seen |= {sheet.path for sheet in sheets_of(person, written)}
    media = written.content.catalogue.media.keys() - _media_seen(seen, written)
    return frozenset((written.sheets.keys() - seen) | media)


def _media_seen(paths: Collection[str], written: WrittenContent) -> set[str]:
    """The pictures and documents that some contents show, or any register."""
    entries = [entry for path in paths if (entry := written.entries.get(path)) is not None]
    catalogue = written.content.catalogue
    records = chain(catalogue.communes.values(), catalogue.topics.values(), catalogue.contacts.values())
    named = chain.from_iterable((*(entry.references for entry in entries), *map(references, records)))
    seen = {f"{_FOLDERS[target]}{value}" for _, target, value in named if target in _FOLDERS}
    return seen | {link.target for entry in entries for _, link in entry.links if link.kind == "media"}


def choices_of(choices: Choices, person: Colleague, written: WrittenContent) -> Choices:
    """What forms offer to somebody: of what waits, no more than she sees; of communes, hers."""
    if person.may(Right.READ):
        return choices
    public = {entry.item.id for entry in written.content.public}
    ids = public | {sheet.word("id") for sheet in sheets_of(person, written)}
    named: dict[str, Mapping[str, str]] = {**choices.targets}
    for target in ("item", "place", "link"):
        named[target] = {
            name: words
            for name, words in choices.of(target).items()
            if name.startswith("/") or name.removeprefix("id:") in ids
        }
    hidden = hidden_from(person, written)
    for target, folder in _FOLDERS.items():
        named[target] = {name: words for name, words in choices.of(target).items() if f"{folder}{name}" not in hidden}
    named["commune"] = {name: words for name, words in choices.of("commune").items() if name in person.communes}
    return replace(choices, targets=named)
