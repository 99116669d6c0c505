"""What elected members are called: their function, as who they are has it."""

from collections.abc import Mapping
from types import MappingProxyType

from tambour.model.elected import Civility, Elected, Function
from tambour.words.speech import N_, _
from tambour.words.typography import initial_capital

# Of a woman, of a man, and when neither is said: the seat rather than who sits on it.
_FUNCTIONS: Mapping[Function, tuple[str, str, str]] = MappingProxyType(
    {
        Function.PRESIDENT: (N_("présidente"), N_("président"), N_("présidence")),
        Function.VICE_PRESIDENT: (N_("vice-présidente"), N_("vice-président"), N_("vice-présidence")),
        Function.BOARD: (N_("membre du bureau"),) * 3,
        Function.DELEGATE: (
            N_("conseillère déléguée"),
            N_("conseiller délégué"),
            N_("membre du conseil, avec délégation"),
        ),
        Function.MEMBER: (N_("conseillère communautaire"), N_("conseiller communautaire"), N_("membre du conseil")),
        Function.SUBSTITUTE: (N_("suppléante"), N_("suppléant"), N_("suppléance")),
    }
)
_FORMS = {Civility.MADAM: 0, Civility.SIR: 1, None: 2}
# Whole phrases: each language has its own numbers, and its own agreement. The last one serves from four on: a council
# has fifteen vice-presidents, or twenty (Code général des collectivités territoriales, article L5211-10).
_VICE_PRESIDENTS: tuple[tuple[str, str, str, str], ...] = (
    (
        N_("1re vice-présidente"),
        N_("2e vice-présidente"),
        N_("3e vice-présidente"),
        N_("{rank}e vice-présidente"),
    ),
    (N_("1er vice-président"), N_("2e vice-président"), N_("3e vice-président"), N_("{rank}e vice-président")),
    (N_("1re vice-présidence"), N_("2e vice-présidence"), N_("3e vice-présidence"), N_("{rank}e vice-présidence")),
)


def function_fr(elected: Elected) -> str:
    """`Présidente`, `1re vice-présidente`, `3e vice-président`; or the words that were typed instead.

    Args:
        elected: the member.

    Returns:
        The function, with a capital or a number.
    """
    if elected.wording:
        return elected.wording
    form = _FORMS[elected.civility]
    if elected.function is Function.VICE_PRESIDENT and elected.rank is not None:
        return _(_VICE_PRESIDENTS[form][min(elected.rank, 4) - 1], rank=elected.rank)
    return initial_capital(_(_FUNCTIONS[elected.function][form]))
