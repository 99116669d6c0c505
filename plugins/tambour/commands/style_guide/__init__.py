"""`inv guide-de-style`: every component of the theme in its hard cases, in a territory's own colours.

What is shown is a site like any other: the contents of this folder, all of them hard cases, built with the settings,
the theme and the logo of the territory. Its page `guide-de-style/` draws each component with the macros that every page
uses; its other pages are those same cases on whole pages.
"""

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tambour.build import report
from tambour.build.request import STYLE_GUIDE, Request
from tambour.commands.build import build_anew, display_path
from tambour.commands.local_server import HOST, server_of
from tambour.model.problems import Refused
from tambour.website.style_guide import STYLE_GUIDE as ADDRESS

_CONTENT = Path(__file__).with_name("content")
_NOW = "2026-12-01 09:00"  # the day on which the hard cases are what they are called
_CHANNELS = ("recherche", "feeds", "agenda")  # what pages link to; a territory's own would look for its own contents


def show_style_guide(settings: Path, port: int) -> int:
    """Build it beside the site, and show it until Ctrl-C. Returns the exit code.

    Args:
        settings: the territory's settings file.
        port: of this machine; 0 = any that is free.
    """
    try:
        output = _guide_beside(Request.read(None, settings).output)
        server = server_of(output, port)
    except Refused as refused:
        return _refuse(refused)
    except OSError:
        print(f"Le port {port} est déjà pris : choisissez-en un autre, par exemple --port=8001.", file=sys.stderr)
        return 1
    with server:
        url = f"http://{HOST}:{server.server_address[1]}"
        if code := _make(settings, output, url):
            return code
        print(f"À voir sur {url}/{ADDRESS} ; Ctrl-C pour arrêter.", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


def write_style_guide(settings: Path, output: Path, url: str | None = None) -> int:
    """Build it into a folder. Returns the exit code.

    Args:
        settings: the territory's settings file.
        output: the folder.
        url: where the folder will be served; the site's own address when nothing is said.
    """
    if code := _make(settings, output, url):
        return code
    print(f"Guide de style : {display_path(output.absolute())}{ADDRESS}")
    return 0


def _make(settings: Path, output: Path, url: str | None) -> int:
    try:
        own = Request.read(None, settings)
        content = own.cache / "guide-de-style"
        _gather(content, own.values)
        request = Request.read(content, settings, output, url, _NOW)
        channels = own.values.get("CHANNELS")
        kept = {name: channels[name] for name in _CHANNELS if name in channels} if isinstance(channels, dict) else None
        build_anew(request.instead(**{STYLE_GUIDE: True, "CHANNELS": kept, "PUBLICATION": False}))
    except Refused as refused:
        return _refuse(refused)
    except SystemExit as stopped:  # a refusal that was told already
        return stopped.code if isinstance(stopped.code, int) else 1
    return 0


def _gather(folder: Path, values: Mapping[str, Any]) -> None:
    """Put the hard cases into a folder, with what the settings name that lies among the territory's own contents."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(_CONTENT, folder)
    territory = values.get("TERRITORY")
    logo = territory.get("logo") if isinstance(territory, dict) else None
    if isinstance(logo, str) and (file := Path(values["PATH"], "images", logo)).is_file():
        copy = folder / "images" / logo
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)


def _guide_beside(output: Path) -> Path:
    return output.with_name(f"{output.name}.guide")


def _refuse(refused: Refused) -> int:
    print(report.text(refused), file=sys.stderr)
    return refused.exitcode
