"""Which contents somebody sees, may change, may publish: a right is one thing, what it holds for another."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tambour.model.events.event import Event
from tambour.model.item import Item
from tambour.model.news import News
from tambour.pupitre.forms.choices import Choices
from tambour.pupitre.people.person import Colleague, Right
from tambour.pupitre.web.project import DeskFile, WrittenContent
from tambour.source.frontmatter import Value

PROPOSED: tuple[type[Item], ...] = (News, Event)  # what a commune proposes


def may_see(person: Colleague, sheet: DeskFile) -> bool:
    """Whether a content exists for somebody: all of them, or what waits of a commune of hers."""
    return person.may(Right.READ) or (sheet.is_draft and _is_hers(person, sheet.raw.fields.get("communes")))


def may_change(person: Colleague, sheet: DeskFile) -> bool:
    """Whether she may write in it."""
    if person.may(Right.WRITE):
        return True
    return person.may(Right.PROPOSE) and sheet.is_draft and may_see(person, sheet)


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


def choices_of(choices: Choices, person: Colleague, written: WrittenContent) -> Choices:
    """What forms offer to somebody: of what waits, no more than she sees; of communes, hers."""
    if person.may(Right.READ):
        return choices
    public = {entry.item.id for entry in written.content.public}
    ids = public | {sheet.word("id") for sheet in sheets_of(person, written)}
    named: dict[str, Mapping[str, str]] = {**choices.targets}
    for target in ("item", "place", "link"):
        named[target] = {name: words for name, words in choices.of(target).items() if name.removeprefix("id:") in ids}
    named["commune"] = {name: words for name, words in choices.of("commune").items() if name in person.communes}
    return replace(choices, targets=named)
