"""What it costs, in words: in full where there is room, in a few words where there is not, and fare by fare."""

from collections.abc import Sequence

from tambour.model.events.price import Price
from tambour.words.numbers import euros_fr
from tambour.words.shortening import shorten
from tambour.words.speech import _
from tambour.words.typography import initial_capital, initial_small

Prices = str | Sequence[Price] | None
_FEW = 3  # fares that one line says one by one; more are a range
_BRIEF_MAX = 60  # characters of a price that its writer put into words, where room is short


def fares_fr(prices: Prices) -> tuple[tuple[str, str], ...]:
    """Who pays what, fare by fare, for a table: `("Plein tarif", "5 €")`.

    Args:
        prices: as an event has them: fares, words, or nothing.

    Returns:
        Nothing when one line says it as well: words, or one amount for everybody.
    """
    if not prices or isinstance(prices, str) or (len(prices) == 1 and not prices[0].label):
        return ()
    return tuple((fare.label or _("Tarif"), euros_fr(fare.amount)) for fare in prices)


def price_fr(prices: Prices) -> str:
    """The price in full: `Gratuit`, `5 €`, `Adultes : 5 € ; enfants : gratuit`, the writer's own words.

    Args:
        prices: as an event has them: fares, words, or nothing.

    Returns:
        As `price_in_short` when the fares are too many for one line; "" when the price is not known.
    """
    fares = fares_fr(prices)
    if isinstance(prices, str):
        return prices
    if not fares or len(fares) > _FEW or all(fare.amount == 0 for fare in prices or ()):
        return price_in_short(prices)
    return initial_capital(
        _("\u00a0; ").join(
            _("{who}\u00a0: {what}", who=initial_small(who), what=initial_small(what)) for who, what in fares
        )
    )


def price_in_short(prices: Prices) -> str:
    """The price in a few words: `Gratuit`, `5 €`, `Gratuit ou 5 €`, `De 7 € à 14 €`, `Jusqu’à 14 €`.

    Args:
        prices: as an event has them: fares, words, or nothing.

    Returns:
        The writer's own words when they are all there is, shortened; "" when the price is not known.
    """
    if isinstance(prices, str):
        return shorten(prices, _BRIEF_MAX)
    if not prices:
        return ""
    amounts = sorted({fare.amount for fare in prices})
    least, most = amounts[0], amounts[-1]
    if least == most:
        return euros_fr(most)
    if least == 0:
        if len(amounts) == 2:
            return _("Gratuit ou {most}", most=euros_fr(most))
        return _("Jusqu’à {most}", most=euros_fr(most))
    return _("De {least} à {most}", least=euros_fr(least), most=euros_fr(most))
