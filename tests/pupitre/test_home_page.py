"""The home page in the pupitre, without JavaScript: its blocks are put in order there, and nowhere else."""

import yaml

from tests.pupitre.conftest import Visitor, words

HERE = "repertoire/accueil/accueil"
FILE = "referentiel/accueil.yaml"
TYPED = """\
# De haut en bas.
accueil:
  blocs:
    - type: une
      nombre: 4
    - type: chiffres
      chiffres:
        - valeur: 20 km
          libelle: de voie verte
    - type: themes
"""


def titles(page) -> list[str]:
    return [words(title) for title in page.xpath("//h3[contains(@class, 'block__title')]")]


def kinds(visitor: Visitor) -> list[str]:
    return [block["type"] for block in yaml.safe_load(visitor.text(FILE))["accueil"]["blocs"]]


def test_the_directory_leads_to_it_and_a_site_that_says_nothing_shows_what_it_has(visitor: Visitor):
    page = visitor.page("repertoire/accueil/")

    assert titles(page)[:3] == ["Les démarches", "À la une", "Les prochains rendez-vous"]
    assert not page.xpath("//*[contains(@class, 'summary')]")


def test_a_first_save_writes_what_was_shown_and_what_was_added(visitor: Visitor):
    page = visitor.answered(visitor.send(HERE, "bloc:ajouter:carte"))
    visitor.send(HERE, "publier", page=page)

    assert kinds(visitor) == ["demarches", "une", "prochainement", "actualites", "communes", "themes", "carte"]


def test_blocks_go_up_and_out_and_what_was_typed_of_the_others_stays(visitor: Visitor):
    visitor.write(FILE, TYPED)
    page = visitor.answered(visitor.send(HERE, "bloc:monter:2"))
    assert titles(page) == ["À la une", "Les thèmes", "Des chiffres"]

    page = visitor.answered(visitor.send(HERE, "bloc:retirer:0", page=page))
    assert titles(page) == ["Les thèmes", "Des chiffres"]
    assert visitor.text(FILE) == TYPED

    visitor.send(HERE, "publier", page=page)
    assert yaml.safe_load(visitor.text(FILE))["accueil"]["blocs"] == [
        {"type": "themes"},
        {"type": "chiffres", "chiffres": [{"valeur": "20 km", "libelle": "de voie verte"}]},
    ]
    assert visitor.text(FILE).startswith("# De haut en bas.\n")


def test_a_gesture_can_be_taken_back(visitor: Visitor):
    visitor.write(FILE, TYPED)
    page = visitor.answered(visitor.send(HERE, "bloc:retirer:1"))
    page = visitor.answered(visitor.send(HERE, "bloc:annuler", page=page))

    assert titles(page) == ["À la une", "Des chiffres", "Les thèmes"]


def test_what_is_wrong_is_told_in_its_block_and_nothing_is_saved(visitor: Visitor):
    visitor.write(FILE, TYPED)
    page = visitor.answered(visitor.send(HERE, "bloc:ajouter:appel"))
    page = visitor.answered(visitor.send(HERE, "publier", {"blocs.3.titre": "Venez"}, page=page))

    assert visitor.text(FILE) == TYPED
    assert any("Libellé" in words(one) for one in page.xpath("//*[@id='resume-fautes']//li"))


def test_one_more_figure_is_asked_for(visitor: Visitor):
    visitor.write(FILE, TYPED)
    page = visitor.answered(visitor.send(HERE, "ajouter:blocs.1.chiffres"))

    assert page.xpath("//input[@name='blocs.1.chiffres.1.valeur']")
