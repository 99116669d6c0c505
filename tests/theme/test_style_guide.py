"""The style guide draws what pages are drawn with: a macro that it forgets is one that nobody looks at."""

import re

from tests.theme.drawing import TEMPLATES

GUIDE = (TEMPLATES / "style_guide.html").read_text("utf-8")
# Drawn by others, on whole pages, or without anything to see: what is true until when, a word of the foot.
INSIDE_OTHERS = {"conformity", "contours", "picture", "truth"}


def test_every_file_of_macros_has_a_case():
    files = {file.stem for file in (TEMPLATES / "_macros").glob("*.html")}
    drawn = set(re.findall(r'"_macros/(\w+)\.html"', GUIDE))

    assert files - drawn == INSIDE_OTHERS


def test_every_macro_that_is_imported_is_drawn():
    imported = {name.strip() for names in re.findall(r"import ([\w, ]+) %}", GUIDE) for name in names.split(",")}
    body = GUIDE.partition("{% set found")[2]

    assert {name for name in imported if f"{name}(" not in body} == set()
