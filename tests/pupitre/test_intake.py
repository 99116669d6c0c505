"""A file that is handed over: what it is comes from its bytes, what is kept of it may be seen by anybody."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from pypdf import PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from tambour.media.opening import Unreadable
from tambour.pupitre.forms.data import UploadedFile
from tambour.pupitre.media import intake
from tambour.pupitre.media.admission import pdf_facts, take
from tambour.pupitre.media.deposits import Deposits
from tambour.pupitre.media.intake import NotTaken, take_in
from tambour.pupitre.media.sniffing import suffix_of
from tests.media.pictures import SECRETS, animation, phone_photo, png_of

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
HEIC = (Path(__file__).parents[1] / "media" / "phone.heic").read_bytes()


def archive(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_kml", ".kml"), data)
    return stream.getvalue()


def drawn(mode: str, form: str, size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, 0 if mode in ("L", "P") else tuple([90] * len(mode))).save(stream, form, **options)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "suffix"),
    [
        (b"%PDF-1.7 ...", "photo.jpg", ".pdf"),
        (archive(word__document_xml=b"<w/>"), "plan.zip", ".docx"),
        (archive(xl__workbook_xml=b"<x/>"), "", ".xlsx"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "", ".odt"),
        (archive(doc_kml=b"<kml/>"), "", ".kmz"),
        (archive(a=b"1"), "a.docx", ".zip"),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "WordDocument".encode("utf-16-le"), "", ".doc"),
        (b"BEGIN:VCALENDAR\r\n", "", ".ics"),
        (b"nom;age\nA;3\n", "liste.csv", ".csv"),
        (b"nom;age\nA;3\n", "liste.exe", ""),
        (b"<!doctype html><script>", "liste.csv", ""),
        (b"\x7fELF\x02\0\0", "liste.txt", ""),
        (b"PK\x03\x04 broken", "a.zip", ""),
        (b'{"type": "FeatureCollection"}', "a.geojson", ".geojson"),
        (b"MM\0*rest", "a.jpg", "image"),
    ],
)
def test_what_a_file_is_comes_from_its_bytes(data: bytes, name: str, suffix: str):
    assert suffix_of(data, name) == suffix


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photo_is_kept_upright_and_bare(orientation: int):
    kept, said = take(phone_photo((500, 400), orientation=orientation), "IMG_1.JPG", "images")

    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (500, 400) == (said["width"], said["height"])
        assert not image.getexif()
        assert not {"icc_profile", "xmp", "comment"} & image.info.keys()
    assert not [secret for secret in SECRETS if secret in kept]
    assert "position" in said["done"]


@pytest.mark.parametrize(
    ("data", "suffix", "mode"),
    [
        (HEIC, ".jpg", "RGB"),
        (drawn("CMYK", "JPEG"), ".jpg", "RGB"),
        (
            drawn("RGB", "PNG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()),
            ".png",
            "RGB",
        ),
        (drawn("RGBA", "PNG", (3000, 10)), ".png", "RGBA"),
        (drawn("RGB", "WEBP"), ".webp", "RGB"),
        (drawn("RGB", "AVIF"), ".avif", "RGB"),
    ],
    ids=["heic", "cmyk", "profile", "transparent", "webp", "avif"],
)
def test_each_format_ends_as_one_that_the_site_reads(data: bytes, suffix: str, mode: str):
    kept, said = take(data, "a", "images")

    assert said["suffix"] == suffix
    with Image.open(io.BytesIO(kept)) as image:
        assert image.mode == mode
        assert max(image.size) <= 2560


def test_what_needs_no_change_stays_byte_for_byte():
    for data in (drawn("RGB", "JPEG"), drawn("P", "GIF"), drawn("L", "PNG")):
        assert take(data, "a", "images")[0] == data


@pytest.mark.parametrize(
    ("data", "folder", "code"),
    [
        (animation("GIF"), "images", "image-animee"),
        (animation("WEBP"), "images", "image-animee"),
        (png_of(12_000, 9_000, 1, 0, bytes(1_500), 1), "images", "image-trop-grande"),
        (drawn("RGB", "TIFF"), "images", "image-illisible"),
        (b"\xff\xd8\xff\xe0 nothing", "images", "image-illisible"),
        (b"", "images", "fichier-sans-contenu"),
        (b"MZ\x90\0", "documents", "document-refuse"),
        (b"<gpx><script xmlns='http://www.w3.org/1999/xhtml'/></gpx>", "documents", "document-actif"),
        (b"%PDF-1.7", "images", "pupitre-document-comme-image"),
    ],
)
def test_what_cannot_be_published_is_refused(data: bytes, folder: str, code: str):
    with pytest.raises(Unreadable) as refused:
        take(data, "a.jpg", folder)

    assert refused.value.code == code
    assert refused.value.context["value"] == "a.jpg"


def pdf(*, tagged: bool = True, language: str = "fr-FR", text: bool = True, password: str = "") -> bytes:
    from pypdf.generic import DecodedStreamObject

    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    if text:
        stream = DecodedStreamObject()
        stream.set_data(b"BT /F1 12 Tf 10 10 Td (Bonjour) Tj ET")
        page[NameObject("/Contents")] = writer._add_object(stream)
        font = {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")}
        font[NameObject("/BaseFont")] = NameObject("/Helvetica")
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(DictionaryObject(font))})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    root = writer.root_object
    if tagged:
        root[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
        root[NameObject("/StructTreeRoot")] = DictionaryObject()
    if language:
        root[NameObject("/Lang")] = TextStringObject(language)
    writer.add_metadata({"/Title": "Le plan"})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    stream_out = io.BytesIO()
    writer.write(stream_out)
    return stream_out.getvalue()


@pytest.mark.parametrize(
    ("data", "lacks"),
    [
        (pdf(), ()),
        (pdf(tagged=False), ("balises",)),
        (pdf(language=""), ("langue",)),
        (pdf(tagged=False, language="", text=False), ("images", "balises", "langue")),
        (pdf(password="x"), ("protege",)),
        (b"%PDF-1.7 nothing", ("illisible",)),
    ],
)
def test_a_pdf_says_what_it_lacks(data: bytes, lacks: tuple[str, ...]):
    assert pdf_facts(data).lacks == lacks


def upload(data: bytes, name: str = "scan.pdf") -> UploadedFile:
    return UploadedFile(name, len(data), io.BytesIO(data))


def test_a_document_is_named_by_its_title_and_told_what_to_do(tmp_path: Path):
    deposits = Deposits(tmp_path)
    taken = take_in(upload(pdf(tagged=False)), "documents", "", {}, deposits)

    assert (taken.name, taken.title) == ("le-plan.pdf", "Le plan")
    assert "«\u00a0PDF balisé\u00a0»" in taken.notes[0]
    other = take_in(upload(pdf(language="")), "documents", "Le plan", {}, deposits)
    assert other.name == "le-plan-2.pdf", "no name is given twice, be the other one still waiting"
    again = take_in(upload(pdf(tagged=False)), "documents", "Autrement", {}, deposits)
    assert again.deposit == taken.deposit


def test_a_file_that_is_too_heavy_or_too_long_is_refused_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    heavy = UploadedFile("C:\\photos\\lac\u202e.jpg", 41_000_000, io.BytesIO(b""))
    with pytest.raises(NotTaken, match=r"lac\.jpg.» pèse plus de 40.Mo"):
        take_in(heavy, "images", "", {}, Deposits(tmp_path))
    monkeypatch.setattr(intake, "PATIENCE", 0.001)
    with pytest.raises(NotTaken, match="temps raisonnable"):
        take_in(upload(b"x"), "documents", "", {}, Deposits(tmp_path))


def test_a_file_goes_with_the_content_that_names_it_alone(tmp_path: Path):
    lac = Deposits(tmp_path).keep("images", b"x", ".jpg", "Lac", ())

    assert lac.is_named_in(b"image: lac.jpg\n")
    assert lac.is_named_in(b"![Le lac](lac.jpg)")
    assert not lac.is_named_in(b"image: grand-lac.jpg\n")


@pytest.mark.parametrize(
    "token", ["images/../x", "images/" + "0" * 32 + "/../../a.jpg", "", "agenda/" + "0" * 32 + "/a.md"]
)
def test_a_token_names_no_other_file(tmp_path: Path, token: str):
    assert Deposits(tmp_path).find((token,)) == ()
