"""What is new for people between two publications: one announcement an item, whatever changed of it.

What was last told of each item is compared with what its page says now, so that it does not matter on which machine the
site is made, nor what became of the machine that made the one before.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from tambour.model.alert import is_same_but_for_slips
from tambour.model.events.occurrence import EventStatus
from tambour.model.item import Level
from tambour.publish.release import Release

Tells = Mapping[str, Any]  # `tells` of an item in a receipt


class ItemChange(StrEnum):
    """What is new of an item, the gravest first: several changes are one announcement, of the gravest.

    raised, extended, updated: of an alert that holds: it is graver, it lasts longer, it says something else.
    """

    NEW = "paru"
    CANCELLED = "annule"
    POSTPONED = "reporte"
    MOVED = "deplace"
    LIFTED = "levee"
    RAISED = "aggravee"
    EXTENDED = "prolongee"
    UPDATED = "mise-a-jour"
    RESTORED = "maintenu"
    FULL = "complet"
    DATES = "dates"
    CORRECTED = "corrige"


class Stage(StrEnum):
    """How far an announcement is.

    begun: somebody took it, and may or may not have said it. pointless: nobody has said it, and it is no longer so.
    """

    DUE = "a-faire"
    BEGUN = "en-cours"
    DONE = "faite"
    POINTLESS = "sans-objet"


_RANK = tuple(ItemChange)
_STATUS = 3  # place of the state in the list of a date's facts: start, end, place, state, rule, excluded
_UNDONE_BY_RESTORING = (ItemChange.CANCELLED, ItemChange.POSTPONED, ItemChange.FULL, ItemChange.LIFTED)
_STATES = {
    EventStatus.CANCELLED: ItemChange.CANCELLED,
    EventStatus.POSTPONED: ItemChange.POSTPONED,
    EventStatus.MOVED: ItemChange.MOVED,
    EventStatus.FULL: ItemChange.FULL,
    EventStatus.CONFIRMED: ItemChange.RESTORED,
}


@dataclass(frozen=True)
class DueAnnouncement:
    """One thing to tell people.

    id: for ever: whoever tells it elsewhere tells it once. change: the gravest of `changes`. files: by channel, the
    paths of what shows this item alone. taken_by, taken_at: who has it in hand, and since when (ISO 8601). before: what
    people had been told of what has changed: `dates`, `alert`, as receipts have them.
    """

    id: str
    item: str
    kind: str
    change: ItemChange
    changes: tuple[ItemChange, ...]
    title: str
    url: str
    files: Mapping[str, tuple[str, ...]]
    release: str
    at: str
    stage: Stage = Stage.DUE
    taken_by: str = ""
    taken_at: str = ""
    before: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, data: Mapping[str, Any]) -> "DueAnnouncement":
        """Raises ValueError, TypeError, KeyError."""
        files = {name: tuple(paths) for name, paths in data["files"].items()}
        changes = tuple(ItemChange(one) for one in data["changes"])
        stage, change = Stage(data["stage"]), ItemChange(data["change"])
        return cls(**{"before": {}, **data, "files": files, "changes": changes, "change": change, "stage": stage})

    def at_stage(self, stage: Stage, by: str = "", at: str = "") -> "DueAnnouncement":
        return replace(self, stage=stage, taken_by=by, taken_at=at)


def news_of(release: Release, told: Mapping[str, Tells], at: str) -> Iterator[DueAnnouncement]:
    """What a release tells that people have not been told.

    Args:
        release: what is online.
        told: what was told of each item, by id, even of those that are gone since.
        at: of the publication, ISO 8601.

    Returns:
        In the order of ids; nothing of what is over, withdrawn, or a translation.
    """
    for item_id, item in sorted(release.items.items()):
        changes = changes_between(told.get(item_id), item["tells"])
        if changes and item["tells"]["news"]:
            change = min(changes, key=_RANK.index)
            yield DueAnnouncement(
                id=f"{item_id}/{change}/{release.name}",
                item=item_id,
                kind=item["kind"],
                change=change,
                changes=changes,
                title=item["title"],
                url=release.address(_page(item)),
                files=_own_files(item),
                release=release.name,
                at=at,
                before=_told_before(told.get(item_id, {}), item["tells"]),
            )


def _told_before(before: Tells, now: Tells) -> Mapping[str, Any]:
    return {name: before[name] for name in ("dates", "alert") if name in before and before[name] != now.get(name)}


def without_point(
    before: Iterable[DueAnnouncement], news: Iterable[DueAnnouncement], release: Release
) -> Iterator[DueAnnouncement]:
    """Announcements as they stand beside a new release: what nobody has said, and is no longer so, is without point.

    That is: all of an item that is withdrawn or wholly called off, what is told anew, and a cancellation that is
    withdrawn. What somebody has taken, or said, stays as it is.
    """
    newer: dict[str, set[ItemChange]] = {}
    for announcement in news:
        newer.setdefault(announcement.item, set()).update(announcement.changes)
    for announcement in before:
        changes = newer.get(announcement.item, set())
        restored = ItemChange.RESTORED in changes and announcement.change in _UNDONE_BY_RESTORING
        called_off = bool(changes) and _is_called_off(release.items[announcement.item]["tells"])
        past = is_withdrawn(announcement.item, release) or called_off or restored or announcement.change in changes
        yield announcement.at_stage(Stage.POINTLESS) if past and announcement.stage is Stage.DUE else announcement


def is_withdrawn(item_id: str, release: Release) -> bool:
    """Whether a release no longer shows an item, or in no list."""
    item = release.items.get(item_id)
    return item is None or bool(item["tells"].get("withdrawn"))


def _is_called_off(tells: Tells) -> bool:
    dates = tells.get("dates", {})
    off = (EventStatus.CANCELLED, EventStatus.POSTPONED)
    return bool(tells.get("lifted")) or (
        bool(dates) and all(EventStatus(one[_STATUS]) in off for one in dates.values())
    )


def changes_between(before: Tells | None, now: Tells) -> tuple[ItemChange, ...]:
    """What is new of an item, the gravest first; () for nothing. before: None when nobody has heard of it."""
    if before is None:
        return (ItemChange.NEW,)
    found: set[ItemChange] = set()
    if now.get("lifted") and not before.get("lifted"):
        found.add(ItemChange.LIFTED)
    elif before.get("lifted") and not now.get("lifted"):
        found.add(ItemChange.RESTORED)
    elif "alert" in before and "alert" in now:
        found |= _of_alert(before["alert"], now["alert"])
    old, new = before.get("dates", {}), now.get("dates", {})
    for name in old.keys() | new.keys():
        found |= _of_date(old.get(name), new.get(name))
    if not found and (before["text"] != now["text"] or _shows_otherwise(before, now)):
        found.add(ItemChange.CORRECTED)
    return tuple(sorted(found, key=_RANK.index))


def _shows_otherwise(before: Tells, now: Tells) -> bool:
    """Whether what is shown is another though the words are the same.

    A picture that was replaced under its name; what a letter that may still be sent carries, or that it is back. What
    is added or taken away is told by the words; what was not noted yet, by nothing.
    """
    if "carries" in now and before.get("withdrawn"):
        return True
    return any(name in before and name in now and before[name] != now[name] for name in ("picture", "carries"))


def _of_alert(before: list[Any], now: list[Any]) -> set[ItemChange]:
    """Of two lists of level, end, what it says. People who were warned must hear of each; not of a slip."""
    ranks, (level, end, says), (level_now, end_now, says_now) = [*Level], before, now
    found = set()
    if ranks.index(Level(level_now)) > ranks.index(Level(level)):
        found.add(ItemChange.RAISED)
    if datetime.fromisoformat(end_now) > datetime.fromisoformat(end):
        found.add(ItemChange.EXTENDED)
    same = (level, end) == (level_now, end_now) and is_same_but_for_slips(says, says_now)
    return found or (set() if same else {ItemChange.UPDATED})


def _of_date(before: list[Any] | None, now: list[Any] | None) -> set[ItemChange]:
    if before is None or now is None:
        state = EventStatus(now[_STATUS]) if now is not None else None
        cancelled = state in (EventStatus.CANCELLED, EventStatus.POSTPONED)
        return {_STATES[state]} if state is not None and cancelled else {ItemChange.DATES}
    if before[_STATUS] != now[_STATUS]:
        return {_STATES[EventStatus(now[_STATUS])]}
    if list(before) == list(now):
        return set()
    return {ItemChange.POSTPONED if EventStatus(now[_STATUS]) is EventStatus.POSTPONED else ItemChange.DATES}


def _page(item: Mapping[str, Any]) -> str:
    return str(item["channels"]["pages"][0]["path"])


def _own_files(item: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    files = {
        name: tuple(file["path"] for file in files if not isinstance(file, str))
        for name, files in item["channels"].items()
        if name != "pages"
    }
    return {name: paths for name, paths in files.items() if paths}
