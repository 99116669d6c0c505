"""What is drawn in other processes: begun before it is waited for, stopped when nobody waits, its faults told here."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tambour.build.promises import Promise
from tambour.build.rendering.cache import OutputCache
from tambour.build.rendering.workers import MissingOutputs
from tambour.model.site.output import Output

COUNT = 14  # more than are made in this process


@dataclass
class Drawing:
    """A channel whose every output notes which process makes it. does: what happens then."""

    log: Path
    does: str = ""

    def render(self, output: Output) -> bytes:
        with self.log.open("a") as log:
            log.write(f"{os.getpid()}\n")
        if self.does == "sleep":
            time.sleep(600)
        if self.does == "die" or (self.does == "die later" and len(self.processes()) > 1):
            os.kill(os.getpid(), signal.SIGKILL)
        return output.path.encode()

    def processes(self) -> set[int]:
        return {int(line) for line in self.log.read_text().splitlines()} if self.log.exists() else set()


@pytest.fixture
def drawing(tmp_path):
    return Drawing(tmp_path / "log")


@pytest.fixture
def cache(tmp_path):
    return OutputCache(tmp_path / "cache", {"dessin": "code"})


@pytest.fixture
def missing(drawing, cache, monkeypatch):
    monkeypatch.setattr("tambour.build.rendering.workers.cores", lambda: 2)
    keys = [f"{number}" for number in range(COUNT)]
    promises = [Promise("dessin", Output(f"{key}.png", "image/png", title="", key=key)) for key in keys]
    return MissingOutputs({"dessin": drawing}, promises, cache)


def eventually(is_so) -> bool:
    until = time.monotonic() + 20
    while not is_so() and time.monotonic() < until:
        time.sleep(0.02)
    return bool(is_so())


def is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


def test_whoever_waits_for_much_is_told_but_not_of_what_is_made_again_and_again(cache, capsys, monkeypatch):
    monkeypatch.setattr("tambour.build.rendering.workers._TOLD", 2)
    again = Output("recherche.pf", "application/octet-stream", key="r", can_wait=True)
    cards = [Output(f"{key}.png", "image/png", title="", key=key) for key in "abc"]

    for outputs in ([again, *cards[:1]], [again, *cards]):
        with MissingOutputs({}, [Promise("dessin", output) for output in outputs], cache):
            pass

    assert capsys.readouterr().err == "Préparation de 3\u00a0fichiers (une seule fois)…\n"


def test_drawing_begins_before_anybody_waits_for_it(drawing, missing, cache):
    with missing:
        begun = eventually(lambda: all(cache.holds("dessin", f"{number}") for number in range(COUNT)))
        missing.finish()

    assert begun
    assert os.getpid() not in drawing.processes()


def test_what_nobody_waits_for_is_stopped(drawing, missing):
    drawing.does = "sleep"
    with pytest.raises(KeyError), missing:
        assert eventually(drawing.processes)
        raise KeyError

    assert all(eventually(lambda one=one: is_gone(one)) for one in drawing.processes())


def test_a_wait_ends_when_something_was_saved_again(drawing, missing):
    drawing.does = "sleep"

    def go_on() -> None:
        if drawing.processes():
            raise InterruptedError

    with pytest.raises(InterruptedError), missing:
        missing.finish(go_on)

    assert all(eventually(lambda one=one: is_gone(one)) for one in drawing.processes())


def test_what_cannot_be_kept_is_told_by_who_waits(missing, cache, tmp_path):
    (tmp_path / "cache").write_text("not a folder")

    with pytest.raises(FileExistsError) as raised, missing:
        missing.finish()

    assert raised.value.filename == str(tmp_path / "cache")


@pytest.mark.parametrize("does", ["die", "die later"])
def test_a_process_that_the_system_ends_tells_that_memory_is_short(drawing, missing, does):
    drawing.does = does

    with pytest.raises(MemoryError), missing:
        missing.finish()
