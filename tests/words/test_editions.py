"""An edition says all that its mail says; a frozen one never changes; what has changed since is told beside it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from tambour.model.letters.edition import CallPart, Edition, ImagePart, SelectionPart, TextPart, freeze, thaw
from tambour.model.media import Derived, Original
from tambour.model.registers import Commune
from tambour.model.site.published import Fragment
from tambour.testing.building import Files, published, site
from tambour.words.editions import Editions, as_sent, changed_since, more_dates_fr

PHOTO = Original(
    "images/lac.jpg",
    "image/jpeg",
    9,
    "00",
    1600,
    1200,
    tuple(Derived(f"media/lac-{width}.jpg", "image/jpeg", width, width * 3 // 4, 9) for width in (400, 800, 1600)),
)
LOGO = Original("images/logo.png", "image/png", 9, "01", 200, 100, (Derived("media/l.png", "image/png", 200, 100, 9),))
COMMUNES = {
    key: Commune.model_validate({"id": key, "nom": name, "insee": f"3900{number}"})
    for number, (key, name) in enumerate((("b", "Azay"), ("a", "Brézé")), start=1)
}
NEWS = published(
    "news",
    {
        "id": "lac",
        "titre": "Le lac",
        "resume": "Il rouvre.",
        "publier_le": "2026-11-20",
        "image": "lac.jpg",
        "alt": "Vu",
    },
)
EVENT = {
    "id": "fete",
    "titre": "La fête",
    "publier_le": "2026-11-01",
    "lieu": {"nom": "Salle des fêtes", "ville": "Azay"},
    "communes": ["a"],
    "creneaux": [
        {"debut": "2026-12-05 10:00", "fin": "12h"},
        {"debut": "2026-12-06 10:00", "statut": "annule"},
        {"debut": "2026-12-12 10:00"},
    ],
}
BLOCKS = [
    {"type": "selection", "titre": "À lire", "ids": ["lac"]},
    {"type": "selection", "titre": "À voir", "genres": "agenda", "jours": 60, "presentation": "agenda"},
    {"type": "selection", "titre": "Rien", "genres": "alertes"},
    {"type": "texte", "titre": "Le mot", "texte": "**Oui**"},
    {"type": "appel", "libelle": "Réserver", "adresse": "id:fete#venir"},
    {"type": "image", "image": "logo.png", "alt": "Logo", "adresse": "https://a.fr/"},
]


def letter(blocks=BLOCKS, **more):
    typed = {
        "id": "mai",
        "titre": "La lettre de mai",
        "objet": "Un objet",
        "preheader": "Les nouvelles du territoire et les rendez-vous.",
        "publier_le": "2026-12-01 08:00",
        "blocs": blocks,
    }
    made = published("letter", typed | more)
    return replace(made, fragments={"blocs.3.texte": Fragment("<p><strong>Oui</strong></p>", "Oui")})


def editions(*items, letter=None, **more) -> tuple[Edition, ...]:
    shown = site((*items, letter), media=Files({PHOTO.path: PHOTO, LOGO.path: LOGO}), communes=COMMUNES, **more)
    return Editions(shown).of(letter)


def test_every_block_becomes_a_part_and_an_empty_selection_none():
    [edition] = editions(NEWS, published("event", EVENT), letter=letter())

    read, see, text, call, image = edition.parts
    assert (edition.subject, edition.title, edition.url) == ("Un objet", "La lettre de mai", letter().url)
    assert isinstance(read, SelectionPart) and read.title == "À lire"
    assert isinstance(see, SelectionPart) and see.layout == "agenda"
    assert text == TextPart(title="Le mot", html="<p><strong>Oui</strong></p>", plain="Oui")
    assert call == CallPart(label="Réserver", url="https://www.exemple.fr/interco/agenda/fete/#venir")
    assert isinstance(image, ImagePart)
    assert (image.image.name, image.image.width, image.image.height) == ("bloc-6-mai.png", 200, 100)


def test_an_item_says_what_its_page_says():
    [edition] = editions(NEWS, published("event", EVENT), letter=letter())
    lake, party = edition.items

    assert (lake.title, lake.summary, lake.url) == ("Le lac", "Il rouvre.", NEWS.url)
    assert lake.image is not None
    assert (lake.image.name, lake.image.alt, lake.image.width, lake.image.height) == ("lac.jpg", "Vu", 552, 414)
    assert party.when.replace("\u00a0", " ") == "samedi 5 décembre 2026 de 10 h à midi"
    assert (party.where, more_dates_fr(party)) == (
        "Salle des fêtes, Azay",
        "et 1\u00a0autre date, sauf le dimanche 6\u00a0décembre (date annulée)",
    )
    assert party.image is None


def test_pictures_inside_a_text_get_addresses_that_last():
    source = "https://www.exemple.fr/interco/media/lac-800.jpg"
    other = '<img src="https://a.fr/b.png" alt="x">'
    html = f'<p>Vu <img decoding="async" alt="De &quot;loin&quot; &gt;" src="{source}"> {other}</p>'
    made = replace(letter([]), html=html * 2)

    [edition] = editions(letter=made)

    image = '<img src="images/texte-1-mai.jpg" width="552" height="414" alt="De &quot;loin&quot; &gt;">'
    assert edition.html == f"<p>Vu {image} {other}</p>" * 2
    assert [(image.name, image.source, image.alt) for image in edition.images] == [
        ("texte-1-mai.jpg", "images/lac.jpg", 'De "loin" >')
    ]


def test_each_commune_has_its_edition_with_its_own_first():
    elsewhere = published("event", EVENT | {"id": "ailleurs", "communes": ["b"], "creneaux": [{"debut": "2026-12-04"}]})
    everywhere = published("event", {**EVENT, "id": "partout", "communes": [], "creneaux": [{"debut": "2026-12-03"}]})
    items = (NEWS, published("event", EVENT), elsewhere, everywhere)

    made = editions(*items, letter=letter(par_commune="oui"))

    carried = {edition.commune: [item.id for item in edition.items if item.kind == "event"] for edition in made}
    assert list(carried) == ["", "b", "a"]  # the territory's, then by name: Azay, Brézé
    assert carried == {
        "": ["partout", "ailleurs", "fete"],
        "a": ["partout", "fete", "ailleurs"],  # 3 and 5 December, then 4 December elsewhere
        "b": ["partout", "ailleurs", "fete"],
    }
    headings = [part.title for part in made[2].parts if isinstance(part, SelectionPart) and part.layout == "agenda"]
    assert headings == ["À voir", "À voir\u00a0: dans les autres communes"]


def test_what_a_block_puts_first_comes_first_for_each_commune():
    elsewhere = published("event", EVENT | {"id": "ailleurs", "communes": ["b"], "creneaux": [{"debut": "2026-12-24"}]})
    block = {"type": "selection", "genres": "agenda", "jours": 60, "avec": ["ailleurs"]}

    made = editions(published("event", EVENT), elsewhere, letter=letter([block], par_commune="oui"))

    assert {tuple(item.id for item in edition.items) for edition in made} == {("ailleurs", "fete")}
    assert {edition.commune_name for edition in made} == {"", "Azay", "Brézé"}


def test_what_lasts_has_the_last_day_on_its_tile_as_on_the_site():
    show = {"id": "expo", "titre": "Une expo", "publier_le": "2026-10-01", "debut": "2026-11-14", "fin": "2026-12-20"}
    block = {"type": "selection", "ids": ["expo"], "presentation": "agenda"}

    [edition] = editions(published("event", show), letter=letter([block]))

    [item] = edition.items
    assert (item.lasts, item.day) == (True, date(2026, 12, 20))


def test_an_alert_that_was_lifted_is_carried_as_such():
    typed = {"id": "eau", "titre": "Eau", "niveau": "urgence", "publier_le": "2026-11-20 08:00", "fin": "2026-12-24"}
    lifted = published("alert", {**typed, "statut": "levee", "modifie": "2026-11-28 18:00", "resume": "Ne buvez pas."})
    block = {"type": "selection", "ids": ["eau"]}

    [edition] = editions(lifted, letter=letter([block]))
    [before] = editions(published("alert", typed), letter=letter([block]))

    [item] = edition.items
    assert (item.level, item.state, item.summary) == (None, "Alerte levée", "")
    assert item.when == "Levée le samedi 28\u00a0novembre\u00a02026 à 18\u00a0h"
    assert changed_since(site([lifted]), before.items[0]) == item.when


def test_a_frozen_letter_is_what_was_kept():
    sent = editions(NEWS, letter=letter([BLOCKS[0]]))
    kept = thaw(freeze(tuple(edition.kept_in("lettres/mai.figee") for edition in sent)))

    [now] = editions(letter=replace(letter([]), frozen=kept))

    assert [item.title for item in now.items] == ["Le lac"]
    assert [image.source for image in now.images] == ["lettres/mai.figee/lac.jpg"]
    assert freeze(kept) == freeze(thaw(freeze(kept)))
    assert [one.essence for one in kept] == [one.essence for one in sent], "who reads it is told the same"
    assert sent[0].model_copy(update={"subject": "Autre"}).essence != sent[0].essence


def test_the_page_of_a_frozen_letter_says_what_was_sent():
    image = '<img src="images/texte-1-mai.jpg" alt="">'
    [sent] = editions(letter=replace(letter([]), html=f"<p>{image}</p>", plain="Vu."))

    page = as_sent(replace(letter([], titre="Corrigé", objet="Autre"), frozen=(sent,)), site())

    assert (page.item.title, page.item.subject, page.plain) == ("La lettre de mai", "Un objet", "Vu.")
    assert page.html == '<p><img src="https://www.exemple.fr/interco/lettres/mai/images/texte-1-mai.jpg" alt=""></p>'


@pytest.mark.parametrize("data", [b"", b"[]]", b'[{"letter": "mai"}]', b'{"a": 1}'])
def test_what_was_touched_is_not_thawed(data):
    with pytest.raises(ValidationError):
        thaw(data)


SINCE = "Depuis cet envoi\u00a0:"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, ""),
        ({"statut": "annule"}, f"{SINCE} annulé"),
        (
            {"debut": "2026-12-05 14:00", "debut_precedent": "2026-12-05 10:00"},
            f"{SINCE} déplacé, samedi 5",
        ),
        ({"statut": "reporte"}, f"{SINCE} reporté, prévu d’abord samedi 5"),
        ({"statut": "complet"}, f"{SINCE} complet"),
    ],
)
def test_what_has_changed_since_is_told(changes, told):
    typed = {"id": "bal", "titre": "Le bal", "publier_le": "2026-11-01", "debut": "2026-12-05 10:00"}
    [sent] = editions(published("event", typed), letter=letter([{"type": "selection", "ids": ["bal"]}]))

    now = site([published("event", typed | changes)])

    assert changed_since(now, sent.items[0]).startswith(told)
    assert bool(changed_since(now, sent.items[0])) == bool(told)


def test_a_cancelled_date_that_takes_place_after_all_is_told():
    typed = {"id": "bal", "titre": "Le bal", "publier_le": "2026-11-01", "debut": "2026-12-05 10:00"}
    off = published("event", typed | {"statut": "annule"})
    [sent] = editions(off, letter=letter([{"type": "selection", "ids": ["bal"]}]))

    assert sent.items[0].state == "Annulé"
    assert changed_since(site([published("event", typed)]), sent.items[0]).startswith("Finalement maintenu, samedi")
    assert changed_since(site([off]), sent.items[0]) == ""
    assert changed_since(site([]), sent.items[0]) == ""


def test_a_letter_without_earlier_ones_to_skip_costs_little():
    """Each letter that skips what earlier ones carried would ask all of them, and each of these all before it."""
    blocks = [{"type": "selection", "genres": "actualites", "sans_deja_envoyes": "oui", "au_plus": 1}]
    letters = [letter(blocks, id=f"lettre-{day:02d}", publier_le=f"2026-12-{day:02d} 08:00") for day in range(1, 29)]
    news = [published("news", {"id": f"n-{n:02d}", "titre": "N", "publier_le": "2026-11-01"}) for n in range(30)]
    shown = site((*news, *letters), now=datetime(2027, 1, 1, tzinfo=UTC))
    resolved = Editions(shown)

    carried = [item.id for one in reversed(letters) for item in resolved.of(one)[0].items]

    assert len(set(carried)) == len(carried) == 28
