"""Every kind has a JSON Schema that editors can use."""

from functools import cache

import jsonschema
import pytest

from tambour.model.kinds import KINDS, Kind
from tests.model.building import ITEM, made

SAMPLES = {
    "news": {},
    "event": {"debut": "2026-12-05 10:00", "fin": "12h30", "lieu": {"nom": "Halle"}, "prix": [{"montant": "5 €"}]},
    "alert": {"niveau": "vigilance", "fin": "2026-02-01"},
    "page": {},
    "place": {
        "acces": "fauteuil",
        "horaires": {
            "semaine": {"lundi": "9h-12h"},
            "saisons": [{"du": "01/07", "au": "31/08", "semaine": {"mardi au jeudi": ["9h-12h", "14h-17h"]}}],
            "jours_feries": "ouvert",
            "exceptions": {"du": "2026-12-24", "heures": "ferme"},
        },
    },
    "document": {"fichier": "budget.pdf", "categorie": "Budget"},
    "service": {
        "feries": "decale_semaine",
        "collectes": {"id": "om", "libelle": "Ordures", "jours": ["mardi", "vendredi"], "du": "2026-01-01"},
    },
    "status": {"statut": "ferme", "depuis": "2026-12-01 08:00", "jusqu_au": "2026-12-18", "a_la_place": "Ailleurs."},
    "elected": {"mandat": "vice-president", "rang": 2, "commune": "cluny", "delegations": ["Eau", "Rivières"]},
    "project": {
        "phases": [{"titre": "Études", "etat": "termine", "quand": "hiver"}, {"titre": "Travaux", "etat": "en-cours"}],
        "financements": {"qui": "Département", "montant": "1 250 000 €"},
        "perturbations": [{"quoi": "Rue fermée", "du": "2026-12-01", "au": "2026-12-18"}],
    },
    "entry": {
        "rubrique": "commerce",
        "activite": "Boulangerie",
        "horaires": {"semaine": {"mardi au samedi": "7h-13h"}},
        "coordonnees": "46.4342, 4.6590",
    },
    "tender": {
        "fin": "2026-12-18 12:00",
        "achat": "travaux",
        "lots": [{"objet": "Couverture", "attribue_a": "Durand", "montant": "84 500 €"}],
    },
    "menu": {
        "semaine": "2026-11-30",
        "cantines": "ecole",
        "jours": [
            {"jour": "lundi", "entree": "Soupe", "plat": {"nom": "Gratin", "marques": "bio"}, "dessert": ["Pomme"]}
        ],
    },
    "job": {"contrat": "cdd", "fin": "2026-12-31", "lieu": "mairie", "prise_de_poste": "2027-01-04"},
    "letter": {
        "preheader": "Le marché de Noël, la piscine et vos jours de collecte",
        "blocs": [{"type": "selection", "genres": "agenda"}, {"type": "texte", "texte": "Bonne lecture"}],
    },
}


@cache
def validator(kind: Kind) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(kind.model.model_json_schema(by_alias=True))


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_schema_is_valid_and_accepts_what_the_model_accepts(kind):
    jsonschema.Draft202012Validator.check_schema(validator(kind).schema)
    typed = ITEM | SAMPLES[kind.name]

    assert made(kind.model, typed).kind == kind.name
    validator(kind).validate(typed)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_schema_refuses_an_unknown_key(kind):
    typed = ITEM | SAMPLES[kind.name] | {"zut": "x"}

    with pytest.raises(jsonschema.ValidationError, match="zut"):
        validator(kind).validate(typed)
