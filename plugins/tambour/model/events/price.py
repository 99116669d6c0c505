"""Prices of an event: free, amounts by fare, or words when amounts cannot say it."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import ConfigDict, Field, PlainValidator, TypeAdapter, ValidationInfo, WithJsonSchema, WrapValidator

from tambour.model.conversions import as_list, not_a_block, text_of
from tambour.model.fields import Line, Many, Record, Widget
from tambour.model.problems import invalid

_AMOUNT = re.compile(r"(\d{1,5})(?:[.,](\d{1,2}))?\s*(?:€|euros?)?", re.IGNORECASE)
_NEGATIVE = re.compile(rf"[-\u2010-\u2015\u2212]\s*({_AMOUNT.pattern})", re.IGNORECASE)
_FREE = re.compile(r"(?:(?:entrée|accès) )?(?:libre et )?gratuite?|entrée libre", re.IGNORECASE)


# Words that say what something costs without an amount.
_SAYS_A_PRICE = re.compile(
    r"\d|€|\b(?:euros?|cent(?:s|imes?)|prix|tarifs?|gratuite?s?|gratuitement|gratuité|offerte?s?|libres?|chapeau|dons?|"
    r"participations?|contributions?|payante?s?|inscriptions?|inscrire|réservations?|réserver|adhésions?|adhérente?s?|"
    r"cotisations?|abonnements?|abonnée?s?|billets?|billetterie|tickets?|entrées?|consommations?|quotients?|pass|"
    r"forfaits?|caution|devis|inclus(?:es?)?|comprise?s?|demande|consulter|communiqué|préciser|renseigner|"
    r"demi-tarif|invitations?|charge)\b",
    re.IGNORECASE,
)


def amount_of(text: str) -> Decimal | None:
    """Euros of `5`, `5 €`, `12,50 euros`, `gratuit`; None for other words."""
    line = " ".join(text.split())
    if _FREE.fullmatch(line):
        return Decimal(0)
    match = _AMOUNT.fullmatch(line)
    return Decimal(f"{match[1]}.{match[2] or 0}") if match else None


def refuse_negative(text: str) -> None:
    """Refuse an amount under zero: nobody is paid to come. Words around one, « -3 € pour les abonnés », tell more."""
    match = _NEGATIVE.fullmatch(" ".join(text.split()))
    if match:
        raise invalid("montant-negatif", value=text.strip(), positive=match[1])


def says_a_price(words: str) -> bool:
    """Whether a few words tell what something costs: « prix libre », « sur inscription »; not « abc »."""
    return bool(_SAYS_A_PRICE.search(words))


def _euros(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    text = text_of(value)
    refuse_negative(text)
    amount = amount_of(text)
    if amount is None:
        raise invalid("montant-illisible", value=value)
    return amount


Euros = Annotated[
    Decimal,
    PlainValidator(_euros),
    WithJsonSchema({"type": "string", "examples": ["5", "12,50 €", "gratuit"]}),
    Widget("line"),
]


_LARGE = re.compile(r"(\d{1,3}(?:\s?\d{3})*)(?:[.,](\d{1,2}))?\s*(?:€|euros?)?", re.IGNORECASE)


def _large(value: object) -> Decimal:
    """What a work costs, digits in groups or not: `212 480 €`, `212480`. Raises `montant-illisible`."""
    if isinstance(value, Decimal):
        return value
    match = _LARGE.fullmatch(" ".join(text_of(value).split()))
    if match is None:
        raise invalid("montant-illisible", value=value)
    return Decimal(f"{''.join(match[1].split())}.{match[2] or 0}")


LargeAmount = Annotated[
    Decimal,
    PlainValidator(_large),
    WithJsonSchema({"type": "string", "examples": ["84 500 €", "1250000"]}),
    Widget("line"),
]


class Price(Record):
    """One fare."""

    label: Line | None = Field(None, alias="libelle", title="Tarif", description="Plein tarif, moins de 12 ans…")
    amount: Euros = Field(alias="montant", title="Montant", description="En euros : 5 ou 12,50 ; 0 ou gratuit.")


_LATER = ConfigDict(defer_build=True)  # made ready when they are first asked
_PRICES = TypeAdapter(tuple[Price, ...], config=_LATER)
_LINE = TypeAdapter(Line, config=_LATER)


def _prices(value: object, _handler: Callable[[object], Any], info: ValidationInfo) -> str | tuple[Price, ...]:
    if isinstance(value, str):
        refuse_negative(value)
        amount = amount_of(not_a_block(value))
        if amount is not None:
            return (Price(montant=amount),)
        words = _LINE.validate_python(value, context=info.context)
        if not says_a_price(words):
            raise invalid("prix-illisible", value=words)
        return words
    return _PRICES.validate_python(as_list(value), context=info.context)


# `gratuit`, `5 €` and lists of fares become fares; words that tell a price ("participation libre") stay a line of text.
Prices = Annotated[str | Many[Price], WrapValidator(_prices), Widget("prices")]


def is_free(prices: str | tuple[Price, ...] | None) -> bool | None:
    """Whether it costs nothing; None when that is not known."""
    if not isinstance(prices, tuple) or not prices:
        return None
    return all(price.amount == 0 for price in prices)
