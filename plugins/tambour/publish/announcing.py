"""What is handed to whoever announces: the list of what is new, as JSON; and the hub that feeds name.

Whoever announces takes an announcement in the record of the place before saying it, and marks it after: nobody says it
twice. One that was taken by somebody who is no more was said, or was not: that is for people to find out.
"""

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any

from tambour.build.machine import write_whole
from tambour.publish.news import DueAnnouncement, ItemChange, Stage
from tambour.publish.places import PublishingPlace
from tambour.publish.posted import PostTick, ticks_in, ticks_since
from tambour.publish.record import PublicationRecord
from tambour.publish.refusals import TRY_AGAIN, PublicationRefused
from tambour.publish.release import Release
from tambour.words.dates import date_fr, hour_fr
from tambour.words.numbers import count_fr
from tambour.words.states import news_fr

VERSION = 1
NAME = "annonces.schema.json"
_WORDS = {
    Stage.DUE: "personne ne l'a prise",
    Stage.DONE: "elle est faite",
    Stage.POINTLESS: "elle n'a plus d'objet",
}
_TIMEOUT = 20
_SHOWN = 12
_TOPICS_AT_ONCE = 50
_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.5, 3)  # seconds between attempts


def list_beside(output: Path) -> Path:
    """Where the list lies: beside the output, never in it."""
    return output.with_name(f"{output.name}.annonces.json")


def write_list(file: Path, record: PublicationRecord, content: Path, release: Release | None = None) -> None:
    """Write what is still to be told, or may have been; the same bytes for the same record. Raises OSError.

    Args:
        file: where.
        record: what is known of the site.
        content: the content folder, which knows what was posted by hand.
        release: what is online, of which it depends what was withdrawn; None leaves that as it was last written.
    """
    last, ticks = record.last, ticks_in(content)
    withdrawn = _withdrawn_in(file) if release is None else [one.to_json() for one in record.withdrawals(release)]
    data = {
        "version": VERSION,
        "release": last.release if last is not None else "",
        "at": last.at if last is not None else "",
        "announcements": [{**one.to_json(), "posted": _ticks_of(one, ticks)} for one in record.due],
        "withdrawn": withdrawn,
    }
    write_whole(file, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode())


def hand_ticks(announcement: DueAnnouncement, ticks: Mapping[tuple[str, str], PostTick]) -> Sequence[PostTick]:
    """Where somebody has posted what is to be announced. ticks: as `ticks_in` reads them."""
    return ticks_since(ticks, announcement.item, datetime.fromisoformat(announcement.at).date())


def _ticks_of(announcement: DueAnnouncement, ticks: Mapping[tuple[str, str], PostTick]) -> list[dict[str, str]]:
    return [{"network": one.network, "at": one.at.isoformat(), "by": one.by} for one in hand_ticks(announcement, ticks)]


def news_lines(news: Sequence[DueAnnouncement]) -> Iterator[str]:
    """What is new, for whoever publishes, in French: the first few, and how many more."""
    if not news:
        yield "Rien de nouveau à annoncer."
        return
    yield f"À annoncer, {count_fr(len(news), 'nouvelle')} :"
    for one in news[:_SHOWN]:
        yield f"  {announcement_fr(one)}"
    if len(news) > _SHOWN:
        yield f"  et {count_fr(len(news) - _SHOWN, 'autre')}."


def announcement_fr(announcement: DueAnnouncement) -> str:
    """`Annulé : « Fête du lac », https://…`"""
    return f"{news_fr(announcement.change)} : « {announcement.title} », {announcement.url}"


def take(place: PublishingPlace, announcement_id: str, by: str, at: str) -> tuple[DueAnnouncement, PublicationRecord]:
    """Have an announcement for oneself, before it is said: nobody else will have it, whatever becomes of us.

    Args:
        place: that of the site.
        announcement_id: its id.
        by: who takes it.
        at: when, ISO 8601.

    Raises:
        PublicationRefused: there is none of this id, it is no longer to be said, somebody has taken it, or what is
            online is not what was last seen there.
    """

    def begin(announcement: DueAnnouncement) -> DueAnnouncement:
        if announcement.stage is not Stage.DUE:
            raise _refusal(place, announcement)
        return announcement.at_stage(Stage.BEGUN, by, at)

    return _change(place, announcement_id, begin)


def mark(place: PublishingPlace, announcement_id: str, by: str, at: str) -> tuple[DueAnnouncement, PublicationRecord]:
    """Note that an announcement was said. Raises PublicationRefused: there is none of this id."""

    def finish(announcement: DueAnnouncement) -> DueAnnouncement:
        return announcement if announcement.stage is Stage.DONE else announcement.at_stage(Stage.DONE, by, at)

    return _change(place, announcement_id, finish)


def give_back(place: PublishingPlace, announcement_id: str) -> tuple[DueAnnouncement, PublicationRecord]:
    """Note that an announcement was not said by whoever took it: it waits again.

    Raises:
        PublicationRefused: there is none of this id, or nobody has it in hand.
    """

    def reset(announcement: DueAnnouncement) -> DueAnnouncement:
        if announcement.stage is not Stage.BEGUN:
            raise _refusal(place, announcement)
        return announcement.at_stage(Stage.DUE)

    return _change(place, announcement_id, reset)


def _change(
    place: PublishingPlace, announcement_id: str, change: Callable[[DueAnnouncement], DueAnnouncement]
) -> tuple[DueAnnouncement, PublicationRecord]:
    """Change one announcement in the record of a place, under its lock: tried again while others hold it shortly."""
    pauses = [*_PAUSES]
    while True:
        try:
            with place.open() as session:
                record = session.online.record
                before = record.announcement(announcement_id)
                if record.is_held:
                    raise PublicationRefused("annonces-retenues", place.name)
                if before is None:
                    raise PublicationRefused("annonce-inconnue", place.name, id=announcement_id)
                after = change(before)
                record = record.with_announcement(after)
                if after != before:
                    session.keep(record)
                return after, record
        except PublicationRefused as refused:
            if refused.exitcode != TRY_AGAIN or not pauses:
                raise
            time.sleep(pauses.pop(0))


def _refusal(place: PublishingPlace, announcement: DueAnnouncement) -> PublicationRefused:
    words = taken_fr(announcement) if announcement.stage is Stage.BEGUN else _WORDS[announcement.stage]
    return PublicationRefused("annonce-prise", place.name, id=announcement.id, words=words)


def taken_fr(announcement: DueAnnouncement) -> str:
    """`prise le 30 novembre 2026 à 4 h 12 par pc-com`"""
    at = datetime.fromisoformat(announcement.taken_at)
    return f"prise le {date_fr(at)} à {hour_fr(at)} par {announcement.taken_by}"


def ping(hub: str, topics: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Tell a hub that these feeds have changed, as every public hub takes it since PubSubHubbub 0.4.

    WebSub (W3C Recommendation of 2018, § 6) leaves what publishers send to them. Said twice, it does no harm: the hub
    finds nothing new.

    Returns:
        What came of it, in French; and the feeds of which it was told.
    """
    told: list[str] = []
    for start in range(0, len(topics), _TOPICS_AT_ONCE):
        part = topics[start : start + _TOPICS_AT_ONCE]
        form = urllib.parse.urlencode([("hub.mode", "publish"), *(("hub.url", topic) for topic in part)])
        request = urllib.request.Request(hub, form.encode(), {"User-Agent": "Tambour-publier"})  # noqa: S310 — http(s)
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT):  # noqa: S310 — as above
                told += part
        except urllib.error.HTTPError as error:
            with error:
                return f"le hub répond {error.code} ; ce sera refait à la prochaine publication", tuple(told)
        except (OSError, HTTPException) as error:
            said = getattr(error, "reason", None) or error
            return f"le hub ne répond pas ({said}) ; ce sera refait à la prochaine publication", tuple(told)
    return "le hub est prévenu", tuple(told)


def _withdrawn_in(file: Path) -> list[Any]:
    try:
        return list(json.loads(file.read_bytes())["withdrawn"])
    except (OSError, ValueError, KeyError, TypeError):
        return []


def list_schema() -> str:
    """JSON Schema (2020-12) of the list."""
    text: dict[str, Any] = {"type": "string"}
    files = {"type": "object", "additionalProperties": {"type": "array", "items": text}}
    properties = {
        "id": {"type": "string", "description": "Pour toujours : qui l’annonce ailleurs ne l’annonce qu’une fois."},
        "item": {"type": "string", "description": "Identifiant du contenu ; le kit a ses textes et ses cartes."},
        "kind": text,
        "change": {"enum": [*ItemChange], "description": "Le plus important de ce qui est nouveau."},
        "changes": {"type": "array", "items": {"enum": [*ItemChange]}, "minItems": 1},
        "title": text,
        "url": {"type": "string", "format": "uri", "description": "Sa page, qui a répondu en ligne."},
        "files": {**files, "description": "Par canal, les fichiers publics qui ne montrent que lui."},
        "release": {"type": "string", "description": "La publication qui l’a apporté."},
        "at": {"type": "string", "format": "date-time"},
        "stage": {
            "enum": [*Stage],
            "description": "« en-cours » : prise par quelqu’un, qui l’a peut-être faite. « sans-objet » : personne ne "
            "l’a dite, et ce n’est plus vrai ; elle n’est plus dans la liste.",
        },
        "taken_by": {"type": "string", "description": "Qui l’a prise ; vide pour personne."},
        "taken_at": {"type": "string", "description": "Quand."},
        "before": {
            "type": "object",
            "description": "Ce qu’on savait de ce qui a changé : « dates », « alert », comme dans tambour.json.",
        },
    }
    tick = _record(dict.fromkeys(("network", "at", "by"), text))
    posted = "Les réseaux où quelqu’un l’a publiée à la main, d’après le pupitre : ne l’y redites pas."
    due = _record({**properties, "posted": {"type": "array", "items": tick, "description": posted}})
    one = _record(properties)
    withdrawn = "Ce qui a été annoncé, ou l’a peut-être été, de contenus qui ont quitté le site ou ses listes depuis."
    head = {
        "version": {"const": VERSION},
        "release": text,
        "at": text,
        "announcements": {"type": "array", "items": due},
        "withdrawn": {"type": "array", "items": one, "description": withdrawn},
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:tambour:schema:annonces:{VERSION}",
        "title": "Ce qui est à annoncer",
        **_record(head),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _record(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}
