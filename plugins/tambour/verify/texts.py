"""Texts read back: what agents post, what panels show, and what the kit says of every channel."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tambour.channels.panneaux.notices import LIFTED_FOR
from tambour.channels.panneaux.settings import Panel, PanneauxSettings
from tambour.model.item import SUMMARY_MAX
from tambour.model.services.status import ServiceLevel, ServiceStatus
from tambour.verify import expected, markup, sentences
from tambour.verify.comparing import absence, starts, unexpected_presence
from tambour.verify.folder import OutputFolder
from tambour.verify.french import fold, mentions, remove_prose, squeeze, state_in
from tambour.verify.heads import card_words
from tambour.verify.letters import BLOCK, SeenItem, item_appearances
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
from tambour.verify.sentences import LEVELS, fact_lines, hidden_cancellation, invitation, spoken_alert, spoken_dates
from tambour.verify.truth import CONTENT, TrueItem, Truth

KIT, POST, PANEL, SHOWN = "le kit", "le texte", "le panneau", "l’extrait du kit"
_LINKLESS = ("instagram",)
_PLAIN_LETTERS = ("sms",)  # GSM 03.38 has half of our accents
_FACTS = 60  # characters of a state, a date, a price
_PICTURE = "textederemplacement"
_TROUBLES = (ServiceLevel.CLOSED.value, ServiceLevel.DISTURBED.value)
_CAPITALS = {
    "annule": "annule",
    "reporte": "reporte",
    "deplace": "deplace",
    "complet": "complet",
    "urgence": "urgence",
    "vigilance": "vigilance",
    "info": "info",
    "alertelevee": "levee",
    "alerte levee": "levee",
    "ferme": "ferme",
    "perturbe": "perturbe",
}


def read_texts(folder: OutputFolder, truth: Truth) -> Findings:
    """The kit's files, and the panels'."""
    if truth.has("kit"):
        yield from _kit(folder, truth)
    if truth.has("posts"):
        yield from _posts(folder, truth)
    if truth.has("panneaux"):
        yield from _panels(folder, truth)


def worth_posting(item: TrueItem, truth: Truth) -> bool:
    """What is new, in force or to come, and no version; the end of an alert is news as long as it was to last."""
    if item.kind not in expected.ANNOUNCED or truth.is_version(item):
        return False
    if item.lifted and item.alert is not None:
        return item.alert.end > truth.now
    if item.expired or item.dates or item.alert is not None:
        return not item.expired and (not item.dates or bool(item.ahead(truth.now)))
    since = truth.now - timedelta(days=truth.settings.posting_days)
    told = (item.item.publish_at, item.item.updated, item.history.changed_at)
    return any(moment is not None and moment > since for moment in told)


def _kit(folder: OutputFolder, truth: Truth) -> Findings:
    present: set[str] = set()
    for file in folder.kit_files:
        if not file.endswith("kit.json"):
            continue
        data = json.loads((folder.kit / file).read_bytes())
        item_id, where = str(data.get("id")), f"(kit) {file}"
        present.add(item_id)
        item = truth.items.get(item_id)
        facts: dict[ComparedFact, Value] = {
            ComparedFact.TITLE: str(data.get("title", "")),
            ComparedFact.LINK: str(data.get("url", "")),
        }
        facts[ComparedFact.PUBLISHED] = markup.moment(str(data.get("published")))
        yield Appearance(KIT, where, item_id, facts)
        if item is None:
            continue
        if item.left_out_of("kit") or not (data.get("asked") or worth_posting(item, truth)):
            yield unexpected_presence(
                item_id, expected.why_not_listed(item, truth) or "n’est plus à diffuser", KIT, where
            )
        for card in data.get("cards", ()):
            yield from card_words(item, str(card.get("alt", "")), "la carte", where, truth)
        for network, title, text in _network_texts(data.get("texts", ())):
            if network.startswith(_PICTURE):
                yield Appearance(KIT, where, item_id, {ComparedFact.ALT: text})
            else:
                yield from _post(item, network, title, text, where, truth)
        for excerpt in data.get("shown", ()):
            yield from _excerpt(item, excerpt, where)
        for block in data.get("blocks", ()):
            yield from _letter_block(item, str(block.get("html", "")), where, truth)
    for item in truth.items.values():
        if worth_posting(item, truth) and not item.left_out_of("kit") and item.id not in present:
            yield absence(item.id, KIT, f"(kit) contenus/{item.id}/")


def _network_texts(texts: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """Network, title and text: where a destination wants them apart, they follow each other."""
    title = ""
    for text in texts:
        name, _, part = str(text.get("title", "")).partition(
            "\u00a0: " if "\u00a0: " in str(text.get("title")) else " : "
        )
        if part == "titre":
            title = str(text.get("text", ""))
        else:
            yield fold(name).replace(" ", ""), title, str(text.get("text", ""))
            title = ""


def _letter_block(item: TrueItem, html: str, where: str, truth: Truth) -> Findings:
    root = markup.document(html.encode())
    for block in markup.item_blocks(root, truth):
        seen = SeenItem(block.item, block.title, block.text, tuple(markup.images(block.element)))
        yield from item_appearances(seen, BLOCK, where, None, truth)
        return
    yield absence(item.id, BLOCK, where)


def _excerpt(item: TrueItem, excerpt: Mapping[str, Any], where: str) -> Findings:
    """What the kit says that a feed, a calendar or an embed shows: its first line is a title."""
    text = str(excerpt.get("text", ""))
    channel = f"{SHOWN} ({excerpt.get('channel')})"
    if "RSS" in str(excerpt.get("channel")) or not item.dates:
        return
    rest = "\n".join(words for _, words in fact_lines(text, item))
    dates = spoken_dates(text, item, overall=state_in(rest))
    yield Appearance(
        channel, where, item.id, {ComparedFact.TITLE: Wording(text)}, dates, SeenSpan.NEXT, names=("agenda", "embeds")
    )


def _posts(folder: OutputFolder, truth: Truth) -> Findings:
    file = "textes.json"
    if file not in folder.kit_files:
        return
    present: set[str] = set()
    for post in json.loads((folder.kit / file).read_bytes()).get("items", ()):
        item_id, where = str(post.get("id")), f"(kit) {file}"
        present.add(item_id)
        item = truth.items.get(item_id)
        facts: dict[ComparedFact, Value] = {
            ComparedFact.TITLE: str(post.get("title", "")),
            ComparedFact.LINK: str(post.get("url", "")),
        }
        if item is not None and item.item.image:
            facts[ComparedFact.ALT] = str(post.get("alt") or "")
        yield Appearance(POST, where, item_id, facts)
        if item is None:
            continue
        if item.left_out_of("posts") or truth.is_version(item):
            why = expected.why_not_listed(item, truth) or "est tenu hors de ce canal"
            yield unexpected_presence(item_id, why, POST, where)
        for text in post.get("texts", ()):
            network = fold(str(text.get("network", ""))).replace(" ", "")
            yield from _post(item, network, str(text.get("title") or ""), str(text.get("text", "")), where, truth)
    for item in truth.items.values():
        wanted = worth_posting(item, truth) and not item.left_out_of("posts")
        if wanted and item.id not in present and not all(item.left_out_of(name) for name in _networks(truth)):
            yield absence(item.id, POST, f"(kit) {file}")


def _networks(truth: Truth) -> Sequence[str]:
    return [name for name in truth.settings.channels["posts"].names() if name != "posts"]


def _post(item: TrueItem, network: str, title: str, text: str, where: str, truth: Truth) -> Findings:
    """One text for one network."""
    names, channel, loose = (network, "posts"), f"{POST} {network}", network.startswith(_PLAIN_LETTERS)
    if network.startswith("panneau") and network != "panneaupocket":
        return  # read from the panel itself
    if item.left_out_of(network):
        yield unexpected_presence(item.id, "est tenu hors de ce canal", channel, where)
        return
    whole = f"{title}\n{text}" if title else text
    first = whole.split("\n", 1)[0]
    has_own_text = any(item.text_in(name) for name in names)
    if not first.rstrip().endswith("…"):
        yield Appearance(channel, where, item.id, {ComparedFact.TITLE: Wording(whole)}, names=names, loose=loose)
    if network not in _LINKLESS:
        yield Appearance(channel, where, item.id, {ComparedFact.LINK: Wording(text)})
    yield from invitation(whole, item, truth.now, channel, where)
    if has_own_text:
        return
    if item.dates:
        yield from _post_dates(item, whole, channel, where, truth, loose=loose)
    yield from spoken_alert(whole, item, channel, where)


def _post_dates(item: TrueItem, text: str, channel: str, where: str, truth: Truth, *, loose: bool) -> Findings:
    ahead = item.ahead(truth.now) or item.dates[-1:]
    lines = [words for _, words in fact_lines(text, item)]
    excepted = [match[0] for match in sentences.EXCEPTIONS.finditer(text)]
    overall = state_in("\n".join(lines)) if len({one.state for one in ahead}) == 1 else None
    dates = spoken_dates(text, item, loose=loose, overall=overall)
    yield Appearance(channel, where, item.id, dates=dates, span=SeenSpan.NEXT, loose=loose)
    yield from hidden_cancellation("\n".join([*lines, *excepted]), item, truth.now, channel, where)


@dataclass(frozen=True)
class PanelPage:
    """One announcement of a panel, as it stands in its file. head: what stands just above the title."""

    item: TrueItem
    head: str
    text: str
    line: int


def _panels(folder: OutputFolder, truth: Truth) -> Findings:
    settings = truth.settings.channels["panneaux"].settings
    assert isinstance(settings, PanneauxSettings)
    panels = settings.panels or {"panneau": Panel()}
    for name, panel in panels.items():
        file = f"panneaux/{name}.txt"
        if file not in folder.files:
            yield Disagreement(
                "",
                ComparedFact.FILE,
                "",
                Observed("les réglages", "", "ont ce panneau"),
                Observed(PANEL, file, "n’existe pas"),
            )
            continue
        lines = folder.data(file).decode().split("\n")
        notices = [*_notices(lines, truth)]
        for notice in notices:
            yield from _notice(notice, file, truth)
        yield from _panel_presence(notices, lines, panel, file, truth)


def _notices(lines: Sequence[str], truth: Truth) -> Iterator[PanelPage]:
    """Each announcement: the lines that make a title, and those from there to the next one."""
    every = (*truth.hidden.values(), *truth.items.values())
    announced = [item for item in every if item.kind in ("alert", "event") or isinstance(item.item, ServiceStatus)]
    titles: dict[str, list[TrueItem]] = {}
    for item in announced:
        titles.setdefault(squeeze(item.title_in("panneaux")), []).append(item)
    spans: list[tuple[int, int, Sequence[TrueItem]]] = []
    line = 0
    while line < len(lines):
        stop = next(
            (end for end in range(line + 1, min(line + 12, len(lines)) + 1) if _join(lines, line, end) in titles), 0
        )
        found = titles[_join(lines, line, stop)] if stop and lines[line].strip() else []
        if not _CAPITALS.get(fold(lines[line - 1]) if line else ""):  # a service is announced by its state alone
            found = [item for item in found if item.kind != "status"]
        if found:
            spans.append((line, stop, found))
            line = stop
        else:
            line += 1
    spans = [one for index, one in enumerate(spans) if not index or not _is_its_place(lines, spans, index)]
    told: set[str] = set()
    for index, (start, stop, candidates) in enumerate(spans):
        following = spans[index + 1][0] if index + 1 < len(spans) else len(lines)
        heads = [one for one in lines[:start] if one.strip()][-1:]
        body = lines[stop:following]
        while index + 1 < len(spans) and body and (not body[-1].strip() or fold(body[-1]) in _CAPITALS):
            body = body[:-1]
        head = heads[0] if heads and fold(heads[0]) in _CAPITALS else ""
        text = " ".join(body)
        item = min(candidates, key=lambda one: (not _is_about(one, head, text), one.id in told))
        told.add(item.id)
        yield PanelPage(item, head, text, start)


def _is_its_place(lines: Sequence[str], spans: Sequence[tuple[int, int, Sequence[TrueItem]]], index: int) -> bool:
    """Whether a title that comes again, with no date under it, is a place: « Halle » is held at « Halle »."""
    _, stop, candidates = spans[index]
    following = spans[index + 1][0] if index + 1 < len(spans) else len(lines)
    body = " ".join(lines[stop:following])
    return candidates[0] in spans[index - 1][2] and not any(mentions(body)) and "date a venir" not in fold(body)


def _is_about(item: TrueItem, head: str, text: str) -> bool:
    """Whether an announcement may be this item's, of several that have one title: by its level, then by its dates."""
    if item.alert is not None:
        return _CAPITALS.get(fold(head), "") in (*LEVELS, "levee")
    if isinstance(item.item, ServiceStatus):
        return _CAPITALS.get(fold(head), "") in _TROUBLES
    return any(starts(SeenDate(mention), one) for mention in mentions(text) for one in item.dates)


def _join(lines: Sequence[str], start: int, stop: int) -> str:
    return squeeze("".join(lines[start:stop]))


def _notice(notice: PanelPage, file: str, truth: Truth) -> Findings:
    item, head = notice.item, _CAPITALS.get(fold(notice.head), "")
    if item.id not in truth.items:
        yield Appearance(PANEL, file, item.id)
        return
    yield from invitation(notice.text, item, truth.now, PANEL, file)
    if isinstance(item.item, ServiceStatus):
        level = item.item.level_at(truth.now).value
        if head != level:
            first, second = Observed(CONTENT, "", f"dit « {level} »"), Observed(PANEL, file, f"dit « {notice.head} »")
            yield Disagreement(item.id, ComparedFact.STATE, "", first, second)
        return
    if item.lifted:
        if head != "levee":
            first, second = Observed(CONTENT, "", "dit « levée »"), Observed(PANEL, file, "n’en dit rien")
            yield Disagreement(item.id, ComparedFact.STATE, "", first, second)
        return
    if item.alert is not None:
        yield Appearance(PANEL, file, item.id, {ComparedFact.LEVEL: head})
        ends = [one for one in mentions(remove_prose(notice.text, item.prose)) if one.until]
        if not any(one.ends(item.alert.end) for one in ends):
            first = Observed(CONTENT, "", f"dit {expected.moment_fr(item.alert.end)}")
            words = f"dit « {ends[0].words} »" if ends else "ne la dit pas"
            yield Disagreement(item.id, ComparedFact.END, "", first, Observed(PANEL, file, words))
        return
    dates = [SeenDate(one, place=notice.text) for one in mentions(notice.text)]
    yield Appearance(PANEL, file, item.id, dates=tuple(dates), span=SeenSpan.ANY, loose=True)
    about = next((one for one in item.dates if any(starts(seen, one) for seen in dates)), None)
    if about is None:
        awaited = next((one for one in item.ahead(truth.now) if " " in one.state), None)
        if awaited is None or "date a venir" not in fold(notice.text):
            yield expected.date_absence(item, (item.ahead(truth.now) or item.dates)[0], PANEL, file)
        about = awaited
    if about is not None:
        wanted = "" if about.state == "confirme" else about.state.split(" ")[0]
        if head != wanted:
            first = Observed(CONTENT, "", f"dit « {about.state} »")
            second = Observed(PANEL, file, f"dit « {notice.head} »" if notice.head else "n’en dit rien")
            yield Disagreement(item.id, ComparedFact.STATE, expected.moment_fr(about.begins), first, second)


def _recent_ends(truth: Truth) -> Iterator[TrueItem]:
    """The alerts whose end a panel tells: those that it may have shown in the last days."""
    for item in truth.items.values():
        at = item.history.lifted_at
        if (
            item.says_its_end(truth.now)
            and worth_posting(item, truth)
            and at is not None
            and at > truth.now - LIFTED_FOR
        ):
            yield item


def _most_pages(item: TrueItem, panel: Panel) -> int:
    """How many pages it may fill at most, half of each lost to words that are not broken; none without a letter."""
    title = item.title_in("panneaux")
    places = max((len(one.place.name) for one in item.dates if one.place), default=0)
    opening = item.entry.body.plain[:SUMMARY_MAX] if item.alert is not None else ""
    words = len(title) + places + len(item.text_in("panneaux") or item.item.summary or opening) + _FACTS
    return -(-2 * words // (panel.lines * panel.columns)) if squeeze(title) else panel.pages + 1


def _panel_presence(
    notices: Sequence[PanelPage], lines: Sequence[str], panel: Panel, file: str, truth: Truth
) -> Iterator[Disagreement]:
    """Alerts, then what is near: all of it, as long as the panel has room."""
    until = truth.now + timedelta(days=panel.days)
    items = [*expected.items_to_list(truth, "alert", "event"), *expected.items_to_list(truth, "status")]
    items += _recent_ends(truth)
    items = [item for item in items if not item.left_out_of("panneaux")]
    if panel.commune is not None:
        near = (item for item in items if truth.concerns(item, panel.commune))
        items = [truth.in_commune(item, panel.commune) for item in near]
    wanted = [
        item
        for item in items
        if item.alert is not None
        or expected.is_in_trouble(item, truth)
        or any(one.begins <= until for one in item.ahead(truth.now))
    ]
    present = {notice.item.id for notice in notices}
    room = panel.pages - len("\n".join(lines).strip("\n").split("\n\n"))
    for item in wanted:
        if item.id not in present and _most_pages(item, panel) <= room:
            yield absence(item.id, PANEL, file)
    allowed = {item.id for item in wanted}
    for name in sorted(present - allowed):
        if name in truth.items:
            why = expected.why_not_listed(truth.items[name], truth) or "n’a pas à y être"
            yield unexpected_presence(name, why, PANEL, file)
