"""The territory that speaks: TERRITORY in pelicanconf.py."""

from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, field_validator

from tambour.model.colours import READY, Colour, readable_on_paper, ready_palette
from tambour.model.conversions import host_name, under
from tambour.model.fields import (
    Chosen,
    Email,
    Language,
    Line,
    Matching,
    Phone,
    PlainLine,
    PostalCode,
    Record,
    WebAddress,
)
from tambour.model.problems import invalid
from tambour.model.time.holidays import HolidayZone
from tambour.model.time.school_holidays import SchoolZone


class TerritoryKind(StrEnum):
    """Legal form of the body (CGCT, cinquième partie)."""

    COMMUNAUTE_DE_COMMUNES = "communaute-de-communes"
    COMMUNAUTE_D_AGGLOMERATION = "communaute-d-agglomeration"
    COMMUNAUTE_URBAINE = "communaute-urbaine"
    METROPOLE = "metropole"
    SYNDICAT = "syndicat"
    COMMUNE = "commune"
    AUTRE = "autre"


class Accessibility(StrEnum):
    """How far the site meets the RGAA, as its declaration must say (décret n° 2019-768 du 24 juillet 2019, art. 6).

    Decided by an audit and by nothing else: all criteria met, half of them at least, fewer or no valid audit.
    """

    FULL = "totale"
    PARTIAL = "partielle"
    NONE = "non"


def _zone_name(value: str) -> str:
    if value not in available_timezones():
        raise invalid("fuseau-inconnu", value=value)
    return value


def _siren(value: str) -> str:
    digits = "".join(value.split())
    if len(digits) != 9 or not digits.isdigit() or _luhn(digits) % 10:
        raise invalid("siren-faux", value=value)
    return digits


def _luhn(digits: str) -> int:
    doubled = (int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(digits)))
    return sum(n - 9 if n > 9 else n for n in doubled)


Siren = Annotated[PlainLine, AfterValidator(_siren)]
HostName = Annotated[PlainLine, AfterValidator(host_name), Matching(r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]


class Address(Record):
    """A postal address."""

    street: Line = Field(title="Rue", description="Numéro et voie.")
    extra: Line | None = Field(None, title="Complément", description="Bâtiment, lieu-dit, boîte postale.")
    postal_code: PostalCode = Field(title="Code postal", description="Ex. 71250.")
    city: Line = Field(title="Ville", description="Ville de l'adresse.")


class Host(Record):
    """Who hosts the site (loi n° 2004-575 du 21 juin 2004 (LCEN), art. 1-1: name, address and phone)."""

    name: Line = Field(title="Nom de l'hébergeur", description="Raison sociale.")
    address: Line = Field(title="Adresse de l'hébergeur", description="Adresse postale complète.")
    phone: Phone = Field(title="Téléphone de l'hébergeur", description="Numéro de téléphone.")


class Colours(Record):
    """The territory's colours; light and dark variants are computed from them."""

    main: Annotated[Colour, AfterValidator(readable_on_paper)] = Field(
        title="Couleur principale", description="#rrggbb ; titres et structure. Contraste ≥ 4,5:1 sur fond clair."
    )
    second: Annotated[Colour, AfterValidator(readable_on_paper)] = Field(
        title="Seconde couleur", description="#rrggbb ; appels et dates. Contraste ≥ 4,5:1 sur fond clair."
    )


class Territory(Record):
    """The interco: who it is, how to reach it, how it looks."""

    name: Line = Field(title="Nom", description="Nom complet, ex. Communauté de communes du Clunisois.")
    short_name: Annotated[Line, StringConstraints(max_length=40)] | None = Field(
        None, title="Nom court", description="Pour les petits espaces ; sinon le nom complet."
    )
    kind: TerritoryKind = Field(title="Statut", description="Forme juridique de la collectivité.")
    siren: Siren = Field(title="SIREN", description="Neuf chiffres.")
    domain: HostName = Field(
        title="Domaine des identifiants",
        description="Nom de domaine d'où dérivent les identifiants des flux et agendas. Ne change JAMAIS, "
        "même si l'adresse du site change.",
    )
    address: Address = Field(title="Adresse", description="Siège de la collectivité.")
    phone: Phone = Field(title="Téléphone", description="Accueil.")
    email: Email = Field(title="Courriel", description="Adresse électronique de contact.")
    president: Line = Field(
        title="Directeur de la publication", description="Prénom et nom du président ou de la présidente."
    )
    host: Host = Field(title="Hébergeur", description="Qui héberge le site (obligation légale).")
    logo: Annotated[PlainLine, AfterValidator(under("images"))] | None = Field(
        None, title="Logo", description="Fichier SVG ou PNG sous content/images/."
    )
    easy_read_logo: Annotated[PlainLine, AfterValidator(under("images"))] | None = Field(
        None,
        title="Logo FALC",
        description="Logo européen du facile à lire, SVG ou PNG sous content/images/, si Inclusion Europe vous y "
        "autorise. Sans lui, un pictogramme du thème.",
    )
    colours: Annotated[Colours, BeforeValidator(ready_palette)] = Field(
        title="Couleurs",
        description=f"Les deux couleurs du territoire, ou le nom d'une palette prête : {', '.join(READY)}.",
    )
    timezone: Annotated[PlainLine, AfterValidator(_zone_name)] = Field(
        "Europe/Paris",
        title="Fuseau horaire",
        description="Nom IANA : Europe/Paris, Indian/Reunion, America/Martinique…",
    )
    holidays: HolidayZone = Field(
        HolidayZone.METROPOLE,
        title="Jours fériés",
        description="Zone des jours fériés : Métropole, Alsace-Moselle, La Réunion, Martinique…",
    )
    school_zone: SchoolZone | None = Field(
        None,
        title="Zone scolaire",
        description="A, B ou C : l’agenda a alors une page pour les vacances. Sans elle, aucune.",
    )
    languages: Chosen[Language] = Field(("fr",), title="Langues", description="Langues du site, la principale d'abord.")
    accessibility: Accessibility = Field(
        Accessibility.NONE,
        title="Accessibilité",
        description="Conformité du site au RGAA d’après son dernier audit, affichée sur chaque page. "
        "Sans audit valide, le site est non conforme.",
    )
    newsletter: WebAddress | None = Field(
        None, title="Inscription à la lettre", description="Adresse du formulaire d'inscription, chez l'outil d'envoi."
    )
    website: WebAddress | None = Field(
        None, title="Site institutionnel", description="Si la collectivité a un autre site que celui-ci."
    )

    @field_validator("languages")
    @classmethod
    def has_a_language(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise invalid("sans-langue")
        return value

    @property
    def zone(self) -> ZoneInfo:
        """Time zone in which every naive hour is read and every hour is shown."""
        return ZoneInfo(self.timezone)

    @property
    def label(self) -> str:
        """The name for small spaces."""
        return self.short_name or self.name
