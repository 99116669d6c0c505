"""What must be known of a territory before its repository is written: asked for, or read from a file of answers.

A field is declared here once: the question, the file of answers, its errors and its documentation come from it.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from tambour.build.settings import SITE_URL
from tambour.media.measure import measure
from tambour.media.opening import Unreadable
from tambour.messages import problem
from tambour.model.colours import Colour, readable_on_paper, ready_palette
from tambour.model.conversions import clean_text
from tambour.model.fields import Email, Insee, Line, Phone, PlainLine, PostalCode, Record
from tambour.model.problems import SettingsRefused, invalid
from tambour.model.slugs import id_from
from tambour.model.territory import HostName, Siren, Territory, TerritoryKind
from tambour.model.web import ascii_url
from tambour.source import explain, frontmatter
from tambour.source.frontmatter import UndecodableText, decode
from tambour.words.typography import french_spaces

LISTS = (".csv", ".txt", ".tsv")  # files of communes
_LOGOS = (".svg", ".png")
_PIECES = re.compile(r"[;\t|]")
_RUN_TOGETHER = re.compile(r"(?P<name>.*\D)[\s,]+(?P<insee>\d[\dAB]\d{3})(?:[\s,]+(?P<code>\d{5}))?")
_CODE = re.compile(r"\d[\dAB]\d{3}")
_POSTAL = re.compile(r"\d{5}")


def commune_in(line: str) -> dict[str, str]:
    """A commune as a spreadsheet or a person writes it on one line: its name, its Insee code, and a postal code or not.

    >>> commune_in("Corbeval ; 61901 ; 61930")
    {'nom': 'Corbeval', 'insee': '61901', 'code_postal': '61930'}
    """
    pieces = [piece.strip(" \u00a0\"'") for piece in _PIECES.split(line)]
    if len(pieces) == 1 and (match := _RUN_TOGETHER.fullmatch(pieces[0])):
        pieces = [match["name"].strip(" ,"), match["insee"], match["code"] or ""]
    codes = [piece for piece in pieces if _CODE.fullmatch(piece)]
    name = next((piece for piece in pieces if any(map(str.isalpha, piece)) and not _CODE.fullmatch(piece)), "")
    if not (name and codes):
        raise invalid("commune-illisible", value=clean_text(line))
    postal = [code for code in codes[1:] if _POSTAL.fullmatch(code)]
    return {"nom": name, "insee": codes[0], **({"code_postal": postal[0]} if postal else {})}


def _commune(typed: object) -> object:
    return commune_in(typed) if isinstance(typed, str) else typed


def _lines(typed: object) -> object:
    """A text pasted as one: a commune on each line."""
    return meaning_lines(typed) if isinstance(typed, str) else typed


def meaning_lines(text: str) -> list[str]:
    """The lines that name something: neither empty ones, nor comments, nor the heads of columns."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return lines[1:] if len(lines) > 1 and not any(map(str.isdecimal, lines[0])) else lines


def _site_address(typed: str) -> str:
    address = typed if "://" in typed else f"https://{typed}"
    try:
        return ascii_url(address.rstrip("/") if SITE_URL.fullmatch(address.rstrip("/")) else "")
    except ValueError:
        raise invalid("adresse-publique", value=typed) from None


class MemberCommune(Record):
    """A commune of the new territory."""

    name: Line = Field(alias="nom", title="Nom", description="Nom officiel de la commune.")
    insee: Insee = Field(title="Code Insee", description="Cinq caractères : 71137, 2A004.")
    postal_code: PostalCode | None = Field(None, alias="code_postal", title="Code postal", description="Ex. 71250.")

    @property
    def id(self) -> str:
        """What contents will call it."""
        return id_from(self.name)


class MemberCommunes(Record):
    """The list of communes, by itself: it may come from a file of its own."""

    communes: Annotated[
        tuple[Annotated[MemberCommune, BeforeValidator(_commune)], ...],
        BeforeValidator(_lines),
        Field(min_length=1),
    ] = Field(
        title="Communes",
        description="Les communes membres : une liste « Nom ; code Insee » (puis, au besoin, « ; code postal »), "
        "ou le nom d’un fichier .csv ou .txt qui la contient.",
        examples=["communes.csv"],
    )

    @field_validator("communes")
    @classmethod
    def are_different(cls, value: tuple[MemberCommune, ...]) -> tuple[MemberCommune, ...]:
        for key in ("id", "insee"):
            seen: set[str] = set()
            for commune in value:
                if (known := getattr(commune, key)) in seen:
                    raise invalid("commune-en-double", value=commune.name, known=known)
                seen.add(known)
        return value


class SeatAddress(Record):
    """Where the seat is."""

    street: Line = Field(alias="rue", title="Rue", description="Numéro et voie.", examples=["3, place du Marché"])
    postal_code: PostalCode = Field(alias="code_postal", title="Code postal", description="Ex. 71250.")
    city: Line = Field(alias="ville", title="Ville", description="Ville de l’adresse.", examples=["Cluny"])


class SiteHost(Record):
    """Who hosts the site."""

    name: Line = Field(alias="nom", title="Nom", description="Raison sociale.", examples=["Hébergeur du Morvan"])
    address: Line = Field(
        alias="adresse",
        title="Adresse",
        description="Adresse postale complète.",
        examples=["2, rue du Port, 89999 Serein-le-Haut"],
    )
    phone: Phone = Field(alias="telephone", title="Téléphone", description="Numéro de téléphone.")


class TwoColours(Record):
    """The two colours; those of the engine unless others are given."""

    main: Annotated[Colour, AfterValidator(readable_on_paper)] = Field(
        "#1f4e5f",
        alias="principale",
        title="Couleur principale",
        description="#rrggbb ; titres et structure. Le contraste avec un fond clair est contrôlé.",
        examples=["#1f4e5f"],
    )
    second: Annotated[Colour, AfterValidator(readable_on_paper)] = Field(
        "#8c2f1b",
        alias="seconde",
        title="Seconde couleur",
        description="#rrggbb ; appels et dates. Contrôlée de même.",
        examples=["#8c2f1b"],
    )


class TerritoryAnswers(MemberCommunes):
    """All the answers. Required are those without which nothing is valid, or that could not change without harm."""

    name: Line = Field(
        alias="nom", title="Nom", description="Nom officiel.", examples=["Communauté de communes du Haut-Serein"]
    )
    short_name: Annotated[Line, StringConstraints(max_length=40)] = Field(
        alias="nom_court",
        title="Nom court",
        description="Pour l’en-tête, les onglets et les cartes : 40 caractères au plus.",
        examples=["Haut-Serein"],
    )
    kind: TerritoryKind = Field(
        TerritoryKind.COMMUNAUTE_DE_COMMUNES, alias="statut", title="Statut", description="Forme juridique."
    )
    siren: Siren = Field(title="SIREN", description="Neuf chiffres ; la clé est contrôlée.", examples=["200 999 985"])
    site: Annotated[PlainLine, AfterValidator(_site_address)] = Field(
        title="Adresse du site",
        description="Là où le site sera public, même s’il n’y est pas encore.",
        examples=["https://www.haut-serein.fr"],
    )
    domain: HostName | None = Field(
        None,
        alias="domaine",
        title="Domaine des identifiants",
        description="D’où dérivent les identifiants des flux et des agendas ; sinon, l’hôte de l’adresse du site. "
        "Ne change JAMAIS.",
        examples=["haut-serein.fr"],
    )
    phone: Phone = Field(alias="telephone", title="Téléphone", description="Celui de l’accueil.")
    email: Email = Field(
        alias="courriel", title="Courriel", description="Celui de l’accueil.", examples=["accueil@haut-serein.fr"]
    )
    address: SeatAddress = Field(alias="siege", title="Siège", description="Adresse postale.")
    president: Line | None = Field(
        None,
        alias="presidence",
        title="Présidence",
        description="Prénom et nom de la présidente ou du président, qui dirige la publication. "
        "Sans réponse : à compléter plus tard.",
        examples=["Camille Durand"],
    )
    host: SiteHost | None = Field(
        None,
        alias="hebergeur",
        title="Hébergeur",
        description="Qui héberge le site (obligation légale). Sans réponse : à compléter plus tard.",
    )
    colours: Annotated[TwoColours, BeforeValidator(partial(ready_palette, names=("principale", "seconde")))] = Field(
        TwoColours(),
        alias="couleurs",
        title="Couleurs",
        description=Territory.model_fields["colours"].description,
    )
    logo: PlainLine | None = Field(
        None,
        title="Logo",
        description="Chemin d’un fichier .svg ou .png, copié dans le nouveau dossier.",
        examples=["logo.svg"],
    )

    @field_validator("logo")
    @classmethod
    def is_a_logo(cls, value: str | None) -> str | None:
        if value is not None:
            check_logo(Path(value))
        return value

    @property
    def ids_domain(self) -> str:
        """The domain from which ids derive."""
        return self.domain or str(urlsplit(self.site).hostname).removeprefix("www.")


def check_logo(file: Path) -> None:
    """Refuse what the site could not show: `logo-illisible`, or what pictures of contents are refused for."""
    if file.suffix.lower() not in _LOGOS or not file.is_file():
        raise invalid("logo-illisible", value=str(file))
    try:
        with file.open("rb") as stream:
            measure(f"images/{file.name}", stream)
    except Unreadable as unreadable:
        raise PydanticCustomError(
            unreadable.code, unreadable.code, {"value": file.name, **unreadable.context}
        ) from None


def by_alias(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    """The fields of a block, by the key that is typed."""
    return ((info.alias or name, info) for name, info in model.model_fields.items())


def block_of(info: FieldInfo) -> type[BaseModel] | None:
    """The block that a field holds, whether it must be there or not."""
    kinds = getattr(info.annotation, "__args__", (info.annotation,))
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)


_CONTEXT = {"spacing": french_spaces}
_STAND_IN = ({"nom": "Commune", "insee": "01001"},)  # for communes that were refused by themselves


def answers_of(fields: Mapping[str, Any]) -> TerritoryAnswers:
    """The answers, from values by French key. Raises pydantic's ValidationError."""
    return TerritoryAnswers.model_validate(fields, context=_CONTEXT)


def fault_of(place: tuple[str, ...], value: object) -> str:
    """What is wrong with one answer, as a sentence with its remedy; "" when it can be taken.

    place: French keys, those of the blocks around it first.
    """
    fields: Any = value
    for key in reversed(place):
        fields = {key: fields}
    try:
        answers_of(fields)
    except ValidationError as error:
        on_it = partial(_is_within, place)
        for found in explain.problems_of(error, TerritoryAnswers, fields, PurePosixPath(), on_it):
            if found.line and found.code != "champ-manquant":
                return f"{found.message[:1].upper()}{found.message[1:]}. {found.hint}".rstrip()
    return ""


def _is_within(place: tuple[str, ...], found: explain.Place) -> int:
    return int(found[: len(place)] == place)


def read_answers(file: Path) -> TerritoryAnswers:
    """The answers of a file, which is YAML with a key for each field.

    What it names (a logo, a list of communes) is looked for beside it.

    Raises:
        SettingsRefused: with everything that is wrong, each at its line.
        OSError: when it cannot be read.
    """
    path = PurePosixPath(file.name)
    raw = frontmatter.read_yaml(file.read_bytes())
    problems = [problem(flaw.code, path, flaw.line, **flaw.context) for flaw in raw.flaws]
    fields: dict[str, Any] = dict(raw.fields)
    if isinstance(logo := fields.get("logo"), str):
        fields["logo"] = str(file.parent / logo)
    if isinstance(listed := fields.get("communes"), str) and Path(listed).suffix.lower() in LISTS:
        try:
            fields["communes"] = _listed_in(file.parent / listed)
        except SettingsRefused as refused:
            problems += refused.problems
            fields["communes"] = _STAND_IN
        except OSError:
            place = (path, raw.lines.get("communes", 1), "Communes")
            problems.append(problem("liste-introuvable", *place, value=listed))
            fields["communes"] = _STAND_IN
    try:
        answers = answers_of(fields)
    except ValidationError as error:
        problems += explain.problems_of(error, TerritoryAnswers, fields, path, explain.line_in(raw.lines))
    if problems:
        raise SettingsRefused(problems)
    return answers


def communes_in(file: Path) -> list[str]:
    """The lines of a list of communes, as a person or a spreadsheet saved it. Raises OSError."""
    return meaning_lines(_text_of(file))


def _listed_in(file: Path) -> tuple[dict[str, Any], ...]:
    """The communes of a list, as the file of answers could have them. Raises OSError, SettingsRefused."""
    text = _text_of(file)
    kept = meaning_lines(text)
    numbers = [number for number, line in enumerate(text.splitlines(), 1) if line in kept]
    try:
        read = MemberCommunes.model_validate({"communes": kept}, context=_CONTEXT)
    except ValidationError as error:
        lines = {f"communes.{at}": number for at, number in enumerate(numbers)}
        path = PurePosixPath(file.name)
        raise SettingsRefused(
            explain.problems_of(error, MemberCommunes, {"communes": kept}, path, explain.line_in(lines))
        ) from None
    return tuple(commune.model_dump(by_alias=True, exclude_none=True) for commune in read.communes)


def _text_of(file: Path) -> str:
    data = file.read_bytes()
    try:
        return decode(data)
    except UndecodableText:
        return data.decode("cp1252", "replace")  # as Excel saves a CSV in French
