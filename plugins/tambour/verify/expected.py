"""Who must be where: which items the content wants in each listing, feed, calendar and panel."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from tambour.model.kinds import KINDS
from tambour.verify.comparing import absent, disagreement, unwanted
from tambour.verify.observation import Appearance, ComparedFact, Disagreement, SeenDate
from tambour.verify.truth import TrueDate, TrueItem, Truth
from tambour.words.dates import between, date_fr

ANNOUNCED = tuple(name for name, kind in KINDS.items() if kind.announced)
_IN_LISTS = tuple(name for name in KINDS if name not in ("event", "page"))  # those have an agenda and a site map
Shown = Mapping[str, Sequence[tuple[str, tuple[SeenDate, ...]]]]


def moment_fr(moment: datetime) -> str:
    """`mercredi 25 novembre 2026 à 18 h`."""
    return between(moment, None)


def date_words(day: date) -> str:
    """`5 décembre 2026`."""
    return date_fr(day)


def standing(item: TrueItem, at: datetime) -> TrueDate:
    """The date that stands for an event: the next that takes place, else the next, else the last."""
    ahead = item.ahead(at)
    held = [one for one in ahead if one.state != "annule"]
    return (*held, *ahead, *reversed(item.dates))[0]


def listed(truth: Truth, *kinds: str) -> tuple[TrueItem, ...]:
    """What listings show: what has not been withdrawn, versions of another item left out."""
    found = (item for item in truth.items.values() if not item.expired and item.kind in kinds)
    return tuple(item for item in found if not truth.is_version(item))


def why_not_listed(item: TrueItem, truth: Truth) -> str:
    """Why an item is in no listing, in French, after « dit qu’il »; "" when it may be."""
    if item.lifted:
        return "est levé"
    if item.expired:
        return "est retiré"
    if truth.is_version(item):
        return f"est une version de « {truth.original(item).id} »"
    return ""


def listings(shown: Shown, truth: Truth) -> Iterator[Disagreement]:
    """Every list of the website, its parts put together, holds what it must and nothing else."""
    for kind in _IN_LISTS:
        if found := _parts(shown, KINDS[kind].listing):
            yield from _exactly(found, listed(truth, kind), KINDS[kind].listing, truth)
    agenda = KINDS["event"].listing
    yield from _agenda(_parts(shown, agenda), agenda, listed(truth, "event"), truth)
    for commune in truth.catalogue.communes:
        events = [item for item in listed(truth, "event") if truth.concerns(item, commune)]
        path = f"{agenda}communes/{commune}/"
        yield from _agenda(_parts(shown, path), path, events, truth)
        news = [item for item in listed(truth, "news", "document") if truth.concerns(item, commune)]
        path = f"communes/{commune}/"
        found = [one for one in _parts(shown, path) if _kind(one[0], truth) in ("news", "document")]
        yield from _exactly(found, news, path, truth)
    for topic in truth.catalogue.topics:
        events = [item for item in listed(truth, "event") if topic in item.item.topics]
        path = f"{agenda}themes/{topic}/"
        yield from _agenda(_parts(shown, path), path, events, truth)
    yield from _everywhere(shown, truth)
    yield from _embeds(shown, truth)


def _kind(item: str, truth: Truth) -> str:
    return truth.items[item].kind if item in truth.items else ""


def _parts(shown: Shown, path: str) -> list[tuple[str, tuple[SeenDate, ...]]]:
    """What the pages of one listing show, `…/page/2/` included."""
    files = [file for file in shown if file == f"{path}index.html" or file.startswith(f"{path}page/")]
    return [one for file in sorted(files) for one in shown[file]]


def _exactly(
    found: Sequence[tuple[str, object]], wanted: Iterable[TrueItem], path: str, truth: Truth
) -> Iterator[Disagreement]:
    ids = {item for item, _ in found}
    for item in wanted:
        if item.id not in ids:
            yield absent(item.id, "la liste", path)


def _agenda(
    found: Sequence[tuple[str, tuple[SeenDate, ...]]], path: str, wanted: Iterable[TrueItem], truth: Truth
) -> Iterator[Disagreement]:
    """Each date that is not over stands in the agenda."""
    told: dict[str, set[object]] = {}
    for name, dates in found:
        told.setdefault(name, set()).update(seen.start for seen in dates)
    for item in wanted:
        missing = [one for one in item.ahead(truth.now) if one.start not in told.get(item.id, ())]
        if missing and item.id not in told:
            yield absent(item.id, "l’agenda du site", path)
        elif missing:
            for one in missing:
                yield absent_date(item, one, "l’agenda du site", path)


def absent_date(item: TrueItem, one: TrueDate, channel: str, file: str) -> Disagreement:
    """A date that must be somewhere and is not."""
    return disagreement(Appearance(channel, file, item.id), ComparedFact.DATE, one.start, None, one)


def _everywhere(shown: Shown, truth: Truth) -> Iterator[Disagreement]:
    """What has left the listings is in none, and no version stands beside its original."""
    for file, entries in shown.items():
        if truth.at(file) or file.startswith("lettres/"):  # an item's page may name whatever it wants
            continue
        for item in {item for item, _ in entries}:
            if item in truth.items and (why := why_not_listed(truth.items[item], truth)):
                yield unwanted(item, why, "la liste", file)


def _embeds(shown: Shown, truth: Truth) -> Iterator[Disagreement]:
    """Each commune's embeds: the next dates, and the newest news."""
    if not truth.has("embeds"):
        return
    for commune in truth.catalogue.communes:
        events = [
            item for item in listed(truth, "event") if truth.concerns(item, commune) and not item.left_out_of("embeds")
        ]
        ahead = sorted((item.ahead(truth.now)[0].begins, item.id) for item in events if item.ahead(truth.now))
        news = [
            item for item in listed(truth, "news") if truth.concerns(item, commune) and not item.left_out_of("embeds")
        ]
        news.sort(key=lambda item: (-item.item.publish_at.timestamp() if item.item.publish_at else 0.0, item.id))
        wanted = [item for _, item in ahead[: truth.value("embeds", "events", 5)]]
        wanted += [item.id for item in news[: truth.value("embeds", "news", 5)]]
        prefix = f"integrer/{commune}/"
        for file in sorted(file for file in shown if file.startswith(prefix)):
            ids = {item for item, _ in shown[file]}
            for item in wanted:
                if item not in ids:
                    yield absent(item, "l’encadré", file)
            for item in sorted(ids - set(wanted)):
                if item in truth.items:
                    why = "est tenu hors de ce canal" if truth.items[item].left_out_of("embeds") else "n’a pas à y être"
                    yield unwanted(item, why_not_listed(truth.items[item], truth) or why, "l’encadré", file)
