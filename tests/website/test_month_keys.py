"""Arrows go from day to day of a month, over those without anything; Tab and Enter do what they always do."""

import json
import subprocess
from pathlib import Path

from tambour.build.engine import THEME
from tambour.testing.building import published, site
from tests.theme.drawing import drawn

DAYS = (5, 6, 12, 30)
KEYS = ("ArrowRight", "ArrowLeft", "ArrowDown", "End", "ArrowUp", "Home", "Tab")


def test_a_month_is_walked_with_the_keys(node: Path, chromium: Path) -> None:
    typed = {"titre": "Bal", "publier_le": "2026-11-01"}
    balls = [published("event", typed | {"id": f"bal-{day}", "debut": f"2026-12-{day:02d} 20:00"}) for day in DAYS]
    main = drawn(site(balls), "agenda/mois/2026-12/").main
    css, script = (THEME / "static" / name for name in ("css/components.css", "js/month.js"))
    html = f"<style>{css.read_text('utf-8')}</style>{main}<script>{script.read_text('utf-8')}</script>"
    run = subprocess.run(
        [node, Path(__file__).with_name("month.mjs")],
        input=json.dumps({"chromium": str(chromium), "html": html, "keys": KEYS}),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert json.loads(run.stdout) == {
        "ArrowRight": "#jour-2026-12-06",
        "ArrowLeft": "#jour-2026-12-05",
        "ArrowDown": "#jour-2026-12-12",
        "End": "#jour-2026-12-30",
        "ArrowUp": "#jour-2026-12-30",  # nothing on the Wednesdays before
        "Home": "#jour-2026-12-05",
        "Tab": "#jour-2026-12-06",
        "Enter": "#jour-2026-12-06",
        "narrow": False,
    }
