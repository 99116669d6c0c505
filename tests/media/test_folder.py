"""Pictures and documents are what their bytes say, measured as they will be seen; the rest is refused."""

import hashlib
import io

import pytest
from PIL import Image

from tambour.media import measure as measure_module
from tambour.media.folder import inventory
from tambour.media.recipe import PAST
from tambour.media.workshop import Workshop
from tests.media.pictures import png_of

HTML = b"<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>"
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"
QUARTER_TURN = 6  # EXIF orientation: shown turned by 90°


def picture(kind: str, size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    data = io.BytesIO()
    Image.new("1" if kind == "PNG" else "RGB", size).save(data, kind, **options)
    return data.getvalue()


@pytest.fixture
def measured(contents):
    def measure(path: str, data: bytes):
        contents.put(path, data)
        folder, faults = contents.taken()
        return faults.get(path) or folder.originals[path]

    return measure


@pytest.mark.parametrize(
    ("name", "kind", "media_type"),
    [
        ("a.jpg", "JPEG", "image/jpeg"),
        ("a.JPEG", "JPEG", "image/jpeg"),
        ("a.png", "PNG", "image/png"),
        ("a.webp", "WEBP", "image/webp"),
    ],
)
def test_a_picture_is_measured(measured, name, kind, media_type):
    data = picture(kind)

    original = measured(f"images/{name}", data)

    assert (original.media_type, original.width, original.height) == (media_type, 40, 30)
    assert (original.length, original.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_a_phone_s_picture_has_the_size_at_which_it_is_shown(measured):
    exif = Image.Exif()
    exif[0x0112] = QUARTER_TURN

    original = measured("images/portrait.jpg", picture("JPEG", exif=exif))

    assert (original.width, original.height) == (30, 40)


@pytest.mark.parametrize(
    ("says", "size"),
    [
        ('viewBox="0 0 30 20"', (1200, 800)),
        ('viewBox="0,0,30,20" width="100%"', (1200, 800)),
        ('width="6cm" height="40mm"', (1200, 800)),
        ('width="30" height="20px" viewBox="0 0 9 9"', (1200, 800)),
        ('viewBox="0 0 1 4"', (400, 1600)),
    ],
)
def test_a_drawing_is_as_large_as_it_is_drawn_for_others(measured, says, size):
    original = measured("images/logo.svg", f'<svg xmlns="http://www.w3.org/2000/svg" {says}/>'.encode())

    assert (original.media_type, original.width, original.height) == ("image/svg+xml", *size)


def test_a_document_has_a_type_and_a_length(measured):
    assert measured("documents/plan.pdf", b"%PDF-1.7\n...").media_type == "application/pdf"
    form = b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"  # as forms have it
    assert measured("documents/form.pdf", form).media_type == "application/pdf"
    assert (
        measured("documents/budget.ods", b"PK\x03\x04").media_type == "application/vnd.oasis.opendocument.spreadsheet"
    )


@pytest.mark.parametrize(
    ("path", "data", "code"),
    [
        ("images/photo.jpg", picture("PNG"), "image-mauvaise-extension"),
        ("images/photo.png", b"<svg>", "image-mauvaise-extension"),
        ("images/photo.jpg", b"%PDF-1.7", "image-mauvaise-extension"),
        ("images/photo.jpg", b"not a picture", "image-illisible"),
        ("images/photo.jpg", b"", "fichier-sans-contenu"),
        ("images/photo.jpg", LFS, "fichier-reste-dans-lfs"),
        ("images/logo.svg", LFS, "fichier-reste-dans-lfs"),
        ("documents/plan.pdf", LFS, "fichier-reste-dans-lfs"),
        ("documents/plan.odt", b"", "fichier-sans-contenu"),
        ("images/logo.svg", b"\x1f\x8b\x08 compressed", "image-illisible"),
        ("images/logo.svg", b"GIF89a<svg xmlns='http://www.w3.org/2000/svg'/>", "image-illisible"),
        ("images/logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg-sans-taille"),
        ("images/logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 9'/>", "svg-sans-taille"),
        ("images/logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1e9 1'/>", "svg-trop-etire"),
        ("images/logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg' width='1' height='9e8'/>", "svg-trop-etire"),
        ("images/logo.svg", b"<svg viewBox='0 0 9 9'/>", "image-illisible"),
        *((f"documents/page.{end}", HTML, "document-refuse") for end in ("html", "HTM", "xhtml", "xml", "js", "svgz")),
        *((f"documents/page.{end}", HTML, "document-refuse") for end in ("exe", "php", "css", "mjs", "swf", "")),
        ("documents/page.svg", HTML, "image-illisible"),
        ("documents/page.docx", HTML, "document-illisible"),
        ("documents/page.zip", b"PK\x07\x08", "document-illisible"),
        ("documents/tour.gpx", HTML, "document-illisible"),
        ("documents/tour.gpx", b"<gpx", "document-illisible"),
        ("documents/tour.gpx", b"<gpx><html xmlns='http://www.w3.org/1999/xhtml'/></gpx>", "document-actif"),
        ("documents/tour.kml", b"<kml><a xmlns:s='http://www.w3.org/2000/svg' s:x='1'/></kml>", "document-actif"),
        ("documents/tour.kml", b"<?xml-stylesheet href='a.xsl'?><kml/>", "document-actif"),
        ("documents/tour.kml", b"<!DOCTYPE kml [<!ENTITY a 'a'>]><kml>&a;</kml>", "document-actif"),
        ("images/photo.jpg", picture("JPEG")[:20], "image-illisible"),
        ("images/scan.png", 9000, "image-trop-grande"),
        ("images/scan.png", 20_000, "image-trop-grande"),
        ("documents/plan.pdf", b"PK\x03\x04", "document-mauvaise-extension"),
        ("documents/plan.txt", b"%PDF-1.7", "document-mauvaise-extension"),
        ("documents/photo.png", picture("JPEG"), "image-mauvaise-extension"),
        ("documents/photo.jpg", b"not a picture", "image-illisible"),
        ("documents/plan.tif", b"II*\0", "image-illisible"),
    ],
)
def test_what_cannot_be_published_is_refused(measured, path, data, code):
    """An integer is the side of a PNG that says so, and has one row of it: nothing else is read of it."""
    assert measured(path, png_of(data, data, 1, 0, bytes(data // 8), 1) if isinstance(data, int) else data) == code


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "tour.gpx",
            b"<gpx xmlns='http://www.topografix.com/GPX/1/1' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'/>",
        ),
        ("tour.kml", b"<?xml version='1.0'?><kml xmlns='http://www.opengis.net/kml/2.2'><Document/></kml>"),
        ("menu.csv", b"<script>"),
        ("zones.geojson", b"{}"),
        ("conseil.mp3", b"ID3"),
        ("vide.zip", b"PK\x05\x06"),
    ],
)
def test_documents_that_run_nothing_are_published_as_they_are(measured, name, data):
    original = measured(f"documents/{name}", data)

    assert original.media_type != "application/octet-stream"
    assert [one.path for one in original.published] == [f"documents/{name}"]


def test_only_what_is_used_is_opened(tmp_path):
    folder, unreadable = inventory({"images/unused.jpg": tmp_path / "missing.jpg"}, [], Workshop(tmp_path / "cache"))

    assert (dict(folder.originals), dict(unreadable)) == ({}, {})


def test_bytes_are_handed_out_by_path(contents):
    contents.put("documents/plan.pdf", b"%PDF-1.7")
    photo = picture("JPEG")
    contents.put("images/a.jpg", photo)

    folder, _ = contents.taken()

    assert folder.read("documents/plan.pdf") == b"%PDF-1.7"
    assert folder.read("images/a.jpg") == photo
    assert folder.read(folder.originals["images/a.jpg"].at(400).path).startswith(b"\xff\xd8")
    with pytest.raises(KeyError):
        folder.read("images/b.svg")


def test_what_is_published_of_a_photo_is_not_the_photo(contents):
    contents.put("images/a.jpg", picture("JPEG"))
    contents.put("documents/plan.pdf", b"%PDF-1.7")

    folder, _ = contents.taken()

    assert [path for path in folder.public if not path.startswith("media/a-")] == ["documents/plan.pdf"]
    assert len(folder.public) == 3


def test_what_only_the_past_shows_is_published_small_and_cards_are_drawn_from_the_same(contents):
    photo = picture("JPEG", (2000, 1500))
    contents.put("images/old.jpg", photo)
    workshop = Workshop(contents.cache, None, contents.made.append)

    [past, full, past_again] = (
        inventory(contents.files, contents.files, workshop, reaches)[0]
        for reaches in ({"images/old.jpg": PAST}, {}, {"images/old.jpg": PAST})
    )

    assert sorted(path.rpartition("-")[2] for path in past.public) == ["400.avif", "400.jpg", "800.avif"]
    assert len(full.public) == 6
    assert (contents.made, past_again.originals) == ([1, 1], past.originals)
    for width in (300, 800, 2000):
        drawn = [folder.originals["images/old.jpg"].to_draw(width) for folder in (past, full)]
        assert drawn[0] == drawn[1]
        assert past.read(drawn[0].path) == full.read(drawn[1].path)
    assert past.originals["images/old.jpg"].to_draw(2000).width == 1600


def test_whoever_refers_to_a_broken_picture_can_still_be_asked_what_else_is_wrong(contents):
    contents.put("images/a.jpg", b"not a picture")

    folder, _ = contents.taken()

    assert folder.originals["images/a.jpg"].at(800).length == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.mp4", b"RIFF....AVI "), ("a.webm", b"\x00\x00\x00\x18ftyp"), ("a.vtt", b"1\n00:00"), ("a.mp3", b"OggS")],
)
def test_a_video_or_a_sound_that_was_only_renamed_is_refused(measured, name, data):
    assert measured(f"documents/{name}", data) == "enregistrement-illisible"


def test_what_no_forge_takes_is_refused(measured, monkeypatch):
    monkeypatch.setattr(measure_module, "HEAVIEST_RECORDING", 1000)

    fault = measured("documents/fete.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(2000))

    assert fault == "enregistrement-trop-lourd"


def test_a_pdf_tells_its_language(measured):
    told = (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Lang(en_GB)/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
    )

    assert measured("documents/plan.pdf", told).language == "en-GB"
    assert measured("documents/autre.pdf", told.replace(b"en_GB", b"<script>")).language == ""
    assert measured("documents/rien.pdf", b"%PDF-1.7").language == ""
