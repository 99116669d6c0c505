"""A page that was not made again tells nothing false: what has ended is hidden or told, and it says that it is late."""

import json
import os
import subprocess
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tambour.build.engine import THEME
from tambour.commands.build import build
from tests.projects import EVENT, PAGE, SETTINGS

MADE = datetime(2026, 12, 5, 9, tzinfo=ZoneInfo("Europe/Paris"))
ALERT = """\
---
id: eau
titre: Eau coupée
resume: Rue du Pont.
niveau: {level}
publier_le: 2026-12-04
fin: 2026-12-05 12:00
---
Texte.
"""
URL = "https://www.exemple.fr/interco"


def hours(count: float) -> str:
    return (MADE + timedelta(hours=count)).isoformat()


USUAL = {"path": "", "now": MADE.isoformat(), "width": 360, "scheme": "light", "script": True}
USUAL |= {"axe": False, "fonts": False}
HOME = [{"now": hours(count)} for count in (0, 3.5, 10, 14)]
AGENDA = [{"path": "agenda/", "now": hours(24)}, {"path": "agenda/", "now": hours(24 * 4), "scheme": "dark"}]
EACH_PAGE = [{"path": path, "now": hours(14)} for path in ("", "agenda/", "agenda/fete/", "alertes/eau/")]
VIEWS = ((360, "light"), (1280, "dark"))
LATE = [page | {"width": width, "scheme": scheme, "axe": True} for width, scheme in VIEWS for page in EACH_PAGE]
WITH_FONTS = [
    {"path": path, "width": width, "fonts": True} for path in ("", "agenda/", "agenda/fete/") for width in (360, 1280)
]
WITHOUT_SCRIPT = {"now": hours(14), "script": False}
LOOKS = [USUAL | look for look in (*HOME, *AGENDA, *LATE, *WITH_FONTS, WITHOUT_SCRIPT)]


class Site:
    """A finished site, and what Chromium sees of it."""

    def __init__(self, root: Path, node: Path, chromium: Path) -> None:
        self.root, self._node, self._chromium = root, node, chromium
        self._seen: dict[str, dict[str, Any]] = {}

    def looks(self, *looks: dict[str, Any]) -> list[dict[str, Any]]:
        """What is seen, of what was looked at once for all tests: a Chromium takes longer to start than to look."""
        if not self._seen:
            self._seen = {str(look): seen for look, seen in zip(LOOKS, self._look(LOOKS), strict=True)}
        return [self._seen[str(USUAL | look)] for look in looks]

    def _look(self, looks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        job = {
            "chromium": str(self._chromium),
            "root": str(self.root),
            "url": URL,
            "pictures": os.environ.get("PICTURES", ""),
            "looks": looks,
        }
        script = Path(__file__).with_name("dates.mjs")
        done = subprocess.run(
            [self._node, script], input=json.dumps(job), capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, node: Path, chromium: Path) -> Site:
    """Made on Saturday at 9 o'clock: an alert until noon, an event until 18 h."""
    root = tmp_path_factory.mktemp("village")
    files = {
        "pelicanconf.py": SETTINGS.replace('THEME = "theme"\n', "").replace('NOW = "2026-12-01 09:00"\n', ""),
        "content/alertes/eau.md": ALERT.format(level="urgence"),
        "content/agenda/fete.md": EVENT,
        "content/pages/mentions.md": PAGE,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", str(int(MADE.timestamp())))
        assert build(settings=root / "pelicanconf.py", strict=True) == 0
    return Site(root / "output", node, chromium)


def test_a_page_is_true_all_the_time_that_a_scheduler_sleeps(site: Site) -> None:
    fresh, after_noon, in_the_evening, asleep = site.looks(*HOME)

    assert (fresh["bands"], fresh["past"], fresh["late"]) == (["Eau coupée"], 0, "")
    assert (after_noon["bands"], after_noon["past"], after_noon["late"]) == ([], 0, "")
    assert (in_the_evening["bands"], in_the_evening["past"]) == ([], 1)
    assert in_the_evening["late"].startswith("Cette page n’a pas été mise à jour depuis au moins 7\u00a0heures")
    assert asleep["late"].startswith("Cette page n’a pas été mise à jour depuis au moins 11\u00a0heures")
    assert "Fête du lac" in asleep["text"]


def test_days_are_counted_after_two_and_the_weekend_is_over_on_monday(site: Site) -> None:
    before, after = site.looks(*AGENDA)

    assert "Ce week-end" in before["text"]
    assert "Ce week-end" not in after["text"]
    assert "depuis au moins 3\u00a0jours" in after["late"]


def test_the_pages_of_an_alert_and_of_an_event_say_that_they_are_over(site: Site) -> None:
    *_, event, alert = site.looks(*LATE[: len(EACH_PAGE)])

    assert "Cette alerte est terminée." in alert["text"]
    assert event["past"] == 1


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_nothing_moves_and_nothing_is_cut_off_and_axe_finds_no_fault(site: Site, width: int, scheme: str) -> None:
    seen = site.looks(*(page | {"width": width, "scheme": scheme, "axe": True} for page in EACH_PAGE))

    assert [look["errors"] for look in seen] == [[]] * len(EACH_PAGE)
    assert max(look["shift"] for look in seen) == 0
    assert {look["scrollWidth"] for look in seen} == {width}
    assert [look["faults"] for look in seen] == [[]] * len(EACH_PAGE)


def test_fonts_that_come_move_nothing(site: Site) -> None:
    moved = [(look, seen["shift"]) for look, seen in zip(WITH_FONTS, site.looks(*WITH_FONTS), strict=True)]

    assert [one for one in moved if one[1]] == []


def test_what_is_printed_says_when_and_where_it_stands(site: Site) -> None:
    _, _, event, _ = site.looks(*LATE[: len(EACH_PAGE)])

    assert event["printed"] == f"{URL}/agenda/fete/ imprimé le 05/12/2026"


def test_without_script_every_date_is_printed(site: Site) -> None:
    [home] = site.looks(WITHOUT_SCRIPT)

    assert home["bands"] == ["Eau coupée"]
    assert "Fête du lac" in home["text"]
    assert home["late"] == ""


def test_the_script_is_small_and_a_site_of_another_day_has_none(site: Site, project) -> None:
    code = [line.strip() for line in (THEME / "static/js/dates.js").read_text("utf-8").splitlines()]
    assert sum(len(line) + 1 for line in code if not line.startswith("//")) <= 1100

    (project.root / "theme/templates/home.html").unlink()
    assert build() == 0

    assert "/js/dates-" in (site.root / "index.html").read_text("utf-8")
    assert "/js/dates-" not in project.page()
