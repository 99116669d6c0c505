"""The same source at the same moment gives the same bytes, whoever builds it, wherever."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tambour.commands.build import build
from tests.projects import Project
from tests.trees import DEMO_URL, ROOT, Tree

PROJECT = ("content", "plugins", "theme", "pelicanconf.py", "publishconf.py", "tasks.py")
MOMENTS = ("2026-12-01", "2026-12-20")
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


def test_a_build_at_another_moment_differs(project: Project) -> None:
    """That the same bytes come of the same moment, and not of files that say nothing of it."""
    now, later = (project.root / moment for moment in MOMENTS)
    for output in (now, later):
        assert build(output=output, now=f"{output.name}T09:00") == 0

    assert Tree(now, DEMO_URL).files() != []
    assert Tree(later, DEMO_URL).digests() != Tree(now, DEMO_URL).digests()
