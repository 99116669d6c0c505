"""A drawing is published as it is, if all it does is draw."""

import base64
from io import BytesIO
from time import process_time

import pytest
from PIL import Image

from tambour.look.drawing import drawing_png
from tambour.media.folder import inventory
from tambour.media.workshop import Drawer, Workshop
from tests.media.pictures import file, phone_photo, png_of, quarters

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
        "<style>/* a { b: url(//c) } */ .a, .b > g { fill: #fff; stroke: rgb(1, 2, 3) }</style>",
        "<g style=\"font-family:'Arial', serif;-inkscape-font-specification:'Arial';transform:rotate(9deg)\"/>",
        '<g xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:label="javascript:"><i:grid/></g>',
        '<text xml:space="preserve" aria-label="a" data-x="url(//b)">Où&#160;?</text>',
        '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><g filter="url(#f)"/>',
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
        r'<rect fill="\75rl(//ailleurs.example/a)"/>',
        r"<style>a { background: u\72l(//ailleurs.example/a) }</style>",
        r"<style>\40import '//ailleurs.example/a.css';</style>",
        "<rect style=\"background: image-set('//ailleurs.example/a' 1x)\"/>",
        "<rect style=\"mask: src('//ailleurs.example/a')\"/>",
        "<rect fill=\"image('//ailleurs.example/a')\"/>",
        '<rect style="fill: url(#a) url(//ailleurs.example/a)"/>',
        "<style>a { fill: '</style><style>' } b { fill: url(//ailleurs.example) }</style>",
        "<style>a { b { fill: red } }</style>",
        '<rect style="behavior: url(#default#time2)"/>',
        '<rect style="-moz-binding: none"/>',
        '<rect style="fill: expression(alert(1))"/>',
        '<rect style="animation: a 1s"/>',
        '<a xmlns="http://www.w3.org/1999/xhtml" href="javascript:alert(1)">a</a>',
        '<style xmlns="http://www.w3.org/1999/xhtml">a { fill: url(//ailleurs.example) }</style>',
        '<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="//ailleurs.example/a"/>',
        '<math xmlns="http://www.w3.org/1998/Math/MathML"/>',
        '<metadata><script xmlns="http://www.w3.org/2000/svg"/></metadata>',
        '<feImage href="#a"/>',
        '<g xml:base="//ailleurs.example/"/>',
        '<image src="//ailleurs.example/a"/>',
        '<set attributeName="href" to="javascript:"/>'.replace("set", "iframe"),
        '<use href="data:image/svg+xml,a#b"/>',
        '<a href="vbscript:a"/>',
        '<a href="data:text/html,a"/>',
        "<unknown/>",
        '<rect ping="//ailleurs.example/"/>',
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


def test_what_is_hidden_in_another_encoding_is_found(contents):
    contents.put(
        "images/a.svg", '<?xml version="1.0" encoding="utf-16"?>{}'.format(SVG.format("<script/>")).encode("utf-16")
    )
    contents.put("images/b.svg", SVG.format("").encode("utf-7").replace(b"<", b"+ADw-"))

    assert contents.taken()[1] == {"images/a.svg": "svg-actif", "images/b.svg": "image-illisible"}


def test_a_drawing_in_latin_1_is_drawn(contents):
    head = '<?xml version="1.0" encoding="iso-8859-1"?>'

    contents.original("images/a.svg", (head + SVG.format("<title>Forêt</title>")).encode("latin-1"))


def _bomb(levels: int) -> str:
    doubled = (f'<g id="a{n}"><use href="#a{n - 1}"/><use href="#a{n - 1}"/></g>' for n in range(1, levels))
    return f'<defs><path id="a0"/>{"".join(doubled)}</defs><use href="#a{levels - 1}"/>'


@pytest.mark.parametrize(
    "drawing",
    [
        _bomb(60),
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
        "<g>" * 500 + "</g>" * 500,
        "<path/>" * 100_001,
        f"<desc>{'a' * 5_000_000}</desc>",
        '<filter id="f"><feTurbulence baseFrequency="1" numOctaves="1e5"/></filter><rect filter="url(#f)"/>',
        '<filter id="f"><feMorphology radius="2 1000000"/></filter><rect filter="url(#f)"/>',
        '<rect filter="url(#f)"/>' * 101,
        '<rect style="fill:red;filter:url(#f)"/>' * 101,
    ],
)
def test_what_is_too_much_to_draw_is_refused_at_once(contents, drawing):
    contents.put("images/a.svg", SVG.format(drawing).encode())
    started = process_time()

    assert contents.taken()[1] == {"images/a.svg": "svg-trop-lourd"}
    assert process_time() - started < 5


@pytest.mark.parametrize("size", ["1e999", "9e307cm", "1e-320", "1e7", "0.001"])
def test_a_size_that_nobody_means_is_refused(contents, size):
    sides = f'width="{size}" height="{size}"'
    contents.put("images/a.svg", f'<svg xmlns="http://www.w3.org/2000/svg" {sides}/>'.encode())
    contents.put("images/b.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e-320 1e-320"/>')

    assert contents.taken()[1] == dict.fromkeys(("images/a.svg", "images/b.svg"), "svg-sans-taille")


def test_a_picture_inside_that_would_fill_the_memory_is_refused(contents):
    contents.put("images/a.svg", SVG.format(embedded(png_of(60_000, 60_000, 1, 0, b"\0", rows=1), "png")).encode())

    assert contents.taken()[1] == {"images/a.svg": "image-trop-grande"}


def test_whoever_reads_no_svg_gets_pictures_of_it(contents):
    drawing = SVG.format(
        '<rect width="9" height="4" fill="#a63d1e"/><text y="9" font-family="Comic" font-size="4">Plan</text>'
    )
    contents.put("images/plan.svg", drawing.encode())
    drawer = Drawer(drawing_png, "1")

    folder, faults = inventory(contents.files, contents.files, Workshop(contents.cache, drawer=drawer))

    original = folder.originals["images/plan.svg"]
    assert dict(faults) == {}
    assert [(one.media_type, one.width) for one in original.published] == [
        ("image/svg+xml", 1200),
        *(("image/png", width) for width in (400, 800, 1200)),
    ]
    assert (original.on_page(64).path, original.at(300).width) == ("images/plan.svg", 400)
    assert [kind for kind, _ in original.sources] == ["image/svg+xml"]
    with Image.open(BytesIO(folder.read(original.at(300).path))) as made:
        assert (made.size, made.getpixel((20, 20))) == ((400, 400), (166, 61, 30, 255))
        assert made.crop((0, 200, 400, 400)).getbbox() is not None  # its words, in a face of ours
    assert folder.read("images/plan.svg") == drawing.encode()


def test_a_drawing_that_the_library_cannot_draw_is_told(contents):
    def fails(*_):
        raise ValueError("no")

    contents.put("images/a.svg", SVG.format("").encode())
    folder, faults = inventory(contents.files, contents.files, Workshop(contents.cache, drawer=Drawer(fails, "1")))

    assert [fault.code for fault in faults.values()] == ["svg-indessinable"]
    assert dict(folder.public) == {}


@pytest.mark.parametrize("data", [b"<svg><path></svg>", b"<svg", SVG.format("&nbsp;").encode()])
def test_a_drawing_that_is_no_xml_is_refused(contents, data):
    contents.put("images/logo.svg", data)

    assert contents.taken()[1] == {"images/logo.svg": "image-illisible"}
