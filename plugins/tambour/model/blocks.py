"""A block that is one of several, told by its `type`: those of a letter, those of the home page."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationInfo

from tambour.model.fields import Record
from tambour.model.problems import invalid


def one_of(models: Mapping[str, type[Record]]) -> Callable[[object, Callable[[object], Any], ValidationInfo], object]:
    """What `WrapValidator` needs to choose among models by `type`.

    Not pydantic's discriminator: it puts the tag in error locations, where `texte` or `image` would look like the
    block's own key of that name.

    Args:
        models: each type → its model.
    """

    def choose(value: object, _handler: Callable[[object], Any], info: ValidationInfo) -> object:
        if isinstance(value, Record):
            return value
        if not isinstance(value, Mapping):
            raise invalid("bloc-attendu", value=value)
        kind = value.get("type")
        if kind is None:
            raise invalid("type-manquant", expected_tags=", ".join(models))
        model = models.get(str(kind).strip())
        if model is None:
            raise invalid("type-inconnu", tag=kind, expected_tags=", ".join(models))
        return model.model_validate({**value, "type": str(kind).strip()}, context=info.context)

    return choose
