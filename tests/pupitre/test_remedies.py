"""What a form says to do about what the build objects to: never what to type in a file, and never nothing."""

from tambour.messages import MESSAGES
from tambour.pupitre.messages.remedies import REMEDIES
from tambour.pupitre.web.drawing import _TYPED

# Of settings, of a whole file or a register, of Git: no field of a form is at fault.
OF_NO_FIELD = {
    "fichier-a-reprendre", "annonce-refusee", "annonce-sans-compte", "logo-absent", "comptes-inconnus",
    "pupitre-sans-compte", "registre-illisible", "registre-vide", "registre-en-conflit", "fichier-reste-dans-lfs",
    "accueil-autre-nom", "fichier-vide", "entete-toml", "entete-pas-un-bloc", "lettre-figee-disparue",
    "referentiel-illisible", "yaml-tabulation", "yaml-illisible", "yaml-ancre", "cle-illisible",
}  # fmt: skip


def test_each_problem_of_a_field_has_a_remedy_for_the_form():
    hints = {code: MESSAGES[code].hint.replace("{program}", "tambour") for code in MESSAGES}
    for_files = {code for code, hint in hints.items() if _TYPED.search(hint if "{{" in hint else hint.replace("{", ""))}

    assert for_files - OF_NO_FIELD <= REMEDIES.keys()
    assert for_files >= OF_NO_FIELD
    assert REMEDIES.keys() <= hints.keys()


def test_a_remedy_of_the_form_speaks_of_no_file():
    assert [code for code, words in REMEDIES.items() if _TYPED.search(words) or not words.endswith(".")] == []
