"""Questions that a site answers once: every page and channel asks the same."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")
_S = TypeVar("_S", bound=Any)  # has a dict `_answers`


def remember(method: Callable[Concatenate[_S, _P], _R]) -> Callable[Concatenate[_S, _P], _R]:
    """Have a method give the same answer to the same question for as long as its site lives."""

    @wraps(method)
    def answer(site: _S, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        question = (method.__name__, args, tuple(kwargs.items()))
        if question not in site._answers:
            site._answers[question] = method(site, *args, **kwargs)
        return site._answers[question]  # type: ignore[no-any-return]  # what this method has answered

    return answer
