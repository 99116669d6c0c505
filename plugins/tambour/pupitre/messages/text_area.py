"""What is said beside the text of a content: of a paste, of its buttons."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from tambour.words.numbers import count_fr

HELP = "Ce que vous collez de Word, d’un document en ligne ou d’une page garde ses titres, ses listes et ses liens."
# Without a script there are no buttons over the text.
HOW_TO_TYPE = "Une ligne vide entre deux paragraphes. Un intertitre commence par ##, un élément de liste par un tiret."
DEAD_LINK = "lien qui ne mène nulle part"


def _images(count: int) -> str:
    left = "n’a pas été collée" if count == 1 else "n’ont pas été collées"
    again, shown = ("Ajoutez-la", "elle montre") if count == 1 else ("Ajoutez-les", "elles montrent")
    return f"{count_fr(count, 'image')} {left}. {again} comme image, en disant ce qu’{shown}."


def _files(count: int) -> str:
    if count == 1:
        return "Un lien menait à un fichier de votre ordinateur, ou nulle part : ses mots sont restés, sans le lien."
    links = count_fr(count, "lien")
    return f"{links} menaient à des fichiers de votre ordinateur, ou nulle part : leurs mots sont restés."


def _cells(count: int) -> str:
    del count
    return "Des cellules s’étendaient sur plusieurs lignes : relisez le tableau."


# What a paste leaves out, by what it is: how many → a sentence.
PASTED: Mapping[str, Callable[[int], str]] = MappingProxyType(
    {"images": _images, "fichiers": _files, "cellules": _cells}
)


class TextTool(NamedTuple):
    """A button over the text. name: of what it does; label: on it; title: what it does; keys: as HTML names them."""

    name: str
    label: str
    title: str
    keys: str = ""

    @property
    def told_keys(self) -> str:
        """The keys, as a French keyboard has them."""
        return self.keys.replace("Control", "Ctrl").replace("Shift", "Maj").replace("+", " + ")


TOOLS: tuple[TextTool, ...] = (
    TextTool("intertitre", "Intertitre", "Intertitre, puis sous-intertitre, puis texte", "Alt+Shift+T"),
    TextTool("gras", "Gras", "Gras", "Control+B"),
    TextTool("italique", "Italique", "Italique", "Control+I"),
    TextTool("liste", "Liste", "Liste", "Alt+Shift+L"),
    TextTool("numeros", "1. 2. 3.", "Liste numérotée", "Alt+Shift+N"),
    TextTool("lien", "Lien", "Lien vers une page du site, une adresse, un courriel, un numéro", "Control+K"),
    TextTool("image", "Image", "Image dans le texte"),
    TextTool("enregistrement", "Vidéo ou son", "Vidéo ou son dans le texte, avec sa transcription"),
    TextTool("tableau", "Tableau", "Tableau, case par case : nouveau, ou celui où est le curseur"),
    TextTool("citation", "Citation", "Citation", "Alt+Shift+C"),
    TextTool("deplier", "À déplier", "Texte que l’on déplie en appuyant sur son titre"),
)
