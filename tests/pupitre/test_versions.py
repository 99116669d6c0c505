"""Versions and clashes in the words of the form: no id, no key, no date as a file has it."""

import re
import subprocess
from datetime import UTC, datetime
from typing import Any

import pytest

from tambour.model.kinds import KINDS
from tambour.pupitre.forms.choices import Choices
from tambour.pupitre.forms.form import Form
from tambour.pupitre.forms.wording import words_at
from tambour.pupitre.versions.differences import FieldChange
from tambour.pupitre.versions.store import PUPITRE, SavedVersion
from tambour.pupitre.web.version_pages import as_here, in_words
from tambour.testing.building import PARIS
from tests.pupitre.conftest import Visitor, words
from tests.pupitre.versions.repositories import git

CHOICES = Choices(
    {
        "commune": {"mijoux": "Mijoux", "lelex": "Lélex"},
        "place": {"salle-des-fetes": "Salle des fêtes"},
        "item": {"fete-du-lac": "Fête du lac", "ball": "Le bal"},
        "link": {"id:fete-du-lac": "Fête du lac"},
    }
)
LETTER_BLOCK: dict[str, Any] = {
    "type": "selection",
    "titre": "À venir",
    "genres": ["agenda"],
    "depuis_derniere_lettre": "oui",
    "avec": ["ball"],
    "presentation": "liste",
}


@pytest.mark.parametrize(
    ("kind", "place", "value", "said"),
    [
        ("event", ("debut",), "2026-12-01T10:30", "mardi 1er décembre 2026, 10 h 30"),
        ("event", ("debut",), "2026-12-01", "mardi 1er décembre 2026"),
        ("event", ("fin",), "12h30", "12 h 30"),
        ("event", ("statut",), "annule", "Annulé"),
        ("event", ("lieu",), "salle-des-fetes", "Salle des fêtes"),
        ("event", ("lieu",), {"nom": "Halle", "ville": "Lélex"}, "Halle, Lélex"),
        ("event", ("communes",), ["mijoux", "lelex"], "Mijoux, Lélex"),
        ("event", ("prix",), "5", "5 €"),
        ("event", ("prix",), [{"libelle": "Adultes", "montant": "5"}, {"libelle": "Enfants", "montant": "0"}],
         "Adultes : 5 € ; enfants : gratuit"),
        ("event", ("traduction_de",), "fete-du-lac", "Fête du lac"),
        ("event", ("decorative",), "oui", "Oui"),
        ("event", ("cadrage",), "60, 30", "60 % depuis la gauche, 30 % depuis le haut"),
        ("event", ("creneaux", 0, "debut"), "2026-12-05 10:00", "samedi 5 décembre 2026, 10 h"),
        ("event", ("creneaux", 1), {"debut": "2026-12-05", "statut": "complet"},
         "Début : samedi 5 décembre 2026, Statut : Complet"),
        ("event", ("brouillon",), "a-relire", "À relire"),
        ("event", ("recurrence", "frequence"), "hebdomadaire", "Chaque semaine"),
        ("alert", ("statut",), "levee", "Finie plus tôt que prévu"),
        ("alert", ("niveau",), "urgence", "Urgence"),
        ("page", ("menu",), "pied", "Au pied de chaque page"),
        ("letter", ("blocs", 0, "ids"), ["fete-du-lac", "ball"], "Fête du lac, Le bal"),
        ("letter", ("blocs", 0, "type"), "selection", "Une rubrique"),
        ("letter", ("blocs", 2), {"type": "appel", "libelle": "Y aller", "adresse": "id:fete-du-lac"},
         "Un bouton, Libellé : Y aller, Adresse : Fête du lac"),
        ("letter", ("blocs", 0), LETTER_BLOCK,
         "Une rubrique, Titre : À venir, Depuis la dernière lettre : Oui, Genres : Agenda, En premier : Le bal, "
         "Présentation : En liste"),
        ("event", ("titre",), "", ""),
        ("event", ("debut",), "bientôt", "bientôt"),
        ("event", ("inconnu",), ["a", "b"], "a, b"),
    ],
)  # fmt: skip
def test_a_value_is_said_as_its_form_says_it(kind: str, place: tuple[str | int, ...], value: Any, said: str):
    form = Form.of(next(one.model for one in KINDS.values() if one.name == kind), CHOICES)

    assert words_at(form, place, value).replace("\u00a0", " ") == said


RAW = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d|\b[a-z]+_[a-z]+\b|\bannule\b|\bsalle-des-fetes\b")


def keep_in_git(visitor: Visitor) -> None:
    for command in (
        ["init", "-q"],
        ["add", "content"],
        ["-c", "user.name=A", "-c", "user.email=a@b.fr", "commit", "-qm", "Début"],
    ):
        subprocess.run(["git", *command], cwd=visitor.project.root, check=True)


def test_versions_are_told_in_words_and_any_two_can_be_compared(visitor: Visitor):
    keep_in_git(visitor)
    path = "ecrire/agenda/fete.md"
    visitor.send(
        path,
        "publier",
        {
            "debut.jour": "2026-12-08",
            "debut.heure": "18:30",
            "fin.jour": "",
            "fin.heure": "20:00",
            "prix.sorte": "gratuit",
        },
    )
    visitor.send(path, "publier", {"titre": "Fête de l’étang", "statut": "annule", "publier_le.jour": "2026-11-21"})
    page = visitor.page("versions/agenda/fete.md")
    last, before, *_ = page.xpath("//li[@class='saved__one']")

    told = words(last).replace("\u00a0", " ")
    assert "Statut : « Annulé » est ajouté" in told
    assert "« samedi 21 novembre 2026 »" in told
    assert "« mardi 8 décembre 2026, 18 h 30 »" in words(before).replace("\u00a0", " ")
    assert [words(line) for line in page.xpath("//li[@class='saved__one']/ul/li") if RAW.search(words(line))] == []

    newest, _, oldest = page.xpath("//select[@name='de']/option/@value")
    for pair in (f"de={oldest}&a={newest}", f"de={newest}&a={oldest}"):  # whichever was chosen first
        compared = visitor.page(f"versions/agenda/fete.md?{pair}").xpath("//*[@id='difference']")[0]
        said = [words(line).replace("\u00a0", " ") for line in compared.xpath(".//li")]
        assert "Titre : « Fête du lac » devient « Fête de l’étang »" in said
        assert "Prix : « Gratuit » est ajouté" in said
        assert "Statut : « Annulé » est ajouté" in said
    same = visitor.page(f"versions/agenda/fete.md?de={newest}&a={newest}")
    assert "Elles disent la même chose." in words(same.xpath("//*[@id='difference']")[0])
    assert visitor.page("versions/agenda/fete.md?de=zut&a=--help").xpath("//*[@id='difference']") == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "Venez **tôt**, [par le pont](id:pont).",
            "## Venir\n\nVenez tard.",
            ("Venez tôt, par le pont.", "Venir Venez tard."),
        ),
    ],
)
def test_a_text_is_told_as_it_reads(before: str, after: str, said: tuple[str, str]):
    form = Form.of(next(one.model for one in KINDS.values() if one.name == "news"), CHOICES)
    told = in_words(FieldChange("Texte", before, after, ("texte",)), form)

    assert tuple(" ".join((text or "").split()) for text in (told.before, told.after)) == said


def test_of_a_text_whose_form_alone_changes_that_is_said():
    form = Form.of(next(one.model for one in KINDS.values() if one.name == "news"), CHOICES)
    told = in_words(FieldChange("Texte", "Venez tôt.", "Venez **tôt**.", ("texte",)), form)

    assert str(told).replace("\u00a0", " ") == "Mise en forme ou liens du texte : « Venez tôt. » change"


def test_two_answers_to_one_field_are_shown_in_words(visitor: Visitor):
    page = visitor.page("ecrire/agenda/fete.md")
    text = visitor.text("agenda/fete.md")
    visitor.write("agenda/fete.md", re.sub(r"(?m)^debut: .*$", "debut: 2026-12-09 20:00", text))
    answer = visitor.send(
        "ecrire/agenda/fete.md", "publier", {"debut.jour": "2026-12-08", "debut.heure": "18:30"}, page
    )
    clash = visitor.answered(answer).xpath("//*[@class='clashes']//*[@class='version']")

    assert answer.status_code == 409
    assert [words(one).replace("\u00a0", " ") for one in clash] == [
        "mardi 8 décembre 2026, 18 h 30",
        "mercredi 9 décembre 2026, 20 h",
    ]


def test_a_version_is_told_at_the_hours_of_the_territory():
    saved = SavedVersion("a1", PUPITRE, datetime(2026, 12, 1, 23, 17, tzinfo=UTC), "Départ")

    (told,) = as_here([saved], datetime(2026, 12, 2, tzinfo=PARIS))

    assert f"{told.when:%d %H:%M}" == "02 00:17"


def test_who_sits_at_this_computer_has_one_name_in_the_journal_and_among_the_versions(visitor: Visitor):
    git(visitor.project.root, "init", "-q")
    visitor.send("ecrire/agenda/fete.md", "publier", {"resume": "Un tour du lac."})
    journal = words(visitor.page("journal").xpath("//ol[@class='deeds']/li//strong")[0])
    version = words(visitor.page("versions/agenda/fete.md").xpath("//ol[@class='saved']//*[@class='line__facts']")[0])

    assert version.startswith(f"{journal} – ")
