"""What a web server is told about one site: a configuration for nginx, Apache or Caddy, made of the site itself.

Types, caching, what may be framed and what other sites may read come from the receipt of the finished site and from
`rules`; each server has one template. The units that publish at the next change are in `next_change`.
"""

from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tambour.publish.servers import rules
from tambour.publish.servers.served_site import ServedSite

SERVERS = ("nginx", "apache", "caddy")
_TEMPLATES = Path(__file__).parent / "templates"
TIMER = "tambour-publication.timer"
# Exit codes (sysexits.h) of what only a person mends: usage, content, no site, an access, a setting.
_LASTING_FAULTS = (64, 65, 66, 77, 78)
_UNITS = ("tambour-publication.service", TIMER)


def configuration(server: str, site: ServedSite) -> Mapping[str, str]:
    """The files to install, by name.

    Args:
        server: one of `SERVERS`.
        site: what is served, and from where.
    """
    name = "Caddyfile" if server == "caddy" else f"{site.host}.conf"
    return {name: _environment().get_template(f"{server}.conf").render(site=site, rules=rules)}


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
