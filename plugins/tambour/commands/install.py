"""`publier --installer`: what publishes the site, written for a forge or for a web server."""

import sys
from pathlib import Path

from tambour.announce.registry import secret_variables
from tambour.build import report
from tambour.build.request import Request
from tambour.build.targets import ServerTarget
from tambour.commands.project import read_settings
from tambour.commands.publish import chosen_targets
from tambour.model.problems import Refused
from tambour.publish.forges import FORGES, forge_files
from tambour.publish.servers import SERVERS
from tambour.publish.servers.installing import InstalledDesk, write
from tambour.publish.servers.served_site import CertificateFiles
from tambour.source.suggest import did_you_mean

_USAGE = 64  # EX_USAGE (sysexits.h)


def install(server: str, settings: Path, to: str | None = None) -> int:
    """Write what publishes the site: the workflows of a forge, or the configuration of a web server and its units.

    Args:
        server: one of `SERVERS`, for the finished site, or of `FORGES`.
        settings: file of the settings.
        to: name of the target that tells which folder is served, and with which certificate; by default, the first of
            its targets that is a server.

    Returns:
        0; 64 for another server, 66 when no site lies there or its folder cannot be named, or the code of what is wrong
        with the settings.
    """
    known = (*SERVERS, *FORGES)
    if server not in known:
        print(f"« {server} » : au choix {', '.join(known)}.{did_you_mean(server, known)}", file=sys.stderr)
        return _USAGE
    try:
        request = Request.read(settings=settings)
        ours = read_settings(request)
        if server in FORGES:
            return forge_files.write(server, request, ours, secret_variables(ours))
        targets = chosen_targets(ours, to) if to is not None else ours.targets
    except Refused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode
    served = next((one for one in targets.values() if isinstance(one, ServerTarget)), None)
    project = settings.absolute().parent
    folder = served.folder if served is not None and served.host is None else ""
    desk = InstalledDesk(ours.desk, settings.absolute(), folder)
    bridge = ours.announcing.fediverse or ""
    if served is None:
        return write(server, request.output, request.output, project, desk=desk, bridge=bridge)
    certificate = CertificateFiles(served.certificate or "", served.certificate_key or "")
    return write(server, request.output, Path(served.folder) / "current", project, certificate, desk, bridge)
