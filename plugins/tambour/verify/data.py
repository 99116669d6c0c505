"""Open data read back: each resource's list and each item's own file."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from tambour.model.kinds import FOLDERS
from tambour.model.services.calendar import ServiceCalendar
from tambour.model.services.days import days
from tambour.model.time.holidays import holidays_around
from tambour.verify import expected, markup
from tambour.verify.comparing import absence, unexpected_presence
from tambour.verify.folder import OutputFolder
from tambour.verify.french import AWAITS
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
from tambour.verify.truth import TrueItem, Truth

CHANNEL, ROOT = "l’API", "api/v1/"
_NAMES = ("api",)


def read_data(folder: OutputFolder, truth: Truth) -> Findings:
    """Every JSON file of the API."""
    if not truth.has("api"):
        return
    item_ids: set[str] = set()
    for file in folder.files_ending(".json"):
        name = file.removeprefix(ROOT)
        if not file.startswith(ROOT) or name.startswith("schema/"):
            continue
        try:
            data = json.loads(folder.data(file))
        except ValueError as error:
            second = Observed("le lecteur de JSON", file, f"ne le lit pas : {error}")
            yield Disagreement("", ComparedFact.FILE, "", Observed("le dossier", file, "a ce fichier"), second)
            continue
        if "elements" in data:
            yield from _listing(name.removesuffix(".json"), data["elements"], file, truth)
        elif "id" in data and "type" in data:
            item_ids.add(str(data["id"]))
            yield from _element(data, file, truth)
    for item in sorted(truth.items.keys() - item_ids):
        if not truth.items[item].left_out_of("api"):
            yield absence(item, CHANNEL, f"{ROOT}…/{item}.json")


def _listing(name: str, elements: list[dict[str, Any]], file: str, truth: Truth) -> Findings:
    """What a resource lists; `agenda` is a folder of content, `communes` a register."""
    if name not in FOLDERS:
        yield from _register(name, elements, file, truth)
        return
    ids = [str(one.get("id")) for one in elements]
    kind = FOLDERS[name].name
    for item in truth.items.values():
        wanted = item.kind == kind and not item.expired and not item.left_out_of("api")
        if wanted and item.id not in ids and not truth.is_version(item):
            yield absence(item.id, CHANNEL, file)
    for element in elements:
        yield from _element(element, file, truth)
        item_or_none = truth.items.get(str(element.get("id")))
        if item_or_none is not None and item_or_none.expired:
            yield unexpected_presence(item_or_none.id, expected.why_not_listed(item_or_none, truth), CHANNEL, file)


def _register(name: str, elements: list[dict[str, Any]], file: str, truth: Truth) -> Iterator[Disagreement]:
    registers: Mapping[str, Mapping[str, Any]] = {
        "communes": truth.catalogue.communes,
        "themes": truth.catalogue.topics,
        "contacts": truth.catalogue.contacts,
    }
    names = {str(one.get("id")): str(one.get("nom", "")) for one in elements}
    for key, record in registers.get(name, {}).items():
        if names.get(key) != record.name:
            first, second = Observed("le contenu", "", f"dit « {record.name} »"), names.get(key)
            says = f"dit « {second} »" if second else "ne l’a pas"
            yield Disagreement(key, ComparedFact.TITLE, "", first, Observed(CHANNEL, file, says))


def _element(element: Mapping[str, Any], file: str, truth: Truth) -> Findings:
    item_id = str(element["id"])
    item = truth.items.get(item_id)
    if item is None:
        yield Appearance(CHANNEL, file, item_id)
        return
    if item.left_out_of("api"):
        yield unexpected_presence(item_id, "est tenu hors de ce canal", CHANNEL, file)
        return
    picture = element.get("image") or {}
    address = str(picture.get("url", "")) if isinstance(picture, dict) else str(picture)
    facts: dict[ComparedFact, Value] = {
        ComparedFact.TITLE: str(element.get("titre", "")),
        ComparedFact.SUMMARY: str(element.get("resume") or ""),
        ComparedFact.LINK: str(element.get("url", "")),
        ComparedFact.LANGUAGE: str(element.get("langue", "")),
        ComparedFact.COMMUNES: frozenset(str(one.get("nom", "")) for one in element.get("communes", ())),
        ComparedFact.PUBLISHED: _moment(element.get("publier_le")),
    }
    if (wanted := truth.picture_of(item)) or address:
        facts[ComparedFact.PICTURE] = truth.picture(address) if address else ""
        if wanted:
            facts[ComparedFact.ALT] = str(picture.get("alt") or "")
    if "texte" in element and not item.frozen:
        facts[ComparedFact.TEXT] = Wording(element["texte"])
    yield Appearance(CHANNEL, file, item_id, facts, names=_NAMES)
    yield from _expiry(element, item, file)
    if item.dates:
        dates = tuple(_date(one) for one in element.get("occurrences", ()))
        yield Appearance(CHANNEL, file, item_id, dates=dates, span=SeenSpan.ALL)
    if item.alert is not None:
        yield from _alert(element, item, file)
    if isinstance(item.item, ServiceCalendar) and "jours" in element:
        yield from _rounds(element["jours"], item, file, truth)


def _expiry(element: Mapping[str, Any], item: TrueItem, file: str) -> Iterator[Disagreement]:
    wanted = "expire" if item.expired else "publie"
    state = str(element.get("etat", ""))
    if (state == "publie") != (not item.expired):
        first = Observed("le contenu", "", f"dit « {wanted} »")
        yield Disagreement(item.id, ComparedFact.STATE, "", first, Observed(CHANNEL, file, f"dit « {state} »"))


def _date(occurrence: Mapping[str, Any]) -> SeenDate:
    place = occurrence.get("lieu")
    state = str(occurrence.get("statut", ""))
    if occurrence.get("date_a_fixer"):
        state = AWAITS if state == "reporte" else f"{state} sans date"
    return SeenDate(
        _moment(occurrence.get("debut")) or date.min,
        _moment(occurrence.get("fin")),
        state,
        str(place.get("nom", "")) if isinstance(place, dict) else "ne le dit pas",
        _moment(occurrence.get("debut_precedent")),
        str(occurrence.get("cle", "")) or None,
    )


def _moment(text: object) -> date | datetime | None:
    return markup.moment(text) if isinstance(text, str) else None


def _alert(element: Mapping[str, Any], item: TrueItem, file: str) -> Findings:
    assert item.alert is not None
    yield Appearance(CHANNEL, file, item.id, {ComparedFact.LEVEL: str(element.get("niveau", ""))})
    values = (
        (ComparedFact.STATE, item.alert.status.value, element.get("statut")),
        (ComparedFact.END, item.alert.end, _moment(element.get("fin"))),
        (ComparedFact.START, item.alert.start, _moment(element.get("debut"))),
    )
    for fact, wanted, value in values:
        if wanted != value:
            first = Observed("le contenu", "", f"dit {_words(wanted)}")
            yield Disagreement(item.id, fact, "", first, Observed(CHANNEL, file, f"dit {_words(value)}"))


def _words(value: object) -> str:
    return expected.moment_fr(value) if isinstance(value, datetime) else f"« {value} »"


def _rounds(rounds: list[dict[str, Any]], item: TrueItem, file: str, truth: Truth) -> Iterator[Disagreement]:
    """The days of a service, as its rules give them."""
    assert isinstance(item.item, ServiceCalendar)
    first = truth.now.date()
    last = first + timedelta(days=truth.value("api", "service_days", 366))
    holidays = holidays_around(first, last, truth.settings.territory.holidays)
    wanted = {one.key: one for one in days(item.item, first, last, holidays)}
    by_key = {str(one.get("cle")): one for one in rounds}
    for key, day in wanted.items():
        says = by_key.get(key)
        value = (str(says.get("date")), str(says.get("libelle")), bool(says.get("annule"))) if says else None
        if value != (day.day.isoformat(), day.label, day.cancelled):
            state = " annulé" if day.cancelled else ""
            content = Observed("le contenu", "", f"dit « {day.label}{state} » le {expected.date_words(day.day)}")
            words = f"dit « {value[1]}{' annulé' if value[2] else ''} » le {value[0]}" if value else "ne le dit pas"
            yield Disagreement(
                item.id, ComparedFact.DATE, expected.date_words(day.day), content, Observed(CHANNEL, file, words)
            )
    for key in by_key.keys() - wanted.keys():
        second = Observed(CHANNEL, file, f"dit « {key} »")
        yield Disagreement(item.id, ComparedFact.DATE, "", Observed("le contenu", "", "n’a pas ce passage"), second)
