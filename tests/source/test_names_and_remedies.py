"""A name is understood where it can mean one thing; what is proposed instead of a mistake is accepted as it stands."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from pydantic import ValidationError

from tambour.model.events.event import Event
from tambour.model.place import FreePlace
from tambour.model.problems import ContentRefused, Problem
from tambour.model.territory import Address, Territory
from tambour.source.catalogue import Catalogue, read_catalogue
from tambour.source.explain import problems_of
from tambour.source.suggest import closest_name

Folder = Callable[[dict[str, str | bytes]], Path]
COMMUNES = 'ormes:\n  nom: Ormes-le-Pré\n  insee: "71901"\nvaldoux:\n  nom: Valdoux\n  insee: "71902"\n'
TOPICS = "patrimoine:\n  nom: Culture et patrimoine\nsport:\n  nom: Sport\n"


def place(item_id: str, title: str, commune: str = "valdoux", more: str = "") -> str:
    return f"---\nid: {item_id}\ntitre: {title}\ncommune: {commune}\nrue: 2 quai Neuf\n{more}---\n"


def event(fields: str) -> str:
    return f"---\nid: loto\ntitre: Loto\npublier_le: 2026-06-01\ndebut: 2026-06-20 14:00\n{fields}\n---\n"


BASE: dict[str, str | bytes] = {
    "referentiel/communes.yaml": COMMUNES,
    "referentiel/themes.yaml": TOPICS,
    "lieux/halle.md": place("halle-ormes", "Halle de l'Étoile", "ormes"),
    "lieux/un.md": place("sdf-ormes", "Salle des fêtes", "ormes"),
    "lieux/deux.md": place("sdf-valdoux", "Salle des fêtes"),
    "lieux/gymnase.md": place("gymnase-est", "Gymnase"),
    "lieux/projet.md": place("projet", "La Fabrique", more="brouillon: oui\n"),
}


@pytest.fixture
def read(folder: Folder, territory: Territory) -> Callable[[str], Catalogue]:
    return lambda fields: read_catalogue(folder(BASE | {"agenda/loto.md": event(fields)}), territory)


def the_event(catalogue: Catalogue) -> Event:
    [found] = [entry.item for entry in catalogue.entries if isinstance(entry.item, Event)]
    return found


def refused(read: Callable[[str], Catalogue], fields: str) -> Problem:
    with pytest.raises(ContentRefused) as caught:
        read(fields)
    [problem] = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lieu: Halle de l'Étoile", "halle-ormes"),
        ("lieu: halle de l’etoile", "halle-ormes"),
        ("lieu: {nom: HALLE DE L'ÉTOILE}", "halle-ormes"),
        ("lieu: gymnase", "gymnase-est"),
        ("lieu: Salle des Fêtes\ncommunes: ormes", "sdf-ormes"),
        ("lieu: sdf-valdoux", "sdf-valdoux"),
    ],
)
def test_a_declared_place_is_known_by_its_title(read: Callable[[str], Catalogue], typed: str, meant: str):
    catalogue = read(typed)
    [entry] = [entry for entry in catalogue.entries if entry.item.id == "loto"]

    assert the_event(catalogue).place == meant
    assert [occurrence.place for occurrence in entry.occurrences] == [meant]
    assert entry.communes == (("valdoux",) if meant in ("gymnase-est", "sdf-valdoux") else ("ormes",))


def test_one_date_elsewhere_is_known_by_its_title_too(folder: Folder, territory: Territory):
    dates = "creneaux:\n  - debut: 2026-06-20\n  - debut: 2026-06-27\n    lieu: Halle de l'Étoile"
    text = event(dates).replace("debut: 2026-06-20 14:00\n", "", 1)
    catalogue = read_catalogue(folder(BASE | {"agenda/loto.md": text}), territory)

    assert [slot.place for slot in the_event(catalogue).slots] == [None, "halle-ormes"]


@pytest.mark.parametrize("typed", ["lieu: La Fabrique", "lieu: Halle d'Étoile", "lieu: {nom: Gymnase, ville: Loin}"])
def test_any_other_name_stays_a_name(read: Callable[[str], Catalogue], typed: str):
    assert isinstance(the_event(read(typed)).place, FreePlace)


def test_of_two_places_with_one_name_the_writer_says_which(read: Callable[[str], Catalogue]):
    problem = refused(read, "lieu: Salle des fêtes")

    assert (problem.line, problem.code) == (6, "lieu-ambigu")
    assert "sdf-ormes, sdf-valdoux" in problem.hint or "sdf-valdoux, sdf-ormes" in problem.hint


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("communes: Ormes-le-Pré", "communes: ormes"),
        ("communes: ormes, valdoux", "communes: [ormes, valdoux]"),
        ("communes: Valdoux et Ormes-le-Pré", "communes: [valdoux, ormes]"),
        ("communes: [ormes, Val doux]", "communes: [ormes, valdoux]"),
        ("themes: Culture et patrimoine", "themes: patrimoine"),
        ("themes: patrimoine ; sport", "themes: [patrimoine, sport]"),
        ("themes: Sports", "themes: sport"),
        (
            "recurrence: {frequence: hebdomadaire, nombre: 3}\nsauf: 2026-06-27, 2026-07-04",
            "sauf: [2026-06-27, 2026-07-04]",
        ),
        ("acces: fauteuil, ascenseur", "acces: [fauteuil, ascenseur]"),
    ],
)
def test_what_is_proposed_is_accepted(read: Callable[[str], Catalogue], typed: str, proposed: str):
    problem = refused(read, typed)
    word = problem.hint.removeprefix("Écrivez : ").removesuffix(".")
    key = proposed.partition(":")[0]
    line = word if word.startswith(f"{key}:") else proposed if word in proposed else ""

    assert line == proposed
    read(typed.rpartition("\n")[0] + "\n" + line)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("titre2: x", "cle-inconnue"),
        ("themes: Voirie", "identifiant-illisible"),
        ("prix: '[{libelle: Menu, montant: 9}]'", "bloc-entre-guillemets"),
        ("lieu: '{nom: Halle, ville: Ormes}'", "bloc-entre-guillemets"),
        ("resume: Tournoi n # 4", "yaml-diese"),
        ("lieu: Salle # 2", "yaml-diese"),
        ("organisateur: Club # 1", "yaml-diese"),
        ("en_ligne: http://direct@valdoux.fr", "adresse-web-illisible"),
    ],
)
def test_what_cannot_be_meant_is_told(read: Callable[[str], Catalogue], typed: str, code: str):
    problem = refused(read, typed)

    assert (problem.line, problem.code) == (6, code)
    assert "voirie" not in problem.hint


@pytest.mark.parametrize(
    "typed", ["brouillon: oui # à relire", "communes: ormes # et les autres ?", "themes: [sport] # x"]
)
def test_a_comment_that_no_field_would_take_is_a_comment(read: Callable[[str], Catalogue], typed: str):
    assert the_event(read(typed)).title == "Loto"


def test_what_is_chosen_twice_is_chosen_once(read: Callable[[str], Catalogue]):
    found = the_event(read("communes: [ormes, ormes]\nthemes: [sport, sport]\nacces: [fauteuil, fauteuil]"))

    assert (found.communes, found.topics, len(found.access)) == (("ormes",), ("sport",), 1)


@pytest.mark.parametrize(
    ("typed", "known", "near"),
    [
        ("seance-2026-09.pdf", ["seance-2026-06.pdf"], ""),
        ("compte-rendu-septembre.pdf", ["compte-rendu-decembre.pdf"], ""),
        ("seance-mars.pdf", ["seance-mai.pdf"], ""),
        ("budjet.pdf", ["budget.pdf"], "budget.pdf"),
        ("budget", ["budget.pdf"], "budget.pdf"),
        ("Budget 2026.PDF", ["budget_2026.pdf"], "budget_2026.pdf"),
        ("salle-des-fete", ["salle-des-fetes", "halle"], "salle-des-fetes"),
        ("lavior.jpg", ["lavoir.jpg"], "lavoir.jpg"),
        ("piscine", ["cuisine"], ""),
    ],
)
def test_only_what_is_really_near_is_proposed(typed: str, known: list[str], near: str):
    assert closest_name(typed, known) == near


def test_a_pictogram_that_the_theme_lacks_is_told_in_its_register(folder: Folder, territory: Territory):
    files: dict[str, str | bytes] = {"referentiel/themes.yaml": "sport:\n  nom: Sport\n  pictogramme: balon\n"}
    with pytest.raises(ContentRefused) as caught:
        read_catalogue(folder(files), territory, icons=("ballon", "livre"))
    [problem] = caught.value.problems

    assert (str(problem.path), problem.line, problem.code) == ("referentiel/themes.yaml", 3, "pictogramme-inconnu")
    assert "« ballon » ?" in problem.message


def test_an_old_address_that_is_the_page_itself_is_only_noted(folder: Folder, territory: Territory):
    files: dict[str, str | bytes] = {
        "lieux/a.md": place("a", "A", more="alias: /lieux/a/\n"),
        "referentiel/communes.yaml": COMMUNES,
    }
    catalogue = read_catalogue(folder(files), territory)

    assert [note.code for note in catalogue.notes] == ["alias-vers-soi"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("lundi ouvrable", "lundi, ou mardi.")],
)
def test_opening_hours_never_propose_what_they_refuse(folder: Folder, territory: Territory, typed: str, said: str):
    text = place("a", "A", more=f"horaires:\n  semaine:\n    {typed}: 9h-12h\n")
    with pytest.raises(ContentRefused) as caught:
        read_catalogue(folder({"lieux/a.md": text, "referentiel/communes.yaml": COMMUNES}), territory)
    [problem] = caught.value.problems

    assert said in problem.hint
    assert "1er" not in problem.hint


def test_a_fifth_saturday_is_not_skipped_in_silence(folder: Folder, territory: Territory):
    text = event("recurrence: {frequence: mensuelle, jours: 5e samedi, nombre: 2}").replace("06-20", "05-30")
    catalogue = read_catalogue(folder(BASE | {"agenda/loto.md": text}), territory)

    assert [(note.line, note.code) for note in catalogue.notes] == [(6, "serie-saute-des-mois")]


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_a_text_of_nothing_is_empty_and_not_one_character_short(typed: str):
    raw = {"street": typed, "postal_code": "71250", "city": "Ormes"}
    with pytest.raises(ValidationError) as caught:
        Address.model_validate(raw)

    [fault] = problems_of(caught.value, Address, raw, PurePosixPath("pelicanconf.py"), lambda _: 1)

    assert (fault.code, fault.message) == ("champ-vide", "ce champ est vide")
