"""What is said of pictures and documents: why one is not taken, what was done to it, what it lacks."""

from collections.abc import Mapping
from types import MappingProxyType

from tambour.words.numbers import count_fr
from tambour.words.typography import NBSP, french_spaces, initial_small

# Why a file is not taken, by code: beside those of the build. `{value}`: the name that it had.
REFUSED: Mapping[str, str] = MappingProxyType(
    {
        "pupitre-pas-une-image": "« {value} » n’est pas une image que l’on sait lire. Enregistrez-la en JPEG "
        "ou en PNG.",
        "pupitre-document-comme-image": "« {value} » est un document, pas une image. Ajoutez-le parmi les documents.",
        "pupitre-image-comme-document": "« {value} » est une image. Ajoutez-la comme image : elle sera réduite, et "
        "dite à qui ne la voit pas.",
        "pupitre-fichier-trop-lourd": f"« {{value}} » pèse plus de {{limit}}{NBSP}Mo. Réduisez-le, ou mettez-le en "
        "ligne ailleurs et donnez son adresse dans le texte.",
        "pupitre-fichier-trop-long": "« {value} » n’a pas pu être lu dans un temps raisonnable. Enregistrez-le de "
        "nouveau avec le logiciel qui l’a fait.",
        "pupitre-fichier-absent": "Aucun fichier n’est arrivé. Choisissez-le de nouveau.",
    }
)
# What was done to a picture, as a part of a sentence.
DONE: Mapping[str, str] = MappingProxyType(
    {
        "tournee": "remise droite",
        "reduite": "réduite à {width} × {height} pixels",
        "convertie": "convertie en JPEG",
        "position": "l’endroit où elle a été prise en a été effacé",
    }
)
# What a PDF lacks to be read by everybody, and what to do.
LACKS: Mapping[str, str] = MappingProxyType(
    {
        "images": "Ce PDF n’a que des images de pages : personne ne peut y chercher, ni l’écouter. Exportez-le depuis "
        "le fichier d’origine plutôt que de le numériser, ou passez-le à la reconnaissance de texte.",
        "balises": "Ce PDF n’a pas de balises : un lecteur d’écran n’y trouve ni titres, ni listes, ni tableaux. Dans "
        "Word ou LibreOffice, exportez avec « PDF balisé » (ou « PDF/UA »).",
        "langue": "Ce PDF ne dit pas sa langue : un lecteur d’écran peut le lire avec l’accent d’une autre. Elle se "
        "choisit dans les propriétés du document, avant l’export.",
        "protege": "Ce PDF est protégé par un mot de passe : personne ne pourra l’ouvrir. Exportez-le sans protection.",
        "illisible": "Ce PDF est abîmé, ou écrit d’une façon inhabituelle : vérifiez qu’il s’ouvre, ou exportez-le de "
        "nouveau.",
    }
)
NOT_FOR_ALL = "À défaut, dites l’essentiel dans le texte : c’est la solution que tout le monde lit."
# What makes a good description of a picture.
ALT_HINT = (
    "Dites ce que l’on apprend en la voyant, comme à quelqu’un au téléphone : qui ou quoi, où, ce qui s’y passe. Sans "
    "« photo de », sans le nom du fichier ; le texte d’une affiche s’écrit en entier. Une ou deux phrases suffisent."
)
FOCUS_HINT = (
    "L’image est coupée autrement dans une liste, une carte carrée ou une story. Appuyez sur ce qui doit toujours se "
    "voir, un visage par exemple ; sans rien, c’est le milieu."
)
DECORATIVE_HINT = "Décorative : sans elle, il ne manquerait rien à qui lit. C’est rare pour la photo d’une actualité."
ALREADY = "Cette image est déjà dans le site : elle est reprise, sans second exemplaire."
ALREADY_DOCUMENT = "Ce document est déjà dans le site : il est repris, sans second exemplaire."
SAVED_AS = "{title} : {what}"


def done_fr(done: tuple[str, ...], width: int, height: int) -> str:
    """« L’image a été remise droite et réduite à 2560 × 1920 pixels. »; "" for nothing."""
    first = [DONE[what].format(width=width, height=height) for what in done if what != "position"]
    said = f"L’image a été {_and(first)}" if first else ""
    where = DONE["position"] if "position" in done else ""
    if said and where:
        return f"{said} ; {where}."
    return f"{said or where[:1].upper() + where[1:]}." if said or where else ""


def used_fr(count: int) -> str:
    """How many contents use a file."""
    return f"utilisée par {count_fr(count, 'contenu')}" if count else "pas encore utilisée"


def _and(words: list[str]) -> str:
    return " et ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


NO_TITLE = "Donnez-lui un titre : son nom de fichier en sera fait."
CHANGED = "Quelqu’un d’autre a modifié un de ces contenus pendant ce temps. Voici ce qu’il en est : recommencez."
ALREADY_THERE = "C’est un fichier qui est déjà dans le site : rien n’est à remplacer."
NAMED_BY_SETTINGS = (
    "Le nouveau fichier est d’un autre type, et les réglages nomment celui d’avant : demandez au technicien de les "
    "changer."
)
NOT_RENAMED = (
    "Le nouveau fichier est d’un autre type, et « {title} » nomme celui d’avant d’une façon que l’on ne sait pas "
    "récrire : ajoutez le nouveau, puis choisissez-le dans ce contenu."
)
# What has just been done to a file.
DONE_TO_FILE: Mapping[str, str] = MappingProxyType(
    {
        "ajoute": "Ajouté. Aucun contenu ne le montre encore.",
        "remplacer": "Remplacé : tous les contenus qui l’emploient montrent le nouveau.",
        "decrire": "Enregistré.",
    }
)


def used_by_fr(titles: list[str]) -> str:
    """« Déjà utilisée par Marché de Noël et Fête du lac. »"""
    shown = [f"« {title} »" for title in titles[:3]]
    more = len(titles) - len(shown)
    said = [*shown, count_fr(more, "autre contenu", "autres contenus")] if more else shown
    return f"Déjà utilisée par {_and(said)}."


TAKE_IT = "Prendre celle-là."


def likeness_fr(name: str, titles: list[str]) -> str:
    """« Elle ressemble à lac.jpg, déjà utilisée par « Fête du lac ». »"""
    used = initial_small(used_by_fr(titles)) if titles else "qui n’est pas encore utilisée."
    return french_spaces(f"Elle ressemble à « {name} », {used}")
