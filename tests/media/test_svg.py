"""A drawing is published as it is, if all it does is draw."""

import base64

import pytest

from tests.media.pictures import file, phone_photo, quarters

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def embedded(data: bytes, kind: str) -> str:
    return f'<image xlink:href="data:image/{kind};base64,{base64.b64encode(data).decode()}"/>'


@pytest.mark.parametrize(
    "drawing",
    [
        '<path d="M0 0h9v9z" fill="#1f5746"/>',
        '<defs><linearGradient id="g"/></defs><rect fill="url(#g)"/><use xlink:href="#g"/><use href="#g"/>',
        "<style>path { fill: url('#g'); clip-path: url( #c ) }</style>",
        '<a href="https://www.exemple.fr/"><text>Val</text></a>',
        embedded(file(quarters((8, 8)), "PNG"), "png"),
        '<image href="data:image/png,%89PNG"/>',
        "<!-- on purpose: no script --><title>Un logo</title>",
    ],
)
def test_what_only_draws_is_published_as_it_is(contents, drawing):
    data = SVG.format(drawing).encode()

    original = contents.original("images/logo.svg", data)
    folder, _ = contents.taken()

    assert [version.path for version in original.published] == ["images/logo.svg"]
    assert folder.read("images/logo.svg") == folder.public["images/logo.svg"].file.read_bytes() == data


@pytest.mark.parametrize(
    "drawing",
    [
        "<script>alert(1)</script>",
        "<SCRIPT/>",
        '<x:script xmlns:x="http://www.w3.org/2000/svg"/>',
        '<rect onload="alert(1)"/>',
        '<rect ONCLICK="alert(1)"/>',
        "<foreignObject><p/></foreignObject>",
        '<image href="https://ailleurs.example/a.png"/>',
        '<image xlink:href="//ailleurs.example/a.png"/>',
        '<image href="photo.jpg"/>',
        '<image href="data:image/svg+xml,&lt;svg/&gt;"/>',
        '<use href="autre.svg#a"/>',
        '<a href="javascript:alert(1)"/>',
        '<a xlink:href=" javascript:alert(1)"/>',
        '<rect fill="url(https://ailleurs.example/a.svg#g)"/>',
        "<rect style=\"background: url( '//ailleurs.example/' )\"/>",
        "<style>@import 'https://ailleurs.example/a.css';</style>",
        "<style>@font-face { src: url(a.woff2) }</style>",
    ],
)
def test_what_does_more_is_refused(contents, drawing):
    contents.put("images/logo.svg", SVG.format(drawing).encode())

    folder, faults = contents.taken()

    assert faults == {"images/logo.svg": "svg-actif"}
    assert dict(folder.public) == {}


@pytest.mark.parametrize(
    "prolog",
    ['<?xml-stylesheet href="a.css"?>', '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'],
)
def test_entities_and_style_sheets_are_refused(contents, prolog):
    contents.put("images/logo.svg", f'<?xml version="1.0"?>{prolog}{SVG.format("")}'.encode())

    assert contents.taken()[1] == {"images/logo.svg": "svg-actif"}


@pytest.mark.parametrize(
    "drawing", ['<animate attributeName="x"/>', "<style>@keyframes turn { to { rotate: 1turn } }</style>"]
)
def test_what_moves_is_refused(contents, drawing):
    contents.put("images/logo.svg", SVG.format(drawing).encode())

    assert contents.taken()[1] == {"images/logo.svg": "image-animee"}


def test_a_photo_inside_that_says_where_it_was_taken_is_refused(contents):
    contents.put("images/logo.svg", SVG.format(embedded(phone_photo((16, 16)), "jpeg")).encode())

    assert contents.taken()[1] == {"images/logo.svg": "svg-photo"}


@pytest.mark.parametrize("data", [b"<svg><path></svg>", b"<svg", SVG.format("&nbsp;").encode()])
def test_a_drawing_that_is_no_xml_is_refused(contents, data):
    contents.put("images/logo.svg", data)

    assert contents.taken()[1] == {"images/logo.svg": "image-illisible"}
