"""Esc closes the menu that is open, and the focus is where it was opened; on a phone as on a wide screen."""

import json
import subprocess
from pathlib import Path

from tambour.build.engine import THEME
from tambour.testing.building import published, site
from tests.theme.drawing import drawn


def test_a_menu_is_opened_and_closed_with_the_keys(node: Path, chromium: Path) -> None:
    above = {"id": "culture", "titre": "Culture", "menu": "principal"}
    below = {"id": "cinema", "titre": "Cinéma", "page_mere": "culture"}
    header = drawn(site([published("page", typed) for typed in (above, below)]), "").find("header")
    css = "".join((THEME / "static/css" / f"{name}.css").read_text("utf-8") for name in ("base", "layout"))
    script = (THEME / "static/js/menu.js").read_text("utf-8")
    run = subprocess.run(
        [node, Path(__file__).with_name("menu.mjs")],
        input=json.dumps(
            {
                "chromium": str(chromium),
                "html": f"<style>{css}</style>{header}<a href='#a'>a</a><script>{script}</script>",
            }
        ),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert json.loads(run.stdout) == {
        "opened": [1, "Culture"],
        "closed": [0, "Culture"],
        "left": 0,
        "pressed": 0,
        "phone": True,
        "shut": [False, "Menu"],
    }
