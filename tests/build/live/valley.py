"""A small valley on disk, with every kind of content, and what its writers may do to it, at random."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from pprint import pformat

from PIL import Image

from tambour.testing.building import TERRITORY

BEGINNING = datetime(2026, 12, 1, 8, tzinfo=UTC)
SETTINGS = f"""\
SITEURL = "https://www.exemple.fr/interco"
PATH = "content"
PLUGINS = ["tambour"]
PAGE_SIZE = 4
TERRITORY = {pformat({**TERRITORY.model_dump(mode="json", exclude_unset=True), "logo": "logo.png"}, sort_dicts=False)}
CHANNELS = {{
    "feeds": {{}}, "agenda": {{}}, "api": {{}}, "sitemap": {{}}, "redirects": {{}}, "embeds": {{}}, "panneaux": {{}},
    "posts": {{}}, "newsletter": {{}}, "recherche": {{}}, "kit": {{}},
}}
"""
FILES = {
    "referentiel/communes.yaml": """\
bellecombe: {nom: Bellecombe, insee: "39046"}
mijoux: {nom: Mijoux, insee: "01247"}
prenovel: {nom: Prénovel, insee: "39441"}
""",
    "referentiel/themes.yaml": "culture: {nom: Culture}\ndechets: {nom: Déchets}\neau: {nom: Eau}\n",
    "referentiel/contacts.yaml": 'voirie: {nom: Service voirie, telephone: "03 84 00 00 07", image: photo-0.jpg}\n',
    "lieux/salle.md": """\
---
id: salle
titre: Salle des fêtes
rue: 2, rue Haute
code_postal: "39310"
ville: Bellecombe
commune: bellecombe
horaires:
  semaine:
    lundi: 9h-12h
  jours_feries: ferme
---
Deux marches à l’entrée.
""",
    "lieux/mare.md": "---\nid: mare\ntitre: La mare\nville: Mijoux\ncommune: mijoux\n---\nDes tritons.\n",
    "pages/joindre.md": "---\nid: joindre\ntitre: Nous joindre\nmenu: principal\n---\nÀ toute heure.\n",
    "pages/eau.md": "---\nid: eau\ntitre: L’eau\nmenu: pied\n---\nVoir [la mare](id:mare) et [l’agenda](/agenda/).\n",
    "pages/fuite.md": "---\nid: fuite\ntitre: Une fuite\npage_mere: eau\nalias: [/2019/fuite.html]\n---\nFermez.\n",
    "pages/water.md": "---\nid: water\ntitre: Water\nlangue: en\ntraduction_de: eau\n---\nDrink it.\n",
    "agenda/marche.md": """\
---
id: marche
titre: Marché de Noël
publier_le: 2026-11-10
creneaux:
  - {debut: 2026-12-05 10:00, fin: 19h}
  - {debut: 2026-12-06 10:00, fin: 18h}
lieu: salle
themes: [culture]
prix: gratuit
image: photo-1.jpg
alt: Des chalets
---
Trente chalets. Voir [les travaux](id:news-0).
""",
    "agenda/conte.md": """\
---
id: conte
titre: L’heure du conte
publier_le: 2026-11-12
debut: 2026-12-02 10:30
fin: 11h15
recurrence: {frequence: hebdomadaire, nombre: 6}
exceptions:
  - {date: 2026-12-09, statut: annule}
lieu: salle
---
Avec des coussins.
""",
    "agenda/bal.md": """\
---
id: bal
titre: Bal
publier_le: 2026-11-30
debut: 2026-12-01 20:00
fin: 2026-12-02 01:00
lieu: {nom: Préau, ville: Mijoux}
---
Entrée libre.
""",
    "alertes/gel.md": """\
---
id: gel
titre: Routes verglacées
niveau: vigilance
publier_le: 2026-11-30
debut: 2026-12-01 06:00
fin: 2026-12-03 12:00
communes: [prenovel]
---
Roulez doucement.
""",
    "publications/plan.md": """\
---
id: plan
titre: Plan de la vallée
publier_le: 2026-10-01
date_du_document: 2026-10-01
categorie: Plan
fichier: plan.pdf
---
À plier.
""",
    "services/bacs.md": """\
---
id: bacs
titre: Bacs jaunes
communes: [bellecombe, mijoux]
themes: [dechets]
feries: decale_lendemain
collectes:
  - {id: jaune, libelle: Bac jaune, jours: mardi, du: 2026-01-06, au: 2027-12-31}
contacts: [voirie]
---
La veille au soir.
""",
    "lettres/decembre.md": """\
---
id: decembre
titre: La lettre de décembre
objet: Décembre
preheader: Le marché de Noël, les bacs jaunes et ce qui se passe en janvier.
publier_le: 2026-11-28 09:00
par_commune: oui
blocs:
  - {type: selection, titre: À la une, ids: [news-0, marche], presentation: grand}
  - {type: selection, titre: Sortir, genres: agenda, jours: 30, au_plus: 3, presentation: agenda}
  - {type: texte, titre: Un mot, texte: "Voir [le bal](id:bal)."}
---
Bonjour.
""",
}


@dataclass
class Valley:
    """A project on disk, at a moment. Each edit is remembered, for the message of a test that fails."""

    root: Path
    chance: random.Random
    moment: datetime = BEGINNING
    edits: list[str] = field(default_factory=list)
    _made: int = 6

    @classmethod
    def begin(cls, root: Path, seed: int, channels: str = "") -> "Valley":
        valley = cls(root, random.Random(seed))
        valley.write("pelicanconf.py", SETTINGS + channels)
        for path, text in FILES.items():
            valley.write(f"content/{path}", text)
        for number in range(6):
            valley.write(f"content/actualites/news-{number}.md", valley._news(number))
        for number in range(3):
            valley._photo(number)
        (root / "content/images").mkdir(exist_ok=True)
        Image.new("RGB", (300, 100), "navy").save(root / "content/images/logo.png")
        valley.write("content/documents/plan.pdf", "%PDF-1.4\n%%EOF\n")
        return valley

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return file

    def edit(self) -> list[Path]:
        """Do one thing, or several at once; the files that it touched."""
        touched: list[Path] = []
        for _ in range(self.chance.choice((1, 1, 1, 2, 3))):
            what = self.chance.choice(EDITS)
            files = what(self)
            self.edits.append(f"{what.__name__} {' '.join(file.name for file in files)}")
            touched += files
        return touched

    def settings_or_theme(self) -> None:
        """What makes everything else again: a setting, or a template of the territory's own."""
        number = self.chance.randrange(2, 6)
        with (self.root / "pelicanconf.py").open("a", encoding="utf-8") as stream:
            stream.write(f"PAGE_SIZE = {number}\n")
        self.write("theme/templates/_footer.html", f"<footer>{number} {{{{ site.listed('news') | length }}}}</footer>")

    def later(self) -> list[Path]:
        self.moment += timedelta(minutes=self.chance.choice((1, 7, 90, 60 * 13, 24 * 60, 20 * 24 * 60)))
        return []

    def title(self) -> list[Path]:
        return self._change(self._any("*/*.md"), r"titre: .*", f"titre: Titre {self.chance.randrange(999)} & suite")

    def text(self) -> list[Path]:
        file, target = self._any("*/*.md"), self._any("pages/*.md", "lieux/*.md", "actualites/*.md").stem
        with file.open("a", encoding="utf-8") as stream:
            stream.write(f"\nEncore [un mot](id:{target}) n° {self.chance.randrange(99)}.\n")
        return [file]

    def picture(self) -> list[Path]:
        file, number = self._any("actualites/*.md"), self.chance.randrange(3)
        text = file.read_text("utf-8")
        if "image:" in text:
            file.write_text(re.sub(r"image: .*\nalt: .*\n", "", text), "utf-8")
            return [file]
        return self._change(file, r"publier_le:", f"image: photo-{number}.jpg\nalt: Une vue {number}\npublier_le:")

    def other_photo(self) -> list[Path]:
        return [self._photo(self.chance.randrange(3))]

    def news(self) -> list[Path]:
        self._made += 1
        return [self.write(f"content/actualites/news-{self._made}.md", self._news(self._made))]

    def removal(self) -> list[Path]:
        file = self._any("actualites/*.md", "pages/*.md", "agenda/*.md")
        file.unlink()
        return [file]

    def draft(self) -> list[Path]:
        file = self._any("actualites/*.md", "pages/*.md", "agenda/*.md")
        text = file.read_text("utf-8")
        if "brouillon" in text:
            file.write_text(text.replace("brouillon: oui\n", ""), "utf-8")
            return [file]
        return self._change(file, r"titre:", "brouillon: oui\ntitre:")

    def publication_date(self) -> list[Path]:
        day = self.moment + timedelta(hours=self.chance.choice((-70, -2, 3, 30)))
        return self._change(self._any("actualites/*.md"), r"publier_le: .*", f"publier_le: {day:%Y-%m-%d %H:%M}")

    def expiry(self) -> list[Path]:
        day = self.moment + timedelta(hours=self.chance.choice((-1, 4, 30)))
        file = self._any("actualites/*.md")
        return self._change(
            file, r"(retirer_le: .*\n)?publier_le: .*", f"retirer_le: {day:%Y-%m-%d %H:%M}\npublier_le: 2026-09-01"
        )

    def cancellation(self) -> list[Path]:
        file = self.root / f"content/agenda/{self.chance.choice(('bal', 'conte', 'marche'))}.md"
        if not file.exists():
            return []
        text = file.read_text("utf-8")
        if "statut: annule\n" in text:
            file.write_text(text.replace("statut: annule\n", ""), "utf-8")
            return [file]
        return self._change(file, r"titre:", "statut: annule\ntitre:")

    def other_hour(self) -> list[Path]:
        file, hour = self.root / "content/agenda/conte.md", f"{self.chance.randrange(8, 11):02}"
        return self._change(file, r"(debut: .*) \d\d:30", rf"\1 {hour}:30") if file.exists() else []

    def commune(self) -> list[Path]:
        return self._change(
            self.root / "content/referentiel/communes.yaml", r"nom: M[^,]*", f"nom: Mijoux {self.chance.randrange(9)}"
        )

    def topic(self) -> list[Path]:
        file = self.root / "content/referentiel/themes.yaml"
        return self._change(file, r"nom: C[^}]*", f"nom: Culture {self.chance.randrange(9)}")

    def contact(self) -> list[Path]:
        file = self.root / "content/referentiel/contacts.yaml"
        return self._change(file, r"00 00 \d\d", f"00 00 {self.chance.randrange(10, 99)}")

    def place(self) -> list[Path]:
        file = self.root / "content/lieux/salle.md"
        return self._change(file, r"rue: .*", f"rue: {self.chance.randrange(99)}, rue Haute")

    def alert(self) -> list[Path]:
        file, level = self.root / "content/alertes/gel.md", self.chance.choice(("info", "vigilance", "urgence"))
        return self._change(file, r"niveau: .*", f"niveau: {level}")

    def menu(self) -> list[Path]:
        file, name = self.root / "content/pages/eau.md", self.chance.choice(("principal", "pied"))
        return self._change(file, r"menu: .*", f"menu: {name}") if file.exists() else []

    def communes_of_an_item(self) -> list[Path]:
        names = self.chance.choice(("[mijoux]", "[bellecombe, prenovel]", "[]"))
        return self._change(self._any("actualites/*.md"), r"communes: .*", f"communes: {names}")

    def letter(self) -> list[Path]:
        file, how = self.root / "content/lettres/decembre.md", self.chance.choice(("grand", "colonnes", "liste"))
        return self._change(file, r"presentation: (grand|colonnes|liste)", f"presentation: {how}")

    def collection(self) -> list[Path]:
        file, day = self.root / "content/services/bacs.md", self.chance.choice(("mardi", "jeudi", "vendredi"))
        return self._change(file, r"jours: \w+", f"jours: {day}")

    def saved_unchanged(self) -> list[Path]:
        file = self._any("*/*.md")
        file.write_bytes(file.read_bytes())
        return [file]

    def _news(self, number: int) -> str:
        communes, topics = ("[mijoux]", "[bellecombe]", "[]")[number % 3], ("[culture]", "[eau, dechets]")[number % 2]
        return (
            f"---\nid: news-{number}\ntitre: Nouvelle {number}\nresume: Ce qu’il faut savoir, {number}.\n"
            f"publier_le: 2026-11-{10 + number % 18}\ncommunes: {communes}\nthemes: {topics}\n"
            "---\nUn texte. Voir [l’eau](id:eau).\n"
        )

    def _photo(self, number: int) -> Path:
        file = self.root / f"content/images/photo-{number}.jpg"
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (420, 280), tuple(self.chance.randrange(256) for _ in range(3))).save(file)
        return file

    def _any(self, *patterns: str) -> Path:
        return self.chance.choice(sorted(f for pattern in patterns for f in (self.root / "content").glob(pattern)))

    def _change(self, file: Path, pattern: str, words: str) -> list[Path]:
        file.write_text(re.sub(pattern, words, file.read_text("utf-8"), count=1), "utf-8")
        return [file]


EDITS: tuple[Callable[[Valley], list[Path]], ...] = (
    *(Valley.later, Valley.later, Valley.title, Valley.title, Valley.text, Valley.picture, Valley.other_photo),
    *(Valley.news, Valley.removal, Valley.draft, Valley.publication_date, Valley.expiry, Valley.cancellation),
    *(Valley.other_hour, Valley.commune, Valley.topic, Valley.contact, Valley.place, Valley.alert, Valley.menu),
    *(Valley.communes_of_an_item, Valley.letter, Valley.collection, Valley.saved_unchanged),
)
