"""What elected members are called: their function, as who they are has it."""

from collections.abc import Mapping
from types import MappingProxyType

from tambour.model.elected import Civility, Elected, Function

# Of a woman, of a man, and when neither is said: the seat rather than who sits on it.
_FUNCTIONS: Mapping[Function, tuple[str, str, str]] = MappingProxyType(
    {
        Function.PRESIDENT: ("présidente", "président", "présidence"),
        Function.VICE_PRESIDENT: ("vice-présidente", "vice-président", "vice-présidence"),
        Function.BOARD: ("membre du bureau", "membre du bureau", "membre du bureau"),
        Function.DELEGATE: ("conseillère déléguée", "conseiller délégué", "membre du conseil, avec délégation"),
        Function.MEMBER: ("conseillère communautaire", "conseiller communautaire", "membre du conseil"),
        Function.SUBSTITUTE: ("suppléante", "suppléant", "suppléance"),
    }
)
_FORMS = {Civility.MADAM: 0, Civility.SIR: 1, None: 2}


def function_fr(elected: Elected) -> str:
    """`Présidente`, `1re vice-présidente`, `3e vice-président`; or the words that were typed instead.

    Args:
        elected: the member.

    Returns:
        The function, with a capital or a number.
    """
    if elected.wording:
        return elected.wording
    words = _FUNCTIONS[elected.function][_FORMS[elected.civility]]
    if elected.function is Function.VICE_PRESIDENT and elected.rank is not None:
        return f"{_ordinal(elected.rank, elected.civility)} {words}"
    return words[:1].upper() + words[1:]


def _ordinal(number: int, civility: Civility | None) -> str:
    if number > 1:
        return f"{number}e"
    return "1er" if civility is Civility.SIR else "1re"
