"""docs/images/publier-*.svg: what a terminal shows while a territory is made and published, as `inv planche` draws it.

Every command is run for real, on a territory that the installation page describes; only the folder's name is another.
A drawing rather than a photograph: its words are sharp at every size, can be searched, and weigh a few kB.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from textwrap import wrap
from threading import Thread

from tambour.build.media_types import media_type
from tests.docs.guides import DOCS, files
from tests.docs.territories import ANSWERS, FOLDER
from tests.trees import ROOT

IMAGES = ROOT / "docs" / "images"
COLUMNS = 96
ADVANCE, LINE, MARGIN = 8.43, 21, 20  # pixels: width of a character of 14 px, height of a line, blank around
PAPER, INK, PROMPT, BAR = "#1c2624", "#f3efe6", "#8fd3b6", "#2b3a37"
FONT = "ui-monospace, 'DejaVu Sans Mono', 'Cascadia Mono', Menlo, Consolas, monospace"
TOOL = Path(sys.executable).with_name("tambour")
BROKEN = "content/actualites/exemple-actualite.md"


LOCAL = re.compile(r"http://127\.0\.0\.1:\d+")
TO_COMPLETE = re.compile(r"\[à compléter : ([^\]]*)\]")


# What an ending does not tell, and the configuration that `publier --installer` writes does.
TYPES_THERE = {
    ".map": "text/plain; charset=utf-8",
    "/flux/": "application/feed+json",
    "/schema/": "application/schema+json",
}


@dataclass(frozen=True)
class Scene:
    """One picture: the commands that are typed, and the file or setting that is changed before them."""

    name: str
    commands: tuple[str, ...]
    files: tuple[tuple[str, str, str], ...] = ()  # path in the territory, text, what stands there instead

    def changes(self, territory: Path) -> None:
        """What an agent or a technician has just written."""
        for name, old, new in self.files:
            file = territory / name
            text = file.read_text("utf-8")
            assert old in text, (name, old)
            file.write_text(text.replace(old, new, 1), "utf-8")


PLACE = 'TARGETS = {{"serveur": {{"kind": "serveur", "folder": "{folder}"}}}}\nSITEURL = "{url}"\n'
EXAMPLE, STAND_IN = "haut-serein.example", "haut-serein.fr"  # publishing to an example's address would be remarked
SCENES = (
    Scene("serveur", ("publier",)),
    Scene("simuler", ("publier --simuler",), ((BROKEN, "titre: ", "titre: Dernière minute. "),)),
    Scene("retour", ("publier", "publier --retour")),
    Scene("refus", ("publier",), ((BROKEN, "publier_le: ", "publier_le: 2026-02-31 # "),)),
)


def run(command: str, folder: Path) -> str:
    """What the command says, errors included, with no path of this machine."""
    environ = {**os.environ, "COLUMNS": str(COLUMNS), "PYTHONUTF8": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        [TOOL, *command.split()],
        cwd=folder,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    said = done.stdout.replace(f"{folder.parent}/", "/").replace(STAND_IN, EXAMPLE)
    return LOCAL.sub(f"https://www.{EXAMPLE}", said)


def rows(command: str, said: str) -> Iterator[tuple[str, str]]:
    """Lines of the screen with their colour, as wide as a terminal is."""
    yield PROMPT, f"$ python3 tasks.py {command}"
    for line in said.strip("\n").splitlines():
        for part in wrap(line, COLUMNS, drop_whitespace=False, subsequent_indent="  ") or [""]:
            yield INK, part
    yield INK, ""


def drawing(lines: list[tuple[str, str]], title: str) -> str:
    """An SVG of a terminal's window (SVG 2): one <text> a line, blanks kept."""
    width, height = round(COLUMNS * ADVANCE + 2 * MARGIN), len(lines) * LINE + 2 * MARGIN + 30
    texts = "\n".join(
        f'<text x="{MARGIN}" y="{56 + number * LINE}" fill="{colour}" xml:space="preserve">{escape(line)}</text>'
        for number, (colour, line) in enumerate(lines)
        if line.strip()
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"
 role="img" font-family="{FONT}" font-size="14">
<title>{escape(title)}</title>
<rect width="{width}" height="{height}" rx="10" fill="{PAPER}"/>
<path d="M0 10a10 10 0 0 1 10-10h{width - 20}a10 10 0 0 1 10 10v20H0z" fill="{BAR}"/>
<g fill="{PROMPT}" opacity=".55"><circle cx="20" cy="15" r="5"/><circle cx="38" cy="15" r="5"/>
<circle cx="56" cy="15" r="5"/></g>
{texts}
</svg>
"""


def write(name: str, commands: list[tuple[str, str]]) -> None:
    """The picture of what was typed and said."""
    lines = [row for command, said in commands for row in rows(command, said)][:-1]
    file = IMAGES / f"publier-{name}.svg"
    file.write_text(drawing(lines, " ; ".join(command for command, _ in commands)), "utf-8")
    print(f"Écrit : {file.relative_to(ROOT)} ({len(lines)} lignes)")


@contextmanager
def online(folder: Path) -> Iterator[str]:
    """The web server of the pictures: it shows a folder. Yields its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def guess_type(self, path: str | os.PathLike[str]) -> str:
            name = str(path)
            known = next(
                (kind for mark, kind in TYPES_THERE.items() if mark in name and name.endswith((".json", ".map"))), ""
            )
            return known or media_type(name)

        def log_message(self, *_: object) -> None:
            """Say nothing of what is asked."""

    folder.mkdir(parents=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder / "current")))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def complete(territory: Path) -> None:
    """What a person has written instead of each « à compléter »."""
    for file in [*territory.glob("content/**/*.md"), *territory.glob("*conf.py")]:
        text = TO_COMPLETE.sub(r"\1", file.read_text("utf-8"))
        file.write_text(text.replace(EXAMPLE, STAND_IN), "utf-8")


def main() -> None:
    """Make the territory, then every picture in the order of the documents."""
    with tempfile.TemporaryDirectory() as temporary, online(Path(temporary) / "mes-sites" / "srv" / "site") as url:
        above = Path(temporary) / "mes-sites"
        (above / "haut-serein.yaml").write_text(files(DOCS / "installation.md")[ANSWERS], "utf-8")
        made = f"nouveau {FOLDER} --depuis=haut-serein.yaml"
        write("nouveau", [(made, run(made, above))])
        territory = above / FOLDER
        complete(territory)
        with (territory / "publishconf.py").open("a", encoding="utf-8") as settings:
            settings.write(PLACE.format(folder=(above / "srv" / "site").as_posix(), url=url))
        for scene in SCENES:
            scene.changes(territory)
            write(scene.name, [(command, run(command, territory)) for command in scene.commands])


if __name__ == "__main__":
    main()
