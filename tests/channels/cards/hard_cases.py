"""The items whose cards are hardest to draw, each with what makes it so; for tests and the contact sheet."""

from collections.abc import Mapping
from typing import Any

from tambour.model.registers import Commune, Topic
from tambour.model.site.published import Published
from tambour.testing.building import published

DARK, LIGHT = "marche-de-noel.jpg", "salage-des-routes.jpg"
PHOTOS = (DARK, LIGHT, "guinguette-de-l-etang.jpg", "pont-de-pierre-en-travaux.jpg", "concert-salle-des-tilleuls.jpg")
_COMMUNES = (
    {"id": "corbeval", "nom": "Corbeval", "insee": "61901", "population": 2140},
    {
        "id": "saint-ouvrain",
        "nom": "Saint-Ouvrain-sur-Aubrelle-et-Montjoie",
        "insee": "61902",
        "resume": "Trois hameaux, un lavoir et le plus vieux pressoir de la vallée.",
    },
)
_TOPICS = (
    {
        "id": "culture",
        "nom": "Culture et lecture",
        "pictogramme": "book-open",
        "resume": "Médiathèques, spectacles, école de musique et patrimoine.",
    },
    {"id": "mobilite", "nom": "Déplacements et voirie", "pictogramme": "bus"},
    {"id": "environnement", "nom": "Eau et environnement", "pictogramme": "droplets"},
    {"id": "dechets", "nom": "Déchets et réemploi", "pictogramme": "recycle"},
    {"id": "economie", "nom": "Commerce et emploi", "pictogramme": "store"},
)
COMMUNES = {one.id: one for one in map(Commune.model_validate, _COMMUNES)}
TOPICS = {one.id: one for one in map(Topic.model_validate, _TOPICS)}
LONGEST = (
    "Renouvellement des réseaux d’eau potable et d’assainissement rue des Tisserands à Corbeval : circulation, "
    "stationnement et collectes changent en mars"
)
_NEWS: dict[str, Any] = {"publier_le": "2026-11-20"}
_EVENT: dict[str, Any] = _NEWS | {
    "debut": "2026-12-05 10:00",
    "fin": "18h",
    "lieu": {"nom": "Place des Halles", "ville": "Corbeval"},
}


def _photo(name: str, alt: str) -> dict[str, Any]:
    return {"image": name, "alt": alt}


def _named(template: str) -> dict[str, Any]:
    return {"canaux": {"cards": {"modele": template}}}


# What makes it hard, kind, and what a writer types beside the id.
_TYPED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("Titre le plus long", "news", _NEWS | {"titre": LONGEST, "themes": ["environnement"]}),
    ("Titre long, photo", "news", _NEWS | {"titre": LONGEST} | _photo("pont-de-pierre-en-travaux.jpg", "Un pont")),
    (
        "Sans image",
        "event",
        _EVENT | {"titre": "Bal folk", "themes": ["culture"], "resume": "Deux groupes, un parquet, et la buvette."},
    ),
    (
        "Photo sombre",
        "event",
        _EVENT
        | {"titre": "Marché de Noël", "fin": "2026-12-06 19:00", "themes": ["economie"]}
        | _photo(DARK, "Chalets éclairés au pied du clocher, la nuit"),
    ),
    (
        "Photo claire",
        "news",
        _NEWS
        | {"titre": "Neige et verglas : quelles routes sont salées, et quand ?", "themes": ["mobilite"]}
        | {"resume": "Trois tournées partent à 4 h du matin ; les routes des cars d’abord."}
        | _photo(LIGHT, "Une saleuse sur une route enneigée"),
    ),
    (
        "Photo sombre, plein cadre",
        "event",
        _EVENT
        | {"titre": "La guinguette de l’étang ferme sa saison", "themes": ["culture"]}
        | _photo("guinguette-de-l-etang.jpg", "Des danseurs sous des lampions")
        | _named("plein"),
    ),
    (
        "Photo claire, plein cadre",
        "news",
        _NEWS
        | {"titre": "Le plan hivernal est prêt", "themes": ["mobilite"], "communes": ["corbeval"]}
        | _photo(LIGHT, "Une saleuse sur une route enneigée")
        | _named("plein"),
    ),
    (
        "Annulé",
        "event",
        _EVENT
        | {"titre": "Ciné-débat : ce que disent les sols", "statut": "annule", "themes": ["environnement"]}
        | _photo("concert-salle-des-tilleuls.jpg", "Une salle de spectacle pleine"),
    ),
    ("Annulé, sans image", "event", _EVENT | {"titre": "Don du sang", "statut": "annule", "themes": ["dechets"]}),
    (
        "Reporté",
        "event",
        _EVENT | {"titre": "Balade aux lampions", "debut_precedent": "2026-11-28 10:00", "statut": "reporte"},
    ),
    (
        "Reporté sans date, plein cadre",
        "event",
        _EVENT | {"titre": "Descente en canoë", "statut": "reporte"} | _photo(DARK, "La nuit") | _named("plein"),
    ),
    ("Complet", "event", _EVENT | {"titre": "Stage de cirque", "statut": "complet", "themes": ["culture"]}),
    (
        "Alerte, information",
        "alert",
        _NEWS
        | {"titre": "La déchèterie ouvre à 14 h mercredi", "niveau": "info", "fin": "2026-12-02"}
        | {"resume": "Les agents sont en formation le matin.", "communes": ["corbeval"]},
    ),
    (
        "Alerte, vigilance",
        "alert",
        _NEWS
        | {"titre": "L’Aubrelle monte, les quais et le chemin de halage sont fermés", "niveau": "vigilance"}
        | {"fin": "2026-12-03 18:00", "communes": ["corbeval", "saint-ouvrain"]},
    ),
    (
        "Alerte, urgence",
        "alert",
        _NEWS
        | {"titre": "Hautefosse : ne buvez pas l’eau du robinet", "niveau": "urgence", "fin": "2026-12-04"}
        | {
            "resume": "Une analyse montre des bactéries dans le réservoir. Des bouteilles sont distribuées à la mairie."
        },
    ),
    (
        "Alerte levée",
        "alert",
        _NEWS | {"titre": "Route du col coupée", "niveau": "vigilance", "fin": "2026-12-24", "statut": "levee"},
    ),
    (
        "Arabe",
        "event",
        _EVENT | {"titre": "مهرجان الحكاية: ليلة 2026 في (Corbeval)!", "langue": "ar", "themes": ["culture"]},
    ),
    (
        "Hébreu",
        "news",
        _NEWS | {"titre": "ערב שירה בעברית: 12 בדצמבר, בשעה 20:30", "langue": "he", "themes": ["culture"]},
    ),
    (
        "Emoji",
        "event",
        _EVENT | {"titre": "🎄 Fête de l’hiver 🎶 vin chaud, châtaignes 🌰 & feu de joie 🔥", "themes": ["mobilite"]},
    ),
    (
        "Noms composés",
        "news",
        _NEWS
        | {"titre": "Saint-Ouvrain-sur-Aubrelle-et-Montjoie fête son Œuvre : « L’Écho des Trois-Bocages » — 1,50 €"},
    ),
    (
        "Plusieurs dates",
        "event",
        _EVENT
        | {"titre": "Marché du jeudi", "debut": "2026-12-03 08:00", "fin": "12h30", "themes": ["economie"]}
        | {"recurrence": {"frequence": "hebdomadaire", "nombre": "12"}},
    ),
    (
        "Lettre",
        "letter",
        _NEWS | {"titre": "La lettre de décembre", "preheader": "Le marché de Noël, les travaux et les collectes."},
    ),
    (
        "Page",
        "page",
        {
            "titre": "Trier ses déchets",
            "resume": "Bac jaune, bac gris, verre, compost : ce qui va où.",
            "themes": ["dechets"],
        },
    ),
    (
        "Publication",
        "document",
        _NEWS
        | {"titre": "Compte rendu du conseil du 12 novembre", "fichier": "plan.pdf", "categorie": "Compte rendu"}
        | {"date_du_document": "2026-11-12"},
    ),
    ("Lieu", "place", {"titre": "Médiathèque L’Arche", "rue": "2, quai des Lavoirs", "ville": "Pont-d’Aubrelle"}),
)
# By what makes it hard, in the order of the contact sheet.
HARD_CASES: Mapping[str, Published] = {
    why: published(kind, typed | {"id": f"cas-{number}"}) for number, (why, kind, typed) in enumerate(_TYPED)
}
