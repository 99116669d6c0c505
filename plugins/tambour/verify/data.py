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
from tambour.verify.comparing import absent, unwanted
from tambour.verify.folder import OutputFolder
from tambour.verify.french import AWAITS
from tambour.verify.observation import (
    Appearance,
    ComparedFact,
    Disagreement,
    Observed,
    SeenDate,
    SeenSpan,
    Value,
    Wording,
)
from tambour.verify.truth import TrueItem, Truth

CHANNEL, ROOT = "l’API", "api/v1/"
_NAMES = ("api",)
Found = Iterator[Appearance | Disagreement]


def read_data(folder: OutputFolder, truth: Truth) -> Found:
    """Every JSON file of the API."""
    if not truth.has("api"):
        return
    own: set[str] = set()
    for file in folder.ending(".json"):
        name = file.removeprefix(ROOT)
        if not file.startswith(ROOT) or name.startswith("schema/"):
            continue
        try:
            told = json.loads(folder.data(file))
        except ValueError as error:
            second = Observed("le lecteur de JSON", file, f"ne le lit pas : {error}")
            yield Disagreement("", ComparedFact.FILE, "", Observed("le dossier", file, "a ce fichier"), second)
            continue
        if "elements" in told:
            yield from _listing(name.removesuffix(".json"), told["elements"], file, truth)
        elif "id" in told and "type" in told:
            own.add(str(told["id"]))
            yield from _element(told, file, truth)
    for item in sorted(truth.items.keys() - own):
        if not truth.items[item].left_out_of("api"):
            yield absent(item, CHANNEL, f"{ROOT}…/{item}.json")


def _listing(name: str, elements: list[dict[str, Any]], file: str, truth: Truth) -> Found:
    """What a resource lists; `agenda` is a folder of content, `communes` a register."""
    if name not in FOLDERS:
        yield from _register(name, elements, file, truth)
        return
    ids = [str(one.get("id")) for one in elements]
    kind = FOLDERS[name].name
    for item in truth.items.values():
        wanted = item.kind == kind and not item.expired and not item.left_out_of("api")
        if wanted and item.id not in ids and not truth.is_version(item):
            yield absent(item.id, CHANNEL, file)
    for one in elements:
        yield from _element(one, file, truth)
        item_or_none = truth.items.get(str(one.get("id")))
        if item_or_none is not None and item_or_none.expired:
            yield unwanted(item_or_none.id, expected.why_not_listed(item_or_none, truth), CHANNEL, file)


def _register(name: str, elements: list[dict[str, Any]], file: str, truth: Truth) -> Iterator[Disagreement]:
    registers: Mapping[str, Mapping[str, Any]] = {
        "communes": truth.catalogue.communes,
        "themes": truth.catalogue.topics,
        "contacts": truth.catalogue.contacts,
    }
    told = {str(one.get("id")): str(one.get("nom", "")) for one in elements}
    for key, record in registers.get(name, {}).items():
        if told.get(key) != record.name:
            first, second = Observed("le contenu", "", f"dit « {record.name} »"), told.get(key)
            says = f"dit « {second} »" if second else "ne l’a pas"
            yield Disagreement(key, ComparedFact.TITLE, "", first, Observed(CHANNEL, file, says))


def _element(told: Mapping[str, Any], file: str, truth: Truth) -> Found:
    item_id = str(told["id"])
    item = truth.items.get(item_id)
    if item is None:
        yield Appearance(CHANNEL, file, item_id)
        return
    if item.left_out_of("api"):
        yield unwanted(item_id, "est tenu hors de ce canal", CHANNEL, file)
        return
    picture = told.get("image") or {}
    address = str(picture.get("url", "")) if isinstance(picture, dict) else str(picture)
    facts: dict[ComparedFact, Value] = {
        ComparedFact.TITLE: str(told.get("titre", "")),
        ComparedFact.SUMMARY: str(told.get("resume") or ""),
        ComparedFact.LINK: str(told.get("url", "")),
        ComparedFact.LANGUAGE: str(told.get("langue", "")),
        ComparedFact.COMMUNES: frozenset(str(one.get("nom", "")) for one in told.get("communes", ())),
        ComparedFact.PUBLISHED: _moment(told.get("publier_le")),
    }
    if (wanted := truth.picture_of(item)) or address:
        facts[ComparedFact.PICTURE] = truth.picture(address) if address else ""
        if wanted:
            facts[ComparedFact.ALT] = str(picture.get("alt") or "")
    if "texte" in told and not item.frozen:
        facts[ComparedFact.TEXT] = Wording(told["texte"])
    yield Appearance(CHANNEL, file, item_id, facts, names=_NAMES)
    yield from _expiry(told, item, file)
    if item.dates:
        dates = tuple(_date(one) for one in told.get("occurrences", ()))
        yield Appearance(CHANNEL, file, item_id, dates=dates, span=SeenSpan.ALL)
    if item.alert is not None:
        yield from _alert(told, item, file)
    if isinstance(item.item, ServiceCalendar) and "jours" in told:
        yield from _rounds(told["jours"], item, file, truth)


def _expiry(told: Mapping[str, Any], item: TrueItem, file: str) -> Iterator[Disagreement]:
    wanted = "expire" if item.expired else "publie"
    state = str(told.get("etat", ""))
    if (state == "publie") != (not item.expired):
        first = Observed("le contenu", "", f"dit « {wanted} »")
        yield Disagreement(item.id, ComparedFact.STATE, "", first, Observed(CHANNEL, file, f"dit « {state} »"))


def _date(told: Mapping[str, Any]) -> SeenDate:
    place = told.get("lieu")
    state = str(told.get("statut", ""))
    if told.get("date_a_fixer"):
        state = AWAITS if state == "reporte" else f"{state} sans date"
    return SeenDate(
        _moment(told.get("debut")) or date.min,
        _moment(told.get("fin")),
        state,
        str(place.get("nom", "")) if isinstance(place, dict) else "ne le dit pas",
        _moment(told.get("debut_precedent")),
        str(told.get("cle", "")) or None,
    )


def _moment(text: object) -> date | datetime | None:
    return markup.moment(text) if isinstance(text, str) else None


def _alert(told: Mapping[str, Any], item: TrueItem, file: str) -> Found:
    assert item.alert is not None
    yield Appearance(CHANNEL, file, item.id, {ComparedFact.LEVEL: str(told.get("niveau", ""))})
    said = (
        (ComparedFact.STATE, item.alert.status.value, told.get("statut")),
        (ComparedFact.END, item.alert.end, _moment(told.get("fin"))),
        (ComparedFact.START, item.alert.start, _moment(told.get("debut"))),
    )
    for fact, wanted, value in said:
        if wanted != value:
            first = Observed("le contenu", "", f"dit {_words(wanted)}")
            yield Disagreement(item.id, fact, "", first, Observed(CHANNEL, file, f"dit {_words(value)}"))


def _words(value: object) -> str:
    return expected.moment_fr(value) if isinstance(value, datetime) else f"« {value} »"


def _rounds(told: list[dict[str, Any]], item: TrueItem, file: str, truth: Truth) -> Iterator[Disagreement]:
    """The days of a service, as its rules give them."""
    assert isinstance(item.item, ServiceCalendar)
    first = truth.now.date()
    last = first + timedelta(days=truth.value("api", "service_days", 366))
    holidays = holidays_around(first, last, truth.settings.territory.holidays)
    wanted = {one.key: one for one in days(item.item, first, last, holidays)}
    found = {str(one.get("cle")): one for one in told}
    for key, one in wanted.items():
        says = found.get(key)
        value = (str(says.get("date")), str(says.get("libelle")), bool(says.get("annule"))) if says else None
        if value != (one.day.isoformat(), one.label, one.cancelled):
            state = " annulé" if one.cancelled else ""
            content = Observed("le contenu", "", f"dit « {one.label}{state} » le {expected.date_words(one.day)}")
            words = f"dit « {value[1]}{' annulé' if value[2] else ''} » le {value[0]}" if value else "ne le dit pas"
            yield Disagreement(
                item.id, ComparedFact.DATE, expected.date_words(one.day), content, Observed(CHANNEL, file, words)
            )
    for key in found.keys() - wanted.keys():
        second = Observed(CHANNEL, file, f"dit « {key} »")
        yield Disagreement(item.id, ComparedFact.DATE, "", Observed("le contenu", "", "n’a pas ce passage"), second)
