"""The pupitre as an ASGI application, `tambour.pupitre.asgi:app`, made from the settings that TAMBOUR_PROJET names.

`python -m tambour.pupitre` starts it under uvicorn, at the address that the settings say. One process: it holds the
content in memory, and threads answer several people at once.
"""

import os
import sys
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path

from starlette.applications import Starlette

from tambour.build import report
from tambour.build.inputs import Inputs, inputs
from tambour.build.request import Request
from tambour.model.problems import Refused
from tambour.pupitre.people.doors import SecretMissing, door_of
from tambour.pupitre.web.app import application
from tambour.pupitre.web.project import Project

PROJECT, STATE = "TAMBOUR_PROJET", "TAMBOUR_ETAT"
CONFIGURATION = 78  # EX_CONFIG (sysexits.h)
_LOOK = 2000  # milliseconds between two looks at the settings


def project_of(environ: Mapping[str, str] = os.environ) -> Project:
    """The project that the environment names."""
    settings = Path(environ.get(PROJECT) or "publishconf.py").absolute()
    state = Path(environ[STATE]) if environ.get(STATE) else None
    return Project(partial(Request.read, None, settings), state, is_served=True, stays=True)


def application_of(project: Project, environ: Mapping[str, str] = os.environ) -> Starlette:
    """Its application, which sees what others write into the content. Raises Refused; SecretMissing."""
    watch = ContentWatch(project)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        del app
        project.recover()
        watch.begin()
        try:
            yield
        finally:
            watch.end()

    return application(project, door_of(project, environ), lifespan)


class ContentWatch:
    """Sees what a `git pull`, a publication or an editor writes. project: is told."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._ended = threading.Event()

    def begin(self) -> None:
        """Watch, until `end`."""
        threading.Thread(target=self._watch, daemon=True).start()

    def end(self) -> None:
        """No more."""
        self._ended.set()

    def _watch(self) -> None:
        from watchfiles import watch  # noqa: PLC0415 — only here

        while not self._ended.is_set():
            known = self._inputs()
            if known is None:
                self._ended.wait(_LOOK / 1000)
                continue
            settings = known.settings_fingerprint()
            for changes in watch(known.content, stop_event=self._ended, yield_on_timeout=True, rust_timeout=_LOOK):
                is_anew = known.settings_fingerprint() != settings
                if changes or is_anew:
                    self._project.forget(anew=is_anew)
                elif self._project.is_old():  # what comes out, and what is over, is known without anybody's saving
                    self._project.forget()
                if is_anew:
                    break

    def _inputs(self) -> Inputs | None:
        with suppress(Refused, OSError):
            return inputs(self._project.request)
        return None


def _app() -> Starlette:
    try:
        return application_of(project_of())
    except Refused as refused:
        print(report.text(refused), file=sys.stderr)
    except SecretMissing as missing:
        print(missing, file=sys.stderr)
    sys.exit(CONFIGURATION)


def __getattr__(name: str) -> Starlette:
    """`app`, made when a server asks for it."""
    if name == "app":
        return _app()
    raise AttributeError(name)
