"""Whatever is typed in whichever field, of content or of settings, is read or told in a sentence of ours."""

import importlib
from collections import Counter
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any
from unicodedata import category

import pytest
from pydantic import BaseModel, ValidationError

from tambour.build import registry
from tambour.build.request import Request
from tambour.build.schedule import is_expired
from tambour.build.settings import validate
from tambour.build.settings_file import SettingsFile
from tambour.messages import MESSAGES
from tambour.model.events.event import Event
from tambour.model.events.occurrences import expand
from tambour.model.item import Item
from tambour.model.kinds import KINDS, REGISTERS
from tambour.model.problems import Problem, SettingsRefused
from tambour.model.site.published import Origin
from tambour.model.territory import Territory
from tambour.source.explain import problems_of
from tambour.source.reading import Reading
from tambour.testing import village
from tambour.testing.building import NOW, PARIS, TERRITORY
from tests.hostile.wrong import SET, TYPED, wrong_versions
from tests.projects import Project

CONTENT: list[tuple[type[BaseModel], dict[str, Any]]] = [
    *(
        (KINDS["news"].model, village.NEWS),
        (KINDS["event"].model, village.MARKET),
        (KINDS["event"].model, village.SERIES),
    ),
    *(
        (KINDS["alert"].model, village.ALERT),
        (KINDS["page"].model, village.PAGE),
        (KINDS["place"].model, village.PLACE),
    ),
    *(
        (KINDS["document"].model, village.DOCUMENT),
        (KINDS["service"].model, village.SERVICE),
        (KINDS["status"].model, village.STATUS),
    ),
    (KINDS["letter"].model, village.LETTER),
    (REGISTERS["commune"].model, {"id": "x", "nom": "X", "insee": "71001"}),
    *((REGISTERS[name].model, {"id": "x", "nom": "X"}) for name in ("topic", "contact")),
]
SETTINGS = {name: importlib.import_module(path).CHANNEL.Settings for name, path in registry.own_channels().items()}
# What a project may set beside its territory and its channels: ours, and some of what Pelican reads.
NAMES = (
    *("SITEURL", "PATH", "OUTPUT_PATH", "KIT_PATH", "THEME", "THEME_STATIC_DIR", "CACHE_PATH", "PLUGINS", "SITENAME"),
    *("PLUGIN_PATHS", "TERRITORY", "CHANNELS", "NOW", "PAGE_SIZE", "JINJA_ENVIRONMENT", "JINJA_FILTERS", "READERS"),
    *("THEME_STATIC_PATHS", "THEME_TEMPLATES_OVERRIDES", "IGNORE_FILES", "LOG_FILTER", "EXTRA_PATH_METADATA"),
)
NOWHERE = Origin(PurePosixPath("a.md"), MappingProxyType({}))


def untold(problems: list[Problem]) -> list[str]:
    """What was refused without saying why, or with what would upset a terminal."""
    vague = [str(problem) for problem in problems if problem.code not in MESSAGES or problem.code == "valeur-refusee"]
    return vague + [repr(str(one)) for one in problems if any(category(char) in ("Cc", "Cs") for char in shown(one))]


def shown(problem: Problem) -> str:
    return str(problem).replace("\n", "")


@pytest.mark.parametrize(("model", "typed"), CONTENT, ids=lambda value: getattr(value, "__name__", ""))
def test_a_field_takes_what_is_typed_or_says_what_is_wrong(model, typed):
    counted: Counter[bool] = Counter()
    for place, value, fields in wrong_versions(model, typed, TYPED):
        reading = Reading(TERRITORY)
        item = reading._validate(model, fields, NOWHERE, {})

        assert untold(reading.problems) == [], (place, value)
        assert (item is None) == bool(reading.problems), (place, value)
        counted[item is None] += 1
        if isinstance(item, Item):
            is_expired(item, NOW)
            assert not isinstance(item, Event) or expand(item, PARIS)
    assert min(counted[True], counted[False]) > 10


@pytest.mark.parametrize(("model", "typed"), [(Territory, TERRITORY.model_dump(mode="json", exclude_unset=True))])
def test_a_territory_of_the_wrong_sort_is_told(model, typed):
    for place, value, fields in wrong_versions(model, typed, SET):
        assert untold(refusals(model, fields)) == [], (place, value)


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_of_a_channel_of_the_wrong_sort_is_told(name):
    for place, value, fields in wrong_versions(SETTINGS[name], {}, SET):
        assert untold(refusals(SETTINGS[name], fields)) == [], (place, value)


def refusals(model: type[BaseModel], fields: Any) -> list[Problem]:
    try:
        model.model_validate(fields)
    except ValidationError as error:
        return problems_of(error, model, fields, PurePosixPath("pelicanconf.py"), lambda _place: 1)
    return []


@pytest.mark.parametrize("name", NAMES)
def test_a_setting_of_the_wrong_sort_is_told(project: Project, monkeypatch: pytest.MonkeyPatch, name: str):
    base = Request.read().values
    for value in SET:
        values = {**base, name: value}
        monkeypatch.setattr("tambour.build.request._run", lambda _file, values=values: values)
        problems = refused_settings(Path("pelicanconf.py"))

        assert untold(problems) == [], value
        assert (
            problems or value is None or name in ("IGNORE_FILES", "LOG_FILTER") or isinstance(value, str | dict | int)
        )


def refused_settings(file: Path) -> list[Problem]:
    try:
        request = Request.read(settings=file)
        request.check_output()
        validate(
            dict(request.values),
            SettingsFile.read(request.file),
            {"READERS": {}, "EXTRA_PATH_METADATA": {}, "IGNORE_FILES": [""], "LOG_FILTER": [""]}.get,
        )
    except SettingsRefused as refused:
        return list(refused.problems)
    return []


def test_a_content_folder_that_holds_the_project_is_none(project: Project):
    project.set('PATH = "."')

    with pytest.raises(SettingsRefused, match="contenu-trop-large"):
        Request.read()


def test_settings_that_stop_half_way_are_told(project: Project):
    project.set("raise SystemExit(3)")

    with pytest.raises(SettingsRefused, match="reglages-illisibles"):
        Request.read()
