"""`inv bench`: Tambour and plain Pelican on the same made-up items, in one run, one after the other.

Ratios between the two mean something; seconds alone depend on the machine.
"""

import shutil
import sys
from pathlib import Path

from tests.bench.corpus import PHOTOS, SHARES, corpus
from tests.bench.measure import Cost, run
from tests.bench.projects import write_pelican, write_tambour
from tests.trees import ROOT

FOLDER = ROOT / ".bench"


def main(size: int) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    entries = corpus(size)
    warm, tambour, pelican = FOLDER / "warm", FOLDER / "tambour", FOLDER / "pelican"
    write_tambour(corpus(10 * PHOTOS), warm)
    write_tambour(entries, tambour)
    write_pelican(entries, pelican)
    counts = ", ".join(f"{sum(entry.kind == kind for entry in entries)} {kind}" for kind, _share in SHARES)
    print(f"{size} contenus ({counts}), 20 photos partagées\n")
    print(f"{'':32}{'durée':>9}{'calcul':>9}{'mémoire':>10}{'pages':>8}{'pages/s':>9}")

    build = [sys.executable, "-m", "invoke", "--search-root", str(ROOT), "build", "--settings=pelicanconf.py"]
    alone = [sys.executable, "-m", "pelican", "--quiet", "--settings=pelicanconf.py"]
    run(build, warm)  # makes the sizes of the shared photos
    cold = told("Tambour, dossier vide", run(build, tambour), tambour)
    told("Tambour, rien de changé", run(build, tambour), tambour)
    change_one_title(tambour)
    edited = told("Tambour, un titre changé", run(build, tambour), tambour)
    plain = told("Pelican seul, dossier vide", run(alone, pelican), pelican)

    print(f"\nTambour / Pelican seul : durée {cold.wall / plain.wall:.2f}, calcul {cold.cpu / plain.cpu:.2f}", end="")
    print(f", mémoire {cold.peak / plain.peak:.2f}")
    print("\nSecondes par phase de Tambour : dossier vide, puis un titre changé")
    for phase, seconds in cold.phases.items():
        print(f"  {phase:14}{seconds:8.2f}{edited.phases.get(phase, 0):8.2f}")


def told(name: str, cost: Cost, folder: Path) -> Cost:
    pages = sum(1 for _ in (folder / "output").rglob("*.html"))
    print(
        f"{name:32}{cost.wall:7.2f} s{cost.cpu:7.2f} s{cost.peak:6.0f} Mio{pages:8}{pages / cost.wall:9.0f}", flush=True
    )
    return cost


def change_one_title(folder: Path) -> None:
    path = min((folder / "content" / "actualites").iterdir())
    path.write_text(path.read_text("utf-8").replace('titre: "', 'titre: "Nouveau : ', 1), "utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]))
