"""Places: where things happen and where people go, as a record of its own or as free text in an event."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from pydantic import Field, ValidationInfo, WrapValidator

from tambour.model.choices import Labelled
from tambour.model.conversions import not_a_block
from tambour.model.fields import (
    ID_PATTERN,
    Chosen,
    Email,
    Geo,
    Line,
    Phone,
    PostalCode,
    Prose,
    Record,
    Reference,
    WebAddress,
    Widget,
)
from tambour.model.item import CommuneRef, Item, communes_field
from tambour.model.problems import invalid
from tambour.model.slugs import fold
from tambour.model.time.opening_hours import OpeningHours


class Access(Labelled):
    """What makes a place or an event usable by disabled people."""

    WHEELCHAIR = "fauteuil", "Accessible en fauteuil roulant"
    WHEELCHAIR_WITH_HELP = "fauteuil-avec-aide", "Accessible en fauteuil roulant avec de l’aide"
    PARKING = "stationnement-adapte", "Places de stationnement adaptées"
    TOILETS = "toilettes-adaptees", "Toilettes adaptées"
    LIFT = "ascenseur", "Ascenseur"
    INDUCTION_LOOP = "boucle-magnetique", "Boucle magnétique"
    SIGN_LANGUAGE = "langue-des-signes", "Langue des signes française (LSF)"
    SUBTITLES = "sous-titrage", "Sous-titrage ou transcription en direct"
    AUDIO_DESCRIPTION = "audiodescription", "Audiodescription"
    BRAILLE = "braille", "Documents en braille ou en gros caractères"
    TACTILE_GUIDANCE = "guidage", "Bandes de guidage ou balises sonores"
    EASY_READ = "falc", "Documents en facile à lire et à comprendre (FALC)"
    RELAXED = "ambiance-calme", "Ambiance calme, accueil adapté (autisme, handicap psychique)"


class FreePlace(Record):
    """A place that is named once, in the event itself."""

    name: Line = Field(alias="nom", title="Nom", description="Nom du lieu, comme on le dirait à un visiteur.")
    street: Line | None = Field(None, alias="rue", title="Rue", description="Numéro et voie.")
    postal_code: PostalCode | None = Field(None, alias="code_postal", title="Code postal", description="Ex. 71250.")
    city: Line | None = Field(None, alias="ville", title="Ville", description="Ville de l'adresse postale.")
    commune: CommuneRef | None = Field(
        None, title="Commune", description="Identifiant de la commune, pour ses flux et son agenda."
    )
    geo: Geo | None = Field(
        None, alias="coordonnees", title="Coordonnées", description="Latitude, longitude : 46.4342, 4.6590."
    )


class Locatable(Item):
    """Base of what is somewhere and can be reached: a place, an entry of the directory."""

    communes: Chosen[CommuneRef] = communes_field("celle de l'adresse ; sans elle : tout le territoire")
    street: Line | None = Field(None, alias="rue", title="Rue", description="Numéro et voie.")
    extra: Line | None = Field(
        None, alias="complement", title="Complément d'adresse", description="Bâtiment, étage, lieu-dit."
    )
    postal_code: PostalCode | None = Field(None, alias="code_postal", title="Code postal", description="Ex. 71250.")
    city: Line | None = Field(None, alias="ville", title="Ville", description="Ville de l'adresse postale.")
    commune: CommuneRef | None = Field(
        None, title="Commune", description="Commune où se trouve le lieu ; ce qui s'y passe paraît dans ses flux."
    )
    geo: Geo | None = Field(
        None, alias="coordonnees", title="Coordonnées", description="Latitude, longitude : 46.4342, 4.6590."
    )
    phone: Phone | None = Field(None, alias="telephone", title="Téléphone", description="Ex. 03 85 00 00 00.")
    email: Email | None = Field(None, alias="courriel", title="Courriel", description="Adresse électronique du lieu.")
    website: WebAddress | None = Field(None, alias="site_web", title="Site web", description="Adresse d'un site.")
    access: Chosen[Access] = Field((), alias="acces", title="Accessibilité", description="Ce dont le lieu est équipé.")
    access_note: Prose | None = Field(
        None, alias="acces_precisions", title="Précisions d'accès", description="Rampe, porte, sonnette, itinéraire."
    )
    hours: OpeningHours | None = Field(
        None, alias="horaires", title="Horaires", description="Horaires d'ouverture, par semaine, saison et exception."
    )

    @property
    def name(self) -> str:
        """The title, under the name that a `FreePlace` gives it."""
        return self.title


class Place(Locatable):
    """A place that content refers to by id: town hall, waste centre, pool, concert hall."""

    kind: ClassVar[str] = "place"
    examples: ClassVar[Mapping[str, str]] = {
        "id": "piscine-des-roches",
        "titre": "Piscine des Roches",
        "adresse": "piscine-des-roches",
        "image": "piscine.jpg",
        "alt": "Le bassin extérieur, bordé de transats",
    }


@dataclass(frozen=True)
class DeclaredPlaces:
    """The place records of a content folder, so that one can be named by its title.

    ids: of all of them. by_name: title, as `fold` makes it → the id and the commune of each that bears it.
    """

    ids: frozenset[str] = frozenset()
    by_name: Mapping[str, tuple[tuple[str, str | None], ...]] = field(default_factory=dict)

    def find_id(self, typed: str, communes: Collection[str] = ()) -> str | None:
        """The id of the place that bears this name; None when none does.

        Args:
            typed: as in the field.
            communes: of the item; of several places with one name, the one that lies there is meant.

        Raises:
            `lieu-ambigu`: several do.
        """
        namesakes = self.by_name.get(fold(typed), ())
        here = [place for place, commune in namesakes if commune in communes]
        ids = here if len(here) == 1 else [place for place, _ in namesakes]
        if len(ids) > 1:
            raise invalid("lieu-ambigu", value=typed, ids=", ".join(ids))
        return ids[0] if ids else None


NO_PLACES = DeclaredPlaces()


def _place(value: object, _handler: Callable[[object], Any], info: ValidationInfo) -> str | FreePlace:
    """An id, any other text as a name, or a mapping.

    Told apart here and not by a union, whose error locations would hold the names of its branches. The name of a
    declared place is that place: its address, its access and its calendar go with it.
    """
    if isinstance(value, FreePlace):
        return value
    name = value.get("nom") if isinstance(value, Mapping) and value.keys() == {"nom"} else value
    if isinstance(name, str):
        declared: DeclaredPlaces = (info.context or {}).get("places", NO_PLACES)
        text = name.strip()
        if re.fullmatch(ID_PATTERN, text) and (text in declared.ids or declared.find_id(text) is None):
            return text if isinstance(value, str) else FreePlace.model_validate(value, context=info.context)
        if (place_id := declared.find_id(text, info.data.get("communes", ()))) is not None:
            return place_id
        return FreePlace.model_validate({"nom": not_a_block(name)}, context=info.context)
    return FreePlace.model_validate(value, context=info.context)


PlaceField = Annotated[str | FreePlace, WrapValidator(_place), Reference("place"), Widget("place")]
