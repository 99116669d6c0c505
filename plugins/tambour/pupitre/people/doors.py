"""Which door the settings ask for."""

import os
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from tambour.build import clock
from tambour.build.desk_settings import HeaderPeople, OpenIdPeople
from tambour.pupitre.people.door import Door
from tambour.pupitre.people.header_door import HeaderDoor
from tambour.pupitre.people.roles import RoleBook
from tambour.pupitre.web.guards import TOP, Guard, lasting_key
from tambour.pupitre.web.project import Project

SECRET, SECRET_FILE = "TAMBOUR_PUPITRE_SECRET", "TAMBOUR_PUPITRE_SECRET_FILE"


class SecretMissing(Exception):
    """Nobody has told the secret of the client. The message is French."""


def door_of(project: Project, environ: Mapping[str, str] = os.environ) -> Door:
    """The door of a project that is served. Raises Refused; SecretMissing."""
    desk, key = project.settings.desk, lasting_key(project.state)
    book = RoleBook(desk, lambda: project.settings, lambda: project.look().content.catalogue.communes)
    if isinstance(desk.people, HeaderPeople):
        return HeaderDoor(desk.served, desk.people, TOP, key, book)
    if isinstance(desk.people, OpenIdPeople):
        return _oidc_door(project, desk.people, key, book, secret_of(environ))
    hosts = [f"{name}:{desk.served.port}" for name in ("127.0.0.1", "localhost")]
    return Guard(key, frozenset(hosts), is_watchful=True)


def _oidc_door(project: Project, people: OpenIdPeople, key: str, book: RoleBook, secret: str) -> Door:
    """Its libraries are those of a server: whoever serves without accounts need not have them."""
    from tambour.pupitre.people.oidc_door import BACK, OidcDoor  # noqa: PLC0415
    from tambour.pupitre.people.provider import Provider  # noqa: PLC0415
    from tambour.pupitre.people.sessions import Sessions  # noqa: PLC0415

    served = project.settings.desk.served
    sessions = Sessions(project.state / "sessions", served.idle * 60, served.session * 3600, seconds)
    provider = Provider(people, secret, f"{served.origin}{TOP}{BACK}", seconds)
    return OidcDoor(served, people, TOP, provider, sessions, key, book, project.deeds, seconds)


def secret_of(environ: Mapping[str, str]) -> str:
    """The secret of the client, from the environment or from the file that it names. Raises SecretMissing."""
    if secret := environ.get(SECRET, "").strip():
        return secret
    name = environ.get(SECRET_FILE, "")
    try:
        secret = Path(name).read_text("utf-8").strip() if name else ""
    except (OSError, UnicodeDecodeError):
        secret = ""
    if not secret:
        raise SecretMissing(
            f"Le secret du client OpenID Connect manque : donnez-le par {SECRET}, ou par un fichier que nomme "
            f"{SECRET_FILE}."
        )
    return secret


def seconds() -> float:
    """Those of the system's clock."""
    return clock.now(None, ZoneInfo("UTC"), {}).timestamp()
