"""What is worth a word before a site goes public is said, and only then."""

from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from tambour.build.publication import publication_notes
from tambour.build.schedule import is_public
from tambour.commands.build import build
from tambour.source.catalogue import read_catalogue

NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Paris"))
NEWS = "---\nid: {id}\ntitre: {title}\npublier_le: {day}\n---\n{text}\n"
LEGAL = {f"pages/{page}.md": f"---\nid: {page}\ntitre: Page\n---\n" for page in ("mentions-legales", "accessibilite")}


@pytest.fixture
def notes(folder, territory, tmp_path):
    """The notes on a content, as text; publication: whether its settings say so."""

    def settings_files(typed: str) -> list[Path]:
        conf = tmp_path / "pelicanconf.py"
        conf.write_text(typed, "utf-8")
        return [conf]

    def of(files: dict[str, str], *, publication: bool = True, typed: str = "", **other: str) -> list[str]:
        catalogue = read_catalogue(folder(files), territory)
        speaker = territory.model_copy(update={"domain": "interco.fr", "email": "accueil@interco.fr", **other})
        file = SimpleNamespace(place=lambda *keys: (Path("publishconf.py"), len(keys)), files=settings_files(typed))
        settings = SimpleNamespace(publication=publication, territory=speaker, url="https://interco.fr", file=file)
        public = [entry for entry in catalogue.entries if is_public(entry.item, NOW)]
        return list(publication_notes(settings, catalogue, public, NOW))

    return of


def news(text: str = "", title: str = "Titre", day: str = "2026-11-01", name: str = "avis") -> dict[str, str]:
    return {f"actualites/{name}.md": NEWS.format(id=name, title=title, day=day, text=text)}


def test_a_site_that_lacks_nothing_is_told_nothing(notes):
    assert notes(LEGAL | news("Écrivez à [la mairie](mailto:mairie@interco.fr).")) == []


@pytest.mark.parametrize("publication", [True, False])
def test_what_is_left_for_a_person_to_write_is_told_at_its_line(notes, publication):
    text = "Un.\n\n[à compléter : la durée]\n\nDeux. [À compléter]\n\n[à compléter : le reste]"
    conf = 'A = 1\nB = "[à compléter : prénom et nom]"\n'

    told = notes(LEGAL | news(text), publication=publication, typed=conf)

    assert [line.splitlines()[0] for line in told] == [
        "pelicanconf.py:2: il reste à compléter : prénom et nom [reste-a-completer]",
        "actualites/avis.md:8: il reste à compléter : la durée (de même lignes 10 et 12) [reste-a-completer]",
    ]


def test_a_form_to_fill_in_and_a_draft_are_nobody_s_business(notes):
    draft = {"actualites/b.md": "---\nid: b\ntitre: B\npublier_le: 2026-11-01\nbrouillon: oui\n---\n[à compléter]\n"}

    assert notes(LEGAL | news("Dossier à compléter et à renvoyer.") | draft) == []


def test_pages_that_the_law_asks_for(notes):
    told = notes(news())

    assert [line.partition(":")[0] for line in told] == ["pages/mentions-legales.md", "pages/accessibilite.md"]
    assert "loi du 21 juin 2004" in told[0] and "[page-legale-absente]" in told[0]


@pytest.mark.parametrize(
    "typed",
    [
        news("Une ligne.\n\nÉcrivez à [l’accueil](mailto:accueil@haut-serein.example)."),
        news("[Le site](https://www.haut-serein.example/agenda/)"),
        news(title="Joindre accueil@haut-serein.example"),
    ],
)
def test_an_address_that_nobody_can_reach(notes, typed):
    [told] = notes(LEGAL | typed)

    assert told.startswith("actualites/avis.md:") and "haut-serein.example »" in told
    assert "[adresse-d-exemple]" in told


def test_a_main_language_without_words(notes):
    [told] = notes(LEGAL, languages=["br", "fr"])

    assert "« br »" in told and "reste en français" in told and "[langue-sans-catalogue]" in told
    assert notes(LEGAL, languages=["oc-FR"]) == []


def test_an_address_that_nobody_can_reach_in_the_settings(notes):
    [domain, email] = notes(LEGAL, domain="interco.example", email="accueil@interco.example")

    assert domain.startswith("publishconf.py:2: domain : « interco.example »")
    assert "« accueil@interco.example »" in email


@pytest.mark.parametrize("name", ["Val d’Aubrelle", "val d'Aubrelle"])
def test_the_name_of_the_demonstration(notes, name: str):
    typed = LEGAL | news(f"Bienvenue dans le {name}.")

    assert [line.rpartition("[")[2].partition("]")[0] for line in notes(typed)] == ["nom-de-la-demonstration"]
    assert notes(typed, name="Communauté de communes du Val d’Aubrelle") == []


def test_nothing_of_it_while_one_only_tries(notes):
    assert notes(news("Le Val d’Aubrelle : a@b.example"), publication=False) == []


def test_what_is_to_appear_soonest_first(notes):
    days = {"a": "2026-12-24", "b": '"2026-12-05 18:30"', "c": "2027-01-01", "d": "2027-02-01", "e": "2027-03-01"}
    later = {path: text for name, day in days.items() for path, text in news(day=day, name=name).items()}

    assert [line.replace("\xa0", " ") for line in notes(LEGAL | later, publication=False)] == [
        "actualites/b.md:4 : paraîtra le 5 décembre 2026 à 18 h 30.",
        "actualites/a.md:4 : paraîtra le 24 décembre 2026.",
        "actualites/c.md:4 : paraîtra le 1er janvier 2027.",
        "2 autres contenus paraîtront plus tard.",
    ]


def test_a_draft_is_not_said_to_appear(notes):
    draft = {path: text.replace("titre:", "brouillon: oui\ntitre:") for path, text in news(day="2027-01-01").items()}

    assert notes(LEGAL | draft) == []


def test_a_page_or_a_link_that_has_no_room_in_the_main_menu_is_told_where_it_asks_for_it(project, capsys):
    for number in range(8):
        project.write(f"content/pages/p{number}.md", f"---\nid: p{number}\ntitre: Page\nmenu: principal\n---\nTexte.\n")
    project.write(
        "content/referentiel/liens.yaml",
        "billets:\n  nom: Billets\n  adresse: https://b.fr\n  menu: principal\n  ordre: 800\n",
    )
    project.write("content/pages/tard.md", "---\nid: tard\ntitre: Tard\nordre: 900\nmenu: principal\n---\nTexte.\n")

    assert build() == 0

    told = [line for line in capsys.readouterr().out.splitlines() if "menu-complet" in line]
    assert [line.partition(": menu")[0] for line in told] == [
        "À noter : referentiel/liens.yaml:4",
        "À noter : pages/tard.md:5",
    ]
