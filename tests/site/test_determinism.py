"""The same source at the same moment gives the same bytes, whoever builds it, wherever."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.trees import ROOT, Tree

PROJECT = ("content", "plugins", "theme", "pelicanconf.py", "publishconf.py", "tasks.py")
ELSEWHERE = {
    "PYTHONHASHSEED": "4242",
    "TZ": "Pacific/Auckland",
    "LANG": "tr_TR.UTF-8",
    "LC_ALL": "C",
    "HOME": os.devnull,
}


def test_another_machine_makes_the_same_tree(demo: Tree, tmp_path: Path) -> None:
    project = tmp_path / "Données du service com'"
    for name in PROJECT:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        project.mkdir(exist_ok=True)
        copy(source, project / name)
    environ = {**ELSEWHERE, "HOME": str(tmp_path), "PYTHONPATH": str(project / "plugins")}

    with one_core():
        other = Tree.built(tmp_path / "autre site", project=project, environ=environ)

    assert other.digests() == demo.digests()
    assert other.files() != []


@contextmanager
def one_core() -> Iterator[None]:
    """Children of the `with` run on one core, where the system can say so (Linux)."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def test_a_build_at_another_moment_differs(demo: Tree, tmp_path: Path) -> None:
    later = Tree.built(tmp_path / "later", "--now=2027-02-24T09:00")

    assert later.digests() != demo.digests()
