"""The alternative text of a card: what it says, for whoever does not see it."""

from tambour.channels.cards.scene import Scene
from tambour.words.typography import NBSP

_STOPS = (".", "!", "?", "…", "»")


def alternative(scene: Scene, territory: str, photo_alt: str) -> str:
    """`Annulé : Marché de Noël. Samedi 5 décembre 2026. De 10 h à 18 h. Salle des fêtes. Val d’Aubrelle. Photo : …`.

    territory: its name. photo_alt: what the photo shows, "" when there is none.
    """
    led = " – ".join(part for part in (scene.level_word, scene.band.capitalize(), scene.title) if part)
    said = [led, *(fact.texts[0] for fact in scene.facts)]
    if territory != scene.title:
        said.append(territory)
    if photo_alt:
        said.append(f"Photo{NBSP}: {photo_alt}")
    return " ".join(part if part.endswith(_STOPS) else f"{part}." for part in said)
