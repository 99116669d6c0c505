"""A walk of Chromium through the pupitre of a project, from a server of its own."""

import json
import subprocess
import threading
from functools import partial
from pathlib import Path
from typing import Any

from tambour.build.request import Request
from tambour.commands.local_server import server_of
from tambour.pupitre.served import ServedDesk
from tests.projects import Project


def walk(script: Path, project: Project, node: Path, chromium: Path, **more: str) -> dict[str, Any]:
    """What a script saw. more: what it needs beside the address and the key."""
    server = server_of(project.output, 0)
    host = f"127.0.0.1:{server.server_address[1]}"
    desk = ServedDesk(partial(Request.read, None, Path("pelicanconf.py")), project.root / ".cache", [host])
    server.RequestHandlerClass.desk = desk  # type: ignore[attr-defined]  # a `Handler`
    threading.Thread(target=server.serve_forever, daemon=True).start()
    key = desk.path().partition("=")[2]
    job = {"chromium": str(chromium), "base": f"http://{host}", "key": key, **more}
    done = subprocess.run([node, script], input=json.dumps(job), capture_output=True, encoding="utf-8", check=False)
    server.shutdown()
    server.server_close()
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))
