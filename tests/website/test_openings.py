"""What a browser says of a place is what the model says: at any moment, in any zone, on a page three weeks old."""

import json
import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tambour.build.engine import THEME
from tambour.model.time.holidays import holidays_around
from tambour.model.time.opening_hours import OpeningHours, hours_on
from tambour.model.time.openings import closures_ahead, openings, state_at
from tambour.words.openings import closure_fr, opening_words, openings_data, state_fr
from tambour.words.speech import speaking
from tests.model.building import made

PARIS = ZoneInfo("Europe/Paris")
DAY = timedelta(days=1)
SCRIPT = THEME / "static/js/openings.js"
PLACES = {
    "hall": {
        "semaine": {"lundi au vendredi": "9h-12h, 14h-17h30", "1er samedi": "9h-12h"},
        "exceptions": [{"du": "2026-12-28", "au": "2026-12-31", "heures": "ferme", "raison": "Congés"}],
    },
    "bar": {"semaine": {"vendredi": "18h-2h", "samedi": "18h-24h", "dimanche": "0h-3h"}, "jours_feries": "ouvert"},
    "tip": {
        "semaine": {"samedi des semaines paires": "9h-12h", "mardi": "14h-18h (sur rendez-vous), 18h-19h"},
        "saisons": [{"du": "01/03", "au": "31/10", "semaine": {"mardi au samedi": "8h30-12h, 13h30-18h"}}],
        "jours_feries": "10h-12h",
    },
    "lake": {"semaine": {}, "saisons": [{"du": "01/06", "au": "31/08", "semaine": {"tous les jours": "11h-19h"}}]},
    "road": {"semaine": {"tous les jours": "24h/24"}, "jours_feries": "ouvert"},
    "shut": {"semaine": {}},
}
# Around the end of the year, both changes of clock, and a first of the month.
FIRST_DAYS = (date(2026, 12, 18), date(2027, 3, 12), date(2026, 10, 16), date(2027, 5, 20))
# Each page is looked at for as long as it knows: at odd minutes, and where something begins or ends.
MOMENTS = [timedelta(hours=11 * step, minutes=13 * step % 60) for step in range(20 * 24 // 11)]
EDGES = [timedelta(days=day, hours=hour, minutes=minute) for day in (0, 9) for hour in (0, 9, 12) for minute in (0, 59)]

RUN = """
const job = JSON.parse(require('node:fs').readFileSync(0, 'utf8'))
const { runInNewContext } = require('node:vm')
const told = job.moments.map(([instant, places]) => {
  const blocks = places.map((data) => ({ dataset: { ouvertures: data }, textContent: '', classList: { toggle() {} } }))
  const currentScript = { dataset: { mots: job.words, fuseau: 'Europe/Paris', instant } }
  const document = { currentScript, querySelectorAll: () => blocks }
  runInNewContext(job.script, { document, Intl, clearTimeout() {}, setTimeout() {}, addEventListener() {} })
  return blocks.map((block) => block.textContent)
})
console.log(JSON.stringify(told))
"""


def place(name: str) -> OpeningHours:
    return made(OpeningHours, PLACES[name])


@pytest.mark.parametrize(
    ("language", "first_days"), [("fr", FIRST_DAYS), ("en", FIRST_DAYS[:1]), ("oc", FIRST_DAYS[:1])]
)
def test_the_script_says_what_the_model_says(node: Path, language: str, first_days: tuple[date, ...]):
    with speaking(language):
        _say_the_same(node, first_days)


def _say_the_same(node: Path, first_days: tuple[date, ...]) -> None:
    hours = {name: place(name) for name in PLACES}
    moments, expected = [], []
    for first in first_days:
        holidays = holidays_around(first, first + 400 * DAY)
        data = [json.dumps(openings_data(one, first, holidays, PARIS)) for one in hours.values()]
        midnight = datetime(first.year, first.month, first.day, tzinfo=PARIS).astimezone(ZoneInfo("UTC"))
        for later in (*MOMENTS, *EDGES):
            now = midnight + later
            moments.append((now.isoformat(), data))
            expected.append([state_fr(state_at(one, now, holidays, PARIS), now, PARIS) for one in hours.values()])
    job = {"script": SCRIPT.read_text("utf-8"), "words": json.dumps(opening_words()), "moments": moments}

    run = subprocess.run(
        [node, "-e", RUN],
        input=json.dumps(job),
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={"TZ": "America/Cayenne"},
    )

    assert len(moments) * len(hours) > 300
    told = json.loads(run.stdout)
    wrong = [(m[0], t, e) for m, t, e in zip(moments, told, expected, strict=True) if t != e]
    assert wrong == []


def test_beyond_what_a_page_knows_it_says_nothing(node: Path):
    first = date(2026, 12, 1)
    data = json.dumps(openings_data(place("hall"), first, holidays_around(first, first + 400 * DAY), PARIS))
    job = {
        "script": SCRIPT.read_text("utf-8"),
        "words": json.dumps(opening_words()),
        "moments": [["2027-03-01T10:00Z", [data]]],
    }

    run = subprocess.run([node, "-e", RUN], input=json.dumps(job), capture_output=True, encoding="utf-8", check=True)

    assert json.loads(run.stdout) == [[""]]


@pytest.mark.parametrize("name", ["hall", "bar", "tip"])
def test_open_is_what_the_hours_of_each_day_say(name):
    """Against the clock on the wall, minute for minute around each change: nothing is shared with `openings`."""
    first, hours = date(2027, 3, 20), place(name)
    holidays = holidays_around(first, first + 400 * DAY)
    for step in range(0, 14 * 24 * 60, 97):
        now = (datetime(2027, 3, 20, tzinfo=PARIS).astimezone(ZoneInfo("UTC")) + timedelta(minutes=step)).astimezone(
            PARIS
        )
        wall = now.hour * 60 + now.minute
        today, before = (hours_on(hours, now.date() - back * DAY, holidays).ranges for back in (0, 1))
        is_open = any(a <= wall < b for a, b in (one.minutes() for one in today))
        is_open |= any(a <= wall + 1440 < b for a, b in (one.minutes() for one in before))

        assert (state_at(hours, now, holidays, PARIS).opening is not None) == is_open, now


@pytest.mark.parametrize(
    ("name", "now", "said"),
    [
        ("hall", "2026-12-01 17:29", "Ouvert, ferme à 17 h 30"),
        ("hall", "2026-12-01 17:30", "Fermé, ouvre demain à 9 h"),
        ("hall", "2026-12-01 12:00", "Fermé, ouvre à 14 h"),
        ("hall", "2026-12-25 10:00", "Fermé (Noël), ouvre le samedi 2 janvier 2027 à 9 h"),
        ("hall", "2026-12-29 10:00", "Fermé (Congés), ouvre samedi à 9 h"),
        ("bar", "2026-12-04 23:00", "Ouvert, ferme à 2 h"),
        ("bar", "2026-12-05 23:00", "Ouvert, ferme à 3 h"),
        ("bar", "2026-12-05 01:00", "Ouvert, ferme à 2 h"),
        ("tip", "2026-12-01 15:00", "Ouvert (sur rendez-vous), ferme à 18 h"),
        ("lake", "2026-12-01 15:00", "Fermé, ouvre le mardi 1er juin 2027 à 11 h"),
        ("road", "2026-12-01 15:00", "Ouvert"),
        ("shut", "2026-12-01 15:00", "Fermé"),
    ],
)
def test_in_one_line(name, now, said):
    moment = datetime.fromisoformat(now).replace(tzinfo=PARIS)
    holidays = holidays_around(moment.date(), moment.date() + 400 * DAY)

    assert state_fr(state_at(place(name), moment, holidays, PARIS), moment, PARIS).replace("\u00a0", " ") == said


def test_the_next_closures_are_exceptions_and_holidays_on_which_it_would_be_open():
    today = date(2026, 12, 20)
    ahead = closures_ahead(place("hall"), today, holidays_around(today, today + 40 * DAY), 14)

    assert [closure_fr(one, today).replace("\u00a0", " ") for one in ahead] == [
        "Fermé le vendredi 25 décembre (Noël)",
        "Fermé du lundi 28 décembre au jeudi 31 décembre (Congés)",
        "Fermé le vendredi 1er janvier 2027 (1er janvier)",
    ]


def test_what_touches_is_one_opening():
    [bar, *_] = openings(place("bar"), date(2026, 12, 5), {}, PARIS, 1)[1:]

    assert (bar.begins, bar.ends) == (datetime(2026, 12, 5, 18, tzinfo=PARIS), datetime(2026, 12, 6, 3, tzinfo=PARIS))
