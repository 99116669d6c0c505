"""Service calendars: collection days of household waste and the like, for a sector, with what holidays change."""

from collections.abc import Mapping
from typing import ClassVar, Self

from pydantic import Field, ValidationInfo, field_validator

from tambour.model.fields import Line, Many
from tambour.model.item import Item
from tambour.model.problems import invalid, invalid_inside
from tambour.model.services.collection import Collection, HolidayPolicy
from tambour.model.time.holidays import holiday_names


class ServiceCalendar(Item):
    """The days of a service in some communes or one sector. `tambour.model.services.days.days` lists them."""

    kind: ClassVar[str] = "service"
    examples: ClassVar[Mapping[str, str]] = {
        "id": "collecte-secteur-nord",
        "titre": "Collecte des déchets, secteur nord",
        "adresse": "collecte-secteur-nord",
        "image": "bacs.jpg",
        "alt": "Un bac jaune et un bac gris au bord du trottoir",
    }

    sector: Line | None = Field(
        None,
        alias="secteur",
        title="Secteur",
        description="Quartier, rues ou tournée, si ce n'est pas toute la commune.",
    )
    on_holidays: HolidayPolicy = Field(
        alias="feries",
        title="Jours fériés",
        description="maintenu, decale_lendemain, decale_veille, decale_samedi, decale_semaine (le jour férié et les "
        "suivants de la semaine glissent d'un jour), ou supprime.",
    )
    holidays_concerned: Many[Line] = Field(
        (),
        alias="feries_concernes",
        title="Jours fériés concernés",
        description="Par exemple 1er janvier, 1er mai, Noël ; les autres sont alors des jours ordinaires. Vide : tous.",
    )
    collections: Many[Collection] = Field(
        alias="collectes", title="Collectes", description="Ce qui passe, et quand : au moins une collecte."
    )

    @field_validator("holidays_concerned")
    @classmethod
    def names_known_holidays(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        holidays = {_fold(name): name for name in sorted(holiday_names())}
        errors = [
            ((index,), invalid("ferie-inconnu", value=name, known=", ".join(holidays.values())))
            for index, name in enumerate(value)
            if _fold(name) not in holidays
        ]
        if errors:
            raise invalid_inside(errors)
        return tuple(holidays[_fold(name)] for name in value)

    @field_validator("collections")
    @classmethod
    def collections_have_their_own_ids(cls, value: tuple[Collection, ...]) -> tuple[Collection, ...]:
        if not value:
            raise invalid("liste-trop-courte")
        ids = [collection.id for collection in value]
        errors = [
            ((index, "id"), invalid("collecte-double", value=name))
            for index, name in enumerate(ids)
            if name in ids[:index]
        ]
        if errors:
            raise invalid_inside(errors)
        return value

    @field_validator("collections")
    @classmethod
    def collections_take_place_in_its_communes(
        cls, value: tuple[Collection, ...], info: ValidationInfo
    ) -> tuple[Collection, ...]:
        communes = info.data.get("communes")
        errors = [
            ((index, "communes"), invalid("commune-hors-calendrier", value=commune))
            for index, collection in enumerate(value)
            for commune in collection.communes
            if communes and commune not in communes
        ]
        if errors:
            raise invalid_inside(errors)
        return value

    def in_commune(self, commune: str) -> Self:
        """The same calendar with what takes place in one commune alone; it may be left without a collection."""
        here = tuple(one for one in self.collections if not one.communes or commune in one.communes)
        return self if len(here) == len(self.collections) else self.model_copy(update={"collections": here})


def _fold(name: str) -> str:
    return name.casefold().replace("'", "’")
