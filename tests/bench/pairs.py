"""`inv bench --pairs`: the same made-up items in Pelican alone, Hugo and Eleventy, where they are installed, and here.

Each tool in turn, as many rounds as wanted, each time from nothing; ratios are of one round, against Pelican's in it.
Hugo and Eleventy are found on PATH, or where HUGO and ELEVENTY say. Sizes of the photos are made before.
"""

import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.bench.corpus import PHOTOS, corpus
from tests.bench.measure import Cost, run
from tests.bench.peers import write_eleventy, write_hugo
from tests.bench.projects import write_pelican, write_tambour
from tests.trees import ROOT

FOLDER = ROOT / ".bench"
SITE = ("feeds", "agenda", "sitemap")
BUILD = [sys.executable, "-m", "invoke", "--search-root", str(ROOT), "build", "--settings=pelicanconf.py"]


@dataclass
class Tool:
    """outputs: what it makes, removed before each round; the first ones are what is published."""

    name: str
    folder: Path
    command: Sequence[str]
    outputs: Sequence[str]
    costs: list[Cost] = field(default_factory=list)

    def begin_again(self) -> None:
        for name in (*self.outputs, "output.kit", ".output.state", "../cache/outputs", "../cache/published"):
            path = self.folder / name
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)

    def row(self, plain: "Tool") -> str:
        cpu = [one.cpu / other.cpu for one, other in zip(self.costs, plain.costs, strict=True)]
        wall = [one.wall / other.wall for one, other in zip(self.costs, plain.costs, strict=True)]
        files = [file for file in (self.folder / self.outputs[0]).rglob("*") if file.is_file()]
        size = sum(file.stat().st_size for file in files) / 1e6
        peak = median(one.peak for one in self.costs)
        return (
            f"{self.name:28}{median(one.cpu for one in self.costs):8.2f} s{_spread(cpu):>22}{_spread(wall):>22}"
            f"{peak:7.0f} Mio{len(files):8}{size:8.1f} Mo"
        )


def tools(size: int) -> list[Tool]:
    """Those that are here, each with its project; Pelican alone is the first."""
    entries = corpus(size)
    found = [Tool("Pelican seul", FOLDER / "pelican", [sys.executable, "-m", "pelican", "--quiet"], ["output"])]
    found[0].command = [*found[0].command, "--settings=pelicanconf.py"]
    write_pelican(entries, found[0].folder)
    others: dict[str, tuple[Callable[..., None], list[str], str]] = {
        "hugo": (write_hugo, ["--quiet"], "public"),
        "eleventy": (write_eleventy, ["--quiet"], "_site"),
    }
    for name, (write, options, output) in others.items():
        if program := os.environ.get(name.upper()) or shutil.which(name):
            folder = FOLDER / name
            write(entries, folder)
            found.append(Tool(name.capitalize(), folder, [program, *options], [output]))
    for name, channels in (("Tambour, site", SITE), ("Tambour, tous les canaux", None)):
        folder = FOLDER / ("site" if channels else "all")
        write_tambour(entries, folder, channels)
        found.append(Tool(name, folder, BUILD, ["output"]))
    return found


def main(size: int, rounds: int) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    warm = FOLDER / "warm"
    write_tambour(corpus(10 * PHOTOS), warm, SITE)
    run(BUILD, warm)  # makes the sizes of the shared photos
    found = tools(size)
    for number in range(rounds):
        for tool in found:
            tool.begin_again()
            tool.costs.append(run([*tool.command], tool.folder))
            print(f"tour {number + 1}, {tool.name} : {tool.costs[-1].cpu:.2f} s de calcul", file=sys.stderr, flush=True)
    print(f"{size} contenus, {rounds} tours ; rapports à Pelican seul : médiane (du moindre au plus grand)\n")
    print(f"{'':28}{'calcul':>10}{'calcul / Pelican':>22}{'durée / Pelican':>22}{'mémoire':>11}{'fichiers':>8}{'':>11}")
    for tool in found:
        print(tool.row(found[0]))


def _spread(ratios: Sequence[float]) -> str:
    return f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
