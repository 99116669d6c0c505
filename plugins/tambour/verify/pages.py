"""The website read back: what each item's page tells people, search engines and networks; what each listing shows."""

from collections.abc import Iterator
from datetime import date, datetime

from lxml.html import HtmlElement

from tambour.verify import expected, markup
from tambour.verify.comparing import absence
from tambour.verify.folder import OutputFolder, PublishedPage
from tambour.verify.french import mentions, remove_prose, state_in
from tambour.verify.heads import other_end, social, structured_data
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
from tambour.verify.sentences import level_in
from tambour.verify.truth import TrueItem, Truth

PAGE, LISTING, EMBED = "la page", "la liste", "l’encadré"
_EMBEDS = "integrer/"
_OVER = ("terminée", "levée", "plus en vigueur")


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
    yield from social(page, item, folder, truth)
    yield from structured_data(page, item, folder, truth)


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
        if any("program" in (one.get("class") or "").split() for one in element.iterancestors()):
            continue  # dates of other events, which stand in its programme
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
        yield other_end(PAGE, page.file, item, next((one.words for one in spoken if one.until), "ne le dit pas"))


def _indexing(page: PublishedPage, item: TrueItem) -> Iterator[Disagreement]:
    """What has left the listings asks robots to leave it out; nothing else does."""
    hidden = "noindex" in page.meta("robots")
    if hidden != item.is_hidden:
        status = "en cours" if not item.is_hidden else "retiré"
        first = Observed("le contenu", "", f"le dit {status}")
        second = Observed("robots", page.file, "demande de l’oublier" if hidden else "le laisse aux moteurs")
        yield Disagreement(item.id, ComparedFact.STATE, "", first, second)


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
