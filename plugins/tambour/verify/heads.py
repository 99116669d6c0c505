"""The head of each item's page read back: what networks and search engines make of it, and what its card says."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from tambour.model.kinds import KINDS
from tambour.verify import expected, markup
from tambour.verify.comparing import holds_place
from tambour.verify.folder import OutputFolder, PublishedPage
from tambour.verify.french import AWAITS, mentions, plain, remove_prose, state_in
from tambour.verify.observation import (
    Appearance,
    ComparedFact,
    Disagreement,
    Findings,
    Observed,
    SeenDate,
    SeenSpan,
    Value,
    Wording,
)
from tambour.verify.sentences import hidden_cancellation, invitation
from tambour.verify.truth import TrueItem, Truth

_DESCRIPTION_MAX = 160
SOCIAL, TWITTER, STRUCTURED = "Open Graph", "Twitter", "JSON-LD"

# https://schema.org/EventStatusType → the states of which search engines know no more.
_STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "EventCancelled": "annule",
        "EventPostponed": AWAITS,
        "EventRescheduled": "reporte|deplace|complet",
        "EventScheduled": "confirme|complet|deplace",
    }
)
_MOST_STRUCTURED = 20  # dates that a page tells search engines


def other_end(channel: str, file: str, item: TrueItem, words: str) -> Disagreement:
    """An alert of which another end is told."""
    assert item.alert is not None
    first = Observed("le contenu", "", f"dit {expected.moment_fr(item.alert.end)}")
    return Disagreement(item.id, ComparedFact.END, "", first, Observed(channel, file, f"dit « {words} »"))


def social(page: PublishedPage, item: TrueItem, folder: OutputFolder, truth: Truth) -> Findings:
    """What networks show of an item's page."""
    yield Appearance(
        SOCIAL,
        page.file,
        item.id,
        {
            ComparedFact.TITLE: _title(page.meta("og:title"), item),
            ComparedFact.LINK: page.meta("og:url"),
            **_description(page.meta("og:description"), item, truth),
        },
    )
    yield from invitation(page.meta("og:description"), item, truth.now, SOCIAL, page.file)
    yield from _missing_start(page, item)
    yield Appearance(TWITTER, page.file, item.id, {ComparedFact.TITLE: _title(page.meta("twitter:title"), item)})
    card, alt = page.meta("og:image"), page.meta("og:image:alt")
    if card:
        yield from _compare_networks(item, ComparedFact.PICTURE, page, card, page.meta("twitter:image"))
        yield from _compare_networks(item, ComparedFact.ALT, page, alt, page.meta("twitter:image:alt"))
    if card and not folder.has(truth.path_of(card)):
        first = Observed("le dossier", "", f"n’a pas « {card} »")
        yield Disagreement(item.id, ComparedFact.PICTURE, "", first, Observed(SOCIAL, page.file, "le montre"))
    if card and item.path and "/cartes/" in card:
        yield from card_words(item, alt, SOCIAL, page.file, truth)


def _title(text: str, item: TrueItem) -> Value:
    """A title: behind the word of its kind where the item is called as the service whose state it tells."""
    return Wording(text) if KINDS[item.kind].followed else text


def _description(text: str, item: TrueItem, truth: Truth) -> dict[ComparedFact, Value]:
    """What a description must say of the summary: all of it, unless it is cut, or asks for what no longer is."""
    summary = item.item.summary or ""
    is_cut = item.dates and plain(summary) not in plain(text) and len(text) + len(summary) >= _DESCRIPTION_MAX
    if item.is_off(truth.now) or is_cut or text.endswith("…"):
        return {}
    return {ComparedFact.SUMMARY: Wording(text) if summary else ""}


def _missing_start(page: PublishedPage, item: TrueItem) -> Iterator[Disagreement]:
    """What networks show of an event says when it is and, when that is known, where."""
    text = page.meta("og:description")
    if not text or not item.dates or item.item.language is not None:
        return
    spoken = [*mentions(remove_prose(text, item.prose))]
    if not any(one.starts(date.start) for one in spoken for date in item.dates):
        yield expected.date_absence(item, item.dates[0], SOCIAL, page.file)
    names = {date.place.name for date in item.dates if date.place}
    if (
        len(names) == 1
        and all(date.place for date in item.dates)
        and not any(plain(name) in plain(text) for name in names)
    ):
        first = Observed("le contenu", "", f"dit « {names.pop()} »")
        second = Observed(SOCIAL, page.file, "ne le dit pas")
        yield Disagreement(item.id, ComparedFact.PLACE, "", first, second)


def _compare_networks(
    item: TrueItem, fact: ComparedFact, page: PublishedPage, first: str, second: str
) -> Iterator[Disagreement]:
    if first != second:
        open_graph, twitter = (
            Observed(SOCIAL, page.file, f"dit « {first} »"),
            Observed(TWITTER, page.file, f"dit « {second} »"),
        )
        yield Disagreement(item.id, fact, "", open_graph, twitter)


def card_words(item: TrueItem, alt: str, channel: str, file: str, truth: Truth) -> Findings:
    """What a card shows, as its alternative text says: title, state, date, place.

    Args:
        item: of which the card is made.
        alt: the alternative text.
        channel: as people call it.
        file: where the card is shown.
        truth: the content.
    """
    rest = remove_prose(alt, item.prose)
    title = item.title_in("cards")
    yield Appearance(channel, file, item.id, {ComparedFact.TITLE: Wording(alt)}, names=("cards",))
    if item.dates and item.item.language is None:  # dates in words are read back in French
        main_date = expected.main_date(item, truth.now)
        common = {other.state for other in item.ahead(truth.now) or (main_date,)}
        state = state_in(rest) if len(common) == 1 else None
        dates = tuple(SeenDate(mention, place=alt) for mention in mentions(remove_prose(alt, [title])))
        if state is not None and common != {state}:
            yield Appearance(channel, file, item.id, dates=(SeenDate(main_date.start, state=state),))
        if not main_date.place or any(holds_place(alt, other) for other in item.dates):
            dates = tuple(SeenDate(seen.start) for seen in dates)
        yield Appearance(channel, file, item.id, dates=dates, span=SeenSpan.NEXT)
        yield from hidden_cancellation(alt, item, truth.now, channel, file)


def structured_data(page: PublishedPage, item: TrueItem, folder: OutputFolder, truth: Truth) -> Findings:
    """What search engines read of an item's page."""
    nodes = [*_nodes(page)]
    if not nodes:
        first = Observed("le contenu", "", "le publie")
        yield Disagreement(item.id, ComparedFact.PRESENCE, "", first, Observed(STRUCTURED, page.file, "n’en dit rien"))
        return
    about = [
        node for node in nodes if truth.id_of_tag(str(node.get("@id", ""))) == item.id or node.get("@type") == "Event"
    ]
    by_id = {node["@id"]: node for node in _objects(nodes) if "@id" in node and len(node) > 1}
    for node in about:
        yield Appearance(STRUCTURED, page.file, item.id, dict(_node_facts(node, item, truth)))
    dates = tuple(_node_date(node, by_id) for node in about if "startDate" in node)
    if item.dates:
        few = len(item.ahead(truth.now)) <= _MOST_STRUCTURED
        yield Appearance(STRUCTURED, page.file, item.id, dates=dates, span=SeenSpan.AHEAD if few else SeenSpan.NEXT)
        if not dates:
            yield Appearance(STRUCTURED, page.file, item.id, span=SeenSpan.NEXT)
    for node in about:
        if (
            item.alert is not None
            and not item.lifted
            and "expires" in node
            and markup.moment(node["expires"]) != item.alert.end
        ):
            yield other_end(STRUCTURED, page.file, item, str(node["expires"]))
        yield from _node_pictures(node, by_id, page, item, truth)


def _nodes(page: PublishedPage) -> Iterator[dict[str, Any]]:
    for script in page.root.iter("script"):
        if script.get("type") == "application/ld+json":
            try:
                data = json.loads(script.text or "")
            except ValueError:
                continue
            graph = data.get("@graph", [data]) if isinstance(data, dict) else data
            yield from (node for node in graph if isinstance(node, dict))


def _objects(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)


def _node_facts(node: Mapping[str, Any], item: TrueItem, truth: Truth) -> Iterator[tuple[ComparedFact, Value]]:
    for name in ("headline", "name"):
        if name in node:
            yield ComparedFact.TITLE, _title(str(node[name]), item)
    if "url" in node:
        yield ComparedFact.LINK, str(node["url"])
    if "description" in node and node.get("@type") != "JobPosting":  # theirs is the whole text (Google for Jobs)
        yield from _description(str(node["description"]), item, truth).items()
    if "inLanguage" in node:
        yield ComparedFact.LANGUAGE, str(node["inLanguage"])
    if "datePublished" in node:
        yield ComparedFact.PUBLISHED, markup.moment(node["datePublished"])
    covered = node.get("spatialCoverage")
    if covered is not None and item.communes:
        areas = covered if isinstance(covered, list) else [covered]
        yield ComparedFact.COMMUNES, frozenset(str(one.get("name", "")) for one in areas if isinstance(one, dict))


def _node_date(node: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> SeenDate:
    status = str(node.get("eventStatus", "")).rpartition("/")[2]
    places = node.get("location", [])
    names = [
        str(by_id.get(str(one.get("@id", "")), one).get("name", ""))
        for one in (places if isinstance(places, list) else [places])
        if isinstance(one, dict)
    ]
    previous = node.get("previousStartDate")
    start = markup.moment(str(node["startDate"])) or date.min
    key = str(node.get("@id", "")).rpartition("/")[2]
    return SeenDate(
        start,
        markup.moment(str(node["endDate"])) if "endDate" in node else None,
        _STATUSES.get(status, status),
        "\n".join(names),
        markup.moment(str(previous)) if isinstance(previous, str) else None,
        key if key[:8].isdigit() else None,
    )


def _node_pictures(
    node: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]], page: PublishedPage, item: TrueItem, truth: Truth
) -> Findings:
    images = node.get("image")
    pictures = [
        by_id.get(str(one.get("@id")), one)
        for one in (images if isinstance(images, list) else [images] if images else [])
    ]
    wanted = truth.picture_of(item)
    if not pictures or node.get("@type") in ("Place", "CivicStructure"):
        return
    by_path = {truth.picture(str(one.get("contentUrl", one.get("url", "")))): one for one in pictures}
    if wanted and wanted.endswith((".jpg", ".jpeg", ".png", ".webp", ".heic")):
        first = next(iter(by_path))
        facts: dict[ComparedFact, Value] = {ComparedFact.PICTURE: wanted if wanted in by_path else first}
        if wanted in by_path and item.item.alt:
            facts[ComparedFact.ALT] = str(by_path[wanted].get("caption", ""))
        yield Appearance(STRUCTURED, page.file, item.id, facts)
    card = page.meta("og:image")
    if card and all(one.get("contentUrl", one.get("url")) != card for one in pictures):
        open_graph, structured = (
            Observed(SOCIAL, page.file, f"montre « {card} »"),
            Observed(STRUCTURED, page.file, "ne le montre pas"),
        )
        yield Disagreement(item.id, ComparedFact.PICTURE, "", open_graph, structured)
