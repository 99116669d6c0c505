"""`python -m tambour.publish.servers nginx`: the configuration of a web server, written beside the settings."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tambour.build import report
from tambour.build.request import Request
from tambour.model.problems import Refused
from tambour.publish.release import Release
from tambour.publish.servers import SERVERS, configuration, units
from tambour.publish.servers.served_site import ServedSite

FOLDER = "serveur"  # beside the settings; to be copied to where the server looks
EXIT_NO_SITE = 66  # EX_NOINPUT, sysexits.h


def install(server: str, output: Path, root: Path, project: Path, certificate: str = "", key: str = "") -> list[Path]:
    """Write the configuration of a server and the units of systemd; returns the files.

    Args:
        server: one of `SERVERS`.
        output: folder of the finished site, which tells what it holds.
        root: folder that the server serves.
        project: folder of the settings.
        certificate: its file; "" for Let's Encrypt's.
        key: its file.

    Raises:
        OSError: when no site lies there.
        ValueError: for a folder that a configuration cannot name.
    """
    site = ServedSite.of(Release.read(output), root, certificate=certificate, key=key)
    command = f"{Path(sys.executable).with_name('tambour')} publier --settings=publishconf.py"
    texts: Mapping[str, str] = {**configuration(server, site), **units(project, command, sys.executable)}
    folder = project / FOLDER
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in texts]


def main(arguments: Sequence[str]) -> int:
    """See above."""
    parser = argparse.ArgumentParser(prog="python -m tambour.publish.servers", add_help=False)
    parser.add_argument("server", choices=SERVERS)
    parser.add_argument("settings", nargs="?", type=Path, default=Path("publishconf.py"))
    parser.add_argument("--root", type=Path)
    parser.add_argument("--certificate", default="")
    parser.add_argument("--key", default="")
    asked = parser.parse_args(arguments)
    try:
        request = Request.read(settings=asked.settings)
    except Refused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode
    output, project = Path(request.values["OUTPUT_PATH"]), asked.settings.absolute().parent
    try:
        files = install(asked.server, output, asked.root or output, project, asked.certificate, asked.key)
    except OSError:
        print(f"Pas de site construit dans {output} : construisez-le d'abord.", file=sys.stderr)
        return EXIT_NO_SITE
    except ValueError as error:
        print(f"« {error} » : ni espace ni accent dans un chemin de la configuration.", file=sys.stderr)
        return EXIT_NO_SITE
    print("Écrit :", *(file.relative_to(project).as_posix() for file in files))
    print("La première ligne de chaque fichier dit où le poser.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
