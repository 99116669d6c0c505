"""What is said of one gesture for several contents."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from tambour.words.numbers import count_fr, list_fr

PUBLISH, WITHDRAW, TOPIC, COMMUNE, DELETE = "publier", "retirer", "theme", "commune", "supprimer"


class GestureWords(NamedTuple):
    """Of one gesture.

    label: what a list offers. of_one, of_several: what becomes of one content, of several. done, all_done: what the
    version is called. question: above one content, before it is done; by default, the label.
    """

    label: str
    of_one: str
    of_several: str
    done: str
    all_done: str
    question: str = ""


GESTURES: Mapping[str, GestureWords] = MappingProxyType(
    {
        PUBLISH: GestureWords("Publier", "sera publié", "seront publiés", "publié", "publiés"),
        WITHDRAW: GestureWords(
            "Retirer du site", "sera retiré du site", "seront retirés du site", "retiré du site", "retirés du site"
        ),
        TOPIC: GestureWords(
            "Ajouter un thème", "aura le thème {name}", "auront le thème {name}", "thème {name}", "thème {name}"
        ),
        COMMUNE: GestureWords(
            "Ajouter une commune", "concernera {name}", "concerneront {name}", "commune {name}", "commune {name}"
        ),
        DELETE: GestureWords(
            "Supprimer les brouillons",
            "sera supprimé",
            "seront supprimés",
            "brouillon supprimé",
            "brouillons supprimés",
            "Supprimer ce brouillon ?",
        ),
    }
)
KEPT = "Les versions le gardent : vous pourrez le reprendre."
ALL_KEPT = "Les versions les gardent : vous pourrez les reprendre."
KEPT_FOR_OTHERS = "L’équipe du site pourra le reprendre."  # whoever proposes sees no versions
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
OTHERS_UNSEEN = "un autre contenu le nomme"


def heading_fr(gesture: str, count: int, name: str = "") -> str:
    """Above what would change. count: of the contents; name: of the topic or commune."""
    words = GESTURES[gesture]
    label = words.question if count == 1 and words.question else words.label
    return f"{label} : {name}" if name else label


def look_ahead_fr(gesture: str, titles: Sequence[str], name: str = "", *, sees_versions: bool = True) -> str:
    """« Vœux du maire » sera publié. 3 contenus seront publiés.

    Args:
        gesture: what is asked.
        titles: of the contents.
        name: of the topic or commune.
        sees_versions: whether whoever asks does.
    """
    said = GESTURES[gesture]
    words = (said.of_several if len(titles) > 1 else said.of_one).format(
        name=f"« {name} »" if gesture == TOPIC else name
    )
    if not titles:
        return "Rien ne changera."
    who = f"« {titles[0]} »" if len(titles) == 1 else count_fr(len(titles), "contenu")
    kept = "" if gesture != DELETE else ALL_KEPT if len(titles) > 1 else KEPT if sees_versions else KEPT_FOR_OTHERS
    return f"{who} {words}. {kept}".rstrip()


def saved_as(gesture: str, titles: list[str], name: str = "") -> str:
    """What the version is called."""
    said = GESTURES[gesture]
    done = (said.done if len(titles) == 1 else said.all_done).format(name=name)
    shown = list_fr(
        [*titles[:3], *([count_fr(len(titles) - 3, "autre contenu", "autres contenus")] * (len(titles) > 3))]
    )
    return f"{shown} : {done}"
