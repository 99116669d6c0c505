"""A small village: every kind, state and reference once, as a site. What golden files and the contract test show."""

from collections.abc import Callable
from typing import Any

from tambour.model.media import Original
from tambour.model.registers import Commune, Contact, Topic
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.testing.building import URL, Files, published, site

PICTURE = Original("images/Fête du lac.jpg", "image/jpeg", 182_000, "a" * 64, 1600, 1067)
PLAN = Original("documents/plan.pdf", "application/pdf", 51_200, "b" * 64)
FILES = Files({original.path: original for original in (PICTURE, PLAN)})

NEWS = {
    "id": "travaux-rue-haute",
    "titre": "Travaux rue Haute : ce qui change",
    "resume": "La rue Haute est fermée du 7 au 18 décembre ; les bus passent par la rue Basse.",
    "publier_le": "2026-11-20",
    "modifie": "2026-11-25 08:30",
    "retirer_le": "2026-12-19",
    "communes": ["bellecombe"],
    "themes": ["mobilites"],
    "image": "Fête du lac.jpg",
    "alt": "Une pelleteuse devant la mairie",
    "credit": "A. Dupont, CC BY 4.0",
    "contacts": ["voirie"],
    "documents": [{"fichier": "plan.pdf", "titre": "Plan de déviation"}],
    "alias": ["/2026/travaux.html", "/travaux/"],
}
TRANSLATION = {
    "id": "roadworks",
    "titre": "Roadworks in rue Haute",
    "publier_le": "2026-11-20",
    "langue": "en",
    "traduction_de": "travaux-rue-haute",
}
OLD_NEWS = {"id": "foire-2025", "titre": "Foire de la Saint-Martin 2025", "publier_le": "2025-10-01"}
MARKET = {
    "id": "marche-de-noel",
    "titre": "Marché de Noël",
    "resume": "Soixante artisans et le vin chaud des pompiers.",
    "publier_le": "2026-11-01",
    "creneaux": [
        {"debut": "2026-12-05 10:00", "fin": "19h"},
        {"debut": "2026-12-06 14:00", "debut_precedent": "2026-12-06 10:00", "statut": "deplace", "note": "À l’abri."},
        {"debut": "2026-12-12", "statut": "annule", "lieu": {"nom": "Préau de l’école", "ville": "Mijoux"}},
    ],
    "lieu": "salle-des-fetes",
    "communes": ["bellecombe", "mijoux"],
    "themes": ["culture"],
    "prix": [{"libelle": "Plein tarif", "montant": "5"}, {"libelle": "Moins de 12 ans", "montant": "gratuit"}],
    "acces": ["fauteuil"],
    "billetterie": "https://billets.exemple.fr/noel?a=1&b=2",
    "organisateur": "Comité des fêtes",
}
SERIES = {
    "id": "lecture-du-jeudi",
    "titre": "La lecture du jeudi",
    "publier_le": "2026-09-01",
    "debut": "2026-12-03 18:30",
    "fin": "20h",
    "recurrence": {"frequence": "hebdomadaire", "nombre": "3"},
    "exceptions": [{"date": "2026-12-10", "statut": "reporte"}],
    "lieu": {"nom": "Chez l’habitant"},
    "prix": "Participation libre",
    "en_ligne": "https://visio.exemple.fr/jeudi",
}
ALERT = {
    "id": "eau-non-potable",
    "titre": "Eau non potable à Mijoux",
    "niveau": "urgence",
    "publier_le": "2026-12-01 07:00",
    "fin": "2026-12-03",
    "communes": ["mijoux"],
}
LIFTED_ALERT = {
    "id": "route-coupee",
    "titre": "Route du col coupée",
    "niveau": "vigilance",
    "publier_le": "2026-11-28",
    "fin": "2026-12-24",
    "statut": "levee",
}
PAGE = {
    "id": "dechets",
    "titre": "Déchets : que faire de quoi ?",
    "ordre": "10",
    "menu": "principal",
    "alias": ["/environnement/ordures.php", "/l%27eau-et-les-d%C3%A9chets"],
}
PLACE = {
    "id": "salle-des-fetes",
    "titre": "Salle des fêtes",
    "rue": "2, rue du Lac",
    "code_postal": "39999",
    "ville": "Bellecombe",
    "commune": "bellecombe",
    "coordonnees": "46.4342, 6.0190",
    "telephone": "0384000002",
    "acces": ["fauteuil", "boucle-magnetique"],
    "acces_precisions": "Rampe à gauche de l’entrée.",
    "horaires": {
        "semaine": {"lundi au vendredi": "9h-12h, 14h-17h30", "samedi": "20h-1h"},
        "saisons": [{"titre": "Été", "du": "01/07", "au": "31/08", "semaine": {"mardi": "9h-12h (sur rendez-vous)"}}],
        "exceptions": [{"du": "2026-12-24", "au": "2026-12-31", "heures": "ferme", "raison": "Inventaire"}],
    },
}
DOCUMENT = {
    "id": "budget-2026",
    "titre": "Budget primitif 2026",
    "publier_le": "2026-04-15",
    "fichier": "plan.pdf",
    "categorie": "Budget",
    "date_du_document": "2026-04-09",
}
SERVICE = {
    "id": "collecte-bellecombe",
    "titre": "Collecte des déchets à Bellecombe",
    "secteur": "Le bourg",
    "communes": ["bellecombe"],
    "feries": "decale_lendemain",
    "collectes": [
        {
            "id": "om",
            "libelle": "Ordures ménagères",
            "jours": "vendredi",
            "consigne": "Sortir les bacs la veille au soir.",
            "exceptions": [{"date": "2026-12-18", "annule": "oui", "note": "Neige annoncée"}],
        }
    ],
}
STATUS = {
    "id": "etat-de-la-piscine",
    "titre": "La piscine",
    "resume": "Le petit bassin ouvre le premier.",
    "statut": "ferme",
    "depuis": "2026-11-30 08:00",
    "jusqu_au": "2026-12-18",
    "a_la_place": "La piscine de Mijoux accepte nos abonnements.",
    "lieu": "salle-des-fetes",
    "service": "dechets",
    "communes": ["bellecombe"],
}
LETTER = {
    "id": "lettre-decembre-2026",
    "titre": "La lettre de décembre",
    "publier_le": "2026-11-30",
    "preheader": "Le marché de Noël, les travaux et les collectes.",
    "blocs": [
        {"type": "selection", "titre": "À lire", "ids": ["travaux-rue-haute", "eau-non-potable"]},
        {"type": "selection", "titre": "À voir", "genres": "agenda", "jours": "60", "presentation": "agenda"},
        {"type": "selection", "titre": "Deux par deux", "ids": ["marche-de-noel"], "presentation": "colonnes"},
        {"type": "selection", "titre": "En bref", "ids": ["lecture-du-jeudi"], "presentation": "liste"},
        {"type": "texte", "titre": "Un mot", "texte": "Bonnes fêtes."},
        {"type": "appel", "libelle": "Tout l’agenda", "adresse": "id:marche-de-noel"},
        {"type": "image", "image": "Fête du lac.jpg", "alt": "La mairie", "adresse": "https://www.exemple.org/"},
    ],
    "par_commune": "oui",
}


JOB: dict[str, Any] = {
    "id": "offre-cantonnier",
    "titre": "Cantonnier",
    "resume": "Les chemins et les fossés du village.",
    "publier_le": "2026-11-16",
    "fin": "2026-12-18",
    "contrat": "cdd",
    "temps": "partiel",
    "employeur": "Commune de Mijoux",
    "lieu": "salle-des-fetes",
    "remuneration": "Grille statutaire",
    "prise_de_poste": "2027-01-04",
    "postuler": "https://emploi.exemple.fr/cantonnier",
    "courriel": "mairie@mijoux.fr",
    "communes": ["mijoux"],
}
ELECTED = {
    "id": "alix-morel",
    "titre": "Alix Morel",
    "civilite": "madame",
    "mandat": "vice-president",
    "rang": "2",
    "commune": "mijoux",
    "delegations": ["Chemins", "Forêt"],
    "groupe": "Pour la vallée",
    "debut_de_mandat": "2026-04-09",
    "courriel": "alix.morel@exemple.fr",
    "telephone": "03 84 00 00 04",
    "image": "Fête du lac.jpg",
    "alt": "Portrait d’Alix Morel",
}
TENDER: dict[str, Any] = {
    "id": "toiture-de-la-salle",
    "titre": "Toiture de la salle des fêtes",
    "resume": "Les ardoises et la charpente, avant l’hiver prochain.",
    "publier_le": "2026-11-18",
    "fin": "2026-12-11 12:00",
    "reference": "2026-07",
    "achat": "travaux",
    "profil_acheteur": "https://marches.exemple.fr/2026-07?a=1&b=2",
    "lieu_d_execution": "Bellecombe",
    "lots": [{"objet": "Charpente"}, {"objet": "Couverture", "attribue_a": "Ardoise & fils", "montant": "12500"}],
    "communes": ["bellecombe"],
}
CLOSED_TENDER: dict[str, Any] = {
    "id": "fauchage",
    "titre": "Fauchage des talus",
    "publier_le": "2026-09-01",
    "fin": "2026-10-02",
    "achat": "services",
    "resultat": "attribue",
    "attribue_a": "Les Prés verts, Mijoux",
    "montant": "8400,50",
}
PROJECT: dict[str, Any] = {
    "id": "pont-du-moulin",
    "titre": "Le pont du Moulin",
    "resume": "Un pont plus large, avec un trottoir.",
    "phases": [
        {"titre": "Études", "etat": "termine", "debut": "2026-01-12", "fin": "2026-06-30"},
        {"titre": "Travaux", "etat": "en-cours", "debut": "2026-10-05", "texte": "Les culées, puis le tablier."},
        {"titre": "Plantations", "etat": "a-venir", "quand": "Printemps 2027"},
    ],
    "lieu": "salle-des-fetes",
    "emprise": "De la mairie au moulin",
    "coordonnees": "46.4350, 6.0200",
    "maitre_d_ouvrage": "Commune de Bellecombe",
    "financements": [{"qui": "Département", "montant": "120 000 €"}, {"qui": "Commune", "montant": "80000"}],
    "perturbations": [{"quoi": "Le pont est fermé aux voitures", "du": "2026-10-05", "au": "2026-12-18"}],
    "voir_aussi": ["travaux-rue-haute"],
    "communes": ["bellecombe"],
}
ENTRY: dict[str, Any] = {
    "id": "chorale",
    "titre": "La chorale du lac",
    "rubrique": "association",
    "activite": "Chant, à partir de 16 ans",
    "lieu": "salle-des-fetes",
    "commune": "bellecombe",
    "courriel": "chorale@exemple.fr",
    "site_web": "https://chorale.exemple.fr/",
    "personne": "Ana Lopes",
    "horaires": {"semaine": {"jeudi": "20h-22h"}},
    "acces": ["fauteuil"],
}
MENU: dict[str, Any] = {
    "id": "menu-2026-s49",
    "titre": "Menus du 30 novembre au 4 décembre",
    "semaine": "2026-11-30",
    "cantines": ["salle-des-fetes"],
    "cuisine": "La cuisinière de l’école",
    "jours": [
        {
            "jour": "mardi",
            "entree": "Velouté de courge",
            "plat": [{"nom": "Gratin d’épeautre", "marques": ["bio", "vegetarien"], "allergenes": ["gluten", "lait"]}],
            "dessert": ["Poire", "Flan"],
        },
        {"jour": "vendredi", "ferme": "Journée pédagogique"},
    ],
}
# Keys whose values are words, wherever they stand: what a writer may fill with anything.
WORDS = {"titre", "resume", "alt", "credit", "note", "libelle", "organisateur", "nom", "fonction", "permanences", "rue"}
WORDS |= {"ville", "acces_precisions", "raison", "preheader", "categorie", "secteur", "consigne", "texte", "a_la_place"}
WORDS |= {"employeur", "remuneration", "groupe", "intitule", "objet", "attribue_a", "cuisine"}
WORDS |= {"quand", "emprise", "maitre_d_ouvrage", "qui", "quoi", "activite", "personne"}
HOMES = {"Bellecombe": "39001", "Mijoux": "39002"}
CONTACT = {
    "id": "voirie",
    "nom": "Service voirie",
    "telephone": "03 84 00 00 03",
    "permanences": "Le lundi matin.\r\nLe jeudi soir.",
}
BODY = f'<p>Voir <a href="{URL}/documents/plan.pdf">le plan</a>.</p>'

Word = Callable[[str], str]


def village(word: Word = str) -> Site:
    """Make a small site with every kind, state and reference once.

    Args:
        word: what becomes of every text that a writer chose; nothing, by default.

    Returns:
        The site.
    """

    def one(kind: str, typed: dict[str, Any], *, expired: bool = False) -> Published:
        return published(kind, reword(typed, word), expired=expired, html=BODY)

    return site(
        [
            one("news", NEWS),
            one("news", TRANSLATION),
            one("news", OLD_NEWS, expired=True),
            one("event", MARKET),
            one("event", SERIES),
            one("alert", ALERT),
            one("alert", LIFTED_ALERT, expired=True),
            one("page", PAGE),
            one("place", PLACE),
            one("document", DOCUMENT),
            one("service", SERVICE),
            one("status", STATUS),
            one("letter", LETTER),
            one("job", JOB),
            one("elected", ELECTED),
            one("tender", TENDER),
            one("tender", CLOSED_TENDER, expired=True),
            one("menu", MENU),
            one("project", PROJECT),
            one("entry", ENTRY),
        ],
        communes={
            name.lower(): Commune.model_validate(reword({"id": name.lower(), "nom": name, "insee": insee}, word))
            for name, insee in HOMES.items()
        },
        topics={
            name: Topic.model_validate(reword({"id": name, "nom": name.capitalize()}, word))
            for name in ("culture", "mobilites")
        },
        contacts={"voirie": Contact.model_validate(reword(CONTACT, word))},
        media=FILES,
    )


def reword(typed: Any, word: Word) -> Any:
    """Change the words of a front matter.

    Args:
        typed: what a writer types.
        word: what becomes of each text whose key is in `WORDS`.

    Returns:
        The same front matter with other words.
    """
    if isinstance(typed, list):
        return [reword(value, word) for value in typed]
    if not isinstance(typed, dict):
        return typed
    return {
        key: word(value) if key in WORDS and isinstance(value, str) else reword(value, word)
        for key, value in typed.items()
    }
