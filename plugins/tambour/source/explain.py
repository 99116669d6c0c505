"""Codes and pydantic errors → problems that a writer can read: her file, her line, her field's French name."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import PurePosixPath
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from tambour.messages import MESSAGES, problem
from tambour.messages.fields import MISSING_ID
from tambour.model.fields import ID_PATTERN, OneOf
from tambour.model.item import Item
from tambour.model.problems import Problem
from tambour.model.references import target_of
from tambour.model.remedy import Remedy
from tambour.source.remedies import (
    ALONE,
    WRITE,
    FaultyText,
    Surroundings,
    accepts,
    identifier,
    key_check,
    several,
    whole_address,
)
from tambour.source.suggest import did_you_mean

Place = tuple[str | int, ...]
LineOf = Callable[[Place], int]

# Pydantic's error types → our codes. Only those that our schema can raise.
PYDANTIC = {
    "missing": "champ-manquant",
    "extra_forbidden": "cle-inconnue",
    "string_too_long": "texte-trop-long",
    "string_too_short": "texte-trop-court",
    "string_pattern_mismatch": "forme-inattendue",
    "string_type": "texte-attendu",
    "string_unicode": "texte-attendu",
    "invalid_key": "cle-illisible",
    "bool_type": "vrai-ou-faux",
    "bool_parsing": "vrai-ou-faux",
    "finite_number": "nombre-attendu",
    "int_from_float": "nombre-entier-attendu",
    "int_parsing_size": "nombre-trop-grand",
    "enum": "valeur-inconnue",
    "literal_error": "valeur-inconnue",
    "int_parsing": "nombre-attendu",
    "int_type": "nombre-attendu",
    "float_parsing": "nombre-attendu",
    "decimal_parsing": "nombre-attendu",
    "decimal_type": "nombre-attendu",
    "greater_than_equal": "nombre-trop-petit",
    "greater_than": "nombre-trop-petit",
    "less_than_equal": "nombre-trop-grand",
    "tuple_type": "liste-attendue",
    "list_type": "liste-attendue",
    "model_type": "bloc-attendu",
    "dict_type": "bloc-attendu",
    "model_attributes_type": "bloc-attendu",
    "union_tag_not_found": "type-manquant",
    "union_tag_invalid": "type-inconnu",
    "too_short": "liste-trop-courte",
    "too_long": "liste-trop-longue",
}


def line_in(lines: Mapping[str, int], first: int = 1) -> LineOf:
    """Line of a place, else of the nearest place above it that has one, else the first of the whole."""

    def line(place: Place) -> int:
        for end in range(len(place), 0, -1):
            if (dotted := ".".join(map(str, place[:end]))) in lines:
                return lines[dotted]
        return first

    return line


def problems_of(
    error: ValidationError,
    model: type[BaseModel],
    raw: object,
    path: PurePosixPath,
    line_of: LineOf,
    around: Surroundings = ALONE,
    *,
    in_python: bool = False,
) -> list[Problem]:
    """Every error of one validation.

    raw: what was validated (tells real keys from pydantic's own tags in a location). line_of: place → 1-based line.
    around: what else the remedies are tried with. in_python: it was typed in a file of settings.
    """
    found = [_explain(details, model, raw, (path, line_of), around) for details in error.errors(include_url=False)]
    if in_python:
        found = [replace(one, hint=_YAML_LINE.sub(r'« "\1": "…", »', str(one.hint))) for one in found]
    return sorted(set(found))


_YAML_LINE = re.compile(r"« (\w+): … »")


def label_of(model: type[BaseModel], place: Place) -> str:
    """French name of the field at a place: « Créneaux n° 2, Lieu »."""
    return _label(_trail(model, place)[0], place)


def _explain(
    details: ErrorDetails,
    model: type[BaseModel],
    raw: object,
    where: tuple[PurePosixPath, LineOf],
    around: Surroundings,
) -> Problem:
    path, line_of = where
    kind = details["type"]
    place = real_place(details["loc"], raw, keep_last=kind == "missing")
    if kind != "extra_forbidden":
        place = _as_typed(place, model)
    context: dict[str, object] = {"value": details.get("input", ""), **details.get("ctx", {})}
    stands_near = context.pop("near", None)
    trail, owner = _trail(model, place, raw)
    code = _code(details)
    key = str(place[-1]) if place else ""
    hint_field = next((part for part in reversed(trail) if isinstance(part, FieldInfo)), None)  # a list's, of its items
    context |= {
        "key": key,
        "field": _label(trail, place),
        "help": (hint_field.description or "") if hint_field else "",
    }
    if code == "champ-manquant" and place == ("id",) and issubclass(model, Item):
        context["help"] = f"{context['help']}{MISSING_ID}"
    if code == "cle-inconnue":
        aliases = [alias for alias, _ in _aliases(owner)]
        accepted = key_check(model, raw, place, around)
        context |= {"near": did_you_mean(_alias_of(owner, key), aliases, accepted), "known": ", ".join(aliases)}
        return problem(code, path, line_of(place), **context)
    if code == "valeur-inconnue":
        allowed = _allowed_values(hint_field)
        fits = partial(accepts, model, raw, place, around=around)
        context |= {"near": did_you_mean(str(context["value"]), allowed, fits), "allowed": ", ".join(allowed)}
    if code == "type-inconnu":
        known = str(context["expected_tags"]).split(", ")
        context["near"] = did_you_mean(str(context["tag"]), known)
    target = target_of(hint_field) if hint_field is not None else ""
    faulty = FaultyText(model, raw, place, str(context["value"]), target, tuple(_allowed_values(hint_field)))
    if code == "identifiant-illisible":
        context["remedy"] = identifier(faulty, around)
    fault = problem(code, path, line_of(_visible(place, stands_near, model)), _label(trail, place), **context)
    if code == "adresse-web-illisible" and (meant := whole_address(faulty, around)):
        return replace(fault, hint=meant.within(WRITE))
    line = Remedy() if code == "identifiant-illisible" else several(faulty, around)
    return replace(fault, hint=line.within(WRITE)) if line else fault


def _code(details: ErrorDetails) -> str:
    """Our code for a pydantic error. Its `too_long` says the same of a text and of a list; we do not."""
    kind, is_text = details["type"], isinstance(details.get("input"), str)
    if is_text and kind in ("too_long", "too_short"):
        kind = f"string_{kind}"
    if kind == "string_pattern_mismatch" and details.get("ctx", {}).get("pattern") == ID_PATTERN:
        return "identifiant-illisible"
    if kind == "string_too_short" and details.get("ctx", {}).get("min_length") == 1:
        return "champ-vide"
    code = PYDANTIC.get(kind, kind)
    return code if code in MESSAGES else "valeur-refusee"  # a type that only a channel's own settings use


def _visible(place: Place, near: object, model: type[BaseModel]) -> Place:
    """An absent field has no line: show the one that `near` names (an attribute's name) instead."""
    if not isinstance(near, str) or (info := model.model_fields.get(near)) is None:
        return place
    return (*place[:-1], info.alias or near)


def named_besides(error: ValidationError, model: type[BaseModel], raw: object) -> tuple[tuple[Place, str, str], ...]:
    """What the fields of something refused name where nothing is wrong, told as `model.references` tells it.

    Args:
        error: of its validation.
        model: what it should be.
        raw: what was typed.
    """
    details = (one for one in error.errors(include_url=False) if one["type"] != "missing")
    wrong = {real_place(one["loc"], raw) for one in details}
    return tuple(
        one for one in _names_in(model, raw) if not any(one[0][: len(place)] == place for place in wrong if place)
    )


_NAMED = frozenset(("item", "commune", "topic", "contact", "task"))  # what is always meant by its id


def _names_in(model: type[BaseModel], raw: object) -> Iterator[tuple[Place, str, str]]:
    for key, info in _aliases(model) if isinstance(raw, Mapping) else ():
        value = _inside(raw, key)
        parts = [((key, at), one) for at, one in enumerate(value)] if isinstance(value, list) else [((key,), value)]
        target, models = target_of(info), list(_models_in(info.annotation))
        for place, part in parts:
            if target in _NAMED and isinstance(part, str) and re.fullmatch(ID_PATTERN, part):
                yield place, target, part
            elif len(meant := _models_of_type(models, part)) == 1:
                yield from (((*place, *inner), kind, name) for inner, kind, name in _names_in(meant[0], part))


def real_place(loc: Place, raw: object, *, keep_last: bool = False) -> Place:
    """Drop from a pydantic location the parts that are not the writer's: names of union members and validators."""
    place: list[str | int] = []
    current = raw
    for index, part in enumerate(loc):
        if isinstance(current, Mapping) and part in current:
            current = current[part]
        elif isinstance(current, Sequence) and not isinstance(current, str) and isinstance(part, int):
            current = current[part] if part < len(current) else None
        elif not (keep_last and index == len(loc) - 1) and not (index == 0 and isinstance(part, str)):
            continue
        place.append(part)
    return tuple(place)


def _as_typed(place: Place, model: type[BaseModel]) -> Place:
    """An absent field whose default was found wrong is located by its attribute; the writer knows its key."""
    info = model.model_fields.get(str(place[0])) if place else None
    return (info.alias, *place[1:]) if info is not None and info.alias else place


def _aliases(model: type[BaseModel] | None) -> list[tuple[str, FieldInfo]]:
    return [(info.alias or name, info) for name, info in model.model_fields.items()] if model is not None else []


def _alias_of(model: type[BaseModel] | None, key: str) -> str:
    """What the writer may have meant by a key that is unknown: `price`, as the code calls it, is `prix` to her."""
    info = model.model_fields.get(key) if model is not None else None
    return (info.alias or key) if info is not None else key


def _trail(
    model: type[BaseModel], place: Place, raw: object = None
) -> tuple[list[FieldInfo | int], type[BaseModel] | None]:
    """The fields along a place, and the model that holds (or should hold) its last key.

    raw: what was validated; it tells which of several models a block was meant to be (`type: appel`).
    """
    trail: list[FieldInfo | int] = []
    owner: type[BaseModel] | None = model
    candidates: list[type[BaseModel]] = [model]
    is_mapping = False
    for part in place:
        if isinstance(part, int):
            trail.append(part)
        elif is_mapping:
            is_mapping = False  # a name that the writer chose, such as a channel's: no field
        else:
            candidates = _models_of_type(candidates, raw)
            owner = next((c for c in candidates if part in dict(_aliases(c))), candidates[0] if candidates else None)
            info = dict(_aliases(owner)).get(part)
            if info is not None:
                trail.append(info)
            candidates = list(_models_in(info.annotation)) if info is not None else []
            is_mapping = info is not None and get_origin(info.annotation) is dict
        raw = _inside(raw, part)
    return trail, owner


def _inside(raw: object, part: str | int) -> object:
    if isinstance(raw, Mapping):
        return raw.get(part)
    if isinstance(raw, Sequence) and not isinstance(raw, str) and isinstance(part, int) and part < len(raw):
        return raw[part]
    return None


def _models_of_type(candidates: list[type[BaseModel]], raw: object) -> list[type[BaseModel]]:
    """The models whose `type` is the one that was typed; all of them when that tells nothing."""
    typed = str(raw.get("type", "")).strip() if isinstance(raw, Mapping) else ""
    meant = [c for c in candidates if (kind := dict(_aliases(c)).get("type")) and typed in get_args(kind.annotation)]
    return meant or candidates


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    """Every model that an annotation mentions, in order."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models_in(argument)]


def _label(trail: Sequence[FieldInfo | int], place: Place) -> str:
    """« Créneaux n° 2, Début »; the key as typed when no field is known by it."""
    words: list[str] = []
    for part in trail:
        if isinstance(part, int) and words:
            words[-1] += f" n° {part + 1}"
        elif isinstance(part, FieldInfo):
            words.append(part.title or "")
    return ", ".join(filter(None, words)) or ".".join(map(str, place))


def _allowed_values(info: FieldInfo | None) -> list[str]:
    annotations = (info.annotation, *info.metadata) if info is not None else ()
    return list(dict.fromkeys(value for annotation in annotations for value in _values_in(annotation)))


def _values_in(annotation: Any) -> Iterator[str]:
    """What an enumeration, a Literal or a `OneOf` inside an annotation allows, in order."""
    if isinstance(annotation, OneOf):
        yield from annotation.values()
    elif isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield from (member.value for member in annotation)
    elif get_origin(annotation) is Literal:
        yield from map(str, get_args(annotation))
    else:
        for argument in get_args(annotation):
            yield from _values_in(argument)
