"""Events: what happens, when, where, at what price, and whether it still does."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, ValidationInfo, field_validator

from tambour.model.conversions import zone_of
from tambour.model.events.occurrence import EventStatus
from tambour.model.events.price import Prices, is_free
from tambour.model.events.series import Series, unknown_days, wrong_exceptions, wrong_hours
from tambour.model.events.slots import PlacedMoment, SeriesException, Slot, check_previous, resolve_end, wrong_order
from tambour.model.fields import Chosen, Day, Instant, Line, Many, Moment, Prose, SchemaOrg, WebAddress
from tambour.model.item import OF_THE_PLACE, CommuneRef, Item, ItemRef, communes_field
from tambour.model.place import Access, PlaceField
from tambour.model.problems import invalid, invalid_inside
from tambour.model.time.recurrence import MAX_OCCURRENCES, Recurrence, check_series


class Event(Item):
    """An event, whose times take exactly one of three forms: `debut`, `creneaux`, or `debut` + `recurrence`.

    `tambour.model.events.occurrences.expand` turns any of them into occurrences.
    """

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["debut"]}, {"required": ["creneaux"]}]})
    kind: ClassVar[str] = "event"

    communes: Chosen[CommuneRef] = communes_field(OF_THE_PLACE)
    publish_at: Instant = Field(
        alias="publier_le", title="Publier le", description="Jour ou jour et heure de l'annonce, pas de l'événement."
    )
    start: Moment | None = Field(
        None, alias="debut", title="Début", description="Jour (2026-12-05), ou jour et heure (2026-12-05 10:00)."
    )
    end: PlacedMoment | None = Field(
        None,
        alias="fin",
        title="Fin",
        description="Même forme que debut (un jour seul est compris), ou l'heure seule le même jour : 12h30.",
    )
    slots: Many[Slot] = Field(
        (),
        alias="creneaux",
        title="Créneaux",
        description="Plusieurs dates, à la place de debut et fin ; chacune peut avoir statut, lieu et note.",
        validate_default=True,
    )
    recurrence: Recurrence | None = Field(
        None,
        title="Récurrence",
        description="Pour une série : frequence, jours, jusqu_au ou nombre ; debut et fin disent la première date.",
    )
    excluded: Chosen[Day] = Field(
        (), alias="sauf", title="Sauf", description="Jours de la série jamais annoncés : vacances, jours fériés."
    )
    exceptions: Many[SeriesException] = Field(
        (),
        title="Exceptions",
        description="Ce qui change pour une date de la série : date, puis debut, fin, statut, lieu ou note.",
        validate_default=True,
    )
    previous_starts: Many[Moment] = Field(
        (),
        alias="debut_precedent",
        title="Début précédent",
        description="Le début annoncé avant un report ; plusieurs reports : du plus ancien au dernier.",
    )
    status: EventStatus | None = Field(
        None, alias="statut", title="Statut", description="confirme, annule, reporte, deplace ou complet."
    )
    note: Line | None = Field(
        None,
        title="Note",
        description="Un mot sur toutes les dates, d'abord pourquoi c'est annulé : « Il a trop plu. »",
    )
    place: PlaceField | None = Field(
        None, alias="lieu", title="Lieu", description="Identifiant d'un lieu, nom libre, ou bloc nom, rue, ville…"
    )
    online: WebAddress | None = Field(
        None, alias="en_ligne", title="En ligne", description="Adresse pour suivre l'événement à distance."
    )
    access: Chosen[Access] = Field(
        (), alias="acces", title="Accessibilité", description="Ce qui est prévu pour l'événement, en plus du lieu."
    )
    access_note: Prose | None = Field(
        None, alias="acces_precisions", title="Précisions d'accès", description="Entrée, réservation, accompagnement."
    )
    price: Prices | None = Field(
        None, alias="prix", title="Prix", description="gratuit, 5 €, quelques mots, ou une liste de libelle et montant."
    )
    capacity: Annotated[int | None, SchemaOrg("maximumAttendeeCapacity")] = Field(
        None, ge=1, le=100_000, alias="jauge", title="Jauge", description="Nombre de places en tout.", examples=["120"]
    )
    tickets: WebAddress | None = Field(
        None, alias="billetterie", title="Billetterie", description="Adresse où réserver ou acheter."
    )
    part_of: ItemRef | None = Field(
        None,
        alias="au_programme_de",
        title="Au programme de",
        description="Identifiant de l'événement dont celui-ci fait partie : la fête, le festival.",
        examples=["fete-de-la-pomme"],
    )
    organiser: Line | None = Field(
        None, alias="organisateur", title="Organisateur", description="Qui organise, si ce n'est pas la collectivité."
    )

    @field_validator("end")
    @classmethod
    def ends_after_it_starts(cls, value: Any, info: ValidationInfo) -> Any:
        start = info.data.get("start")
        return value if value is None or start is None else resolve_end(start, value, zone_of(info))

    @field_validator("slots")
    @classmethod
    def has_one_form(cls, value: tuple[Slot, ...], info: ValidationInfo) -> tuple[Slot, ...]:
        if value and (info.data.get("start") or info.data.get("end")):
            raise invalid("debut-et-creneaux")
        if not value and info.data.get("start", ...) is None:
            raise invalid("sans-date", near="publish_at")
        if len(value) > MAX_OCCURRENCES:
            raise invalid("trop-de-creneaux", limit=MAX_OCCURRENCES)
        if errors := list(wrong_order(value, zone_of(info))):
            raise invalid_inside(errors)
        return value

    @field_validator("recurrence")
    @classmethod
    def series_holds(cls, value: Recurrence | None, info: ValidationInfo) -> Recurrence | None:
        if value is not None and info.data.get("slots"):
            raise invalid("recurrence-et-creneaux")
        if value is not None and info.data.get("start") is not None:
            check_series(value, info.data["start"])
        return value

    @field_validator("excluded")
    @classmethod
    def excludes_days_of_the_series(cls, value: tuple[date, ...], info: ValidationInfo) -> tuple[date, ...]:
        if value and info.data.get("recurrence", ...) is None:
            raise invalid("sauf-sans-recurrence")
        if value and (series := _series(info)) is not None:
            planned = series.starts_by_day()
            if errors := list(unknown_days(planned, [((index,), day) for index, day in enumerate(value)])):
                raise invalid_inside(errors)
            if planned.keys() <= set(value):
                raise invalid("aucune-date")
        return value

    @field_validator("exceptions")
    @classmethod
    def excepts_days_of_the_series(
        cls, value: tuple[SeriesException, ...], info: ValidationInfo
    ) -> tuple[SeriesException, ...]:
        if value and info.data.get("recurrence", ...) is None:
            raise invalid("exceptions-sans-recurrence")
        if (series := _series(info)) is not None and "excluded" in info.data:
            excluded = info.data["excluded"]
            if errors := [*wrong_exceptions(series, excluded, value), *wrong_hours(series, excluded, value)]:
                raise invalid_inside(errors)
        return value

    @field_validator("previous_starts")
    @classmethod
    def was_elsewhere_before(
        cls, value: tuple[date | datetime, ...], info: ValidationInfo
    ) -> tuple[date | datetime, ...]:
        if value and (info.data.get("slots") or info.data.get("recurrence")):
            raise invalid("debut-precedent-mal-place")
        if (start := info.data.get("start")) is not None:
            check_previous(start, value)
        return value

    @field_validator("part_of")
    @classmethod
    def is_part_of_another(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and value == info.data.get("id"):
            raise invalid("programme-de-soi-meme")
        return value

    @property
    def is_free(self) -> bool | None:
        """Whether it costs nothing; None when the price does not tell."""
        return is_free(self.price)


def _series(info: ValidationInfo) -> Series | None:
    """The series under validation; None when there is none, or when one of its parts was already refused."""
    start, recurrence = info.data.get("start"), info.data.get("recurrence")
    if start is None or recurrence is None or "end" not in info.data:
        return None
    return Series(recurrence, start, info.data["end"], zone_of(info))
