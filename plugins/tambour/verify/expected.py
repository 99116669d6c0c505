"""Who must be where: which items the content wants in each listing, feed, calendar and panel."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from tambour.model.kinds import KINDS
from tambour.model.services.status import ServiceStatus
from tambour.verify.comparing import absence, disagreement, unexpected_presence
from tambour.verify.observation import Appearance, ComparedFact, Disagreement, SeenDate
from tambour.verify.truth import TrueDate, TrueItem, Truth
from tambour.words.dates import between, date_fr

ANNOUNCED = tuple(name for name, kind in KINDS.items() if kind.announced)
_IN_LISTS = tuple(name for name in KINDS if name not in ("event", "page"))  # those have an agenda and a site map
# File → the items that it lists, each with the dates that it tells.
ListingEntries = Mapping[str, Sequence[tuple[str, tuple[SeenDate, ...]]]]


def moment_fr(moment: datetime) -> str:
    """`mercredi 25 novembre 2026 à 18 h`."""
    return between(moment, None)


def date_words(day: date) -> str:
    """`5 décembre 2026`."""
    return date_fr(day)


def main_date(item: TrueItem, at: datetime) -> TrueDate:
    """The date under which an event is shown alone: the next that takes place, else the next, else the last.

    Args:
        item: an event.
        at: the moment at which it is shown.
    """
    ahead = item.ahead(at)
    held = [one for one in ahead if one.state != "annule"]
    return (*held, *ahead, *reversed(item.dates))[0]


def items_to_list(truth: Truth, *kinds: str) -> tuple[TrueItem, ...]:
    """What listings show: what has not been withdrawn, versions of another item left out.

    Args:
        truth: the content.
        kinds: names of the kinds that the listing shows.
    """
    items = (item for item in truth.items.values() if not item.expired and item.kind in kinds)
    return tuple(item for item in items if not truth.is_version(item))


def why_not_listed(item: TrueItem, truth: Truth) -> str:
    """Why an item is in no listing, in French, after « dit qu’il »; "" when it may be."""
    if item.lifted:
        return "est levé"
    if item.expired and not (KINDS[item.kind].remembered and item.item.expire_at is None):
        return "est retiré"
    if truth.is_version(item):
        return f"est une version de « {truth.original(item).id} »"
    return ""


def listing_disagreements(by_file: ListingEntries, truth: Truth) -> Iterator[Disagreement]:
    """Find what the website's lists, agendas and embeds lack, and what they should not show.

    Args:
        by_file: for each file, the items that it lists, with the dates that it tells of each.
        truth: the content. Pages of one listing are put together first.
    """
    for kind in _IN_LISTS:
        if entries := _parts(by_file, KINDS[kind].listing):
            linked = [item for item in items_to_list(truth, kind) if not item.is_hidden]  # others are told there, whole
            yield from _compare_list(entries, linked, KINDS[kind].listing, truth)
    agenda = KINDS["event"].listing
    yield from _agenda(_parts(by_file, agenda), agenda, items_to_list(truth, "event"), truth)
    for commune in truth.catalogue.communes:
        concerned = [item for item in items_to_list(truth, "event") if truth.concerns(item, commune)]
        events = [truth.in_commune(item, commune) for item in concerned]
        path = f"{agenda}communes/{commune}/"
        yield from _agenda(_parts(by_file, path), path, events, truth)
        news = [item for item in items_to_list(truth, "news", "document") if truth.concerns(item, commune)]
        path = f"communes/{commune}/"
        entries = [one for one in _parts(by_file, path) if _kind(one[0], truth) in ("news", "document")]
        yield from _compare_list(entries, news, path, truth)
    for topic in truth.catalogue.topics:
        events = [item for item in items_to_list(truth, "event") if topic in item.item.topics]
        path = f"{agenda}themes/{topic}/"
        yield from _agenda(_parts(by_file, path), path, events, truth)
    yield from _intruders(by_file, truth)
    yield from _embeds(by_file, truth)


def _kind(item: str, truth: Truth) -> str:
    return truth.items[item].kind if item in truth.items else ""


def _parts(by_file: ListingEntries, path: str) -> list[tuple[str, tuple[SeenDate, ...]]]:
    """What the pages of one listing show, `…/page/2/` included."""
    files = [file for file in by_file if file == f"{path}index.html" or file.startswith(f"{path}page/")]
    return [one for file in sorted(files) for one in by_file[file]]


def _compare_list(
    entries: Sequence[tuple[str, object]], wanted: Iterable[TrueItem], path: str, truth: Truth
) -> Iterator[Disagreement]:
    ids = {item for item, _ in entries}
    for item in wanted:
        if item.id not in ids:
            yield absence(item.id, "la liste", path)


def _agenda(
    entries: Sequence[tuple[str, tuple[SeenDate, ...]]], path: str, wanted: Iterable[TrueItem], truth: Truth
) -> Iterator[Disagreement]:
    """Each date that is not over stands in the agenda."""
    starts: dict[str, set[object]] = {}
    for name, dates in entries:
        starts.setdefault(name, set()).update(seen.start for seen in dates)
    for item in wanted:
        missing = [one for one in item.ahead(truth.now) if one.start not in starts.get(item.id, ())]
        if missing and item.id not in starts:
            yield absence(item.id, "l’agenda du site", path)
        elif missing:
            for true_date in missing:
                yield date_absence(item, true_date, "l’agenda du site", path)


def date_absence(item: TrueItem, true_date: TrueDate, channel: str, file: str) -> Disagreement:
    """A date that must be somewhere and is not."""
    return disagreement(Appearance(channel, file, item.id), ComparedFact.DATE, true_date.start, None, true_date)


def _intruders(by_file: ListingEntries, truth: Truth) -> Iterator[Disagreement]:
    """What has left the listings is in none, and no version stands beside its original."""
    for file, entries in by_file.items():
        if truth.id_at(file) or file.startswith("lettres/"):  # an item's page may name whatever it wants
            continue
        for item in {item for item, _ in entries}:
            if item in truth.items and (why := why_not_listed(truth.items[item], truth)):
                yield unexpected_presence(item, why, "la liste", file)


def is_in_trouble(item: TrueItem, truth: Truth) -> bool:
    """A service that is closed or disturbed now."""
    status = item.item
    return isinstance(status, ServiceStatus) and status.gravity_at(truth.now) > 0


def _embeds(by_file: ListingEntries, truth: Truth) -> Iterator[Disagreement]:
    """Each commune's embeds: services that do not work as usual, the next dates, and the newest news."""
    if not truth.has("embeds"):
        return
    for commune in truth.catalogue.communes:
        events = [
            truth.in_commune(item, commune)
            for item in items_to_list(truth, "event")
            if truth.concerns(item, commune) and not item.left_out_of("embeds")
        ]
        ahead = sorted((item.ahead(truth.now)[0].begins, item.id) for item in events if item.ahead(truth.now))
        news = [
            item
            for item in items_to_list(truth, "news")
            if truth.concerns(item, commune) and not item.left_out_of("embeds")
        ]
        news.sort(key=lambda item: (-item.item.publish_at.timestamp() if item.item.publish_at else 0.0, item.id))
        wanted = [
            item.id
            for item in items_to_list(truth, "status")
            if truth.concerns(item, commune) and not item.left_out_of("embeds") and is_in_trouble(item, truth)
        ]
        wanted += [item for _, item in ahead[: truth.value("embeds", "events", 5)]]
        wanted += [item.id for item in news[: truth.value("embeds", "news", 5)]]
        prefix = f"integrer/{commune}/"
        for file in sorted(file for file in by_file if file.startswith(prefix)):
            ids = {item for item, _ in by_file[file]}
            for item in wanted:
                if item not in ids:
                    yield absence(item, "l’encadré", file)
            for item in sorted(ids - set(wanted)):
                if item in truth.items:
                    why = "est tenu hors de ce canal" if truth.items[item].left_out_of("embeds") else "n’a pas à y être"
                    yield unexpected_presence(item, why_not_listed(truth.items[item], truth) or why, "l’encadré", file)
