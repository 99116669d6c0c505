"""What goes out beside the form, the week and its ticks, the month, in Chromium: one run."""

import json
import subprocess
import threading
from functools import partial
from pathlib import Path

from tambour.build.engine import THEME
from tambour.build.request import Request
from tambour.commands.local_server import server_of
from tambour.pupitre.files.posted import POSTED_FILE
from tambour.pupitre.served import ServedDesk
from tests.projects import Project

SCRIPT = Path(__file__).with_name("week.mjs")


def test_an_agent_sees_what_goes_out_and_ticks_what_she_posted(project: Project, node: Path, chromium: Path):
    project.set('CHANNELS = {"feeds": {}, "agenda": {}, "posts": {"networks": ["facebook", "x"]}, "newsletter": {}}')
    project.set(f"THEME, NOW = {str(THEME)!r}, '2026-11-21 09:00'")
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
    seen = json.loads(done.stdout)

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
