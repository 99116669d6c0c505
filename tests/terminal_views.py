"""docs/images/publier-*.svg: what a terminal shows while a territory is made and published, as `inv planche` draws it.

Every command is run for real, on the territory of the installation page, towards servers of this machine; only folders,
addresses and the name of the commands' starter are those of the documents.
A drawing rather than a photograph: its words are sharp at every size, can be searched, and weigh a few kB.
"""

import logging
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from textwrap import wrap
from threading import Thread

from pyftpdlib.log import config_logging

from tambour.build.media_types import media_type
from tests.docs.guides import DOCS, files
from tests.docs.territories import ANSWERS, FOLDER
from tests.publish.hosts import PASSWORD, FtpServer
from tests.publish.servers.running import certificate
from tests.trees import ROOT

IMAGES = ROOT / "docs" / "images"
COLUMNS = 100
ADVANCE, LINE, MARGIN = 8.43, 21, 20  # pixels: width of a character of 14 px, height of a line, blank around
PAPER, INK, PROMPT, BAR = "#1c2624", "#f3efe6", "#8fd3b6", "#2b3a37"
FONT = "ui-monospace, 'DejaVu Sans Mono', 'Cascadia Mono', Menlo, Consolas, monospace"
TOOL = Path(sys.executable).with_name("tambour")
NEWS = "content/actualites/exemple-actualite.md"
EXAMPLE, STAND_IN = "haut-serein.example", "haut-serein.fr"  # publishing to an example's address would be remarked
LOCAL = re.compile(r"http://127\.0\.0\.1:\d+")
TO_COMPLETE = re.compile(r"\[à compléter : ([^\]]*)\]")
OWNER = {f"GIT_{role}_{what}": "agent@exemple.fr" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}

# What an ending does not tell, and the configuration that `publier --installer` writes does.
TYPES_THERE = {
    "/flux/": "application/feed+json",
    "/schema/": "application/schema+json",
}

# What publishconf.py says more, for each place that is published to.
PLACES = {
    "": "",
    "serveur": 'TARGETS = {{"serveur": {{"kind": "serveur", "folder": "{server}"}}}}\nSITEURL = "{server_url}"\n',
    "hebergeur": 'TARGETS = {{"hebergeur": {{"kind": "ftps", "host": "localhost", "port": {port}, "user": "agent", '
    '"folder": "www", "authority": "{authority}"}}}}\nSITEURL = "{hosted_url}"\n',
    "domaine": 'TARGETS = {{"serveur": {{"kind": "serveur", "folder": "{server}"}}}}\n',
    "ailleurs": 'TARGETS = {{"serveur": {{"kind": "serveur", "folder": "{server}", "wait": 0}}}}\n'
    'SITEURL = "{empty_url}"\n',
}


@dataclass(frozen=True)
class Scene:
    """One picture.

    commands: as typed; {alert} is the alert that was written.
    place: key of PLACES. files: changed before, as (path in the territory, text, what stands there instead).
    secret: the hoster's password is given.
    """

    name: str
    commands: tuple[str, ...]
    place: str = "serveur"
    files: tuple[tuple[str, str, str], ...] = ()
    secret: bool = True


DATE, IMPOSSIBLE = "publier_le: ", "publier_le: 2026-02-31 # "
ALERT = (
    'alerte --niveau=urgence --titre="Eau non potable à Serein-le-Haut" '
    '--texte="Ne la buvez pas, même bouillie. De l\'eau en bouteille est distribuée à la mairie." '
    '--fin="demain 18 h" --communes="Serein-le-Haut"'
)
SCENES = (
    Scene("pages", ("publier --installer=pages",), place=""),
    Scene("serveur", ("publier",)),
    Scene("nginx", ("build --settings=publishconf.py", "publier --installer=nginx"), place="domaine"),
    Scene("simuler", ("publier --simuler",), files=((NEWS, "titre: ", "titre: Dernière minute. "),)),
    Scene("retour", ("publier", "publier --retour")),
    Scene("faute", ("check", "publier"), files=((NEWS, DATE, IMPOSSIBLE),)),
    Scene("alerte", (ALERT,), files=((NEWS, IMPOSSIBLE, DATE),)),
    Scene("annonces", ("annonces",)),
    Scene("alerte-levee", ("alerte --lever={alert}",)),
    Scene("hebergeur", ("publier",), place="hebergeur"),
    Scene("secret", ("publier",), place="hebergeur", secret=False),
    Scene("pas-en-ligne", ("publier",), place="ailleurs"),
)


@dataclass(frozen=True)
class Stage:
    """A territory and the servers that it can publish to. facts: of PLACES."""

    territory: Path
    facts: Mapping[str, object]
    settings: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", (self.territory / "publishconf.py").read_text("utf-8"))

    def play(self, scene: Scene) -> None:
        """Change what the scene changes, run its commands, draw them."""
        for name, old, new in scene.files:
            file = self.territory / name
            text = file.read_text("utf-8")
            assert old in text, (name, old)
            file.write_text(text.replace(old, new, 1), "utf-8")
        place = PLACES[scene.place].format(**self.facts)
        (self.territory / "publishconf.py").write_text(self.settings + place, "utf-8")
        save(self.territory)
        secrets = {"TAMBOUR_HEBERGEUR_PASSWORD": PASSWORD} if scene.secret else {}
        alert = next((file.stem for file in self.territory.glob("content/alertes/*.md")), "")
        typed = [command.replace("{alert}", alert) for command in scene.commands]
        write(scene.name, [(f"tasks.py {command}", run(command, self.territory, secrets)) for command in typed])


def save(territory: Path) -> None:
    """Record in git what an agent has just written."""
    for command in (("add", "-A"), ("commit", "-q", "--allow-empty", "-m", "Contenus et réglages")):
        subprocess.run(["git", *command], cwd=territory, env={**os.environ, **OWNER}, check=True)


def run(command: str, folder: Path, secrets: Mapping[str, str]) -> str:
    """What the command says, errors included, with no path of this machine."""
    environ = {**os.environ, **OWNER, **secrets, "COLUMNS": str(COLUMNS), "PYTHONUTF8": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        [TOOL, *shlex.split(command)],
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    said = done.stdout.replace(f"{folder.parent}/", "/").replace(STAND_IN, EXAMPLE)
    return LOCAL.sub(f"https://www.{EXAMPLE}", said)


def rows(command: str, said: str) -> Iterator[tuple[str, str]]:
    """Lines of the screen with their colour, as wide as a terminal is."""
    for colour, line in ((PROMPT, f"$ python3 {command}"), *((INK, line) for line in said.strip("\n").splitlines())):
        indent = " " * (len(line) - len(line.lstrip()) + 2)
        for part in wrap(line, COLUMNS, subsequent_indent=indent, break_on_hyphens=False) or [""]:
            yield colour, part
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


class _AsSettled(SimpleHTTPRequestHandler):
    """Says the types that the configuration of a server does, and nothing of what is asked."""

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        name = str(path)
        known = [kind for mark, kind in TYPES_THERE.items() if mark in name and name.endswith(".json")]
        return next(iter(known), media_type(name))

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextmanager
def online(folder: Path) -> Iterator[str]:
    """A web server that shows a folder, which may be made later. Yields its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_AsSettled, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@contextmanager
def stage(above: Path) -> Iterator[Stage]:
    """Make the territory, whose picture is the first, and start the servers."""
    (above / "mes-sites").mkdir()
    (above / ANSWERS).write_text(files(DOCS / "installation.md")[ANSWERS], "utf-8")
    made = f"nouveau {FOLDER} --depuis={ANSWERS}"
    write("nouveau", [(f"tambour/tasks.py {made}", run(made, above, {}))])
    complete(above / FOLDER)
    (above / "ftp" / "www").mkdir(parents=True)
    authority, key = (Path(file) for file in certificate(above, "localhost"))
    both = above / "both.pem"
    both.write_text(authority.read_text() + key.read_text())
    with ExitStack() as servers:
        ftp = servers.enter_context(FtpServer(above / "ftp", pem=both))
        shown = {
            "server_url": above / "srv" / "site" / "current",
            "hosted_url": above / "ftp" / "www",
            "empty_url": above / "nothing",
        }
        facts = {name: servers.enter_context(online(folder)) for name, folder in shown.items()}
        places = {"server": above / "srv" / "site", "port": ftp.port, "authority": authority}
        yield Stage(above / FOLDER, {**facts, **places})


def complete(territory: Path) -> None:
    """What a person has written instead of each « à compléter »."""
    for file in [*territory.glob("content/**/*.md"), *territory.glob("*conf.py")]:
        text = TO_COMPLETE.sub(r"\1", file.read_text("utf-8"))
        file.write_text(text.replace(EXAMPLE, STAND_IN), "utf-8")


def main() -> None:
    """Every picture, in the order of a territory's life."""
    config_logging(level=logging.ERROR)  # the server of files would say each one
    with tempfile.TemporaryDirectory() as folder, stage(Path(folder)) as made:
        for scene in SCENES:
            made.play(scene)


if __name__ == "__main__":
    main()
