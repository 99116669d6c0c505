"""The laws that every channel keeps, whatever it says.

Each of `LAWS` is a function of a channel's package (the module that ends with `CHANNEL = …`). It returns nothing, and
raises AssertionError, or whatever the channel raises, when the channel breaks it.
"""

import ast
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

from lxml import etree, html

from tambour.build import jinja
from tambour.build.prepared import PreparedChannel
from tambour.build.registry import available
from tambour.build.sink import safe_path
from tambour.build.templates import TemplatesMaker
from tambour.channels import Excerpt, Output, OutputIndex, Published, Site
from tambour.testing.building import NOW, files_of, make, published, ready, rendered, site
from tambour.testing.village import MARKET, NEWS, village
from tambour.words.dates import date_fr
from tambour.words.short_dates import short_day
from tambour.words.typography import NBSP

Promise = tuple[str, str | None]  # path and key
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+(; charset=[a-z0-9-]+)?")
HOSTILE = (
    "\"'<script>alert(1)</script>]]>&amp;<!--",
    "{{ 7*7 }} {% raw %} %s %(x)s $x ${x} \\n \\",
    "🎭 \u202eعربي\u202c e\u0301 œ — « » , ; : # @ \u00a0.",
)
# What a channel never needs: it is given everything, and its bytes are written for it.
FORBIDDEN_MODULES = {
    "pelican",
    "tambour.source",
    "tambour.website",
    "tambour.build",
    "tambour.bridge",
    "locale",
    "random",
    "secrets",
}
FORBIDDEN_MODULES |= {"asyncio", "http", "requests", "socket", "ssl", "urllib.request", "urllib3", "time", "uuid"}
FORBIDDEN_MODULES |= {"glob", "multiprocessing", "os", "shutil", "subprocess", "tempfile", "threading"}
FORBIDDEN_CALLS = frozenset({"open", "exec", "eval", "input", "print"})
FORBIDDEN_METHODS = frozenset(
    {"now", "today", "utcnow", "read_text", "read_bytes", "write_text", "write_bytes", "exists", "iterdir", "rglob"}
)


def no_setting_is_required(module: ModuleType) -> None:
    """`CHANNELS = {"<name>": {}}` is enough to turn it on."""
    make(module.CHANNEL)


def an_empty_site_can_be_said(module: ModuleType) -> None:
    """A site in which nothing is published yet is no problem and no accident."""
    channel = make(module.CHANNEL)

    assert list(ready(channel, site()).check()) == []
    assert all(isinstance(data, bytes) for data in rendered(channel, site()).values())


def promises_are_plain(module: ModuleType) -> None:
    """Distinct paths of plain names, a media type, about items that exist; what is announced has a title."""
    given = village()
    outputs = promises(module, given)
    paths = [(output.root, output.path.casefold()) for output in outputs]

    assert len(set(paths)) == len(paths)
    for output in outputs:
        assert safe_path(output.path)
        assert MEDIA_TYPE.fullmatch(output.media_type), output
        assert output.about is None or given.get(output.about) is not None, output
        assert output.rel is None or output.title, output


def a_whole_village_is_no_problem(module: ModuleType) -> None:
    """`check` has nothing to say of a site with every kind, state and reference."""
    assert list(ready(make(module.CHANNEL), village()).check()) == []


def same_site_same_bytes(module: ModuleType) -> None:
    """Two channels that are made alike make the same bytes of the same site."""
    assert rendered(make(module.CHANNEL), village()) == rendered(make(module.CHANNEL), village())


def the_order_of_rendering_does_not_matter(module: ModuleType) -> None:
    """What a channel has prepared is the same after rendering as before."""
    channel = ready(make(module.CHANNEL), village())

    assert files_of(channel) == files_of(channel, backwards=True)


def nothing_is_dated_by_the_clock(module: ModuleType) -> None:
    """A moment later, when nothing has begun or ended, every byte is the same."""
    later = replace(village(), now=NOW.replace(minute=1, second=1))

    assert rendered(make(module.CHANNEL), village()) == rendered(make(module.CHANNEL), later)


def equal_keys_mean_equal_bytes(module: ModuleType) -> None:
    """Whatever changes in a site, a promise whose path and key are as before has the bytes of before."""
    # Of each item, its text and address change, then whether it is over. What is promised is looked at after each
    # change alone; what is made, once after all those that leave the same promises alone: none may change a byte.
    channel, given = make(module.CHANNEL), village()
    files = rendered(channel, given)
    kept = {(output.path, output.key) for output in promises(module, given) if output.key is not None}
    for changed in changes(given):
        hold_to_their_bytes(ready(channel, changed), kept, files)
    for change in (rewrite, end_or_begin):
        alone = [ready(channel, with_items(given, change, {index})) for index in range(len(given.items))]
        after: dict[Promise, set[int]] = {promise: set() for promise in kept}
        for index, prepared in enumerate(alone):
            for promise in kept & {(output.path, output.key) for output in all_promises(prepared)}:
                after[promise].add(index)
        for indices in {frozenset(one) for one in after.values() if one}:
            same = {promise for promise, one in after.items() if one == indices}
            found = hold_to_their_bytes(ready(channel, with_items(given, change, indices)), same, files)
            for index in indices if found != same else ():
                hold_to_their_bytes(alone[index], same - found, files)


def hold_to_their_bytes(
    prepared: PreparedChannel[Any], wanted: Collection[Promise], files: Mapping[str, bytes]
) -> set[Promise]:
    """Those of these promises that are made again, with the bytes of before."""
    first = list(prepared.outputs())
    same = [output for output in first if (output.path, output.key) in wanted]
    for output in same:
        assert prepared.render(output) == files[output.path], output.path
    last = prepared.last_outputs(OutputIndex.of_all(first))
    if of_others := [output for output in last if (output.path, output.key) in wanted]:
        others = files_of(prepared)
        assert [output.path for output in of_others if others[output.path] != files[output.path]] == []
    return {(output.path, output.key) for output in (*same, *of_others)}


def promises(module: ModuleType, given: Site) -> list[Output]:
    """Every promise of a channel, as it is without settings and without other channels."""
    return all_promises(ready(make(module.CHANNEL), given))


def all_promises(channel: PreparedChannel[Any]) -> list[Output]:
    """Every promise, as it is without other channels."""
    first = list(channel.outputs())
    return [*first, *channel.last_outputs(OutputIndex.of_all(first))]


def changes(given: Site) -> Iterator[Site]:
    """The same village, one thing of the whole changed."""
    yield replace(given, url="https://ailleurs.example")
    yield replace(given, now=NOW.replace(month=12, day=20))
    yield replace(given, territory=given.territory.model_copy(update={"name": "Autre nom", "languages": ("oc",)}))
    yield village(lambda words: words[:1] + "!" + words[1:])
    yield replace(given, pages=given.pages[1:])
    yield replace(given, items=given.items[1:])


def with_items(given: Site, change: Callable[[Published], Published], indices: Collection[int]) -> Site:
    """The same village, some items changed."""
    items = (change(item) if index in indices else item for index, item in enumerate(given.items))
    return replace(given, items=tuple(items))


def rewrite(item: Published) -> Published:
    """With another text, at another address."""
    return replace(item, html="<p>Corrigé.</p>", plain="Corrigé.", url=f"{item.url}autre/")


def end_or_begin(item: Published) -> Published:
    """What was on is over, and the other way round."""
    return replace(item, expired=not item.expired)


def what_people_type_stays_text(module: ModuleType) -> None:
    """Hostile words make other text, never another structure, and can always be read back."""
    channel = make(module.CHANNEL)
    for hostile in HOSTILE:
        bad = village(partial(hostile_words, hostile))
        tame = village(partial(tame_words, hostile))
        others, said = rendered(channel, bad), promises(module, bad)
        there = {without_digest(output.path) for output in promises(module, tame)}
        assert [output.path for output in said if without_digest(output.path) not in there] == []
        written = {output: structure(output.media_type, others[output.path]) for output in said}
        read = {output: found for output, found in written.items() if found is not None}  # pictures have no structure
        wanted = {without_digest(path): data for path, data in rendered(channel, tame).items()} if read else {}
        for output, found in read.items():
            assert found == structure(output.media_type, wanted[without_digest(output.path)]), output.path


def hostile_words(hostile: str, words: str) -> str:
    """What somebody types instead of these words; neither so short nor so long that a model would refuse it."""
    return (hostile + words).ljust(50, ".")[:60]


def tame_words(hostile: str, words: str) -> str:
    """As many characters, none of which means anything to a machine."""
    return "x" * len(hostile_words(hostile, words))


def without_digest(path: str) -> str:
    """A path without the digest that a picture's name ends on: other words, another picture."""
    return re.sub(r"[0-9a-f]{12,}(?=\.(png|jpg)$)", "", path)


def structure(media_type: str, data: bytes) -> Any:
    """What a parser makes of a file, its text left out; None for what has no parser here."""
    kind = media_type.partition(";")[0]
    if kind == "text/html":
        return [str(element.tag) for element in html.document_fromstring(data).iter()]
    if kind.endswith("xml"):
        return [str(element.tag) for element in etree.fromstring(data).iter()]
    if kind.endswith("json"):
        return shape(json.loads(data))
    if kind.startswith("text/"):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", data.decode("utf-8"))
    return None


def shape(document: Any) -> Any:
    if isinstance(document, dict):
        return {key: shape(value) for key, value in document.items()}
    if isinstance(document, list):
        return [shape(value) for value in document]
    return type(document).__name__


def very_long_texts_are_no_accident(module: ModuleType) -> None:
    """The longest title that a writer may type, and a body of 10,000 characters, can be said."""
    body = "<p>" + "é" * 10_000 + "</p>"
    news = published("news", {"id": "a", "titre": "x" * 150, "publier_le": "2026-11-20"}, html=body)
    typed = {"id": "l", "titre": "x" * 60, "preheader": "x" * 90, "publier_le": "2026-11-20"}
    letter = published("letter", typed | {"blocs": [{"type": "selection", "ids": ["a"]}]}, html=body)
    given = site([news, letter], communes=village().communes)

    assert rendered(make(module.CHANNEL), given)


def an_item_kept_out_is_not_promised(module: ModuleType) -> None:
    """No promise is about an item whose writer says `canaux: {<channel>: {exclure: oui}}`."""
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    kept_out = {"canaux": {name: {"exclure": "oui"}}, "communes": [], "themes": []}
    news = {key: value for key, value in NEWS.items() if key not in ("contacts", "documents", "image")} | kept_out
    market = {key: value for key, value in MARKET.items() if key != "lieu"} | kept_out
    outputs = promises(module, site([published("news", news), published("event", market)]))

    assert [output for output in outputs if output.about] == []


_OFF = re.compile(r"\b(?:annul|report|déplac|compl[eè]t)", re.IGNORECASE)
_WEEKLY = {
    "id": "gouter",
    "titre": "Goûter et cinéma du mercredi à la salle des fêtes, avec les enfants des écoles, les familles, leurs amis",
    "publier_le": "2026-11-20",
    "debut": "2026-12-02 15:00",
    "fin": "17h",
    "recurrence": {"frequence": "hebdomadaire", "nombre": "5"},
}
_STATES: tuple[dict[str, Any], ...] = (
    {"statut": "annule"},
    {"statut": "reporte"},
    {"statut": "reporte", "debut": "19h"},
    {"statut": "deplace", "lieu": {"nom": "Préau", "ville": "Mijoux"}},
    {"statut": "complet"},
)


def what_has_become_of_a_date_is_said_of_that_date(module: ModuleType) -> None:
    """No short text that tells that a date is off, elsewhere or full names other dates without that one."""
    channel = make(module.CHANNEL)
    days = [date(2026, 12, 2) + timedelta(weeks=week) for week in (0, 1, 4)]
    for day, state in product(days, _STATES):
        note = "Le projecteur est en panne, et celui de l’école aussi." if day is days[1] else ""
        exception = {"date": day.isoformat(), **state, **({"note": note} if note else {})}
        event = published("event", _WEEKLY | {"exceptions": [exception]})
        excerpt = ready(channel, site([event])).excerpt(event)
        for title, text in _texts(excerpt) if excerpt is not None else ():
            if _OFF.search(text.replace(note, "")):
                assert _names(text, day), (title, text)


def _texts(excerpt: Excerpt) -> Iterator[tuple[str, str]]:
    """The texts of an excerpt; of what has a field for its title, both together."""
    of_each: dict[str, str] = {}
    for part in excerpt.parts or (excerpt,):
        name = part.title.partition(" : ")[0]
        of_each[name] = "\n".join(filter(None, (of_each.get(name), part.text)))
    yield from of_each.items()


def _names(text: str, day: date) -> bool:
    plain = text.replace(NBSP, " ").lower()
    return any(words.replace(NBSP, " ") in plain for words in (date_fr(day, year=False), short_day(day)))


def nothing_forbidden_is_imported_or_called(module: ModuleType) -> None:
    """No file, network, clock, process, randomness; no pelican, no room above channels, no other channel."""
    forbidden = FORBIDDEN_MODULES | others(module)
    for file in sources(module):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            assert not set(imports(node)) & forbidden, (file.name, imports(node))
            if isinstance(node, ast.Call):
                assert getattr(node.func, "id", "") not in FORBIDDEN_CALLS, (file.name, node.lineno)
                assert getattr(node.func, "attr", "") not in FORBIDDEN_METHODS, (file.name, node.lineno)


def others(module: ModuleType) -> set[str]:
    """The other channels' packages."""
    return {f"tambour.channels.{name.replace('-', '_')}" for name in available()} - {module.__name__}


def sources(module: ModuleType) -> list[Path]:
    return sorted(folder(module).rglob("*.py"))


def folder(module: ModuleType) -> Path:
    return Path(str(module.__file__)).parent


def imports(node: ast.AST) -> list[str]:
    """Every package that a statement imports, and those above it."""
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and not node.level:
        names = [f"{node.module}.{alias.name}" for alias in node.names] + [str(node.module)]
    return [".".join(name.split(".")[:depth]) for name in names for depth in range(1, name.count(".") + 2)]


def each_setting_is_explained_in_french(module: ModuleType) -> None:
    """Each setting has a title, a description and a default."""
    for name, info in module.CHANNEL.Settings.model_fields.items():
        assert info.title, name
        assert info.description, name
        assert not info.is_required(), name


def each_template_compiles(module: ModuleType) -> None:
    """Each file of `templates/` is a template that can be read, and their digest is always the same."""
    maker = TemplatesMaker(filters=jinja.FILTERS, globals=jinja.GLOBALS)
    templates = maker(module.__name__.rpartition(".")[2], folder(module))

    assert templates.digest == maker(module.__name__.rpartition(".")[2], folder(module)).digest
    for file in (folder(module) / "templates").rglob("*"):
        if file.is_file():
            templates._environment.get_template(file.relative_to(folder(module) / "templates").as_posix())


LAWS = [
    no_setting_is_required,
    an_empty_site_can_be_said,
    promises_are_plain,
    a_whole_village_is_no_problem,
    same_site_same_bytes,
    the_order_of_rendering_does_not_matter,
    nothing_is_dated_by_the_clock,
    equal_keys_mean_equal_bytes,
    what_people_type_stays_text,
    very_long_texts_are_no_accident,
    an_item_kept_out_is_not_promised,
    what_has_become_of_a_date_is_said_of_that_date,
    nothing_forbidden_is_imported_or_called,
    each_setting_is_explained_in_french,
    each_template_compiles,
]
