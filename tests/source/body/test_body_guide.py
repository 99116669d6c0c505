"""docs/texte.md promises forms to writers: each is accepted."""

import re
from pathlib import Path, PurePosixPath

import pytest

from tambour.source.body import read_body

GUIDE = Path(__file__).parents[3] / "docs/texte.md"
FENCED = re.compile(r"^(?P<fence>`{3,})markdown\n(?P<text>.*?)^(?P=fence)$", re.DOTALL | re.MULTILINE)
EXAMPLES = [found["text"] for found in FENCED.finditer(GUIDE.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_guide_has_no_fault(example):
    assert read_body(example, PurePosixPath("actualites/a.md")).faults == ()


def test_the_guide_shows_every_kind_of_link():
    kinds = {link.kind for example in EXAMPLES for link in read_body(example, PurePosixPath("actualites/a.md")).links}

    assert kinds == {"item", "path", "media", "external", "mail", "phone", "anchor"}
