"""What a web server is told about one site: a configuration for nginx, Apache or Caddy, made of the site itself.

Types, caching, what may be framed and what other sites may read come from the receipt of the finished site and from
`rules`; each server has one template. The units that publish at the next change are in `next_change`.
"""

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tambour.publish.servers import rules
from tambour.publish.servers.served_site import ProxiedDesk, ServedSite

SERVERS = ("nginx", "apache", "caddy")
_TEMPLATES = Path(__file__).parent / "templates"
TIMER = "tambour-publication.timer"
DESK_UNIT = "tambour-pupitre.service"
# Exit codes (sysexits.h) of what only a person mends: usage, content, no site, a web server, an access, a setting.
_LASTING_FAULTS = (64, 65, 66, 76, 77, 78)
_UNITS = ("tambour-publication.service", TIMER)


def configuration(server: str, site: ServedSite) -> Mapping[str, str]:
    """The files to install, by name.

    Args:
        server: one of `SERVERS`.
        site: what is served, and from where.
    """
    name = "Caddyfile" if server == "caddy" else f"{site.host}.conf"
    return {name: _environment().get_template(f"{server}.conf").render(site=site, rules=rules)}


def desk_configuration(server: str, site: ServedSite, desk: ProxiedDesk) -> Mapping[str, str]:
    """The lines of a web server that lead to the pupitre, by the name of their file.

    Args:
        server: one of `SERVERS`.
        site: the site, whose certificate is named in the same way.
        desk: where it is reached, and under which name.
    """
    name = "pupitre.caddy" if server == "caddy" else "pupitre.conf"
    return {name: _environment().get_template(f"pupitre.{server}.conf").render(site=site, desk=desk, rules=rules)}


def desk_unit(desk: ProxiedDesk, project: Path, settings: Path, folder: str, python: str) -> Mapping[str, str]:
    """The systemd unit of the pupitre, by its name.

    Args:
        desk: where it is reached.
        project: folder of the settings.
        settings: file of the settings.
        folder: of this machine, into which the site is published; "" for elsewhere.
        python: the interpreter that has its libraries.
    """
    values = {"project": project, "settings": settings, "folder": folder, "python": python}
    text = _environment().get_template(DESK_UNIT).render(values, url=desk.url, has_secret=desk.has_secret)
    return {DESK_UNIT: text}


def units(project: Path, command: str) -> Mapping[str, str]:
    """The systemd units of the machine that publishes, by name.

    Args:
        project: folder of the settings.
        command: what publishes, as it is typed there.
    """
    values = {"project": project, "command": command, "lasting_faults": _LASTING_FAULTS}
    return {name: _environment().get_template(name).render(values) for name in _UNITS}


def _environment() -> Environment:
    return Environment(  # noqa: S701 — no HTML; what stands in quotes goes through `quoted`
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
