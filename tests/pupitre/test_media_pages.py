"""Pictures and documents in the pupitre, without JavaScript: given with a form, seen, changed, taken away."""

import io

import pytest
from PIL import Image

from tests.pupitre.conftest import HOST, Visitor, words
from tests.pupitre.versions.repositories import git

FETE = "ecrire/agenda/fete.md"


def photo(size: tuple[int, int] = (640, 480), form: str = "JPEG", **options: object) -> bytes:
    stream = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(stream, form, **options)
    return stream.getvalue()


def give(visitor: Visitor, do: str, files: dict[str, tuple[str, bytes]], typed: dict[str, str] | None = None):
    values = {**visitor.fields(visitor.page(FETE)), **(typed or {}), "_faire": do}
    values = {name: value for name, value in values.items() if not name.startswith("_fichier")}
    sent = {f"_fichier.{name}": (file[0], file[1], "application/octet-stream") for name, file in files.items()}
    return visitor.client.post(f"/pupitre/{FETE}", data=values, files=sent, headers={"Origin": HOST})


def test_a_photo_is_saved_with_the_content_that_names_it(visitor: Visitor):
    git(visitor.project.root, "init", "-q")
    git(visitor.project.root, "add", "-A")
    git(visitor.project.root, "commit", "-qm", "debut")
    answer = give(visitor, "publier", {"image:image": ("IMG_2034.HEIC.jpg", photo())}, {"alt": "Le lac, au soir"})

    assert answer.url.query == b"fait=publie", words(visitor.answered(answer))
    assert "image: fete-du-lac.jpg" in visitor.text("agenda/fete.md")
    assert (visitor.project.root / "content/images/fete-du-lac.jpg").read_bytes() == photo()
    changed = git(visitor.project.root, "show", "--name-only", "--format=", "HEAD").split()
    assert changed == ["content/agenda/fete.md", "content/images/fete-du-lac.jpg"]


def test_a_photo_without_its_words_waits_with_all_that_was_typed(visitor: Visitor):
    answer = give(visitor, "publier", {"image:image": ("a.jpg", photo())}, {"resume": "À ne pas perdre"})
    page = visitor.answered(answer)

    assert answer.status_code == 422
    assert not (visitor.project.root / "content/images").exists()
    assert page.xpath("//textarea[@name='resume']")[0].text.strip() == "À ne pas perdre"
    token = page.xpath("//input[@name='_depots']/@value")[0]
    seen = page.xpath("//div[@data-pour='image']//img/@src")[0]
    assert seen == f"/pupitre/medias/attente/{token}"
    assert visitor.client.get(seen).headers["content-type"] == "image/jpeg"
    again = visitor.send(FETE, "publier", {"alt": "Le lac"}, page)
    assert again.url.query == b"fait=publie"
    assert (visitor.project.root / "content/images/fete-du-lac.jpg").is_file()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.jpg", b"GIF89a nothing", "pas une image lisible"),
        ("photo.jpg", b"%PDF-1.4", "est un document, pas une image"),
        ("photo.jpg", b"<html><script>x()</script>", "pas une image que l’on sait lire"),
        (
            "a.svg",
            b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>x()</script></svg>',
            "dessiner",
        ),
        ("../../x.jpg", b"", "vide"),
    ],
)
def test_a_file_that_is_refused_loses_nothing(visitor: Visitor, name: str, data: bytes, told: str):
    answer = give(visitor, "publier", {"image:image": (name, data)}, {"resume": "Gardé"})
    page = visitor.answered(answer)

    assert answer.status_code == 422
    assert told in words(page.xpath("//div[@id='c-image-champ']")[0]).replace("\u00a0", " ")
    assert page.xpath("//textarea[@name='resume']")[0].text.strip() == "Gardé"
    assert not (visitor.project.root / "content/images").exists()


def test_files_are_read_where_they_are_asked_for_alone(visitor: Visitor):
    token = visitor.fields(visitor.page(FETE))["_jeton"][0]
    sent = {"_fichier.image:image": ("a", b"x")}
    address, origin = "/pupitre/verifier/agenda/fete.md", {"Origin": HOST}
    answer = visitor.client.post(address, data={"_jeton": token}, files=sent, headers=origin)

    assert answer.status_code in (400, 413)


def test_a_script_hands_a_photo_over(visitor: Visitor):
    token = visitor.fields(visitor.page(FETE))["_jeton"][0]
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    data = {"_jeton": token, "cible": "image", "titre": "Le marché d’été"}
    sent = {"_fichier.fichier:fichier": ("DSC001.JPG", photo((3000, 2000), exif=exif), "image/jpeg")}
    told = visitor.client.post("/pupitre/medias/deposer", data=data, files=sent, headers={"Origin": HOST}).json()

    assert told["nom"] == "le-marche-d-ete.jpg"
    assert "remise droite et réduite à 1707 × 2560 pixels" in told["notes"][0]
    assert "effacé" in told["notes"][0]
    kept = Image.open(visitor.desk.deposits.find([told["jeton"]])[0].file)
    assert kept.size == (1707, 2560)
    assert not kept.getexif()


def picture(visitor: Visitor) -> None:
    folder = visitor.project.root / "content/images"
    folder.mkdir(exist_ok=True)
    (folder / "lac.jpg").write_bytes(photo())
    (folder / "seule.jpg").write_bytes(photo((64, 48)))
    visitor.write(
        "agenda/fete.md",
        visitor.text("agenda/fete.md").replace("titre: ", "image: lac.jpg\nalt: Le lac\ntitre: ", 1),
    )


def test_the_library_tells_who_uses_what(visitor: Visitor):
    picture(visitor)
    page = visitor.page("medias/")
    told = {piece.get("data-nom"): words(piece) for piece in page.xpath("//li[contains(@class, 'piece')]")}

    assert told["lac.jpg"].startswith("Fête du lac")
    assert "pas encore employé" in told["seule.jpg"]
    assert [one.get("data-nom") for one in visitor.page("medias/?q=FETE").xpath("//li[@data-nom]")] == ["lac.jpg"]
    assert [one.get("data-nom") for one in visitor.page("medias/?seules=oui").xpath("//li[@data-nom]")] == ["seule.jpg"]
    assert visitor.client.get("/pupitre/medias/vignette/images/lac.jpg").headers["content-type"] == "image/jpeg"


def post(visitor: Visitor, path: str, typed: dict[str, str], file: bytes | None = None):
    token = visitor.fields(visitor.page(FETE))["_jeton"][0]
    files = {"_fichier.fichier:fichier": ("x", file)} if file is not None else None
    values = {"_jeton": token, **typed}
    return visitor.client.post(f"/pupitre/medias/{path}", data=values, files=files, headers={"Origin": HOST})


def test_what_a_picture_shows_is_said_where_it_is_used(visitor: Visitor):
    picture(visitor)
    typed = {"_faire": "decrire", "agenda/fete.md.alt": "Le lac gelé", "agenda/fete.md.credit": "A. Martin"}
    post(visitor, "voir/images/lac.jpg", typed)

    assert "alt: Le lac gelé" in visitor.text("agenda/fete.md")
    assert "credit: A. Martin" in visitor.text("agenda/fete.md")
    refused = post(visitor, "voir/images/lac.jpg", {"_faire": "decrire", "agenda/fete.md.alt": ""})
    assert refused.status_code == 422
    assert "alt: Le lac gelé" in visitor.text("agenda/fete.md")


def test_a_file_is_replaced_under_its_name_and_taken_away_when_nothing_uses_it(visitor: Visitor):
    picture(visitor)
    images = visitor.project.root / "content/images"
    post(visitor, "voir/images/lac.jpg", {"_faire": "remplacer"}, photo((800, 600)))
    assert (images / "lac.jpg").read_bytes() == photo((800, 600))

    post(visitor, "voir/images/lac.jpg", {"_faire": "supprimer"})
    assert (images / "lac.jpg").is_file()
    post(visitor, "voir/images/seule.jpg", {"_faire": "supprimer"})
    assert not (images / "seule.jpg").exists()


def test_a_file_of_another_type_is_named_by_whoever_named_the_one_before(visitor: Visitor):
    git(visitor.project.root, "init", "-q")
    picture(visitor)
    images = visitor.project.root / "content/images"
    (images / "le-lac.jpg").write_bytes(photo((70, 50)))
    news = visitor.text("actualites/travaux.md") + "\n![La rive](../images/lac.jpg)\n![Autre](../images/le-lac.jpg)\n"
    visitor.write("actualites/travaux.md", news)
    visitor.write("referentiel/contacts.yaml", "port:\n  nom: Le port\n  image: lac.jpg\n")
    git(visitor.project.root, "add", "-A")
    git(visitor.project.root, "commit", "-qm", "debut")

    answer = post(visitor, "voir/images/lac.jpg", {"_faire": "remplacer"}, photo((800, 600), "PNG"))

    assert answer.url.path == "/pupitre/medias/voir/images/lac.png", words(visitor.answered(answer))
    assert sorted(file.name for file in images.iterdir()) == ["lac.png", "le-lac.jpg", "seule.jpg"]
    assert "image: lac.png\n" in visitor.text("agenda/fete.md")
    assert "![La rive](../images/lac.png)\n![Autre](../images/le-lac.jpg)" in visitor.text("actualites/travaux.md")
    assert "image: lac.png\n" in visitor.text("referentiel/contacts.yaml")
    assert not visitor.desk.look().problems
    assert git(visitor.project.root, "rev-list", "--count", "HEAD").strip() == "2"
    assert len(git(visitor.project.root, "show", "--name-only", "--format=", "--no-renames", "HEAD").split()) == 5


def test_a_file_that_the_settings_name_keeps_its_type(visitor: Visitor):
    picture(visitor)
    visitor.project.write("content/images/logo.png", photo((300, 300), "PNG"))
    settings = visitor.project.root / "pelicanconf.py"
    settings.write_text(settings.read_text("utf-8") + '\nTERRITORY["logo"] = "logo.png"\n', "utf-8")
    visitor.desk.forget(anew=True)

    refused = post(visitor, "voir/images/logo.png", {"_faire": "remplacer"}, photo((200, 200)))

    assert refused.status_code == 422
    assert "technicien" in refused.text
    assert (visitor.project.root / "content/images/logo.png").is_file()


def test_a_picture_that_is_there_is_not_kept_twice(visitor: Visitor):
    picture(visitor)
    token = visitor.fields(visitor.page(FETE))["_jeton"][0]
    sent = {"_fichier.fichier:fichier": ("copie.jpg", photo())}
    told = visitor.client.post(
        "/pupitre/medias/deposer", data={"_jeton": token, "cible": "image"}, files=sent, headers={"Origin": HOST}
    ).json()

    assert (told["nom"], told["jeton"], told["alt"]) == ("lac.jpg", "", "Le lac")
    assert "Déjà utilisée par « Fête du lac »." in [note.replace("\u00a0", " ") for note in told["notes"]]


def scenery(size: tuple[int, int], quality: int = 90, shift: float = 0) -> bytes:
    """Something with shapes in it, which looks the same at any size."""
    stream = io.BytesIO()
    whole = Image.effect_mandelbrot((640, 480), (-2.0 + shift, -1.2, 1.0 + shift, 1.2), 60)
    whole.resize(size).convert("RGB").save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def deposit(visitor: Visitor, data: bytes) -> dict:
    sent = {"_fichier.fichier:fichier": ("IMG_1.jpg", data)}
    typed = {"_jeton": visitor.fields(visitor.page(FETE))["_jeton"][0], "cible": "image", "titre": "Un autre nom"}
    told = visitor.client.post("/pupitre/medias/deposer", data=typed, files=sent, headers={"Origin": HOST})
    assert told.status_code == 200, told.text
    return told.json()


def test_a_picture_that_looks_like_another_one_is_offered_instead(visitor: Visitor):
    picture(visitor)
    (visitor.project.root / "content/images/lac.jpg").write_bytes(scenery((640, 480)))
    visitor.desk.forget()

    [near] = deposit(visitor, scenery((400, 300), 60))["semblables"]

    assert (near["nom"], near["alt"]) == ("lac.jpg", "Le lac")
    assert near["dit"].replace("\u00a0", " ") == "Elle ressemble à « lac.jpg », déjà utilisée par « Fête du lac »."
    assert visitor.client.get(near["image"]).headers["content-type"] == "image/jpeg"
    assert deposit(visitor, scenery((640, 300)))["semblables"] == []  # another cut
    assert deposit(visitor, scenery((640, 480), shift=1.1))["semblables"] == []
    assert deposit(visitor, photo((640, 470)))["semblables"] == []  # nothing in it that tells it from another


def test_what_pictures_look_like_is_worked_out_once(visitor: Visitor, monkeypatch: pytest.MonkeyPatch):
    picture(visitor)
    (visitor.project.root / "content/images/lac.jpg").write_bytes(scenery((640, 480)))
    visitor.desk.forget()
    deposit(visitor, scenery((400, 300)))
    looked: list[str] = []
    monkeypatch.setattr("tambour.pupitre.media.likeness.look_of", lambda data, name: looked.append(name) or "")

    assert deposit(visitor, scenery((320, 240)))["semblables"]
    assert looked == []


def test_the_picture_that_is_there_can_be_chosen_without_a_script(visitor: Visitor):
    picture(visitor)
    (visitor.project.root / "content/images/seule.jpg").write_bytes(scenery((640, 480)))
    visitor.desk.forget()
    page = visitor.answered(give(visitor, "verifier", {"image:image": ("a.jpg", scenery((400, 300)))}))
    offered = page.xpath("//input[@name='_prendre.image']")[0]
    assert "Elle ressemble à « seule.jpg »" in words(offered.getparent())

    saved = visitor.send(FETE, "publier", {"_prendre.image": offered.get("value"), "alt": "La rive"}, page)

    assert saved.url.query == b"fait=publie", words(visitor.answered(saved))
    assert "image: seule.jpg" in visitor.text("agenda/fete.md")
    assert sorted(file.name for file in (visitor.project.root / "content/images").iterdir()) == ["lac.jpg", "seule.jpg"]


@pytest.mark.parametrize(
    "path", ["fichier/agenda/fete.md", "fichier/images/../../pelicanconf.py", "attente/images/x/y.jpg"]
)
def test_no_other_file_is_given(visitor: Visitor, path: str):
    assert visitor.client.get(f"/pupitre/medias/{path}").status_code == 404


def test_what_must_stay_visible_is_two_numbers(visitor: Visitor):
    picture(visitor)
    visitor.send(FETE, "publier", {"cadrage.x": "60", "cadrage.y": ""})
    page = visitor.page(FETE)

    assert "cadrage: 60, 50" in visitor.text("agenda/fete.md")
    assert [page.xpath(f"//input[@name='cadrage.{side}']/@value")[0] for side in "xy"] == ["60", "50"]
    visitor.send(FETE, "publier", {"cadrage.x": "", "cadrage.y": ""})
    assert "cadrage" not in visitor.text("agenda/fete.md")


def test_a_photo_that_waits_is_on_the_cards_already(visitor: Visitor):
    visitor.project.set('CHANNELS = {"cards": {}}')
    visitor.desk.forget(anew=True)
    answer = give(visitor, "sortie", {"image:image": ("a.jpg", photo((1600, 1200)))}, {"alt": "Le lac"})
    cards = visitor.answered(answer).xpath("//section[@id='sortie']//article//img/@src")

    assert len(cards) == 3
    assert visitor.client.get(cards[0]).headers["content-type"] == "image/jpeg", "a card with a photo is a JPEG"
    assert not (visitor.project.root / "content/images").exists()
