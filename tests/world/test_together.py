"""Builds that meet: of one output, of one cache, beside `serve`, with a reader who fetches pages all the while."""

import subprocess
import threading
import urllib.request

import pytest

from tests import warm
from tests.commands.test_serve import address, serving
from tests.trees import PACKAGES
from tests.world.builds import tree

BUILD = (
    "import sys; from pathlib import Path; from tambour.commands.build import build; sys.exit(build(output=Path({!r})))"
)


def begin(site, output: str = "output") -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*warm.python(), "-c", BUILD.format(output)],
        cwd=site.root,
        env={"PYTHONPATH": str(PACKAGES), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


@pytest.mark.parametrize("outputs", [("output", "output"), ("output", "other")], ids=["one output", "one cache"])
def test_two_builds_at_once_end_as_one(site, outputs) -> None:
    both = [begin(site, output) for output in outputs]

    said = [builder.communicate()[0] for builder in both]

    assert [builder.returncode for builder in both] == [0, 0], said
    assert site.trees()[0] == tree(site.root / outputs[1]) == site.clean()[0]


def test_a_build_beside_serve_disturbs_nobody(site) -> None:
    site.project.set('SITEURL = "https://www.exemple.fr"')
    faults = []
    with serving(site.project, PYTHONPATH=str(PACKAGES)) as process:
        url, over = address(process), threading.Event()

        def read() -> None:
            while not over.is_set():
                try:
                    with urllib.request.urlopen(f"{url}mentions-legales/") as answer:
                        page = answer.read()
                    if b"</html>" not in page:
                        faults.append(page)
                except OSError as error:
                    faults.append(error)

        reader = threading.Thread(target=read)
        reader.start()
        try:
            for version in range(1, 4):
                site.edit(version)
                assert site.build() == 0, site.said()
        finally:
            over.set()
            reader.join()

    assert faults == []
    assert site.trees() == site.clean()
