"""Whatever a page is about and whatever people type, its head is sound: the laws of every page of a village."""

import json
from dataclasses import replace

import pytest
from lxml import html

from tambour.build import jinja
from tambour.model.site.output import OutputIndex
from tambour.testing.building import NOW
from tambour.testing.laws import HOSTILE
from tambour.testing.village import village
from tambour.website import plan
from tambour.website.head import Head, presenter
from tests.conformance.schema_org import faults, nodes


def mixed(hostile: str):
    """A village whose every text begins with hostile words, no longer than the shortest fields allow."""
    return village(lambda word: f"{hostile} {word}".strip().ljust(50, ".")[:60])


def heads(given) -> dict[str, Head]:
    head = presenter(given, OutputIndex())
    return {view.path: head(view) for view in plan.plan(given, 20, lambda _template: False)}


@pytest.mark.parametrize("hostile", ["", *HOSTILE])
def test_each_document_is_sound_and_stays_in_its_script(hostile):
    said = heads(mixed(hostile))

    assert len(said) >= 30
    for path, head in said.items():
        script = html.fromstring(f"<div><script>{jinja.json_script(head.json_ld)}</script></div>")
        assert json.loads(script.findtext("script")) == head.json_ld, path
        assert [fault for fault in faults(head.json_ld) if head.json_ld] == [], path
        assert head.title and head.description and all(content for _, content in head.open_graph + head.twitter), path


def test_what_people_type_is_said_as_they_typed_it():
    head = heads(mixed(HOSTILE[0]))["agenda/marche-de-noel/"]
    title = next(nodes(head.json_ld))["name"]

    assert title.startswith(f"{HOSTILE[0]} Marché")
    assert ("og:title", title) in head.open_graph


def test_nothing_is_dated_by_the_clock():
    given = village()

    assert heads(given) == heads(replace(given, now=NOW.replace(minute=1)))


def test_asking_for_a_page_first_or_last_changes_nothing():
    given = village()
    views = plan.plan(given, 20, lambda _template: False)
    forth, back = (presenter(given, OutputIndex()) for _ in range(2))

    assert [forth(view) for view in views] == [back(view) for view in reversed(views)][::-1]
