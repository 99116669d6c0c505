"""Menus of canteens: what is served in a week, day by day, with the marks of a dish and what people are allergic to."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Any, ClassVar

from pydantic import Field, PlainValidator, ValidationInfo, WithJsonSchema, field_validator, model_validator

from tambour.model.choices import Labelled
from tambour.model.conversions import instant
from tambour.model.fields import DAY_PATTERN, Chosen, Identifier, Line, Many, Record, Reference, Widget
from tambour.model.item import CommuneRef, Item, ItemDate, communes_field
from tambour.model.problems import invalid, invalid_inside
from tambour.model.slugs import french_order


class DishMark(Labelled):
    """What is worth knowing of how a dish is made."""

    ORGANIC = "bio", "Bio"
    LOCAL = "local", "Local"
    QUALITY = "label", "Label de qualité"
    VEGETARIAN = "vegetarien", "Végétarien"
    HOMEMADE = "fait-maison", "Fait maison"


class Allergen(Labelled):
    """The fourteen that must be told: règlement (UE) n° 1169/2011, annexe II."""

    GLUTEN = "gluten", "gluten"
    CRUSTACEANS = "crustaces", "crustacés"
    EGGS = "oeufs", "œufs"
    FISH = "poissons", "poissons"
    PEANUTS = "arachides", "arachides"
    SOY = "soja", "soja"
    MILK = "lait", "lait"
    NUTS = "fruits-a-coque", "fruits à coque"
    CELERY = "celeri", "céleri"
    MUSTARD = "moutarde", "moutarde"
    SESAME = "sesame", "sésame"
    SULPHITES = "sulfites", "sulfites"
    LUPIN = "lupin", "lupin"
    MOLLUSCS = "mollusques", "mollusques"


class MenuWeekday(Labelled):
    """A day of a week; in their order."""

    MONDAY = "lundi", "Lundi"
    TUESDAY = "mardi", "Mardi"
    WEDNESDAY = "mercredi", "Mercredi"
    THURSDAY = "jeudi", "Jeudi"
    FRIDAY = "vendredi", "Vendredi"
    SATURDAY = "samedi", "Samedi"
    SUNDAY = "dimanche", "Dimanche"


class Dish(Record):
    """One dish; a text alone is its name."""

    text_key: ClassVar[str] = "nom"  # what a form writes a text alone for

    name: Line = Field(alias="nom", title="Plat", description="Comme on l'annoncerait à un enfant.")
    marks: Chosen[DishMark] = Field(
        (), alias="marques", title="Marques", description="bio, local, label, vegetarien, fait-maison."
    )
    allergens: Chosen[Allergen] = Field(
        (), alias="allergenes", title="Allergènes", description="Parmi les quatorze que la loi demande de signaler."
    )

    @model_validator(mode="before")
    @classmethod
    def a_text_is_its_name(cls, value: object) -> object:
        return {"nom": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"anyOf": [handler(schema), {"type": "string"}]}


class MenuDay(Record):
    """What is served on one day."""

    weekday: MenuWeekday = Field(alias="jour", title="Jour", description="lundi, mardi, mercredi…")
    starter: Many[Dish] = Field((), alias="entree", title="Entrée", description="Une, ou plusieurs au choix.")
    main: Many[Dish] = Field((), alias="plat", title="Plat", description="Un, ou plusieurs au choix.")
    side: Many[Dish] = Field((), alias="garniture", title="Garniture", description="Légumes, féculents.")
    dairy: Many[Dish] = Field((), alias="laitage", title="Laitage", description="Fromage, yaourt.")
    dessert: Many[Dish] = Field((), title="Dessert", description="Un, ou plusieurs au choix.")
    closed: Line | None = Field(
        None,
        alias="ferme",
        title="Pas de repas",
        description="Pourquoi, s'il n'y a pas de service ce jour-là : jour férié, pont.",
        validate_default=True,
    )

    @field_validator("closed")
    @classmethod
    def something_is_served(cls, value: str | None, info: ValidationInfo) -> str | None:
        served = [info.data.get(course, ...) for course in COURSES]
        if value is None and not any(served):
            raise invalid("menu-vide", near="jour")
        if value is not None and any(served):
            raise invalid("menu-et-ferme")
        return value

    @property
    def courses(self) -> tuple[tuple[str, tuple[Dish, ...]], ...]:
        """What is served, in the order of a meal: what each course is called, and its dishes."""
        titles = ((MenuDay.model_fields[name].title or name, getattr(self, name)) for name in COURSES)
        return tuple((title, dishes) for title, dishes in titles if dishes)


COURSES = ("starter", "main", "side", "dairy", "dessert")
_WEEK = timedelta(days=7)


def _monday(value: object, info: ValidationInfo) -> datetime:
    """The first instant of a Monday. Raises `pas-un-lundi`, which names the Monday of that week."""
    day = instant(value, info)
    if day.weekday() or day.hour or day.minute:
        first = day.date() - timedelta(days=day.weekday())
        raise invalid("pas-un-lundi", value=str(value), monday=f"{first:%d/%m/%Y}")
    return day


Monday = Annotated[
    datetime,
    PlainValidator(_monday),
    WithJsonSchema({"type": "string", "pattern": rf"^{DAY_PATTERN}$", "examples": ["2026-11-30"]}),
    Widget("day"),
]


class CanteenMenu(Item):
    """What one or several canteens serve in a week."""

    kind: ClassVar[str] = "menu"
    examples: ClassVar[Mapping[str, str]] = {
        "id": "menu-ecole-des-tilleuls-2026-s49",
        "titre": "Menus de l'école des Tilleuls",
        "adresse": "ecole-des-tilleuls-2026-s49",
        "image": "cantine.jpg",
        "alt": "Un plateau de cantine : soupe, gratin et pomme",
    }

    communes: Chosen[CommuneRef] = communes_field("celles des restaurants")
    week: Monday = Field(
        alias="semaine",
        title="Semaine du lundi",
        description="Le lundi de la semaine : 2026-11-30.",
        examples=["2026-11-30"],
    )
    places: Chosen[Annotated[Identifier, Reference("place")]] = Field(
        (),
        alias="cantines",
        title="Restaurant",
        description="Identifiants des lieux où ce menu est servi. Vide : partout.",
    )
    days: Many[MenuDay] = Field(alias="jours", title="Jours", description="Ce qui est servi, jour par jour.")
    cook: Line | None = Field(
        None, alias="cuisine", title="Préparé par", description="Cuisine centrale, prestataire, chef de l'école."
    )

    @field_validator("days")
    @classmethod
    def are_not_empty(cls, value: tuple[Any, ...]) -> tuple[Any, ...]:
        if not value:
            raise invalid("liste-trop-courte")
        return value

    @field_validator("days")
    @classmethod
    def days_come_once(cls, value: tuple[MenuDay, ...]) -> tuple[MenuDay, ...]:
        names = [day.weekday for day in value]
        errors = [
            ((index, "jour"), invalid("jour-repete", value=str(name)))
            for index, name in enumerate(names)
            if name in names[:index]
        ]
        if errors:
            raise invalid_inside(errors)
        return tuple(sorted(value, key=lambda day: tuple(MenuWeekday).index(day.weekday)))

    @property
    def by_date(self) -> tuple[tuple[date, MenuDay], ...]:
        """Each day with its date, in order."""
        order = tuple(MenuWeekday)
        return tuple((self.week.date() + timedelta(days=order.index(day.weekday)), day) for day in self.days)

    @property
    def whole_week(self) -> tuple[tuple[date, MenuDay | None], ...]:
        """Each day from the first to the last that is told; None where there is no meal."""
        told = dict(self.by_date)
        first, last = min(told), max(told)
        days = (first + timedelta(days=step) for step in range((last - first).days + 1))
        return tuple((day, told.get(day)) for day in days)

    @property
    def calendar_dates(self) -> tuple[ItemDate, ...]:
        """Each day on which something is served."""
        return tuple(ItemDate(day.isoformat(), day) for day, menu in self.by_date if menu.courses)

    @property
    def leaves_at(self) -> datetime:
        """When it leaves the listings by itself: when its week is over, or withdrawn."""
        return min(filter(None, (self.expire_at, self.week + _WEEK)))

    @property
    def stands_at(self) -> tuple[str, ...]:
        """Ids of the places whose communes are its own."""
        return self.places

    @property
    def list_key(self) -> tuple[int | str, ...]:
        """This week first."""
        return self.week.toordinal(), *french_order(self.title)
