"""A small territory on disk, with every kind, state, version and channel; what `verify` reads once it is built."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

from PIL import Image

from tambour.model.events.occurrence import EventStatus
from tambour.model.letters.edition import Edition, EditionImage, EditionItem, SelectionPart, freeze
from tambour.model.letters.letter import Layout
from tests.trees import ROOT

URL = "https://www.exemple.fr/interco"
NOW = "2026-12-01 09:00"
SETTINGS = f"""\
SITEURL = "{URL}"
PATH = "content"
THEME = {str(ROOT / "theme")!r}
PLUGINS = ["tambour"]
NOW = "{NOW}"
PAGE_SIZE = 5
TERRITORY = {{
    "name": "Communauté de communes du Haut-Jura d’en Bas",
    "short_name": "Haut-Jura d’en Bas",
    "kind": "communaute-de-communes",
    "siren": "200999985",
    "domain": "exemple.fr",
    "address": {{"street": "5, place du Marché", "postal_code": "39999", "city": "Bellecombe"}},
    "phone": "03 84 00 00 00",
    "email": "accueil@exemple.fr",
    "president": "Camille Martin",
    "host": {{"name": "Hébergeur", "address": "1, rue Haute, 39999 Bellecombe", "phone": "03 84 00 00 01"}},
    "colours": {{"main": "#1f5746", "second": "#a63d1e"}},
    "languages": ["fr", "en"],
}}
CHANNELS = {{
    "sitemap": {{}}, "redirects": {{}}, "api": {{}}, "feeds": {{}}, "agenda": {{}}, "embeds": {{}}, "cards": {{}},
    "newsletter": {{"tools": ["brevo"]}}, "posts": {{}}, "kit": {{}}, "cap": {{}}, "cifs": {{}},
    "panneaux": {{"panels": {{"mairie": {{"commune": "bellecombe", "pages": 40}}}}}},
}}
"""

REGISTERS = {
    "communes": "bellecombe:\n  nom: Bellecombe\n  insee: '39001'\nmijoux:\n  nom: Mijoux\n  insee: '39002'\n"
    "lajoux:\n  nom: Lajoux\n  insee: '39003'\n",
    "themes": "culture:\n  nom: Culture\nmobilites:\n  nom: Mobilités\n",
    "contacts": "voirie:\n  nom: Service voirie\n  telephone: 03 84 00 00 03\n",
}

# path under content/ → head, body.
ITEMS = {
    "actualites/travaux-rue-haute": (
        """
id: travaux-rue-haute
titre: "Travaux rue Haute : ce qui change"
resume: La rue Haute est fermée pour deux semaines, les bus passent par la rue Basse.
publier_le: 2026-11-20
communes: [bellecombe]
themes: [mobilites]
image: travaux.jpg
alt: Une pelleteuse devant la mairie
alias: [/2026/travaux.html, /travaux/]
contacts: [voirie]
""",
        "Les piétons passent toujours.\n\nUne déviation est fléchée depuis [la fête](id:fete-du-lac).",
    ),
    "actualites/roadworks": (
        """
id: roadworks
titre: Roadworks in rue Haute
publier_le: 2026-11-20
langue: en
traduction_de: travaux-rue-haute
communes: [bellecombe]
""",
        "Follow the yellow signs.",
    ),
    "actualites/travaux-falc": (
        """
id: travaux-falc
titre: La rue Haute est fermée
publier_le: 2026-11-21
falc_de: travaux-rue-haute
communes: [bellecombe]
""",
        "Prenez la rue Basse.",
    ),
    "actualites/foire-2025": (
        "id: foire-2025\ntitre: La foire de la Saint-Martin\npublier_le: 2025-10-01\nretirer_le: 2025-12-01",
        "Merci à tous.",
    ),
    "actualites/fibre": (
        "id: fibre\ntitre: La fibre arrive au Crêt\nresume: Les derniers hameaux seront reliés dans l’année, ceux du "
        "lac et des Combes d’abord. Une réunion présente les travaux, rue par rue, et répond aux questions des "
        "habitants.\n"
        "publier_le: 2026-11-10\nthemes: [mobilites]\nimage: lac.jpg\ndecorative: oui",
        "Les travaux durent un mois.",
    ),
    "actualites/sobre": (
        "id: sobre\ntitre: Le bilan des économies d’énergie\npublier_le: 2026-10-10\n"
        "canaux:\n  feeds: {exclure: oui}\n  mastodon: {texte: Moins vingt pour cent en un an.}\n"
        "  embeds: {titre: Bilan énergie}",
        "Vingt pour cent de moins.\n\nLe tarif passe de ~~4 €~~ à 3 €, <s>dès janvier</s> dès mars, H<sub>2</sub>O et "
        "m<sup>2</sup>, <ins>ajouté</ins>, <mark>marqué</mark>, <kbd>Ctrl</kbd>, "
        "<abbr title='Centre communal'>CCAS</abbr>, <q>dit</q>, <small>petit</small>."
        "\n\n~~Tout ce qui suit ne tient plus.~~",
    ),
    "actualites/a-venir": (
        "id: a-venir\ntitre: Une surprise pour le printemps\npublier_le: 2027-02-01",
        "Encore un peu de patience.",
    ),
    "actualites/brouillon-du-budget": (
        "id: brouillon-du-budget\ntitre: Le budget que personne n’a lu\npublier_le: 2026-11-01\nbrouillon: oui",
        "À relire.",
    ),
    "agenda/fete-du-lac": (
        """
id: fete-du-lac
titre: La fête du lac
resume: Soixante artisans au bord de l’eau.
publier_le: 2026-11-01
debut: 2026-12-05 10:00
fin: 18h
lieu: salle-des-fetes
themes: [culture]
image: lac.jpg
alt: Le lac au petit matin
prix: gratuit
""",
        "Venez nombreux et couverts.",
    ),
    "agenda/marche-de-noel": (
        """
id: marche-de-noel
titre: Le marché de Noël
resume: Le vin chaud des pompiers.
publier_le: 2026-11-02
communes: [bellecombe, mijoux]
themes: [culture]
lieu: salle-des-fetes
creneaux:
  - {debut: 2026-12-12 10:00, fin: 19h}
  - {debut: 2026-12-13 14:00, fin: 18h, debut_precedent: 2026-12-13 10:00, statut: deplace, note: À l’abri.}
""",
        "Sous le préau s’il pleut.",
    ),
    "agenda/atelier-de-saison": (
        """
id: atelier-de-saison
titre: L’atelier de saison
resume: On jardine ensemble.
publier_le: 2026-09-01
lieu: salle-des-fetes
debut: 2026-10-15 18:30
fin: 20h
recurrence: {frequence: mensuelle, jours: 3e jeudi, jusqu_au: 2027-04-30}
exceptions:
  - {date: 2027-02-18, debut: 19h, fin: 20h30}
""",
        "Gants fournis.",
    ),
    "agenda/lectures": (
        """
id: lectures
titre: Les lectures du soir
publier_le: 2026-11-05
creneaux:
  - {debut: 2026-12-08 20:00, fin: 22h, lieu: mediatheque}
  - {debut: 2026-12-15 20:00, fin: 22h, lieu: {nom: Grange du Crêt, ville: Lajoux, commune: lajoux}}
""",
        "Entrée par la cour.",
    ),
    "agenda/poterie": (
        "id: poterie\ntitre: La poterie du lundi\npublier_le: 2026-11-05\nlieu: mediatheque\ncreneaux:\n"
        "  - {debut: 2026-11-16 18:00, fin: 20h}\n  - {debut: 2026-12-14 18:00, fin: 20h, statut: complet}\n"
        + "".join(f"  - {{debut: 2027-01-{day:02d} 18:00, fin: 20h}}\n" for day in (4, 11, 18, 25))
        + "  - {debut: 2027-02-01 18:00, fin: 20h}\n  - {debut: 2027-02-08 18:00, fin: 20h}",
        "La terre est fournie.",
    ),
    "agenda/vide-grenier": (
        "id: vide-grenier\ntitre: Le vide-grenier du Crêt en 2026\nresume: Vide-grenier du Crêt.\n"
        "publier_le: 2026-11-05\ndebut: 2026-12-20 08:00\nfin: 17h\nlieu: mediatheque\nstatut: annule",
        "Les places sont remboursées.",
    ),
    "agenda/balade": (
        "id: balade\ntitre: La balade aux lampions\nresume: Quatre kilomètres le long de l’eau.\n"
        "publier_le: 2026-11-03\nmodifie: 2026-11-30 08:00\nstatut: reporte\ndebut: 2026-12-06 18:00\nfin: 20h\n"
        "lieu: {nom: Camping des Îles, ville: Mijoux, commune: mijoux}",
        "Le chemin est fermé.",
    ),
    "agenda/concert": (
        "id: concert\ntitre: Le concert d’hiver\nresume: Une harmonie et une chorale.\npublier_le: 2026-11-04\n"
        "modifie: 2026-11-29 08:00\nstatut: annule\ndebut: 2026-12-07 20:30\nfin: 22h30\nlieu: mediatheque",
        "Le chef est souffrant.",
    ),
    "agenda/bal": (
        "id: bal\ntitre: Le bal des pompiers\npublier_le: 2026-11-04\nmodifie: 2026-11-28 08:00\nstatut: reporte\n"
        "debut: 2026-12-19 20:00\nfin: 2026-12-20 02:00\ndebut_precedent: 2026-12-04 20:00\nlieu: salle-des-fetes",
        "La salle était prise.",
    ),
    "agenda/repas": (
        "id: repas\ntitre: Le repas des aînés\npublier_le: 2026-11-04\nmodifie: 2026-11-27 08:00\nstatut: complet\n"
        "debut: 2026-12-14 12:00\nlieu: salle-des-fetes",
        "Sur inscription.",
    ),
    "agenda/exposition": (
        "id: exposition\ntitre: Deux siècles de tisserands\npublier_le: 2026-10-20\ndebut: 2026-11-14\n"
        "fin: 2027-01-16\nlieu: mediatheque\nthemes: [culture]",
        "Prêtée par trente familles.",
    ),
    "agenda/reunion": (
        "id: reunion\ntitre: Rénover sa maison\npublier_le: 2026-11-06\ndebut: 2026-12-02 18:30\nfin: 19h45\n"
        "en_ligne: https://visio.exemple.fr/maison",
        "Vos questions en direct.",
    ),
    "agenda/cine": (
        "id: cine\ntitre: Le cinéma de plein air\npublier_le: 2026-06-01\ndebut: 2026-08-28 21:30\nfin: 23h30\n"
        "lieu: salle-des-fetes",
        "Avec une couverture.",
    ),
    "agenda/light-walk": (
        "id: light-walk\ntitre: The lantern walk\npublier_le: 2026-11-03\nlangue: en\ntraduction_de: balade\n"
        "statut: reporte\ndebut: 2026-12-06 18:00\nfin: 20h\n"
        "lieu: {nom: camping des Îles, ville: Mijoux, commune: mijoux}",
        "The path is closed.",
    ),
    "alertes/eau": (
        "id: eau\ntitre: Eau non potable à Mijoux\nresume: Ne buvez pas l’eau du robinet.\nniveau: urgence\n"
        "publier_le: 2026-11-30 07:00\nfin: 2026-12-03 18:00\ncommunes: [mijoux]",
        "Des bouteilles sont distribuées.",
    ),
    "alertes/vent": (
        "id: vent\ntitre: Vent fort dans la vallée\nresume: Rentrez ce qui s’envole.\nniveau: vigilance\n"
        "publier_le: 2026-11-30 12:00\nfin: 2026-12-02 20:00",
        "Jusqu’à cent kilomètres à l’heure.",
    ),
    "alertes/route": (
        "id: route\ntitre: La route du col est coupée\nniveau: vigilance\npublier_le: 2026-11-28\n"
        "modifie: 2026-11-30 10:00\nfin: 2026-12-24\nstatut: levee\n"
        "troncon: {rue: Route du col, trace: ['46.3601, 6.0023', '46.3612, 6.0040']}",
        "Un rocher est tombé.",
    ),
    "alertes/canicule": (
        "id: canicule\ntitre: Les trois jours de canicule\nniveau: info\npublier_le: 2026-08-10\nfin: 2026-08-13",
        "Buvez de l’eau.",
    ),
    "alertes/orage": (
        "id: orage\ntitre: L’orage est passé sur Lajoux\nniveau: vigilance\npublier_le: 2026-11-29\n"
        "fin: 2026-11-30 20:00",
        "Rentrez les bêtes.",
    ),
    "pages/dechets": (
        'id: dechets\ntitre: "Déchets : que faire de quoi ?"\nresume: Les règles du tri.\nmenu: principal',
        "## Le bac jaune\n\n- les bouteilles\n- les cartons\n\n| Quoi | Où |\n| --- | --- |\n| Verre | Colonne |",
    ),
    "pages/mentions-legales": ("id: mentions-legales\ntitre: Mentions légales\nmenu: pied", "Le site est public."),
    "pages/accessibilite": ("id: accessibilite\ntitre: Accessibilité du site\nmenu: pied", "Il n’a pas été audité."),
    "lieux/salle-des-fetes": (
        "id: salle-des-fetes\ntitre: Salle des fêtes\nrue: 2, rue du Lac\ncode_postal: '39999'\nville: Bellecombe\n"
        "commune: bellecombe\ncoordonnees: 46.4342, 6.0190",
        "Au bord de l’eau.",
    ),
    "lieux/mediatheque": (
        "id: mediatheque\ntitre: Médiathèque du Crêt\nrue: 1, place du Crêt\ncode_postal: '39998'\nville: Mijoux\n"
        "commune: mijoux",
        "Un poêle et des livres.",
    ),
    "publications/budget-2026": (
        "id: budget-2026\ntitre: Le budget 2026 en bref\nresume: Deux pages.\npublier_le: 2026-04-15\n"
        "fichier: budget.pdf\ncategorie: Budget",
        "",
    ),
    "services/collecte": (
        "id: collecte\ntitre: La collecte de Bellecombe\ncommunes: [bellecombe]\nferies: decale_lendemain\ncollectes:\n"
        "  - id: om\n    libelle: Bac gris\n    jours: vendredi\n    exceptions: [{date: 2026-12-18, annule: oui}]",
        "",
    ),
    "lettres/lettre-decembre": (
        """
id: lettre-decembre
titre: La lettre de décembre
publier_le: 2026-11-29 10:00
preheader: La fête du lac, les travaux et ce qui se passe en décembre.
par_commune: oui
blocs:
  - {type: selection, titre: À lire, ids: [travaux-rue-haute, fibre, eau]}
  - {type: selection, titre: À voir, ids: [fete-du-lac, concert, bal], presentation: agenda}
  - {type: selection, titre: Deux par deux, ids: [repas, exposition], presentation: colonnes}
  - {type: selection, titre: En bref, ids: [budget-2026, reunion], presentation: liste}
""",
        "Bonjour,\n\nVoici décembre.",
    ),
    "lettres/lettre-novembre": (
        """
id: lettre-novembre
titre: La lettre de novembre
publier_le: 2026-11-05 10:00
preheader: Ce que novembre nous réserve, du lac jusqu’aux sommets.
blocs:
  - {type: selection, titre: À voir, ids: [fete-du-lac, concert], presentation: agenda}
""",
        "Bonjour de novembre.",
    ),
}

SENT = Edition(
    letter="lettre-novembre",
    title="La lettre de novembre",
    subject="La lettre de novembre",
    preheader="Ce que novembre nous réserve, du lac jusqu’aux sommets.",
    sent_at=datetime(2026, 11, 5, 9, tzinfo=UTC),
    language="fr",
    url=f"{URL}/lettres/lettre-novembre/",
    html="<p>Bonjour de novembre.</p>",
    plain="Bonjour de novembre.",
    parts=(
        SelectionPart(
            title="À voir",
            layout=Layout.LARGE,
            items=(
                EditionItem(
                    id="fete-du-lac",
                    kind="event",
                    title="La fête du lac, première annonce",
                    summary="Des artisans au bord de l’eau.",
                    url=f"{URL}/agenda/fete-du-lac/",
                    when="samedi 5\u00a0décembre\u00a02026 à 9\u00a0h",
                    occurrence="20261205T090000Z",
                    day=date(2026, 12, 5),
                    where="Salle des fêtes, Bellecombe",
                    image=EditionImage(
                        name="fete-du-lac.jpg",
                        source="lettres/lettre-novembre.figee/fete-du-lac.jpg",
                        alt="Le lac",
                        width=552,
                        height=368,
                    ),
                ),
                EditionItem(
                    id="concert",
                    kind="event",
                    title="Le concert d’hiver",
                    url=f"{URL}/agenda/concert/",
                    when="lundi 7\u00a0décembre\u00a02026 de 20\u00a0h\u00a030 à 22\u00a0h\u00a030",
                    occurrence="20261207T193000Z",
                    day=date(2026, 12, 7),
                    where="Médiathèque du Crêt, Mijoux",
                    status=EventStatus.CONFIRMED,
                ),
            ),
        ),
    ),
)


def write_town(root: Path) -> Path:
    """Write the project; returns its settings file."""

    def put(name: str, data: bytes) -> None:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    put("pelicanconf.py", SETTINGS.encode())
    for name, text in REGISTERS.items():
        put(f"content/referentiel/{name}.yaml", text.encode())
    for name, (head, body) in ITEMS.items():
        put(f"content/{name}.md", f"---\n{head.strip()}\n---\n{body}\n".encode())
    put("content/images/lac.jpg", _picture("teal"))
    put("content/images/travaux.jpg", _picture("orange"))
    put("content/documents/budget.pdf", b"%PDF-1.4\n%%EOF\n")
    put("content/lettres/lettre-novembre.figee/fete-du-lac.jpg", _picture("navy"))
    put("content/lettres/lettre-novembre.figee/lettre.json", freeze((SENT,)))
    return root / "pelicanconf.py"


def _picture(colour: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (600, 400), colour).save(data, "JPEG")
    return data.getvalue()
