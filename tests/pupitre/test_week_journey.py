"""What goes out beside the form, the week and its ticks, the month, in Chromium: one run."""

import json
from pathlib import Path

from tambour.build.engine import THEME
from tambour.model.announce_lines import JOURNAL_FILE
from tambour.publish.posted import POSTED_FILE
from tests.projects import Project
from tests.pupitre.walking import walk

SCRIPT = Path(__file__).with_name("week.mjs")


def test_an_agent_sees_what_goes_out_and_ticks_what_she_posted(project: Project, node: Path, chromium: Path):
    project.set('CHANNELS = {"feeds": {}, "agenda": {}, "posts": {"networks": ["facebook", "x"]}, "newsletter": {}}')
    project.set(f"THEME, NOW = {str(THEME)!r}, '2026-11-21 09:00'")
    lines = [
        {
            "key": "a",
            "stage": "parti",
            "target": "mastodon",
            "id": "1",
            "address": "https://social.exemple.fr/@interco/1",
        },
        {"key": "b", "stage": "echec", "target": "bluesky", "attempt": "x", "trouble": "annonce-jeton-refuse"},
    ]
    more = {"at": "2026-11-20T08:00:00Z", "item": "fete", "announcement": "fete/paru/1", "act": "publier"}
    project.write(f"content/{JOURNAL_FILE}", "".join(json.dumps(line | more) + "\n" for line in lines))
    seen = walk(SCRIPT, project, node, chromium)

    assert seen["errors"] == []
    assert seen["faults"] == []
    assert seen["wide"] == []
    assert seen["before"] == "Fête du lac"
    assert seen["beside"]
    assert seen["after"] == "Fête de la neige"
    assert seen["tab"][1] == "true"
    assert seen["shown"] == 1
    assert seen["ticked"][0] is True
    assert json.loads((project.root / "content" / POSTED_FILE).read_text("utf-8"))["network"] == "facebook"
