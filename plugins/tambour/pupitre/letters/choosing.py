"""What each block of a letter chooses now, as the letter is being typed: its contents, and what to know of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from pydantic import ValidationError

from tambour.channels.newsletter.checks import gone
from tambour.model.events.next_date import dates_of
from tambour.model.kinds import FOLDERS, KINDS
from tambour.model.letters.letter import CHANNEL, Letter, SelectionBlock
from tambour.model.letters.selection import Selections
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.model.slugs import fold
from tambour.pupitre.forms.choices import Choices
from tambour.pupitre.messages import letters as messages
from tambour.source.frontmatter import Value
from tambour.words.dates import date_fr, when
from tambour.words.numbers import list_fr
from tambour.words.states import state
from tambour.words.typography import NBSP

MOST_FOUND = 8
_A_DAY = timedelta(days=1)
_MASCULINE = frozenset(("agenda", "lieux"))
_IN_LETTERS = tuple(kind.name for kind in KINDS.values() if kind.in_letters)


@dataclass(frozen=True)
class ChosenItem:
    """One content that a block shows.

    path: of its file. words: its kind, and when. state: of its date, or what has become of it. warning: why it should
    not be sent so. is_first: the block puts it first, whatever its rules say.
    """

    id: str
    title: str
    path: str = ""
    words: str = ""
    state: str = ""
    warning: str = ""
    is_first: bool = False


@dataclass(frozen=True)
class BlockChoice:
    """What one selection shows. rule: in words; "" for one by hand. left_out: what the rules may not choose."""

    items: Sequence[ChosenItem]
    rule: str = ""
    is_by_hand: bool = False
    is_wrong: bool = False
    left_out: Sequence[ChosenItem] = ()

    @property
    def warnings(self) -> int:
        """How many of its contents should not be sent so."""
        return sum(bool(item.warning) for item in self.items)


def choose(
    site: Site, letter_id: str, at: datetime, blocks: Mapping[int, Value | None], choices: Choices
) -> dict[int, BlockChoice]:
    """What the selections among some blocks show.

    Args:
        site: as it will be when the letter is sent.
        letter_id: "" for a letter that is new.
        at: when it is sent.
        blocks: as a form says them, by their numbers.
        choices: of the project.
    """
    read = {number: _read(value) for number, value in blocks.items() if _is_selection(value)}
    right = tuple(block for block in read.values() if block is not None)
    letter = Letter.model_construct(id=letter_id, title="", preheader="", publish_at=at, blocks=right)
    selections = Selections(site)
    found: dict[int, BlockChoice] = {}
    before: dict[str, int] = {}
    for number, block in read.items():
        if block is None:
            found[number] = BlockChoice((), is_wrong=True)
            continue
        shown = selections.of(letter, block)
        named = block.ids or block.first
        absent = [one for one in named if one not in {item.id for item in shown}]
        items = [_item(item, at, before, first=item.id in block.first) for item in shown]
        if site.now >= at + _A_DAY:  # it has left: nothing is to be mended
            items = [replace(item, warning="") for item in items]
        items += [ChosenItem(one, choices.of("item").get(one, one), warning=messages.ABSENT) for one in absent]
        for item in shown:
            before.setdefault(item.id, number)
        left_out = [ChosenItem(one, choices.of("item").get(one, one)) for one in block.without]
        rule = "" if block.ids else rule_fr(block, choices)
        found[number] = BlockChoice(items, rule, bool(block.ids), left_out=left_out)
    return found


def suggestions(site: Site, at: datetime, query: str, taken: frozenset[str]) -> list[ChosenItem]:
    """Contents that a letter may carry and does not yet: those that hold every word, the newest first.

    Args:
        site: as it will be when the letter is sent.
        at: when it is sent.
        query: what was typed; "" for any that tells people something at that time.
        taken: ids of what the letter carries.
    """
    words = fold(query).split()
    listed = (one for one in site.originals if one.item.kind in _IN_LETTERS and one.id not in taken)
    fit = (one for one in listed if not one.left_out_of(CHANNEL) and not _warning(one, at))
    if words:
        fit = (one for one in fit if all(word in fold(f"{one.item.title} {one.item.summary or ''}") for word in words))
    else:
        fit = (one for one in fit if one.kind.announced)
    ordered = sorted(fit, key=lambda one: -(one.item.publish_at.timestamp() if one.item.publish_at else 0.0))
    return [_item(one, at, {}) for one in islice(ordered, MOST_FOUND)]


def _is_selection(value: Value | None) -> bool:
    return isinstance(value, dict) and value.get("type") == "selection"


def _read(value: Value | None) -> SelectionBlock | None:
    try:
        return SelectionBlock.model_validate(value)
    except ValidationError:
        return None


def _item(published: Published, at: datetime, before: Mapping[str, int], *, first: bool = False) -> ChosenItem:
    dates = dates_of(published, at)
    words, what = [published.kind.caption], ""
    if dates is not None:
        words.append(when(dates.shown, year=dates.shown.begins.year != at.year))
        what = state(dates.shown)
    elif published.kind.announced and published.item.publish_at is not None:
        day = published.item.publish_at.astimezone(at.tzinfo)
        words.append(date_fr(day, year=day.year != at.year))
    warning = _warning(published, at) or (messages.twice_fr(before[published.id] + 1) if published.id in before else "")
    path = str(published.origin.path)
    return ChosenItem(published.id, published.item.title, path, " · ".join(words), what, warning, first)


def _warning(published: Published, at: datetime) -> str:
    if what := gone(published):
        return messages.gone_fr(what)
    if published.occurrences and published.occurrences[-1].over <= at:
        return messages.OVER
    return ""


def rule_fr(block: SelectionBlock, choices: Choices) -> str:
    """The rules of a block as a person says them.

    Args:
        block: whose `ids` are empty.
        choices: of the project, which knows the names of communes and topics.
    """
    return ", ".join(_rule_parts(block, choices))


def _rule_parts(block: SelectionBlock, choices: Choices) -> Iterator[str]:
    folders = block.genres or (("agenda",) if block.days else ("actualites",))
    words = f"Les {list_fr([FOLDERS[folder].plural for folder in folders])}"
    if block.days:
        words += " du jour qui vient" if block.days == 1 else f" des {block.days}{NBSP}prochains jours"
    yield words
    if block.since_last:
        yield f"{'parus' if _MASCULINE.intersection(folders) else 'parues'} depuis la dernière lettre"
    if block.topics:
        yield f"sur {_any_of(block.topics, choices.of('topic'))}"
    if block.communes:
        yield f"pour {_any_of(block.communes, choices.of('commune'))}"
    if block.limit:
        yield f"{block.limit} au plus"
    if block.skip_sent:
        yield "sauf ce qu’une lettre a déjà porté"


def _any_of(ids: Sequence[str], names: Mapping[str, str]) -> str:
    *others, last = [names.get(one, one) for one in ids]
    return f"{', '.join(others)} ou {last}" if others else last
