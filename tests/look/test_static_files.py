"""Style sheets that one imports are one file; what browsers may keep for ever bears a digest of its content."""

import re

import pytest

from tambour.look import style_sheets
from tambour.look.static_files import _publish, static_files


@pytest.fixture
def published(tmp_path):
    """Publishes files given by path, as bytes or text; returns what is published, and what it holds."""

    def publish(**texts):
        files = {}
        for number, (name, text) in enumerate(texts.items()):
            path = name.replace("__", "/").replace("_", ".")
            files[path] = tmp_path / f"{number}-{path.rpartition('/')[2]}"
            files[path].write_text(text, "utf-8")
        return static_files(files, tmp_path / "cache")

    return publish


def read(found, path):
    return found.files[found.public(path)].read_text("utf-8")


def test_a_sheet_holds_what_it_imports_in_order(published):
    found = published(
        css__a_css='@import "b.css";\n@import url("print.css") print;\np { color: red; }',
        css__b_css="@import url(c.css);\nh1 { color: blue; }",
        css__c_css="/* why */ h2 { color: green; }",
        css__print_css="nav { display: none; }",
    )

    text = read(found, "css/a.css")
    assert re.sub(r"\s+", " ", text).strip() == (
        "h2 { color: green; } h1 { color: blue; } @media print{nav { display: none; } }p { color: red; }"
    )
    assert [*found.files] == [found.public("css/a.css")], "what is imported is not published twice"


@pytest.mark.parametrize("damage", [None, "sheet", "index"])
def test_sheets_are_put_together_once_as_long_as_they_are_whole(published, tmp_path, monkeypatch, damage):
    texts = {"css__a_css": '@import "b.css";\np { color: red; }', "css__b_css": "h1 { color: blue; }"}
    before = published(**texts)
    text, asked, whole = read(before, "css/a.css"), [], style_sheets.put_together
    for kept in (tmp_path / "cache").rglob("*.css" if damage == "sheet" else "*.json"):
        kept.write_text("touché", "utf-8") if damage else None
    _publish.cache_clear()
    monkeypatch.setattr(style_sheets, "put_together", lambda *given: asked.append(given) or whole(*given))

    again = published(**texts)

    assert len(asked) == (damage is not None)
    assert (again, read(again, "css/a.css")) == (before, text)


def test_what_a_sheet_names_is_found_from_where_it_is_published(published):
    found = published(
        css__a_css='@import "deep/b.css";\n@font-face { src: url("../fonts/f.woff2") format("woff2"); }',
        css__deep__b_css="p { background: url(dot.png); } a { background: url('data:image/svg+xml,<svg x=\"1\"/>'); }",
        css__deep__dot_png="png",
        fonts__f_woff2="font",
    )

    text = read(found, "css/a.css")
    assert f'url("../{found.public("fonts/f.woff2")}") format("woff2")' in text
    assert 'url("deep/dot.png")' in text
    assert r'url("data:image/svg+xml,<svg x=\"1\"/>")' in text
    assert found.public("css/deep/dot.png") == "css/deep/dot.png"


def test_a_name_changes_with_what_the_file_shows_and_only_then(published):
    first = published(css__a_css='@import "b.css";', css__b_css="p{}", js__a_js="1", images__a_svg="<svg/>")
    second = published(css__a_css='@import "b.css";', css__b_css="q{}", js__a_js="1", images__a_svg="<svg/>")

    assert re.fullmatch(r"css/a-[0-9a-f]{12}\.css", first.public("css/a.css"))
    assert first.public("css/a.css") != second.public("css/a.css")
    assert first.public("js/a.js") == second.public("js/a.js") != "js/a.js"
    assert first.lasting == {first.public("css/a.css"), first.public("js/a.js")}
    assert "css/a.css" in first and "images/a.svg" in first and "css/z.css" not in first


def test_a_font_that_changes_gives_the_sheet_another_name(published):
    face = '@font-face { src: url("f.woff2"); }'
    first, second = published(a_css=face, f_woff2="one"), published(a_css=face, f_woff2="two")

    assert first.public("a.css") != second.public("a.css")


def test_what_is_not_there_is_left_as_it_was_written(published):
    found = published(a_css='@import "https://elsewhere.example/x.css";\n@import "gone.css";\np { color: red; }')

    text = read(found, "a.css")
    assert '@import "https://elsewhere.example/x.css";' in text and '@import "gone.css";' in text


def test_sheets_that_import_each_other_end(published):
    found = published(a_css='@import "b.css"; p {}', b_css='@import "a.css"; q {}', c_css='@import "a.css";')

    assert read(found, "c.css").count("p {") < 10
