"""`inv bench --live`: what one title costs while `serve` shows the site, in seconds of processor after the save."""

import gc
import os
import shutil
import sys
import time
from pathlib import Path
from statistics import median

from tambour.build.clock import Phases
from tambour.build.live.site_build import SiteBuild
from tambour.build.live.watch import Watch
from tambour.build.request import Request
from tambour.commands.live import _begin
from tests.bench import pairs
from tests.bench.corpus import corpus
from tests.bench.projects import write_tambour

FOLDER = pairs.FOLDER / "live"


def main(size: int, rounds: int) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name, channels in (("site", pairs.SITE), ("tous les canaux", None)):
        folder = FOLDER / name.replace(" ", "-")
        write_tambour(corpus(size), folder, channels)
        os.chdir(folder)
        session = _begin(Request.read(output=Path("output.local"), url="http://127.0.0.1:8000"))
        session.bring_up_to_date(Phases())
        gc.freeze()  # as `no_garbage_collection` has it in `serve`
        gc.disable()
        file = max((folder / "content" / "actualites").iterdir())
        costs = [edit(session, file, number) for number in range(rounds + 1)][1:]
        first, every, made = (median(values) for values in zip(*costs, strict=True))
        print(f"{size} contenus, {name} : page {first:.2f} s, tout {every:.2f} s, {made:.0f} fichiers refaits")
        gc.enable()


def edit(session: SiteBuild, file: Path, number: int) -> tuple[float, float, int]:
    """Seconds until the page is there, and until all is; and how many files were made."""
    text = file.read_text("utf-8")
    file.write_text(text.replace('titre: "', f'titre: "{number} ', 1), "utf-8")
    session.look_into([file])
    marks: list[float] = []
    began, made = time.process_time(), session.made
    session.bring_up_to_date(Phases(), Watch(pages_done=lambda: marks.append(time.process_time() - began)))
    return marks[0], time.process_time() - began, session.made - made


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
