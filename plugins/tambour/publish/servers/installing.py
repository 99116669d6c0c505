"""`publier --installer=nginx`: the configuration of a web server, written beside the settings."""

import sys
from collections.abc import Mapping
from pathlib import Path

from tambour.publish.release import Release
from tambour.publish.servers import configuration, units
from tambour.publish.servers.served_site import LETS_ENCRYPT, CertificateFiles, ServedSite, check_plain

FOLDER = "serveur"  # beside the settings; to be copied to where the server looks
EXIT_NO_SITE = 66  # EX_NOINPUT, sysexits.h


def install(
    server: str, output: Path, root: Path, project: Path, certificate: CertificateFiles = LETS_ENCRYPT
) -> list[Path]:
    """Write the configuration of a server and the units of systemd; returns the files.

    Args:
        server: one of `SERVERS`.
        output: folder of the finished site, which tells what it holds.
        root: folder that the server serves.
        project: folder of the settings.
        certificate: files of the one that the server shows.

    Raises:
        OSError: when no site lies there.
        ValueError: for a folder that a configuration cannot name.
    """
    site = ServedSite.of(Release.read(output), root, certificate=certificate.chain, key=certificate.key)
    check_plain(project.as_posix(), sys.executable)
    command = f"{Path(sys.executable).with_name('tambour')} publier --settings=publishconf.py"
    texts: Mapping[str, str] = {**configuration(server, site), **units(project, command)}
    folder = project / FOLDER
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in texts]


def write(server: str, output: Path, root: Path, project: Path, certificate: CertificateFiles = LETS_ENCRYPT) -> int:
    """`install`, and say in French what came of it. Returns 0; 66 when there is nothing to install."""
    try:
        files = install(server, output, root, project, certificate)
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
    return 0
