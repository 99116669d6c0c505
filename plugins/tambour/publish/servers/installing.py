"""`publier --installer=nginx`: the configuration of a web server, written beside the settings."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tambour.build.desk_settings import PupitreSettings
from tambour.publish.release import Release
from tambour.publish.servers import configuration, desk_configuration, desk_unit, units
from tambour.publish.servers.served_site import (
    LETS_ENCRYPT,
    CertificateFiles,
    ProxiedDesk,
    ServedSite,
    check_plain,
)

FOLDER = "serveur"  # beside the settings; to be copied to where the server looks
EXIT_NO_SITE = 66  # EX_NOINPUT, sysexits.h


@dataclass(frozen=True)
class InstalledDesk:
    """The pupitre to be installed beside. settings: file of the settings. folder: of this machine, published into."""

    desk: PupitreSettings
    settings: Path
    folder: str = ""


def install(
    server: str,
    output: Path,
    root: Path,
    project: Path,
    certificate: CertificateFiles = LETS_ENCRYPT,
    desk: InstalledDesk | None = None,
    bridge: str = "",
) -> list[Path]:
    """Write the configuration of a server and the units of systemd; returns the files.

    Args:
        server: one of `SERVERS`.
        output: folder of the finished site, which tells what it holds.
        root: folder that the server serves.
        project: folder of the settings.
        certificate: files of the one that the server shows.
        desk: what the settings say of the pupitre; None: nothing.
        bridge: what makes an account of the fediverse of the site; "" for none.

    Raises:
        OSError: when no site lies there.
        ValueError: for a folder that a configuration cannot name.
    """
    site = ServedSite.of(Release.read(output), root, certificate=certificate.chain, key=certificate.key, bridge=bridge)
    check_plain(project.as_posix(), sys.executable)
    command = f"{Path(sys.executable).with_name('tambour')} publier --settings=publishconf.py"
    texts: Mapping[str, str] = {
        **configuration(server, site),
        **units(project, command),
        **_desk_files(server, site, project, certificate, desk),
    }
    folder = project / FOLDER
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in texts]


def _desk_files(
    server: str, site: ServedSite, project: Path, certificate: CertificateFiles, desk: InstalledDesk | None
) -> Mapping[str, str]:
    """The pupitre's, where it is served. Raises ValueError."""
    served = ProxiedDesk.of(desk.desk, site.host, certificate) if desk is not None else None
    if desk is None or served is None:
        return {}
    check_plain(desk.settings.as_posix(), desk.folder)
    unit = desk_unit(served, project, desk.settings, desk.folder, sys.executable)
    return {**desk_configuration(server, site, served), **unit}


def write(
    server: str,
    output: Path,
    root: Path,
    project: Path,
    certificate: CertificateFiles = LETS_ENCRYPT,
    desk: InstalledDesk | None = None,
    bridge: str = "",
) -> int:
    """`install`, and say in French what came of it. Returns 0; 66 when there is nothing to install."""
    try:
        files = install(server, output, root, project, certificate, desk, bridge)
    except OSError:
        print(
            f"Pas de site construit dans {output}, dont dépend la configuration : tapez d'abord "
            "build --settings=publishconf.py",
            file=sys.stderr,
        )
        return EXIT_NO_SITE
    except ValueError as error:
        print(f"« {error} » : ni espace ni accent dans un chemin de la configuration.", file=sys.stderr)
        return EXIT_NO_SITE
    print("Écrit :", *(file.relative_to(project).as_posix() for file in files))
    print("La première ligne de chaque fichier dit où le poser.")
    site = ServedSite.of(Release.read(output), root)
    if site.is_plain:
        print(f"À noter : {site.url} est une adresse sans HTTPS ; le site est servi en HTTP, au port {site.port}.")
    return 0
