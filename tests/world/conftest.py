"""A town on disk, built in processes of their own; and what a build from nothing makes of it."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from tambour.commands.build import build
from tests.media.pictures import phone_photo
from tests.projects import Project
from tests.world.builds import Builders, Circumstances, tree

_PAGE = """\
---
id: mentions-legales
titre: Mentions légales
image: lac.jpg
alt: Le lac
---
Version {version}. [Le plan](../documents/plan.pdf)
"""
Trees = tuple[dict[str, str], dict[str, str]]  # of the site and of the kit
_cleans: dict[str, Trees] = {}


@dataclass(frozen=True)
class Site:
    """A project, and who builds it."""

    project: Project
    builders: Builders

    @property
    def root(self) -> Path:
        return self.project.root

    @property
    def output(self) -> Path:
        return self.project.output

    def edit(self, version: object) -> None:
        """Have the content say something else."""
        self.project.write("content/pages/mentions.md", _PAGE.format(version=version))

    def publish(self, *versions: object) -> None:
        """What came before: these versions of the content, or the one that is there; in this process."""
        for version in versions or (None,):
            if version is not None:
                self.edit(version)
            assert build(quiet=True) == 0

    def build(self, circumstances: Circumstances | None = None, **options: object) -> int:
        return self.builders.build(self.root, circumstances, **options)

    def said(self) -> str:
        return self.builders.said()

    def trees(self) -> Trees:
        """What is live: the site and the kit."""
        return tree(self.output), tree(self.output.with_name("output.kit"))

    def clean(self) -> Trees:
        """What a build makes that finds nothing, neither an output nor a cache; of the same sources, once."""
        if (sources := self._sources()) not in _cleans:
            elsewhere = self.root.parent / "clean" / "output"
            settings = self.project.write("clean.py", 'from pelicanconf import *\nCACHE_PATH = "../clean/cache"\n')
            assert self.builders.build(self.root, settings=settings, output=elsewhere, anew=True) == 0, self.said()
            _cleans[sources] = tree(elsewhere), tree(elsewhere.with_name("output.kit"))
        return _cleans[sources]

    def _sources(self) -> str:
        """All that a build reads, but for where the drawing channel keeps its log."""
        conf = (self.root / "pelicanconf.py").read_text("utf-8").replace(str(self.root.parent), "")
        return json.dumps([conf, *(tree(self.root / folder) for folder in ("content", "theme"))])


@pytest.fixture(scope="session")
def builders(tmp_path_factory: pytest.TempPathFactory) -> Builders:
    return Builders(tmp_path_factory.mktemp("builds") / "said")


@pytest.fixture
def site(project: Project, builders: Builders, tmp_path: Path) -> Site:
    made = Site(project, builders)
    log = str(tmp_path / "drawn")
    drawing = f'"foreign.drawing_channel": {{"log": {log!r}, "copies": 5, "seconds": 0.002}}'
    project.set(f'CHANNELS = {{"sitemap": {{}}, {drawing}}}')
    project.write("content/images/lac.jpg", phone_photo((500, 300)))
    project.write("content/documents/plan.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 40)
    made.edit(0)
    return made
