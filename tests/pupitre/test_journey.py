"""The pupitre in Chromium, as an agent uses it: an idea on every channel, a date cancelled, an alert from a phone."""

import json
import subprocess
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tambour.build.request import Request
from tambour.commands.local_server import server_of
from tambour.pupitre.served import ServedDesk
from tests.projects import Project

SCRIPT = Path(__file__).with_name("journey.mjs")


@pytest.fixture
def seen(project: Project, node: Path, chromium: Path) -> dict[str, Any]:
    """What one run of Chromium saw of a small project."""
    project.set('CHANNELS = {"feeds": {}, "posts": {}, "newsletter": {}}')
    server = server_of(project.output, 0)
    port = server.server_address[1]
    desk = ServedDesk(
        partial(Request.read, None, Path("pelicanconf.py")), project.root / ".cache", [f"127.0.0.1:{port}"]
    )
    server.RequestHandlerClass.desk = desk  # type: ignore[attr-defined]  # a `Handler`
    threading.Thread(target=server.serve_forever, daemon=True).start()
    job = {"chromium": str(chromium), "base": f"http://127.0.0.1:{port}", "key": desk.path().partition("=")[2]}
    done = subprocess.run([node, SCRIPT], input=json.dumps(job), capture_output=True, encoding="utf-8", check=False)
    server.shutdown()
    server.server_close()
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_an_agent_goes_through_the_pupitre(seen: dict[str, Any], project: Project):
    assert seen["errors"] == []
    assert seen["faults"] == []
    assert seen["wide"] == []
    assert seen["requests"] == [], "nothing comes from elsewhere"
    assert seen["written"]["title"] == "Marché de Noël"
    assert seen["written"]["clicks"] <= 25
    assert seen["live"].startswith("samedi 12")
    assert seen["cancelled"]["clicks"] <= 4
    assert "Réseaux et SMS" in seen["told"], "what an act will say is shown a part at a time"
    assert seen["again"] == "À ne pas perdre"
    assert seen["focus"] == "summary"
    assert seen["alert"]["touches"] <= 8
    text = (project.root / "content/agenda/marche-de-noel-2026.md").read_text("utf-8")
    assert "- debut: 2026-12-13 10:00\n    statut: annule" in text
    assert (project.root / "content/alertes/eau-coupee-2026.md").is_file()
