"""Planted corruptions: each edits one finished output, and says which item, fact and channel must be told."""

import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tambour.verify.observation import ComparedFact


@dataclass
class Output:
    """A copy of a finished output, its files hard links until they are edited."""

    site: Path
    kit: Path

    @classmethod
    def copy(cls, site: Path, kit: Path, to: Path) -> "Output":
        shutil.copytree(site, to / "output", copy_function=os.link)
        shutil.copytree(kit, to / "output.kit", copy_function=os.link)
        return cls(to / "output", to / "output.kit")

    def at(self, path: str) -> Path:
        return self.kit / path.removeprefix("kit:") if path.startswith("kit:") else self.site / path

    def write(self, path: str, data: bytes) -> None:
        file = self.at(path)
        file.unlink(missing_ok=True)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def text(self, path: str) -> str:
        return self.at(path).read_bytes().decode()


@dataclass
class Trial(Output):
    """An output in which a file is there once an edit asks for it. touched: those files, and folders."""

    whole: Output
    touched: set[str] = field(default_factory=set)

    @classmethod
    def begin(cls, whole: Output, folder: Path) -> "Trial":
        return cls(folder / "output", folder / "output.kit", whole)

    def at(self, path: str) -> Path:
        here, there = super().at(path), self.whole.at(path)
        if path not in self.touched:
            here.parent.mkdir(parents=True, exist_ok=True)
            if there.is_dir():
                shutil.copytree(there, here, copy_function=os.link)
            elif there.is_file():
                here.hardlink_to(there)
        self.touched.add(path)
        return here


Edit = Callable[[Output], None]


@dataclass(frozen=True)
class Corruption:
    """edit: what is done. item, fact, channel: what a disagreement about it must name; channel: a part of its name."""

    edit: Edit
    item: str
    fact: ComparedFact
    channel: str


def swap(path: str, old: str, new: str, *, every: bool = False) -> Edit:
    """Replace what an expression finds, the first time or each time; a space in it is any space."""
    expression = re.compile(old.replace(" ", r"\s"), re.DOTALL)

    def edit(output: Output) -> None:
        text, count = expression.subn(new, output.text(path), count=0 if every else 1)
        assert count, f"nothing like {old!r} in {path}"
        output.write(path, text.encode())

    return edit


def remove(path: str) -> Edit:
    def edit(output: Output) -> None:
        file = output.at(path)
        shutil.rmtree(file) if file.is_dir() else file.unlink()

    return edit


def change_json(path: str, change: Callable[[Any], None]) -> Edit:
    """Change a JSON file's data in place."""

    def edit(output: Output) -> None:
        data = json.loads(output.text(path))
        change(data)
        output.write(path, json.dumps(data, ensure_ascii=False, indent=1).encode())

    return edit


def put(path: str, data: bytes) -> Edit:
    return lambda output: output.write(path, data)


def flip_byte(folder: str) -> Edit:
    """One byte of the first picture of a folder."""

    def edit(output: Output) -> None:
        path = next(file for file in sorted(output.site.rglob("*.jpg")) if folder in file.as_posix())
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        output.write(path.relative_to(output.site).as_posix(), bytes(data))

    return edit


def both(*edits: Edit) -> Edit:
    def edit(output: Output) -> None:
        for each in edits:
            each(output)

    return edit


def without_entry(path: str, mark: str, begin: str, end: str) -> Edit:
    """Take out what stands between two marks and holds a third."""

    def edit(output: Output) -> None:
        text = output.text(path)
        at = text.index(mark)
        start, stop = text.rindex(begin, 0, at), text.index(end, at) + len(end)
        output.write(path, (text[:start] + text[stop:]).encode())

    return edit


def with_item(path: str, item: str) -> Edit:
    """Add to a listing of the API an element that is like the first."""

    def change(data: Any) -> None:
        data["elements"].append({**data["elements"][0], "id": item})

    return change_json(path, change)


def _page(kind: str, item: str) -> str:
    return f"{kind}/{item}/index.html"


FETE, CONCERT, LECTURES = _page("agenda", "fete-du-lac"), _page("agenda", "concert"), _page("agenda", "lectures")
WORKS, WATER = _page("actualites", "travaux-rue-haute"), _page("alertes", "eau")
API = "api/v1"
ICS = "agendas/evenements"
MAIL = "lettres/lettre-decembre/brevo.mail.html"
MAIL_TEXT = "lettres/lettre-decembre/lettre.txt"
KIT = "kit:contenus"


def first(data: Any, **wanted: str) -> Any:
    return next(one for one in data if all(one.get(key) == value for key, value in wanted.items()))


def _kit_text(item: str, network: str, old: str, new: str) -> Edit:
    def change(data: Any) -> None:
        text = first(data["texts"], title=network)
        replaced, count = re.subn(old.replace(" ", r"\s"), new, text["text"], count=0, flags=re.DOTALL)
        assert count, text["text"]
        text["text"] = replaced

    return change_json(f"{KIT}/{item}/kit.json", change)


def _occurrence(item: str, index: int, **values: Any) -> Edit:
    return change_json(f"{API}/agenda/{item}.json", lambda data: data["occurrences"][index].update(values))


def _set(path: str, **values: Any) -> Edit:
    return change_json(path, lambda data: data.update(values))


def _json_ld(path: str, old: str, new: str) -> Edit:
    return swap(path, old, new)


CORRUPTIONS: dict[str, Corruption] = {
    # The page that people read.
    "page-title": Corruption(
        swap(FETE, "<h1>La fête du lac", "<h1>La fête du port"), "fete-du-lac", ComparedFact.TITLE, "page"
    ),
    "page-start": Corruption(
        swap(FETE, r'datetime="2026-12-05T10:00', 'datetime="2026-12-05T11:00', every=True),
        "fete-du-lac",
        ComparedFact.START,
        "page",
    ),
    "page-start-in-words": Corruption(
        swap(_page("agenda", "repas"), "(?<=2026) à midi", " à 13 h", every=True), "repas", ComparedFact.START, "page"
    ),
    "page-end-in-words": Corruption(
        swap(FETE, "de 10 h à 18 h</time>", "de 10 h à 19 h</time>"), "fete-du-lac", ComparedFact.END, "page"
    ),
    "page-place-of-one-date": Corruption(
        swap(LECTURES, "Grange du Crêt", "Médiathèque du Crêt", every=True), "lectures", ComparedFact.PLACE, "page"
    ),
    "page-state": Corruption(
        swap(CONCERT, "(?i)(?<!-)annulé", "prévu", every=True), "concert", ComparedFact.STATE, "page"
    ),
    "page-no-new-date": Corruption(
        swap(_page("agenda", "balade"), "(?i), nouvelle date à venir", "", every=True),
        "balade",
        ComparedFact.STATE,
        "page",
    ),
    "page-date-gone": Corruption(
        swap(LECTURES, r"<li[^>]*>\s*<p><time datetime=.2026-12-15.*?</li>", ""), "lectures", ComparedFact.DATE, "page"
    ),
    "page-canonical": Corruption(
        swap(FETE, r'(<link rel="canonical" href="[^"]*/agenda/)fete-du-lac', r"\1fete"),
        "fete-du-lac",
        ComparedFact.LINK,
        "page",
    ),
    "page-alt": Corruption(
        swap(WORKS, 'alt="Une pelleteuse devant la mairie"', 'alt=""', every=True),
        "travaux-rue-haute",
        ComparedFact.ALT,
        "page",
    ),
    "page-picture": Corruption(
        swap(WORKS, r"media/travaux-[0-9a-f]{10}", "media/autre-0123456789", every=True),
        "travaux-rue-haute",
        ComparedFact.PICTURE,
        "page",
    ),
    "page-commune": Corruption(
        swap(_page("agenda", "marche-de-noel"), r'<li><a[^>]*href="[^"]*communes/mijoux/".*?</li>', ""),
        "marche-de-noel",
        ComparedFact.COMMUNES,
        "page",
    ),
    "page-summary": Corruption(
        swap(FETE, "(<p[^>]*>)Soixante artisans au bord de l’eau.</p>", "</p>"),
        "fete-du-lac",
        ComparedFact.SUMMARY,
        "page",
    ),
    "page-language": Corruption(
        swap(_page("actualites", "roadworks"), ' lang="en"', ' lang="fr"', every=True),
        "roadworks",
        ComparedFact.LANGUAGE,
        "page",
    ),
    "page-text": Corruption(
        swap(WORKS, "Les piétons passent toujours", "Personne ne passe"), "travaux-rue-haute", ComparedFact.TEXT, "page"
    ),
    "page-of-a-table": Corruption(swap("dechets/index.html", "Colonne", "Benne"), "dechets", ComparedFact.TEXT, "page"),
    "page-hidden-from-robots": Corruption(
        swap(_page("agenda", "reunion"), "</title>", '</title><meta name="robots" content="noindex">'),
        "reunion",
        ComparedFact.STATE,
        "robots",
    ),
    "expired-page-for-robots": Corruption(
        swap(_page("actualites", "foire-2025"), "noindex", "all"), "foire-2025", ComparedFact.STATE, "robots"
    ),
    "page-level": Corruption(swap(WATER, "> Urgence", "> Information", every=True), "eau", ComparedFact.LEVEL, "page"),
    "page-end-of-alert": Corruption(
        swap(
            WATER,
            r'<time datetime="2026-12-03T18:00:00\+01:00">[^<]*',
            "<time>jusqu’au vendredi 4 décembre 2026 à 18 h",
        ),
        "eau",
        ComparedFact.END,
        "page",
    ),
    "page-lifted": Corruption(
        swap(_page("alertes", "route"), "(?i)<strong>Alerte levée.*?</p>", "</p>"), "route", ComparedFact.STATE, "page"
    ),
    "page-deleted": Corruption(remove("lieux/mediatheque"), "mediatheque", ComparedFact.PRESENCE, "le site"),
    # What networks and search engines read.
    "og-title": Corruption(
        swap(FETE, '(og:title" content=")La fête', r"\1La foire"), "fete-du-lac", ComparedFact.TITLE, "Open Graph"
    ),
    "twitter-title": Corruption(
        swap(FETE, '(twitter:title" content=")La fête', r"\1La foire"), "fete-du-lac", ComparedFact.TITLE, "Twitter"
    ),
    "og-url": Corruption(
        swap(WORKS, '(og:url" content="[^"]*)travaux', r"\1chantier"),
        "travaux-rue-haute",
        ComparedFact.LINK,
        "Open Graph",
    ),
    "og-description": Corruption(
        swap(WORKS, '(og:description" content=")[^"]*', r"\1Le site du Haut-Jura"),
        "travaux-rue-haute",
        ComparedFact.SUMMARY,
        "Open Graph",
    ),
    "og-start": Corruption(
        swap(FETE, '(og:description" content=")[^"]*?\\. ', r"\1"), "fete-du-lac", ComparedFact.DATE, "Open Graph"
    ),
    "og-invitation": Corruption(
        swap(CONCERT, '(og:description" content="[^"]*)', r"\1 Une harmonie et une chorale."),
        "concert",
        ComparedFact.SUMMARY,
        "Open Graph",
    ),
    "og-picture-missing": Corruption(
        swap(CONCERT, '(og:image" content="[^"]*/carte-)[0-9a-f]{12}', r"\g<1>000000000000"),
        "concert",
        ComparedFact.PICTURE,
        "Open Graph",
    ),
    "twitter-picture": Corruption(
        swap(CONCERT, '(twitter:image" content="[^"]*/carte-)[0-9a-f]{12}', r"\g<1>000000000000"),
        "concert",
        ComparedFact.PICTURE,
        "Twitter",
    ),
    "twitter-alt": Corruption(
        swap(CONCERT, '(twitter:image:alt" content=")[^"]*', r"\1Une carte"), "concert", ComparedFact.ALT, "Twitter"
    ),
    "card-state": Corruption(
        swap(CONCERT, '(og:image:alt" content=")Annulé – ', r"\1"), "concert", ComparedFact.STATE, "Open Graph"
    ),
    "card-day": Corruption(
        swap(FETE, '(og:image:alt" content="[^"]*)5 décembre', r"\1 6 décembre"),
        "fete-du-lac",
        ComparedFact.START,
        "Open Graph",
    ),
    "card-title": Corruption(
        swap(_page("agenda", "reunion"), '(og:image:alt" content=")Rénover', r"\1Isoler"),
        "reunion",
        ComparedFact.TITLE,
        "Open Graph",
    ),
    "json-ld-state": Corruption(
        _json_ld(CONCERT, "EventCancelled", "EventScheduled"), "concert", ComparedFact.STATE, "JSON-LD"
    ),
    "json-ld-no-date": Corruption(
        _json_ld(_page("agenda", "balade"), "EventPostponed", "EventScheduled"), "balade", ComparedFact.STATE, "JSON-LD"
    ),
    "json-ld-start": Corruption(
        _json_ld(FETE, '"startDate":"2026-12-05T10:00', '"startDate":"2026-12-05T09:00'),
        "fete-du-lac",
        ComparedFact.START,
        "JSON-LD",
    ),
    "json-ld-clock-change": Corruption(
        _json_ld(_page("agenda", "atelier-de-saison"), r"2027-04-15T18:30:00\+02:00", "2027-04-15T18:30:00+01:00"),
        "atelier-de-saison",
        ComparedFact.START,
        "JSON-LD",
    ),
    "json-ld-end": Corruption(
        _json_ld(FETE, '"endDate":"2026-12-05T18:00', '"endDate":"2026-12-05T20:00'),
        "fete-du-lac",
        ComparedFact.END,
        "JSON-LD",
    ),
    "json-ld-place": Corruption(
        _json_ld(LECTURES, '"name":"Grange du Crêt"', '"name":"Médiathèque du Crêt"'),
        "lectures",
        ComparedFact.PLACE,
        "JSON-LD",
    ),
    "json-ld-previous": Corruption(
        _json_ld(_page("agenda", "bal"), '"previousStartDate":"2026-12-04T20', '"previousStartDate":"2026-12-03T20'),
        "bal",
        ComparedFact.PREVIOUS,
        "JSON-LD",
    ),
    "json-ld-title": Corruption(
        _json_ld(WORKS, '"headline":"Travaux', '"headline":"Chantier'),
        "travaux-rue-haute",
        ComparedFact.TITLE,
        "JSON-LD",
    ),
    "json-ld-alt": Corruption(
        _json_ld(WORKS, '"caption":"Une pelleteuse devant la mairie"', '"caption":"Une grue"'),
        "travaux-rue-haute",
        ComparedFact.ALT,
        "JSON-LD",
    ),
    "json-ld-end-of-alert": Corruption(
        _json_ld(WATER, '"expires":"2026-12-03', '"expires":"2026-12-05'), "eau", ComparedFact.END, "JSON-LD"
    ),
    "json-ld-gone": Corruption(
        swap(_page("agenda", "repas"), r'<script type="application/ld\+json">.*?</script>', ""),
        "repas",
        ComparedFact.PRESENCE,
        "JSON-LD",
    ),
    # Lists of the site, and embeds.
    "list-item-gone": Corruption(
        without_entry("actualites/index.html", "actualites/fibre/", "<article", "</article>"),
        "fibre",
        ComparedFact.PRESENCE,
        "la liste",
    ),
    "list-with-a-version": Corruption(
        swap("actualites/index.html", r"(<h2[^>]*><a href=.[^\"]*actualites/)fibre/", r"\1roadworks/"),
        "roadworks",
        ComparedFact.PRESENCE,
        "la liste",
    ),
    "list-with-what-has-expired": Corruption(
        swap("actualites/index.html", r"(<h2[^>]*><a href=.[^\"]*actualites/)sobre/", r"\1foire-2025/"),
        "foire-2025",
        ComparedFact.PRESENCE,
        "la liste",
    ),
    "agenda-date-gone": Corruption(
        without_entry("agenda/index.html", "agenda/lectures/", "<article", "</article>"),
        "lectures",
        ComparedFact.DATE,
        "agenda du site",
    ),
    "list-state": Corruption(
        swap("agenda/communes/mijoux/index.html", r"(agenda/concert/.*?<span class=.state-pill[^>]*>)Annulé", r"\1"),
        "concert",
        ComparedFact.STATE,
        "la liste",
    ),
    "list-start": Corruption(
        swap("agenda/themes/culture/index.html", "2026-12-05T10:00", "2026-12-05T10:30", every=True),
        "fete-du-lac",
        ComparedFact.START,
        "la liste",
    ),
    "home-title": Corruption(
        swap("index.html", ">La fibre arrive au Crêt<", ">La fibre part du Crêt<", every=True),
        "fibre",
        ComparedFact.TITLE,
        "la liste",
    ),
    "list-level": Corruption(
        swap("alertes/index.html", "Vigilance", "Information", every=True), "vent", ComparedFact.LEVEL, "la liste"
    ),
    "list-alt": Corruption(
        swap("communes/bellecombe/index.html", 'alt="Une pelleteuse devant la mairie"', 'alt="Une photo"'),
        "travaux-rue-haute",
        ComparedFact.ALT,
        "la liste",
    ),
    "embed-state": Corruption(
        swap("integrer/mijoux/clair.html", ">Annulé<", "><"), "concert", ComparedFact.STATE, "l’encadré"
    ),
    "embed-start": Corruption(
        swap("integrer/bellecombe/sombre.html", "2026-12-05T10:00", "2026-12-05T15:00"),
        "fete-du-lac",
        ComparedFact.START,
        "l’encadré",
    ),
    "embed-item-gone": Corruption(
        without_entry("integrer/lajoux/brut.html", "agenda/lectures/", "<li", "</li>"),
        "lectures",
        ComparedFact.PRESENCE,
        "l’encadré",
    ),
    "embed-own-title": Corruption(
        swap("integrer/lajoux/clair.html", "Bilan énergie", "Le bilan des économies d’énergie"),
        "sobre",
        ComparedFact.TITLE,
        "l’encadré",
    ),
    # Feeds.
    "rss-entry-gone": Corruption(
        without_entry("flux/tout.rss", "actualites/fibre/", "<item>", "</item>"), "fibre", ComparedFact.PRESENCE, "RSS"
    ),
    "atom-title": Corruption(
        swap("flux/communes/mijoux.atom", "<title>Les lectures du soir", "<title>Les lectures du matin"),
        "lectures",
        ComparedFact.TITLE,
        "Atom",
    ),
    "json-feed-start": Corruption(
        swap("flux/agenda.json", "de 10 h à 18 h", "de 9 h à 18 h", every=True),
        "fete-du-lac",
        ComparedFact.START,
        "JSON Feed",
    ),
    "rss-link": Corruption(
        swap("flux/tout.rss", "<link>([^<]*)actualites/fibre/</link>", r"<link>\1actualites/sobre/</link>"),
        "fibre",
        ComparedFact.LINK,
        "RSS",
    ),
    "atom-change-unsaid": Corruption(
        swap("flux/tout.atom", "<title>ANNULÉ . Le concert", "<title>Le concert"), "concert", ComparedFact.STATE, "Atom"
    ),
    "rss-change-gone": Corruption(
        without_entry("flux/agenda.rss", "balade#reporte", "<item>", "</item>"), "balade", ComparedFact.STATE, "RSS"
    ),
    "rss-alt": Corruption(
        swap("flux/actualites.rss", "(<media:description[^>]*>)Une pelleteuse devant la mairie", r"\1"),
        "travaux-rue-haute",
        ComparedFact.ALT,
        "RSS",
    ),
    "json-feed-picture": Corruption(
        swap(
            "flux/actualites.json",
            r'"image": ?"([^"]*)media/travaux-[0-9a-f]{10}',
            r'"image":"\1media/autre-0123456789',
        ),
        "travaux-rue-haute",
        ComparedFact.PICTURE,
        "JSON Feed",
    ),
    "rss-commune": Corruption(
        swap("flux/themes/culture.rss", r"(<title>Le marché.*?)<category>Mijoux</category>", r"\1"),
        "marche-de-noel",
        ComparedFact.COMMUNES,
        "RSS",
    ),
    "rss-announced": Corruption(
        swap("flux/tout.rss", "Tue, 10 Nov 2026 00:00:00", "Wed, 11 Nov 2026 00:00:00"),
        "fibre",
        ComparedFact.PUBLISHED,
        "RSS",
    ),
    "rss-level": Corruption(
        swap("flux/alertes.rss", "Urgence,", "Vigilance,", every=True), "eau", ComparedFact.LEVEL, "RSS"
    ),
    "atom-end-of-alert": Corruption(
        swap("flux/alertes.atom", "3 décembre 2026 à 18 h", "3 décembre 2026 à 20 h", every=True),
        "eau",
        ComparedFact.END,
        "Atom",
    ),
    "atom-leak": Corruption(
        swap("flux/tout.atom", "2026:fibre</id>", "2026:a-venir</id>"), "a-venir", ComparedFact.PRESENCE, "Atom"
    ),
    "json-feed-kept-out": Corruption(
        swap("flux/tout.json", "2026:fibre", "2026:sobre"), "sobre", ComparedFact.PRESENCE, "JSON Feed"
    ),
    "feed-place": Corruption(
        swap("flux/communes/lajoux.rss", "Grange du Crêt", "Médiathèque du Crêt", every=True),
        "lectures",
        ComparedFact.PLACE,
        "RSS",
    ),
    "rss-lifting-gone": Corruption(
        without_entry("flux/alertes.rss", "route#levee", "<item>", "</item>"), "route", ComparedFact.STATE, "RSS"
    ),
    "json-feed-lifting-hour": Corruption(
        change_json(
            "flux/tout.json",
            lambda data: first(data["items"], id="tag:exemple.fr,2026:route#levee-2026-11-30").update(
                date_published="2026-11-30T11:00:00+01:00"
            ),
        ),
        "route",
        ComparedFact.PUBLISHED,
        "JSON Feed",
    ),
    # Calendars.
    "ics-start": Corruption(
        swap(f"{ICS}/fete-du-lac.ics", "(DTSTART[^:]*:20261205T)10", r"\g<1>09"),
        "fete-du-lac",
        ComparedFact.START,
        "ICS",
    ),
    "ics-end": Corruption(
        swap("agendas/tout.ics", "(DTEND[^:]*:20261205T)18", r"\g<1>19"), "fete-du-lac", ComparedFact.END, "ICS"
    ),
    "ics-last-day": Corruption(
        swap(f"{ICS}/exposition.ics", "DTEND;VALUE=DATE:20270117", "DTEND;VALUE=DATE:20270116"),
        "exposition",
        ComparedFact.END,
        "ICS",
    ),
    "ics-place-of-one-date": Corruption(
        swap("agendas/communes/lajoux.ics", r"LOCATION:Grange du Crêt[^\r]*", "LOCATION:Médiathèque du Crêt"),
        "lectures",
        ComparedFact.PLACE,
        "ICS",
    ),
    "ics-state": Corruption(
        swap(f"{ICS}/concert.ics", "SUMMARY:ANNULÉ . ", "SUMMARY:"), "concert", ComparedFact.STATE, "ICS"
    ),
    "ics-no-new-date": Corruption(
        swap("agendas/communes/mijoux.ics", r"(balade@.*?)DESCRIPTION:.*?(?=\r\nLOCATION)", r"\1DESCRIPTION:Reporté."),
        "balade",
        ComparedFact.STATE,
        "ICS",
    ),
    "ics-rule-shortened": Corruption(
        swap("agendas/communes/bellecombe.ics", "UNTIL=20270430", "UNTIL=20270228"),
        "atelier-de-saison",
        ComparedFact.DATE,
        "ICS",
    ),
    "ics-date-excluded": Corruption(
        swap(
            f"{ICS}/atelier-de-saison.ics",
            "(RRULE:FREQ=MONTHLY[^\r]*)\r\n",
            r"\1\r\nEXDATE;TZID=Europe/Paris:20270318T183000\r\n",
        ),
        "atelier-de-saison",
        ComparedFact.DATE,
        "ICS",
    ),
    "ics-exception-gone": Corruption(
        without_entry("agendas/lieux/salle-des-fetes.ics", "RECURRENCE-ID", "BEGIN:VEVENT", "END:VEVENT\r\n"),
        "atelier-de-saison",
        ComparedFact.DATE,
        "ICS",
    ),
    "ics-zone": Corruption(
        swap("agendas/lieux/mediatheque.ics", r"TZOFFSETTO:\+0200", "TZOFFSETTO:+0300"), "", ComparedFact.START, "ICS"
    ),
    "ics-link": Corruption(
        swap(f"{ICS}/reunion.ics", "(SUMMARY.*?URL:[^\r]*)reunion", r"\1repas"), "reunion", ComparedFact.LINK, "ICS"
    ),
    "ics-event-gone": Corruption(
        without_entry("agendas/communes/bellecombe.ics", "UID:repas@", "BEGIN:VEVENT", "END:VEVENT\r\n"),
        "repas",
        ComparedFact.PRESENCE,
        "ICS",
    ),
    "ics-deleted": Corruption(remove(f"{ICS}/cine.ics"), "cine", ComparedFact.PRESENCE, "ICS"),
    "ics-picture": Corruption(
        swap(f"{ICS}/fete-du-lac.ics", r"media/(\r\n )?l", r"media/\1t", every=True),
        "fete-du-lac",
        ComparedFact.PICTURE,
        "ICS",
    ),
    "ics-title": Corruption(
        swap("agendas/themes/culture.ics", "SUMMARY:Deux siècles", "SUMMARY:Trois siècles"),
        "exposition",
        ComparedFact.TITLE,
        "ICS",
    ),
    "ics-leak": Corruption(
        swap("agendas/tout.ics", "UID:cine@", "UID:brouillon-du-budget@"),
        "brouillon-du-budget",
        ComparedFact.PRESENCE,
        "ICS",
    ),
    "round-moved": Corruption(
        swap("agendas/services/collecte.ics", "DTSTART;VALUE=DATE:20261211", "DTSTART;VALUE=DATE:20261212"),
        "collecte",
        ComparedFact.START,
        "ICS",
    ),
    "round-not-cancelled": Corruption(
        swap("agendas/services/communes/bellecombe.ics", "ANNULÉ . ", "", every=True),
        "collecte",
        ComparedFact.STATE,
        "ICS",
    ),
    # Open data.
    "api-title": Corruption(
        _set(f"{API}/agenda/fete-du-lac.json", titre="La foire du lac"), "fete-du-lac", ComparedFact.TITLE, "API"
    ),
    "api-summary": Corruption(
        _set(f"{API}/actualites/fibre.json", resume="Autre chose."), "fibre", ComparedFact.SUMMARY, "API"
    ),
    "api-start": Corruption(
        _occurrence("lectures", 1, debut="2026-12-15T19:00:00+01:00"), "lectures", ComparedFact.START, "API"
    ),
    "api-end": Corruption(
        _occurrence("lectures", 0, fin="2026-12-08T23:00:00+01:00"), "lectures", ComparedFact.END, "API"
    ),
    "api-state": Corruption(_occurrence("concert", 0, statut="confirme"), "concert", ComparedFact.STATE, "API"),
    "api-no-new-date": Corruption(_occurrence("balade", 0, date_a_fixer=False), "balade", ComparedFact.STATE, "API"),
    "api-place": Corruption(
        _occurrence("lectures", 1, lieu={"nom": "Médiathèque du Crêt"}), "lectures", ComparedFact.PLACE, "API"
    ),
    "api-commune": Corruption(
        change_json(f"{API}/agenda/marche-de-noel.json", lambda data: data["communes"].pop()),
        "marche-de-noel",
        ComparedFact.COMMUNES,
        "API",
    ),
    "api-alt": Corruption(
        change_json(f"{API}/actualites/travaux-rue-haute.json", lambda data: data["image"].update(alt="")),
        "travaux-rue-haute",
        ComparedFact.ALT,
        "API",
    ),
    "api-picture": Corruption(
        change_json(f"{API}/agenda/fete-du-lac.json", lambda data: data.update(image=None)),
        "fete-du-lac",
        ComparedFact.PICTURE,
        "API",
    ),
    "api-level": Corruption(_set(f"{API}/alertes/eau.json", niveau="info"), "eau", ComparedFact.LEVEL, "API"),
    "api-lifted": Corruption(_set(f"{API}/alertes/route.json", statut="en_cours"), "route", ComparedFact.STATE, "API"),
    "api-end-of-alert": Corruption(
        _set(f"{API}/alertes/eau.json", fin="2026-12-04T18:00:00+01:00"), "eau", ComparedFact.END, "API"
    ),
    "api-announced": Corruption(
        _set(f"{API}/actualites/fibre.json", publier_le="2026-11-12T00:00:00+01:00"),
        "fibre",
        ComparedFact.PUBLISHED,
        "API",
    ),
    "api-expired": Corruption(
        _set(f"{API}/actualites/foire-2025.json", etat="publie"), "foire-2025", ComparedFact.STATE, "API"
    ),
    "api-language": Corruption(
        _set(f"{API}/actualites/roadworks.json", langue="fr"), "roadworks", ComparedFact.LANGUAGE, "API"
    ),
    "api-text": Corruption(
        _set(f"{API}/pages/dechets.json", texte="Le bac jaune"), "dechets", ComparedFact.TEXT, "API"
    ),
    "api-link": Corruption(
        _set(f"{API}/lieux/mediatheque.json", url="https://www.exemple.fr/interco/lieux/"),
        "mediatheque",
        ComparedFact.LINK,
        "API",
    ),
    "api-item-gone": Corruption(
        remove(f"{API}/publications/budget-2026.json"), "budget-2026", ComparedFact.PRESENCE, "API"
    ),
    "api-list-item-gone": Corruption(
        change_json(f"{API}/lieux.json", lambda data: data["elements"].pop()),
        "salle-des-fetes",
        ComparedFact.PRESENCE,
        "API",
    ),
    "api-leak": Corruption(
        with_item(f"{API}/actualites.json", "brouillon-du-budget"), "brouillon-du-budget", ComparedFact.PRESENCE, "API"
    ),
    "api-round": Corruption(
        change_json(f"{API}/services/collecte.json", lambda data: data["jours"].pop(3)),
        "collecte",
        ComparedFact.DATE,
        "API",
    ),
    # Letters.
    "mail-start": Corruption(
        swap(MAIL, "de 10 h à 18 h", "de 11 h à 18 h"), "fete-du-lac", ComparedFact.START, "le courriel"
    ),
    "mail-state": Corruption(swap(MAIL, "ANNULÉ", "", every=True), "concert", ComparedFact.STATE, "le courriel"),
    "mail-title": Corruption(
        swap(MAIL, ">La fibre arrive au Crêt<", ">La fibre<", every=True), "fibre", ComparedFact.TITLE, "le courriel"
    ),
    "mail-alt": Corruption(
        swap(MAIL, 'alt="Une pelleteuse devant la mairie"', 'alt=""'),
        "travaux-rue-haute",
        ComparedFact.ALT,
        "le courriel",
    ),
    "mail-place": Corruption(
        swap(MAIL, "(?<=br />)Médiathèque du Crêt", "Salle des fêtes", every=True),
        "concert",
        ComparedFact.PLACE,
        "le courriel",
    ),
    "mail-picture-missing": Corruption(
        remove("lettres/lettre-decembre/images/fibre.jpg"), "lettre-decembre", ComparedFact.PICTURE, "le courriel"
    ),
    "mail-text-state": Corruption(swap(MAIL_TEXT, "COMPLET . ", ""), "repas", ComparedFact.STATE, "texte du courriel"),
    "mail-text-item-gone": Corruption(
        swap(MAIL_TEXT, r"\* Rénover sa maison.*?agenda/reunion/\n", ""),
        "reunion",
        ComparedFact.PRESENCE,
        "texte du courriel",
    ),
    "mail-text-end": Corruption(
        swap(MAIL_TEXT, "16 janvier 2027", "17 janvier 2027"), "exposition", ComparedFact.END, "texte du courriel"
    ),
    "mail-end-of-alert": Corruption(
        swap(MAIL_TEXT, "3 décembre 2026 à 18 h", "4 décembre 2026 à 18 h"),
        "eau",
        ComparedFact.END,
        "texte du courriel",
    ),
    "message-subject": Corruption(
        swap("lettres/lettre-decembre/lettre.eml", r"Subject: .*?(?=\r?\nFrom)", "Subject: La lettre"),
        "lettre-decembre",
        ComparedFact.TITLE,
        ".eml",
    ),
    "message-item": Corruption(
        swap("lettres/lettre-decembre/lettre.eml", r"\* Le budget 2026 en bref", "* Le budget 2027 en bref"),
        "budget-2026",
        ComparedFact.TITLE,
        ".eml",
    ),
    "edition-gone": Corruption(
        remove("lettres/lettre-decembre/mijoux"), "lettre-decembre", ComparedFact.PRESENCE, "le courriel"
    ),
    "frozen-hour": Corruption(
        swap("lettres/lettre-novembre/lettre.txt", "à 9 h", "à 10 h"),
        "fete-du-lac",
        ComparedFact.START,
        "texte du courriel",
    ),
    "frozen-title": Corruption(
        swap("lettres/lettre-novembre/lettre.txt", "première annonce", "deuxième annonce"),
        "fete-du-lac",
        ComparedFact.TITLE,
        "texte du courriel",
    ),
    "frozen-place": Corruption(
        swap("lettres/lettre-novembre/index.html", "Médiathèque du Crêt, Mijoux", "Salle des fêtes", every=True),
        "concert",
        ComparedFact.PLACE,
        "archive",
    ),
    "frozen-alt": Corruption(
        swap("lettres/lettre-novembre/index.html", 'alt="Le lac"', 'alt="Un lac"'),
        "fete-du-lac",
        ComparedFact.ALT,
        "archive",
    ),
    "archive-untold": Corruption(
        swap("lettres/lettre-novembre/index.html", "(?i)annulé", "", every=True),
        "concert",
        ComparedFact.STATE,
        "archive",
    ),
    # Texts to post, and the kit.
    "post-start": Corruption(
        _kit_text("fete-du-lac", "X", "de 10 h", "de 14 h"), "fete-du-lac", ComparedFact.START, "texte x"
    ),
    "post-state": Corruption(
        _kit_text("concert", "Mastodon", "ANNULÉ .? ?", ""), "concert", ComparedFact.STATE, "texte mastodon"
    ),
    "post-no-new-date": Corruption(
        _kit_text("balade", "Facebook", ", nouvelle date à venir", ""), "balade", ComparedFact.STATE, "texte facebook"
    ),
    "post-link": Corruption(
        _kit_text("fibre", "Bluesky", "actualites/fibre/", "actualites/"), "fibre", ComparedFact.LINK, "texte bluesky"
    ),
    "post-place": Corruption(
        _kit_text("repas", "LinkedIn", "Salle des fêtes", "Mairie"), "repas", ComparedFact.PLACE, "texte linkedin"
    ),
    "post-title": Corruption(
        _kit_text("reunion", "Threads", "Rénover sa maison", "Isoler sa maison"),
        "reunion",
        ComparedFact.TITLE,
        "texte threads",
    ),
    "post-end-of-alert": Corruption(
        _kit_text("eau", "SMS", "3 décembre à 18 h", "3 décembre à 19 h"), "eau", ComparedFact.END, "texte sms"
    ),
    "post-level": Corruption(
        _kit_text("eau", "Facebook", "URGENCE", "INFO"), "eau", ComparedFact.LEVEL, "texte facebook"
    ),
    "post-lifted": Corruption(
        _kit_text("route", "Mastodon", "(?i)fin de l’alerte|levée|terminée", ""),
        "route",
        ComparedFact.STATE,
        "texte mastodon",
    ),
    "post-invitation": Corruption(
        _kit_text("concert", "Facebook", "\\A", "Une harmonie et une chorale. "),
        "concert",
        ComparedFact.SUMMARY,
        "texte facebook",
    ),
    "posts-alt": Corruption(
        change_json("kit:textes.json", lambda data: first(data["items"], id="travaux-rue-haute").update(alt="")),
        "travaux-rue-haute",
        ComparedFact.ALT,
        "le texte",
    ),
    "posts-item-gone": Corruption(
        change_json("kit:textes.json", lambda data: data["items"].remove(first(data["items"], id="fibre"))),
        "fibre",
        ComparedFact.PRESENCE,
        "le texte",
    ),
    "kit-title": Corruption(_set(f"{KIT}/fibre/kit.json", title="La fibre"), "fibre", ComparedFact.TITLE, "le kit"),
    "kit-gone": Corruption(remove(f"{KIT}/reunion"), "reunion", ComparedFact.PRESENCE, "le kit"),
    "kit-card-day": Corruption(
        change_json(
            f"{KIT}/lectures/kit.json",
            lambda data: data["cards"][0].update(alt=data["cards"][0]["alt"].replace("8", "9", 1)),
        ),
        "lectures",
        ComparedFact.START,
        "la carte",
    ),
    "kit-card-span": Corruption(
        change_json(
            f"{KIT}/poterie/kit.json",
            lambda data: data["cards"][0].update(alt=data["cards"][0]["alt"].replace("16", "17", 1)),
        ),
        "poterie",
        ComparedFact.START,
        "la carte",
    ),
    "kit-block-state": Corruption(
        change_json(
            f"{KIT}/concert/kit.json",
            lambda data: data["blocks"][0].update(html=data["blocks"][0]["html"].replace("ANNULÉ", "")),
        ),
        "concert",
        ComparedFact.STATE,
        "bloc de lettre",
    ),
    "kit-excerpt": Corruption(
        change_json(
            f"{KIT}/bal/kit.json",
            lambda data: [one.update(text=one["text"].replace("19", "20")) for one in data["shown"]],
        ),
        "bal",
        ComparedFact.START,
        "l’extrait du kit",
    ),
    # Panels.
    "panel-start": Corruption(
        swap("panneaux/mairie.txt", "10h-18h", "11h-18h"), "fete-du-lac", ComparedFact.START, "le panneau"
    ),
    "cap-headline": Corruption(
        swap("cap/eau.xml", "non potable", "potable", every=True), "eau", ComparedFact.TITLE, "CAP"
    ),
    "cap-expires": Corruption(swap("cap/eau.xml", "12-03T18", "12-04T18"), "eau", ComparedFact.END, "CAP"),
    "cap-area": Corruption(
        swap("cap/eau.xml", "<areaDesc>Mijoux", "<areaDesc>Lajoux"), "eau", ComparedFact.COMMUNES, "CAP"
    ),
    "cap-end": Corruption(swap("cap/route.xml", "Cancel", "Update"), "route", ComparedFact.STATE, "CAP"),
    "cap-gone": Corruption(remove("cap/vent.xml"), "vent", ComparedFact.PRESENCE, "CAP"),
    "closure-line": Corruption(
        swap("circulation/fermetures.xml", "6.002300", "6.012300"), "route", ComparedFact.PLACE, "CIFS"
    ),
    "panel-state": Corruption(swap("panneaux/mairie.txt", "COMPLET\n", ""), "repas", ComparedFact.STATE, "le panneau"),
    "panel-place": Corruption(
        swap("panneaux/mairie.txt", r"(Le bal des pompiers.*?)Salle des fêtes", r"\1Mairie"),
        "bal",
        ComparedFact.PLACE,
        "le panneau",
    ),
    "panel-item-gone": Corruption(
        swap("panneaux/mairie.txt", r"Rénover sa maison\n.*?\n\n", ""), "reunion", ComparedFact.PRESENCE, "le panneau"
    ),
    "panel-end-of-alert": Corruption(
        swap("panneaux/mairie.txt", "2 déc. 20h", "2 déc. 22h"), "vent", ComparedFact.END, "le panneau"
    ),
    "panel-level": Corruption(
        swap("panneaux/mairie.txt", "VIGILANCE", "INFO"), "vent", ComparedFact.LEVEL, "le panneau"
    ),
    # Addresses, and the files themselves.
    "sitemap-page-gone": Corruption(
        without_entry("sitemap.xml", "actualites/fibre/", "<url>", "</url>"),
        "fibre",
        ComparedFact.PRESENCE,
        "plan du site",
    ),
    "sitemap-with-what-has-expired": Corruption(
        swap("sitemap.xml", "actualites/sobre/", "actualites/foire-2025/"),
        "foire-2025",
        ComparedFact.PRESENCE,
        "plan du site",
    ),
    "redirect-elsewhere": Corruption(
        swap("2026/travaux.html", "actualites/travaux-rue-haute/", "actualites/", every=True),
        "travaux-rue-haute",
        ComparedFact.LINK,
        "redirection",
    ),
    "nginx-map": Corruption(
        swap("redirects.nginx.map", r'travaux.html" "[^"]*"', 'travaux.html" "https://www.exemple.fr/interco/"'),
        "travaux-rue-haute",
        ComparedFact.LINK,
        "nginx",
    ),
    "feed-list": Corruption(
        swap("flux/abonnements.opml", "flux/agenda.", "flux/sorties."), "", ComparedFact.LINK, "liste des flux"
    ),
    "dead-link": Corruption(
        swap(
            "mentions-legales/index.html",
            "<p>Le site est public",
            '<p><a href="/interco/nulle-part/">Ici</a>. Le site est public',
        ),
        "mentions-legales",
        ComparedFact.LINK,
        "la page",
    ),
    "draft-named": Corruption(
        swap("plan-du-site/index.html", "</main>", "<p>Le budget que personne n’a lu</p></main>"),
        "brouillon-du-budget",
        ComparedFact.PRESENCE,
        "le fichier",
    ),
    "future-address": Corruption(
        swap("robots.txt", "$", "\n# /actualites/a-venir/\n"), "a-venir", ComparedFact.PRESENCE, "le fichier"
    ),
    "byte-flipped": Corruption(flip_byte("output/media/travaux"), "", ComparedFact.FILE, "le dossier"),
    "file-unlisted": Corruption(put("souvenir.html", b"<p>Autrefois</p>"), "", ComparedFact.FILE, "le dossier"),
    "file-missing": Corruption(remove("documents/budget.pdf"), "", ComparedFact.FILE, "le dossier"),
    "kit-with-a-version": Corruption(
        change_json(
            "kit:textes.json",
            lambda data: data["items"].append({**first(data["items"], id="fibre"), "id": "roadworks"}),
        ),
        "roadworks",
        ComparedFact.PRESENCE,
        "le texte",
    ),
    "kit-damaged": Corruption(put(f"{KIT}/fibre/kit.json", b"{"), "", ComparedFact.FILE, "le kit"),
    "sitemap-damaged": Corruption(put("sitemap.xml", b"<urlset>"), "", ComparedFact.FILE, "les adresses"),
    "feed-damaged": Corruption(put("flux/tout.rss", b"<rss><channel>"), "", ComparedFact.FILE, "lecteur"),
    "calendar-damaged": Corruption(
        swap("agendas/tout.ics", "DTSTART[^\r]*", "DTSTART:demain", every=True), "", ComparedFact.FILE, "lecteur"
    ),
    "page-damaged": Corruption(put("dechets/index.html", b"\xff\xfe"), "dechets", ComparedFact.TITLE, "la page"),
    "receipt-without-item": Corruption(
        change_json("tambour.json", lambda data: data["items"].pop("reunion")),
        "reunion",
        ComparedFact.PRESENCE,
        "tambour.json",
    ),
    "receipt-in-no-channel": Corruption(
        change_json("tambour.json", lambda data: data["items"]["concert"]["channels"].pop("feeds")),
        "concert",
        ComparedFact.PRESENCE,
        "tambour.json",
    ),
    "receipt-wrong-reason": Corruption(
        change_json("tambour.json", lambda data: data["items"]["fibre"]["left_out"].update(over=["agenda"])),
        "fibre",
        ComparedFact.PRESENCE,
        "tambour.json",
    ),
    "receipt-wrong-kind": Corruption(
        change_json("tambour.json", lambda data: data["items"]["dechets"].update(kind="news")),
        "dechets",
        ComparedFact.IDENTITY,
        "tambour.json",
    ),
    "receipt-wrong-size": Corruption(
        change_json("tambour.json", lambda data: data["site"][0].update(size=3)), "", ComparedFact.FILE, "tambour.json"
    ),
    "receipt-of-another-day": Corruption(
        change_json("tambour.json", lambda data: data["build"].update(now="2026-11-30T09:00:00+01:00")),
        "",
        ComparedFact.FILE,
        "tambour.json",
    ),
    "receipt-in-a-feed-that-has-it-not": Corruption(
        change_json(
            "tambour.json", lambda data: data["items"]["fete-du-lac"]["channels"]["feeds"].append("flux/alertes.rss")
        ),
        "fete-du-lac",
        ComparedFact.PRESENCE,
        "tambour.json",
    ),
}
