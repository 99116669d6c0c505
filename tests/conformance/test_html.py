"""Every page and drawing is valid by the Nu Html Checker (HTML Living Standard, CSS, SVG)."""

from collections.abc import Mapping


def test_the_demo_has_no_fault(judged: Mapping[str, list[str]]) -> None:
    assert judged["demo"] == []


def test_a_faulty_page_drawing_and_style_are_named(judged: Mapping[str, list[str]]) -> None:
    found = "\n".join(judged["faulty"])

    assert "index.html: An “img” element must have an “alt” attribute" in found
    assert "index.html: Duplicate ID “a”" in found
    assert "a.svg: " in found
    assert "a.css: " in found
