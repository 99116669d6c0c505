"""The directory: associations, shops, health, equipment: who is there, what for, where and when."""

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from tambour.model.choices import Labelled
from tambour.model.fields import Identifier, Line, Reference
from tambour.model.place import Locatable
from tambour.model.slugs import fold

_ARTICLE = re.compile(r"^(?:le|la|les|l) ")


class EntryCategory(Labelled):
    """What an entry of the directory is."""

    ASSOCIATION = "association", "Association"
    SHOP = "commerce", "Commerce"
    FOOD = "restauration", "Restaurant, café"
    CRAFT = "artisan", "Artisan"
    PRODUCER = "producteur", "Producteur, vente à la ferme"
    LODGING = "hebergement", "Hébergement"
    HEALTH = "sante", "Santé"
    SERVICE = "service", "Service"
    EDUCATION = "enseignement", "École, formation"
    SPORT = "sport", "Équipement sportif"
    EQUIPMENT = "equipement", "Équipement"


class DirectoryEntry(Locatable):
    """One entry of the directory."""

    kind: ClassVar[str] = "entry"
    examples: ClassVar[Mapping[str, str]] = {
        "id": "fournil-des-roches",
        "titre": "Le Fournil des Roches",
        "adresse": "fournil-des-roches",
        "image": "fournil.jpg",
        "alt": "La devanture bleue du fournil",
    }

    category: EntryCategory = Field(
        alias="rubrique",
        title="Rubrique",
        description="association, commerce, restauration, artisan, producteur, hebergement, sante, service, "
        "enseignement, sport ou equipement.",
    )
    activity: Line | None = Field(
        None, alias="activite", title="Activité", description="En quelques mots : boulangerie, football, chorale."
    )
    place: Annotated[Identifier, Reference("place")] | None = Field(
        None, alias="lieu", title="Lieu", description="Identifiant du lieu où cela se trouve, s'il est déjà déclaré."
    )
    contact_name: Line | None = Field(
        None,
        alias="personne",
        title="Personne à joindre",
        description="Avec son accord : une adresse ou un numéro personnels ne se publient pas sans lui.",
    )

    @property
    def stands_at(self) -> tuple[str, ...]:
        """Ids of the places whose communes are its own."""
        return (self.place,) if self.place else ()

    @property
    def list_key(self) -> tuple[int | str, ...]:
        """By name, without its article: La Ferme stands at F."""
        return (_ARTICLE.sub("", fold(self.title)),)
