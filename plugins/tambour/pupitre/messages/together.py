"""What is said of one gesture for several contents."""

from collections.abc import Mapping
from types import MappingProxyType

from tambour.words.numbers import count_fr, list_fr

PUBLISH, WITHDRAW, TOPIC, COMMUNE, DELETE = "publier", "retirer", "theme", "commune", "supprimer"

# Of each gesture: what a list offers; what becomes of one, of several; what the version is called.
GESTURES: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        PUBLISH: ("Publier", "sera publié", "seront publiés", "publiés"),
        WITHDRAW: ("Retirer du site", "sera retiré du site", "seront retirés du site", "retirés du site"),
        TOPIC: ("Ajouter un thème", "aura le thème {name}", "auront le thème {name}", "thème {name}"),
        COMMUNE: ("Ajouter une commune", "concernera {name}", "concerneront {name}", "commune {name}"),
        DELETE: ("Supprimer les brouillons", "sera supprimé", "seront supprimés", "brouillons supprimés"),
    }
)
ALREADY: Mapping[str, str] = MappingProxyType(
    {
        PUBLISH: "déjà publié",
        WITHDRAW: "n’est pas sur le site",
        TOPIC: "l’a déjà",
        COMMUNE: "la concerne déjà",
        DELETE: "n’est pas un brouillon",
    }
)
WAS_PUBLISHED = "a déjà été publié : retirez-le du site"
IN_NO_VERSION = "aucune version enregistrée ne le garderait tel qu’il est"
NOT_OF_KIND = "cette nature de contenu n’en a pas"
WHOLE_TERRITORY = "concerne déjà tout le territoire"
NOTHING_CHOSEN = "Cochez d’abord des contenus dans la liste."
NOTHING_NAMED: Mapping[str, str] = MappingProxyType(
    {TOPIC: "Choisissez le thème à ajouter.", COMMUNE: "Choisissez la commune à ajouter."}
)
OTHERS = "cela laisserait à corriger {titles}"


def look_ahead_fr(gesture: str, count: int, name: str = "") -> str:
    """« 3 contenus seront publiés. » name: of the topic or commune."""
    _, for_one, for_several, _ = GESTURES[gesture]
    words = (for_several if count > 1 else for_one).format(name=f"« {name} »" if gesture == TOPIC else name)
    return f"{count_fr(count, 'contenu')} {words}." if count else "Rien ne changera."


def saved_as(gesture: str, titles: list[str], name: str = "") -> str:
    """What the version is called."""
    done = GESTURES[gesture][3].format(name=name)
    shown = list_fr(
        [*titles[:3], *([count_fr(len(titles) - 3, "autre contenu", "autres contenus")] * (len(titles) > 3))]
    )
    return f"{shown} : {done}"
