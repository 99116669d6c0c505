"""The website read back: what each item's page tells people, search engines and networks; what each listing shows."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from lxml.html import HtmlElement

from tambour.verify import expected, markup
from tambour.verify.comparing import absence, holds_place
from tambour.verify.folder import OutputFolder, PublishedPage
from tambour.verify.french import AWAITS, mentions, remove_prose, state_in
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
from tambour.verify.sentences import hidden_cancellation, level_in
from tambour.verify.truth import TrueItem, Truth

PAGE, LISTING, EMBED = "la page", "la liste", "l’encadré"
SOCIAL, TWITTER, STRUCTURED = "Open Graph", "Twitter", "JSON-LD"
_EMBEDS = "integrer/"
_OVER = ("terminée", "levée", "plus en vigueur")

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


def read_pages(folder: OutputFolder, truth: Truth) -> Findings:
    """Item pages, listings and embeds."""
    present: set[str] = set()
    by_file: dict[str, list[tuple[str, tuple[SeenDate, ...]]]] = {}
    for page in folder.pages():
        if page.moved:
            continue
        item = truth.id_at(page.path)
        if item:
            present.add(item)
            yield from _item_page(page, item, folder, truth)
        yield from _canonical(page, folder, truth)
        if item in truth.items and truth.items[item].kind == "letter":
            continue
        channel = EMBED if page.file.startswith(_EMBEDS) else LISTING
        for block in markup.item_blocks(page.main, truth, page.path):
            if block.item == item:
                continue
            appearance = _block(block, page, channel, truth)
            by_file.setdefault(page.file, []).append((block.item, appearance.dates))
            yield appearance
    for item in sorted(truth.items.keys() - present):
        yield absence(item, "le site", truth.items[item].path)
    yield from expected.listing_disagreements(by_file, truth)


def _canonical(page: PublishedPage, folder: OutputFolder, truth: Truth) -> Iterator[Disagreement]:
    """The address that a page gives itself is its own."""
    given, wanted = page.link("canonical"), truth.absolute(page.path)
    if page.file.startswith(_EMBEDS):
        wanted = truth.absolute(f"communes/{page.file.split('/')[1]}/")
    if given and given != wanted and page.file != "404.html" and not truth.id_at(page.path):
        first = Observed("le site", page.file, f"est à « {wanted} »")
        yield Disagreement("", ComparedFact.LINK, "", first, Observed("canonical", page.file, f"dit « {given} »"))


def _item_page(page: PublishedPage, item_id: str, folder: OutputFolder, truth: Truth) -> Findings:
    item = truth.items.get(item_id)
    if item is None:
        yield Appearance(PAGE, page.file, item_id)
        return
    text = Wording(markup.text_of(page.main))
    heading = next(page.root.iter("h1"), None)
    facts: dict[ComparedFact, Value] = {
        ComparedFact.TITLE: markup.text_of(heading) if heading is not None else "",
        ComparedFact.LINK: page.link("canonical"),
        ComparedFact.LANGUAGE: _language(heading),
        ComparedFact.SUMMARY: text,
        ComparedFact.COMMUNES: _communes(page, item, truth),
    }
    if not item.frozen:
        facts[ComparedFact.TEXT] = text
    if item.kind == "letter":
        facts.pop(ComparedFact.SUMMARY)
    yield Appearance(PAGE, page.file, item_id, facts | _picture(page.main, page.path, item, truth))
    if item.dates:
        yield Appearance(PAGE, page.file, item_id, dates=tuple(_page_dates(page, item)), span=SeenSpan.ALL)
    if item.alert is not None:
        yield from _alert_page(page, item, str(text), truth)
    yield from _indexing(page, item)
    yield from _social(page, item, folder, truth)
    yield from _structured_data(page, item, folder, truth)


def _language(heading: HtmlElement | None) -> str:
    """That of the title: a page in another language keeps its menus in the site's."""
    if heading is None:
        return ""
    return next((one.get("lang") for one in (heading, *heading.iterancestors()) if one.get("lang")), "")


def _communes(page: PublishedPage, item: TrueItem, truth: Truth) -> frozenset[str]:
    """Those to whose pages it leads, the links of its own text excepted."""
    communes = truth.catalogue.communes
    names = set()
    for address in markup.link_addresses(page.main):
        register, _, rest = (truth.path_of(address, page.path) or "").partition("/")
        name = rest.strip("/")
        if register == "communes" and name in communes and f"communes/{name}" not in item.entry.body.html:
            names.add(communes[name].name)
    return frozenset(names) | (truth.commune_names(item) if item.kind in _ELSEWHERE else frozenset())


_ELSEWHERE = ("service", "letter")  # their pages tell of communes in another way, or not at all


def _picture(root: HtmlElement, base: str, item: TrueItem, truth: Truth) -> dict[ComparedFact, Value]:
    """Its picture among those of a page, and what is said of it to whoever does not see it."""
    wanted = truth.picture_of(item)
    if not wanted or (item.alert is not None and item.expired):
        return {}
    for address, alt in markup.images(root):
        if truth.picture(address, base) == wanted:
            return {ComparedFact.PICTURE: wanted, ComparedFact.ALT: alt}
    return {ComparedFact.PICTURE: next((truth.picture(address, base) for address, _ in markup.images(root)), "")}


def _page_dates(page: PublishedPage, item: TrueItem) -> Iterator[SeenDate]:
    """Each moment of the page with what is said beside it; the place once when all dates share it."""
    places = {one.place.name for one in item.dates if one.place}
    everywhere = markup.text_of(page.main) if len(places) == 1 else None
    band = state_in(remove_prose(markup.text_of(page.main), item.prose))
    for moment, element in markup.times(page.main):
        holder = markup.closest(element, "li", "div")
        alone = holder.tag == "li"
        words = remove_prose(markup.text_of(holder), item.prose)
        state = state_in(words) if alone else band if len(item.dates) == 1 else None
        here = everywhere or markup.text_of(holder)
        [*spoken] = mentions(markup.text_of(element))
        yield SeenDate(moment, state=state, place=here)
        if spoken and isinstance(moment, datetime | date):
            yield SeenDate(spoken[0])


def _alert_page(page: PublishedPage, item: TrueItem, text: str, truth: Truth) -> Findings:
    assert item.alert is not None
    rest = remove_prose(text, item.prose)
    over = any(word in rest for word in _OVER)
    state = "en cours" if not over else "levee" if item.lifted else "terminee"
    yield Appearance(PAGE, page.file, item.id, {ComparedFact.STATE: state})
    if not over:
        level = level_in(rest, item)
        yield Appearance(PAGE, page.file, item.id, {ComparedFact.LEVEL: level})
    moments = [moment for moment, _ in markup.times(page.main)]
    spoken = [*mentions(rest)]
    if not over and item.alert.end not in moments and not any(one.ends(item.alert.end) for one in spoken if one.until):
        yield _other_end(PAGE, page.file, item, next((one.words for one in spoken if one.until), "ne le dit pas"))


def _other_end(channel: str, file: str, item: TrueItem, words: str) -> Disagreement:
    assert item.alert is not None
    first = Observed("le contenu", "", f"dit {expected.moment_fr(item.alert.end)}")
    return Disagreement(item.id, ComparedFact.END, "", first, Observed(channel, file, f"dit « {words} »"))


def _indexing(page: PublishedPage, item: TrueItem) -> Iterator[Disagreement]:
    """What has left the listings asks robots to leave it out; nothing else does."""
    hidden = "noindex" in page.meta("robots")
    if hidden != item.expired:
        status = "en cours" if not item.expired else "retiré"
        first = Observed("le contenu", "", f"le dit {status}")
        second = Observed("robots", page.file, "demande de l’oublier" if hidden else "le laisse aux moteurs")
        yield Disagreement(item.id, ComparedFact.STATE, "", first, second)


def _social(page: PublishedPage, item: TrueItem, folder: OutputFolder, truth: Truth) -> Findings:
    yield Appearance(
        SOCIAL,
        page.file,
        item.id,
        {
            ComparedFact.TITLE: page.meta("og:title"),
            ComparedFact.LINK: page.meta("og:url"),
            ComparedFact.SUMMARY: Wording(page.meta("og:description")) if item.item.summary else "",
        },
    )
    yield Appearance(TWITTER, page.file, item.id, {ComparedFact.TITLE: page.meta("twitter:title")})
    card, alt = page.meta("og:image"), page.meta("og:image:alt")
    if card:
        yield from _compare_networks(item, ComparedFact.PICTURE, page, card, page.meta("twitter:image"))
        yield from _compare_networks(item, ComparedFact.ALT, page, alt, page.meta("twitter:image:alt"))
    if card and not folder.has(truth.path_of(card)):
        first = Observed("le dossier", "", f"n’a pas « {card} »")
        yield Disagreement(item.id, ComparedFact.PICTURE, "", first, Observed(SOCIAL, page.file, "le montre"))
    if card and item.path and "/cartes/" in card:
        yield from card_words(item, alt, SOCIAL, page.file, truth)


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
    if item.dates:
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


def _structured_data(page: PublishedPage, item: TrueItem, folder: OutputFolder, truth: Truth) -> Findings:
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
        yield Appearance(STRUCTURED, page.file, item.id, dict(_node_facts(node, item)))
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
            yield _other_end(STRUCTURED, page.file, item, str(node["expires"]))
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


def _node_facts(node: Mapping[str, Any], item: TrueItem) -> Iterator[tuple[ComparedFact, Value]]:
    for name in ("headline", "name"):
        if name in node:
            yield ComparedFact.TITLE, str(node[name])
    if "url" in node:
        yield ComparedFact.LINK, str(node["url"])
    if "description" in node and item.item.summary:
        yield ComparedFact.SUMMARY, Wording(node["description"])
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


def _block(block: markup.MarkupBlock, page: PublishedPage, channel: str, truth: Truth) -> Appearance:
    """One entry of a listing."""
    item = truth.items.get(block.item)
    if item is None:
        return Appearance(channel, page.file, block.item)
    names = ("embeds",) if channel != LISTING else ()
    facts: dict[ComparedFact, Value] = {ComparedFact.TITLE: block.title}
    rest = remove_prose(block.text, item.prose)
    if item.alert is not None and channel == LISTING:
        word = level_in(rest, item)
        facts |= {ComparedFact.LEVEL: word} if word else {}
    for address, alt in markup.images(block.element):
        facts |= {ComparedFact.PICTURE: truth.picture(address, page.path), ComparedFact.ALT: alt}
        break
    state = state_in(rest) if item.dates else None
    seen_dates = [*markup.seen_dates(block.element, state)]
    single = len(seen_dates) == 1
    dates = tuple(seen_dates if single else [SeenDate(one.start, place=one.place) for one in seen_dates])
    return Appearance(channel, page.file, block.item, facts, dates if item.dates else (), SeenSpan.ANY, names=names)
