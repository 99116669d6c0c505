"""What a page answers at its reader's own moment is what the model would have answered then."""

import json
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tambour.channels.recherche import Recherche
from tambour.model.services.days import days
from tambour.model.time.holidays import holidays_around
from tambour.model.time.opening_hours import hours_on
from tambour.testing.building import make, published, rendered, site
from tambour.testing.village import village
from tests.trees import ROOT

HERE = Path(__file__).parent
PLACES = (
    {"semaine": {"lundi au vendredi": "9h-12h, 14h-18h", "samedi": "20h-2h"}},
    {
        "semaine": {"tous les jours": "0h-0h"},
        "exceptions": [{"du": "2026-12-10", "au": "2026-12-12", "heures": "ferme"}],
    },
    {
        "semaine": {"mardi": "9h-12h"},
        "jours_feries": "10h-11h",
        "exceptions": [{"du": "2026-12-24", "heures": "8h-9h"}],
    },
    {"semaine": {"dimanche": "ferme"}},
)
CALENDAR = {
    "id": "bacs",
    "titre": "Bacs",
    "feries": "decale_lendemain",
    "collectes": [
        {"id": "om", "libelle": "Bac gris", "jours": "vendredi", "du": "2026-01-01", "au": "2027-12-31"},
        {
            "id": "verre",
            "libelle": "Verre",
            "jours": "1er mercredi",
            "du": "2026-01-01",
            "au": "2026-12-31",
            "exceptions": [{"date": "2026-12-02", "annule": "oui"}],
        },
    ],
}


def test_each_answer_is_the_model_s(node: Path):
    """Every 97 minutes of seven weeks: nights, holidays and the change of year included."""
    items = [
        published("place", {"id": f"p{number}", "titre": "Lieu", "horaires": hours})
        for number, hours in enumerate(PLACES)
    ]
    given = site([*items, published("service", CALENDAR)], communes=village().communes)
    data = json.loads(rendered(make(Recherche), given)["recherche/reponses.json"])
    moments = [given.now.astimezone(UTC) + timedelta(minutes=97 * step) for step in range(720)]
    job = {
        "script": (ROOT / "theme/static/js/reponses.js").as_uri(),
        "data": data,
        "minutes": [int(moment.timestamp()) // 60 for moment in moments],
    }
    done = subprocess.run(
        [node, HERE / "answers.mjs"], input=json.dumps(job), capture_output=True, encoding="utf-8", check=True
    )
    holidays = holidays_around(given.now.date(), given.now.date() + timedelta(days=70), given.territory.holidays)
    zone, last = given.territory.zone, date(1970, 1, 1) + timedelta(days=data["fin"])
    rounds = [
        given.get("bacs").item.model_copy(update={"collections": (one,)}) for one in given.get("bacs").item.collections
    ]

    def openings(place) -> list[tuple[datetime, datetime]]:
        first = given.now.date() - timedelta(days=1)
        found: list[tuple[datetime, datetime]] = []
        for number in range(70):
            day = first + timedelta(days=number)
            midnight = datetime.combine(day, datetime.min.time(), zone)
            for opening in hours_on(place.hours, day, holidays).ranges:
                opens, closes = (midnight + timedelta(minutes=minutes) for minutes in opening.minutes())
                if found and found[-1][1] == opens:
                    opens = found.pop()[0]
                found.append((opens, closes))
        return found

    open_by_the_model = [openings(given.get(f"p{number}").item) for number in range(len(PLACES))]
    for moment, seen in zip(moments, json.loads(done.stdout), strict=True):
        local = moment.astimezone(zone)
        assert seen["day"] == (local.date() - date(1970, 1, 1)).days
        for number, told in enumerate(seen["places"]):
            after = [one for one in open_by_the_model[number] if one[1] > moment]
            is_open = bool(after) and after[0][0] <= moment
            until = int(after[0][1 if is_open else 0].timestamp()) // 60 if after else None
            if until is None or until < data["fin"] * 24 * 60:  # what is said of later is not known yet
                assert (told["open"], told.get("until")) == (is_open, until), (number, local)
        for calendar, day in zip(rounds, seen["rounds"], strict=True):
            ahead = days(calendar, local.date(), last, holidays)
            held = [one.day for one in ahead if not one.cancelled]
            assert day == ((held[0] - date(1970, 1, 1)).days if held else None), (calendar.collections[0].label, local)
