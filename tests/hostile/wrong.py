"""Values of the wrong sort, and every place at which a writer or a technician can type one: found from the models."""

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from tambour.source.remedies import with_value

# In a content file every scalar is text; there are lists and blocks beside.
TYPED: tuple[Any, ...] = (
    *("un mot, un autre", "oui", "-5", "9" * 400, "1e999", "٣", "0000-01-01", "9999-12-31 23:59", "25h", "{value}"),
    *("https://[::1", "../x", "a\nb", "a" * 5_000, "\u200b", "\U0001f3f4\U000e0067", [], ["x"], [["x"]], [""]),
    *({}, {"a": "b"}, [{"a": "b"}], {"a": ["b"]}, [{"type": {"a": "b"}}], ["x"] * 2_001, [{"date": "9999-12-31"}]),
)
# Settings are Python: anything may stand there.
SET: tuple[Any, ...] = (
    *(None, True, -1, 10**30, 1.5, float("nan"), "", "a\x00b", "a\nb", "\ud800", "../..", "javascript:alert(1)"),
    *("https://a:b@c.fr", b"x", [None], [["x"]], {1: 2}, {None: None}, {"a": {"b": []}}, {"x"}, object, len),
)


def places(model: type[BaseModel], typed: Any, depth: int = 0) -> Iterator[tuple[str | int, ...]]:
    """Every place in a model, blocks within blocks included. typed: a front matter, whose lists have lengths."""
    for name, info in model.model_fields.items():
        key = info.alias or name
        yield (key,)
        held = typed.get(key) if isinstance(typed, dict) else None
        listed = isinstance(held, list) or "tuple" in str(info.annotation)
        inside = held[0] if isinstance(held, list) and held else held
        middle: tuple[str | int, ...] = (0,) if listed else ("x",) if get_origin(info.annotation) is dict else ()
        for inner in models_in(info.annotation) if depth < 4 else ():
            if inner is not model:
                yield from ((key, *middle, *place) for place in places(inner, inside, depth + 1))


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """Every model that an annotation mentions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in models_in(argument)]


def wrong_versions(
    model: type[BaseModel], typed: Any, values: tuple[Any, ...]
) -> Iterator[tuple[tuple[str | int, ...], Any, Any]]:
    """(place, value, the same front matter with that value there), of every place and value."""
    for place in dict.fromkeys(places(model, typed)):
        for value in values:
            yield place, value, with_value(typed, place, value)
