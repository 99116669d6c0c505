"""What people type → what a town's pages say. A page that says one of the words on the right is found by the left one.

Ours is a list for any French intercommunalité; a territory has its own in its settings, and topics (`synonymes`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from tambour.finding.records import FoundPage
from tambour.model.slugs import fold

_WORD = re.compile(r"[^\W\d_]{3,}")
_MOST = 12_000  # some 45 KB, packed: what a mistyped word costs whoever types it

EVERYDAY: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        # Déchets
        "poubelle": ("bac", "ordures ménagères", "collecte", "déchets ménagers"),
        "poubelle jaune": ("bac jaune", "emballages"),
        "ordures": ("bac", "déchets ménagers"),
        "ramassage": ("collecte",),
        "éboueurs": ("collecte", "ordures ménagères"),
        "tri sélectif": ("tri", "emballages", "bac jaune"),
        "décharge": ("déchèterie",),
        "dépotoir": ("déchèterie",),
        "déchetterie": ("déchèterie",),
        "monstres": ("encombrants",),
        "recyclerie": ("ressourcerie",),
        "compost": ("composteur", "compostage"),
        "sacs jaunes": ("emballages", "bac jaune"),
        # Eau, énergie, logement
        "robinet": ("eau potable",),
        "égout": ("assainissement", "eaux usées"),
        "fosse septique": ("assainissement individuel", "assainissement non collectif", "spanc"),
        "chauffage": ("énergie", "rénovation énergétique", "rénover"),
        "isolation": ("rénovation énergétique", "rénover son logement"),
        "permis de construire": ("urbanisme", "plui"),
        "cadastre": ("urbanisme", "plui"),
        "plu": ("plui",),
        "clôture": ("urbanisme",),
        # Enfance
        "garderie": ("accueil périscolaire", "périscolaire", "crèche"),
        "nounou": ("assistante maternelle", "relais petite enfance", "petite enfance"),
        "bébé": ("petite enfance", "crèche"),
        "colo": ("centre de loisirs", "séjour"),
        "centre aéré": ("centre de loisirs",),
        "cantine": ("restauration scolaire",),
        "ramassage scolaire": ("transport scolaire", "car scolaire"),
        "ados": ("espace jeunes", "jeunesse"),
        # Se déplacer
        "autocar": ("bus", "car scolaire", "transport"),
        "navette": ("bus", "ligne"),
        "vélo électrique": ("vélo", "mobilité"),
        "piste cyclable": ("voie verte",),
        "route barrée": ("route fermée", "déviation", "travaux"),
        "nids de poule": ("voirie",),
        # Loisirs, culture
        "bibliothèque": ("médiathèque",),
        "médiathèque": ("bibliothèque",),
        "nager": ("piscine",),
        "natation": ("piscine",),
        "salle de sport": ("gymnase",),
        "conservatoire": ("école de musique",),
        "brocante": ("vide-grenier", "braderie"),
        "14 juillet": ("feu d’artifice",),
        # Santé, solidarités, emploi
        "docteur": ("médecin", "maison de santé"),
        "généraliste": ("médecin", "maison de santé"),
        "maison de retraite": ("ehpad", "bien vieillir", "aînés"),
        "personnes âgées": ("aînés", "bien vieillir"),
        "seniors": ("aînés", "bien vieillir"),
        "boulot": ("emploi", "recrute", "recrutement"),
        "travail": ("emploi", "recrute", "recrutement"),
        "job d’été": ("saisonniers", "emploi saisonnier"),
        "paperasse": ("démarches", "france services"),
        "impôts": ("france services",),
        "carte d’identité": ("démarches", "france services"),
        "passeport": ("démarches", "france services"),
        "carte grise": ("démarches", "france services"),
        # Vie publique
        "mairie": ("siège", "communauté de communes", "nous joindre"),
        "président": ("élus", "conseil communautaire"),
        "appel d’offres": ("marchés publics",),
        "déménagement": ("nouveaux arrivants", "nouveaux habitants"),
        "subvention": ("aide", "associations"),
        "chasse d’eau": ("fuite", "eau potable"),
    }
)
# The same for contents in other languages: the words of the site's are not theirs.
ELSEWHERE: Mapping[str, Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        "en": {
            "garbage": ("bin", "waste"),
            "rubbish": ("bin", "waste"),
            "trash": ("bin", "waste"),
            "tip": ("recycling centre",),
            "dump": ("recycling centre",),
            "kindergarten": ("childcare", "nursery"),
            "daycare": ("childcare", "nursery"),
            "town hall": ("front desk", "council"),
            "paperwork": ("France Services",),
            "driving licence": ("vehicle registration", "France Services"),
            "visa": ("France Services",),
            "taxes": ("France Services",),
            "tap": ("water",),
            "settling in": ("moving", "newcomers"),
            "roadworks": ("road closed", "diversion"),
            "swimming pool": ("pool",),
        },
    }
)


def stem(word: str) -> str:
    """A folded word without the endings that plurals and feminines give it; pages do the same in a browser.

    >>> [stem(word) for word in ("bacs", "jaunes", "ouverte", "noel", "eaux", "gaz")]
    ['bac', 'jaun', 'ouvert', 'noel', 'eau', 'gaz']
    """
    for ending in ("s", "x"):
        if len(word) > 3:
            word = word.removesuffix(ending)
    return word.removesuffix("e") if len(word) > 3 else word


def stems(text: str) -> list[str]:
    """The words of a text, folded, without their endings."""
    return [stem(word) for word in fold(text).split()]


class Lexicon:
    """Everyday words, ready to be looked for the other way round: from what a page says.

    words: everyday word → what pages say.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._by_first: dict[str, list[tuple[list[str], str]]] = {}
        for everyday, terms in words.items():
            for term in terms:
                said = stems(term)
                if said:
                    self._by_first.setdefault(said[0], []).append((said, everyday))

    def said_for(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The everyday words for what some texts say, sorted."""
        found: set[str] = set()
        for text in texts:
            spoken = stems(text)
            for place, word in enumerate(spoken):
                for said, everyday in self._by_first.get(word, ()):
                    if spoken[place : place + len(said)] == said:
                        found.add(everyday)
        return tuple(sorted(found))


def lexicon_of(own: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """Our list with what a territory says instead. own: by everyday word; none = to be left out."""
    replaced = {fold(word) for word in own}
    kept = {word: terms for word, terms in EVERYDAY.items() if fold(word) not in replaced}
    return {**kept, **{word: terms for word, terms in own.items() if terms}}


def vocabulary(records: Sequence[FoundPage], everyday: Iterable[str], unsaid: str) -> bytes:
    """One word a line, as it is written most often.

    everyday: words that are right though not written. unsaid: one that is not.
    """
    written: Counter[str] = Counter()
    for record in records:
        for text in (record.text, *(value for _, value in record.meta)):
            written.update(_WORD.findall(text.lower()))
    for word in everyday:
        written.update(_WORD.findall(word.lower()))
    del written[unsaid]
    spellings: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for word, count in sorted(written.items(), key=lambda pair: (-pair[1], pair[0])):
        bare = fold(word)
        spellings.setdefault(bare, word)
        counts[bare] += count
    ranked = sorted(counts, key=lambda bare: (-counts[bare], bare))[:_MOST]
    return "".join(f"{spellings[bare]}\n" for bare in ranked).encode("utf-8", "replace")
