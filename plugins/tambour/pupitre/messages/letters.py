"""What the pupitre says of letters: gestures, blocks, what a sending tool asks for."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tambour.words.numbers import list_fr

NEXT_EVENTS = "Les prochains rendez-vous"
NEWS = "Les actualités"
BY_HAND = "À la une"
TAKEN_BACK = "C’est comme avant."
ADDED = "Bloc ajouté, tout en bas."
REMOVED = "Bloc retiré."
BY_HAND_NOW = "Ces contenus sont maintenant les vôtres\u00a0: la règle ne choisit plus."
BY_RULE_NOW = "Une règle choisit la suite\u00a0; vos contenus restent en premier."
ITEM_OUT = "Contenu retiré de ce bloc."
ITEM_IN = "Contenu épinglé."
ITEM_ADDED = "Contenu ajouté à ce bloc."
ITEM_LOOSE = "Contenu détaché\u00a0: la règle décide de nouveau."
ITEM_BACK = "La règle peut de nouveau choisir ce contenu."
ITEM_UP = "Contenu remonté d’une place."
ABSENT = "Ne sera pas en ligne le jour de l’envoi\u00a0: la lettre ne le montrera pas."
OVER = "Ce sera passé quand la lettre partira."
ANY_PREHEADER = "Les nouvelles du territoire et les prochains rendez-vous."
SUMMARY = "Au sommaire\u00a0: "
# A title that begins with one of these has the capital of a sentence, not of a name.
SMALL_WORDS = frozenset(("le", "la", "les", "un", "une", "des", "ce", "ces", "du", "au", "aux", "votre", "vos"))
# What a block is called where it is spoken of.
BLOCK_KINDS: Mapping[str, str] = MappingProxyType(
    {"selection": "la rubrique", "texte": "les quelques lignes", "appel": "le bouton", "image": "l’image"}
)
# How a mail is looked at: by the name of its frame, its words and how wide the frame is.
LOOKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "large": ("Sur un ordinateur", "wide"),
        "telephone": ("Sur un téléphone", "narrow"),
        "sombre": ("La nuit, en mode sombre", "narrow"),
        "sans-images": ("Images bloquées", "narrow"),
    }
)
FROZEN_MEANS = (
    "Ses mots et ses images sont gardés tels qu’ils sont partis. Ce qui change ensuite dans vos contenus ne change "
    "plus ni le courriel ni sa page\u00a0: elle dira seulement ce qui a été annulé ou déplacé depuis."
)
FREEZING = (
    "Faites-le quand la lettre est partie, pas avant.",
    "On n’y revient pas\u00a0: ce que les abonnés ont reçu ne se réécrit pas.",
    "La page de la lettre reste à la même adresse, avec ses images, pour toujours.",
)
OBJECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "brouillon": "Cette lettre est un brouillon\u00a0: publiez-la d’abord.",
        "pas-partie": "Son jour n’est pas venu\u00a0: figez-la quand elle est partie.",
        "adresse": "L’adresse publique du site n’est pas réglée\u00a0: la lettre garderait des adresses d’essai. "
        "Votre technicien la donne dans les réglages de la publication.",
        "figee": "Elle est déjà figée.",
    }
)
NO_ADDRESS = (
    "L’adresse publique du site n’est pas réglée\u00a0: ce courriel mène à cet ordinateur, et personne "
    "d’autre n’en verrait les images. Votre technicien la donne dans les réglages de la publication."
)
STILL_DRAFT = "Cette lettre est encore un brouillon\u00a0: sa page et ses images ne seront pas en ligne."
PUBLISH_FIRST = (
    "Mettez le site en ligne le jour dit, juste avant l’envoi\u00a0: les images du courriel doivent y être avant lui."
)
TRY_IT = "Envoyez-vous un essai, lisez-le sur un téléphone, puis envoyez à la liste."
TRACKING = (
    "Cet outil compte de lui-même les ouvertures et les clics\u00a0: désactivez ce suivi dans ses réglages, la "
    "lettre n’en porte aucun."
)
# What to do in each tool once the mail is copied.
TOOL_STEPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "brevo": (
            "Campagnes, puis «\u00a0Créer une campagne\u00a0» : e-mail. Collez l’objet.",
            "À l’étape du contenu, choisissez «\u00a0Coder votre e-mail\u00a0» et collez le code dans le cadre.",
        ),
        "mailchimp": (
            "Create, puis «\u00a0Email\u00a0». Collez l’objet sous «\u00a0Subject\u00a0».",
            "Design Email, puis «\u00a0Code your own\u00a0» et «\u00a0Paste in code\u00a0» : collez le code.",
        ),
        "mailjet": (
            "Campagnes, puis «\u00a0Créer une campagne\u00a0». Collez l’objet.",
            "Créez le message «\u00a0En HTML\u00a0» et collez le code.",
        ),
        "listmonk": (
            "Nouvelle campagne. Collez l’objet, et choisissez le format «\u00a0HTML brut\u00a0».",
            "Choisissez un modèle qui ne contient que la lettre elle-même, puis collez le code.",
            "Collez la version en texte sous «\u00a0Plain text\u00a0».",
        ),
        "sympa": (
            "Téléchargez le message et ouvrez-le\u00a0: c’est un brouillon dans votre logiciel de messagerie.",
            "Adressez-le à la liste.",
        ),
    }
)
ANY_TOOL = ("Collez l’objet, puis le code là où l’outil accepte du HTML.",)
# What may be added to a letter: by the name of its beginning, its words and what it is.
ADDABLE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "agenda": ("L’agenda des 30 prochains jours", "calendar-clock"),
        "actualites": ("Les actualités depuis la dernière lettre", "newspaper"),
        "un-a-un": ("Des contenus choisis un à un", "book-open"),
        "texte": ("Quelques lignes", "file-text"),
        "appel": ("Un bouton", "arrow-right"),
        "image": ("Une image", "landmark"),
    }
)


def section_fr(title: str | None, number: int) -> str:
    """What a section is called in a sentence. number: of its block, from 1, for one without a title."""
    return f"«\u00a0{title}\u00a0»" if title else f"n°\u00a0{number}"


def empty_fr(sections: Sequence[str]) -> str:
    """What to tell of the sections of a letter that find nothing. sections: what they are called."""
    if len(sections) == 1:
        return (
            f"Pas encore prête\u00a0: la rubrique {sections[0]} ne trouve rien à montrer. Changez sa règle, "
            "ajoutez-y un contenu, ou retirez-la."
        )
    return (
        f"Pas encore prête\u00a0: les rubriques {list_fr(sections)} ne trouvent rien à montrer. Changez leur règle, "
        "ajoutez-y un contenu, ou retirez-les."
    )


def place_of_block(place: int, number: int) -> str:
    """Where a block stands now: « Bloc placé : 2e sur 5. »"""
    rank = "1er" if place == 1 else f"{place}e"
    return f"Bloc placé\u00a0: {rank} sur {number}."


def twice_fr(block: int) -> str:
    """What to tell of a content that another block shows, too. block: its number."""
    return f"Déjà dans le bloc {block} : les lecteurs le verraient deux fois."


def gone_fr(what: str) -> str:
    """What to tell of a content that nobody should be sent any more. what: « est annulé »."""
    return f"Ce contenu {what}.".replace("'", "’")


def copy_done(tool: str) -> str:
    """What is told once a mail was copied."""
    return f"Copié\u00a0: collez-le dans {tool}."


def version_of_frozen(title: str) -> str:
    """The name of the version that a frozen letter is."""
    return f"{title} : figée"
