"""What readers are told, as gettext has it: every phrase of the code, of the model, of the theme, and who lacks which.

French phrases are the msgids. They are found in `_()`, `N_()`, `ngettext()` and `count_fr()` of Python and of
templates; the model's own, which it declares without knowing of languages (names of kinds, labels of choices, titles of
fields that pages show), are gathered from it. The pupitre, the kit, the style guide and the commands speak to agents,
in French: they have none.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from tambour.model.canteen import COURSES, MenuDay
from tambour.model.fields import Record
from tambour.model.item import Item
from tambour.model.kinds import KINDS, RECORD
from tambour.model.place import Access
from tambour.model.time.holidays import holiday_names
from tambour.words.speech import LOCALE, translated_languages

PACKAGE = LOCALE.parent.parent
ROOT = PACKAGE.parent.parent
THEME = ROOT / "theme" / "templates"
DOMAIN = "tambour.po"
FOR_AGENTS = ("channels/kit", "pupitre", "commands", "verify", "testing", "build", "publish", "bridge", "messages")
KEYWORDS: Mapping[str, tuple[int, ...]] = {  # which arguments are phrases
    "_": (0,),
    "N_": (0,),
    "gettext": (0,),
    "ngettext": (0, 1),
    "count_fr": (1, 2),
}
_JINJA = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
_JINJA.newstyle_gettext = True  # type: ignore[attr-defined]  # i18n
_SCHOOL_HOLIDAYS = (
    "Vacances de la Toussaint",
    "Vacances de Noël",
    "Vacances d’hiver",
    "Vacances de printemps",
    "Vacances d’été",
    "Pont de l’Ascension",
)

Phrase = str | tuple[str, str]


@cache
def phrases() -> Mapping[Phrase, tuple[str, ...]]:
    """Every phrase, in order, with the files where it stands: paths from the root of the repository.

    What is counted somewhere is one phrase with its plural, wherever else it is said.
    """
    found: dict[Phrase, dict[str, None]] = {}
    for path, phrase in _found():
        found.setdefault(phrase, {})[path] = None
    counted = {phrase[0]: phrase for phrase in found if isinstance(phrase, tuple)}
    for phrase in [one for one in found if isinstance(one, str) and one in counted]:
        found[counted[phrase]] |= found.pop(phrase)
    return {phrase: tuple(files) for phrase, files in found.items()}


def _found() -> Iterator[tuple[str, Phrase]]:
    for phrase in of_the_model():
        yield "plugins/tambour/model", phrase
    for file in sorted(PACKAGE.rglob("*.py")):
        if not file.relative_to(PACKAGE).as_posix().startswith(FOR_AGENTS):
            yield from ((file.relative_to(ROOT).as_posix(), phrase) for phrase in in_python(file.read_text("utf-8")))
    for file in templates():
        yield from ((file.relative_to(ROOT).as_posix(), phrase) for phrase in in_template(file.read_text("utf-8")))


def in_python(source: str) -> Iterator[Phrase]:
    """The phrases of a module, nested ones and those inside f-strings, too."""
    if not any(f"{name}(" in source for name in KEYWORDS):
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield from _phrase(node.func.id, [getattr(one, "value", None) for one in node.args])


def in_template(source: str) -> Iterator[Phrase]:
    """The phrases of a template, those of `{% trans %}`, too."""
    for node in _JINJA.parse(source).find_all(nodes.Call):
        if isinstance(node.node, nodes.Name):
            yield from _phrase(node.node.name, [getattr(one, "value", None) for one in node.args])


def _phrase(function: str, values: Sequence[object]) -> Iterator[Phrase]:
    """What a call says. values: of its arguments; None, or anything, for what is no text."""
    places = KEYWORDS.get(function, ())
    texts = [value for value in (values[place] for place in places if place < len(values)) if isinstance(value, str)]
    if texts and len(texts) == len(places) and texts[0]:
        yield texts[0] if len(texts) == 1 else (texts[0], texts[1])


def templates() -> list[Path]:
    """Every template that makes something for readers."""
    own = [file for end in ("html", "mjml") for file in (PACKAGE / "channels").glob(f"*/templates/*.{end}")]
    own = [file for file in own if file.parts[-3] != "kit" and file.name != "preview.html"]
    return sorted([*(file for file in THEME.rglob("*.html") if "style_guide" not in file.as_posix()), *own])


def of_the_model() -> Iterator[str]:
    """What the model declares and readers read, each once."""
    yield from dict.fromkeys(filter(None, _declared()))


def _declared() -> Iterator[str]:
    for kind in KINDS.values():
        yield from (kind.label, kind.section, kind.caption, kind.feed, kind.calendar)
        shown = set(kind.facets) | (
            {*kind.model.model_fields} - {*Item.model_fields} if _shows_its_fields(kind.template) else set()
        )
        for name in sorted(shown):
            if worked_out := kind.model.model_computed_fields.get(name):
                yield worked_out.title or ""
                yield from _labels(worked_out.return_type)
            else:
                yield kind.model.model_fields[name].title or ""
        for info in kind.model.model_fields.values():
            yield from _labels(info.annotation)
    yield from (MenuDay.model_fields[course].title or "" for course in COURSES)
    yield from (one.label for one in Access)
    yield from sorted(holiday_names())
    yield from _SCHOOL_HOLIDAYS


def _shows_its_fields(template: str) -> bool:
    """Whether a page tells the fields of its kind as they are declared: by `record.html`, or what stands on it."""
    return template == RECORD or f'{{% extends "{RECORD}" %}}' in (THEME / template).read_text("utf-8")


def _labels(annotation: object) -> Iterator[str]:
    """The labels of the choices that a field has, those inside its blocks, too."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield from (str(getattr(one, "label", "")) for one in annotation)
    if isinstance(annotation, type) and issubclass(annotation, Record):
        for info in annotation.model_fields.values():
            yield from _labels(info.annotation)
    for part in get_args(annotation):
        yield from _labels(part)


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it is written."""
    return _read(language, (LOCALE / language / "LC_MESSAGES" / DOMAIN).stat().st_mtime_ns)


@cache
def _read(language: str, _when: int) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / DOMAIN).open("rb") as file:
        return read_po(file, locale=language)


def missing(language: str) -> list[Phrase]:
    """The phrases that a language has no translation of, or one that nobody has agreed to (`fuzzy`)."""
    written = catalogue(language)
    return [phrase for phrase in phrases() if not _is_said(written.get(_id_of(phrase)))]


def orphans(language: str) -> list[str]:
    """What a catalogue translates and nobody says any more."""
    known = {_id_of(phrase) for phrase in phrases()}
    written = (message.id if isinstance(message.id, str) else message.id[0] for message in catalogue(language))
    return [one for one in written if one and one not in known]


def _id_of(phrase: Phrase) -> str:
    return phrase if isinstance(phrase, str) else phrase[0]


def _is_said(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    said = [message.string] if isinstance(message.string, str) else [*(message.string or ())]
    return bool(said) and all(said)


def refresh(languages: Iterable[str] = ()) -> Iterator[str]:
    """Bring catalogues up to the phrases that the code has, and say in French what each lacks.

    What is translated stays; a new phrase is there without its translation; what nobody says any more is dropped.

    Args:
        languages: all those that have a catalogue when there are none; one that has none yet is begun.
    """
    found = phrases()
    for language in languages or translated_languages():
        file = LOCALE / language / "LC_MESSAGES" / DOMAIN
        former = catalogue(language) if file.exists() else Catalog(language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_written(language, former, found))
        left = missing(language)
        yield f"{language} : {len(found)} phrases, {len(left)} à traduire."
        yield from (f"  {_id_of(phrase)}" for phrase in left)


def _written(language: str, former: Catalog, found: Mapping[Phrase, tuple[str, ...]]) -> bytes:
    made: Any = Catalog(language, fuzzy=False)
    if language in _PLURALS:
        made._num_plurals, made._plural_expr = _PLURALS[language]
    for phrase, files in found.items():
        known = former.get(_id_of(phrase))
        said = known.string if known is not None and isinstance(known.id, str) == isinstance(phrase, str) else ""
        places = [(file, None) for file in files]  # without lines: those change every day
        made.add(phrase, said or None, locations=places, flags=known.flags if known is not None else ())
    written = BytesIO()
    write_po(written, made, width=0, sort_output=True, omit_header=True)
    header = HEADER.format(language=language, plurals=made.plural_forms)
    return f"{header}\n".encode() + written.getvalue()


_PLURALS = {"oc": (2, "(n > 1)")}
HEADER = """\
# Tambour: what readers are told. The French phrase is the msgid; docs/langues.md says how to translate.
# `inv messages` writes this file: what stands in msgstr is yours.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""
