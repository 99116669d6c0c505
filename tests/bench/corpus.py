"""A made-up intercommunalité's content, as long as wanted: the same seed and size give the same items everywhere."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SEED = 2026
NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Paris"))
SHARES = (("news", 0.60), ("event", 0.35), ("page", 0.05))
PHOTOS = 20
COMMUNES = {
    "arbrelle": "Arbrelle",
    "bellefontaine-le-haut": "Bellefontaine-le-Haut",
    "corvigny": "Corvigny",
    "dompierre-sur-lieve": "Dompierre-sur-Liève",
    "espinasse": "Espinasse",
    "l-hermitage-saint-aubin": "L'Hermitage-Saint-Aubin",
    "montreval": "Montréval",
    "noirefontaine": "Noirefontaine",
    "saint-oeuf-des-pres": "Saint-Œuf-des-Prés",
    "villers-la-chaussee": "Villers-la-Chaussée",
}
TOPICS = {
    "culture": "Culture",
    "dechets": "Déchets",
    "enfance": "Enfance et jeunesse",
    "mobilite": "Mobilités",
    "sport": "Sport",
    "travaux": "Travaux",
    "urbanisme": "Urbanisme et habitat",
    "vie-publique": "Vie publique",
}
PLACES = {
    "halle-aux-grains": "Halle aux grains",
    "mediatheque": "Médiathèque intercommunale",
    "salle-des-tilleuls": "Salle des Tilleuls",
    "maison-des-services": "Maison des services",
    "stade-du-val": "Stade du Val",
}
NEWS_SUBJECTS = (
    "La collecte des biodéchets",
    "Le chantier de la voie verte",
    "L'inscription aux centres de loisirs",
    "Le plan local d'urbanisme",
    "La rénovation de la piscine",
    "La navette du marché",
    "Le budget de l'année",
    "L'aide à l'achat d'un vélo",
    "La fibre optique",
    "Le relais petite enfance",
)
NEWS_TURNS = (
    "commence lundi à {commune}",
    "change de calendrier à {commune}",
    "avance : ce qu'il faut savoir",
    "fait étape à {commune}",
    "est en consultation jusqu'à la fin du mois",
    "reprend après la pause de l'été",
)
EVENT_SUBJECTS = (
    "Marché des producteurs",
    "Réunion publique : l'eau et ses usages",
    "Concert de l'école de musique",
    "Atelier compostage",
    "Lecture pour les tout-petits",
    "Randonnée du patrimoine",
    "Forum de l'emploi",
    "Bourse aux jouets",
    "Ciné-débat « Demain, le village »",
    "Tournoi de pétanque",
)
PAGE_SUBJECTS = ("Aides au logement", "Vos démarches", "La déchèterie", "Les transports", "Petite enfance", "Les élus")
SENTENCES = (
    "Les services de la communauté de communes vous accueillent du lundi au vendredi, sans rendez-vous le matin.",
    "À {commune}, les travaux commencent par la rue principale et durent trois semaines environ.",
    "Un arrêté précise les rues concernées ; il est affiché en mairie et sur place.",
    "L'inscription est gratuite, mais le nombre de places est limité : pensez à réserver tôt.",
    "Cette année, près de deux mille foyers ont déjà répondu à l'enquête.",
    "« Nous voulons que chacun puisse venir sans voiture », explique le vice-président chargé des mobilités.",
    "Le coût s'élève à 184 000 €, dont 40 % pris en charge par l'État et le Département.",
    "En cas de forte pluie, la rencontre se tient à l'intérieur, à l'adresse habituelle.",
    "Les habitants de {commune} reçoivent un courrier dans les prochains jours.",
    "La salle est accessible en fauteuil roulant ; une boucle magnétique est installée à l'accueil.",
    "Apportez vos gants, vos bottes et votre bonne humeur : les outils sont prêtés.",
    "Le conseil communautaire a voté ce projet à l'unanimité le mois dernier.",
    "Pour les personnes âgées ou isolées, un transport à la demande est organisé depuis {commune}.",
    "Les enfants de moins de douze ans doivent être accompagnés d'un adulte.",
)
HEADINGS = ("Ce qui change", "En pratique", "Qui peut en bénéficier ?", "Le calendrier", "Pour aller plus loin")
POINTS = (
    "Pièce d'identité",
    "Justificatif de domicile",
    "Quotient familial",
    "Carnet de santé",
    "Attestation d'assurance",
)


@dataclass(frozen=True)
class Entry:
    """One item, of which each tool's files are written. links: ids of items that the body leads to."""

    id: str
    kind: str
    title: str
    summary: str
    published: date
    communes: tuple[str, ...]
    topics: tuple[str, ...]
    photo: int | None
    paragraphs: tuple[str, ...]
    links: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    place: str | None = None


def corpus(size: int, seed: int = SEED) -> list[Entry]:
    """`size` entries in the proportions of SHARES."""
    chance = random.Random(seed)
    kinds = [kind for kind, share in SHARES for _ in range(round(size * share))][:size]
    kinds += ["news"] * (size - len(kinds))
    entries: list[Entry] = []
    for number, kind in enumerate(kinds):
        entries.append(entry(chance, kind, number, entries))
    return entries


def entry(chance: random.Random, kind: str, number: int, earlier: list[Entry]) -> Entry:
    commune = chance.choice(sorted(COMMUNES))
    start = NOW.replace(hour=0) + timedelta(days=chance.randrange(-180, 240), hours=chance.randrange(9, 21))
    links = (chance.choice(earlier).id,) if earlier and chance.random() < 0.3 else ()
    common = {
        "id": f"{kind}-{number:05}",
        "kind": kind,
        "title": title(chance, kind, COMMUNES[commune], number),
        "summary": sentence(chance, COMMUNES[commune]),
        "published": NOW.date() - timedelta(days=chance.randrange(1, 700)),
        "communes": (commune,),
        "topics": tuple(sorted(chance.sample(sorted(TOPICS), chance.randrange(1, 3)))),
        "photo": chance.randrange(PHOTOS) if chance.random() < 0.6 else None,
        "paragraphs": tuple(body(chance, COMMUNES[commune])),
        "links": links,
    }
    if kind != "event":
        return Entry(**common)
    hours = timedelta(hours=chance.randrange(1, 5))
    return Entry(**common, start=start, end=start + hours, place=chance.choice(sorted(PLACES)))


def title(chance: random.Random, kind: str, commune: str, number: int) -> str:
    subject = chance.choice({"news": NEWS_SUBJECTS, "event": EVENT_SUBJECTS, "page": PAGE_SUBJECTS}[kind])
    if kind == "news":
        return f"{subject} {chance.choice(NEWS_TURNS).format(commune=commune)} ({number})"
    return f"{subject} de {commune} ({number})"


def sentence(chance: random.Random, commune: str) -> str:
    return chance.choice(SENTENCES).format(commune=commune)


def body(chance: random.Random, commune: str) -> list[str]:
    """Markdown blocks: four to eight paragraphs under two headings, and a list."""
    blocks = [
        " ".join(sentence(chance, commune) for _ in range(chance.randrange(2, 5)))
        for _ in range(chance.randrange(4, 9))
    ]
    first, second = chance.sample(HEADINGS, 2)
    points = "\n".join(f"- **{point}** : {sentence(chance, commune)}" for point in chance.sample(POINTS, 3))
    return [blocks[0], f"## {first}", *blocks[1:3], points, f"## {second}", *blocks[3:]]
