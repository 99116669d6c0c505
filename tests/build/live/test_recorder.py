"""What was asked is noted, once; what is made again is what an answer has changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tambour.build.live.recorded_site import RecordedOutputs, RecordedSite
from tambour.build.live.recorder import Recorder
from tambour.build.live.sameness import same
from tambour.model.site.output import Output, OutputIndex, Scope
from tambour.model.site.site import Site
from tambour.testing.building import NOW, PARIS, published
from tambour.testing.village import village
from tambour.words.speech import speaking, spoken


@pytest.fixture
def seen():
    """A recorder, a site and what it answers from."""
    recorder, site = Recorder(), village()
    recorder.begin()
    return recorder, RecordedSite(recorder, site), site


def other(site: Site, item_id: str, **fields: object) -> Site:
    """The same, one item said otherwise."""
    changed = [replace(item, **fields) if item.id == item_id else item for item in site.items]
    return replace(site, items=tuple(changed))


def test_every_attribute_of_a_site_is_noted_or_the_settings_alone_decide_it():
    public = {name for name in (*vars(Site), *Site.__dataclass_fields__) if not name.startswith("_")}
    from_what_is_noted = {
        "place_of",
        "is_version",
        "why_not_posted",
        "can_be_posted",
        "dates_in",
    }

    assert public - from_what_is_noted <= vars(RecordedSite).keys()
    assert {name for name in vars(OutputIndex) if not name.startswith("_")} <= {*vars(RecordedOutputs), "of_all"}


def test_a_site_that_is_noted_answers_as_the_site_does(seen):
    _, noted, site = seen
    market = site.get("marche-de-noel")

    assert noted.listed("news") == site.listed("news")
    assert noted.place_of(market.occurrences[0]) == site.place_of(market.occurrences[0])
    assert [noted.is_version(item) for item in site.items] == [site.is_version(item) for item in site.items]
    assert noted.in_commune("bellecombe") == site.in_commune("bellecombe")
    assert dict(noted.communes) == dict(site.communes)
    assert noted.media.read("documents/plan.pdf") == site.media.read("documents/plan.pdf")
    assert (noted.now, noted.url, noted.territory) == (site.now, site.url, site.territory)


@pytest.mark.parametrize(
    ("ask", "is_other"),
    [
        (lambda site: site.get("travaux-rue-haute"), True),
        (lambda site: site.get("marche-de-noel"), False),
        (lambda site: site.listed("news"), True),
        (lambda site: site.listed("event"), False),
        (lambda site: site.items, True),
        (lambda site: site.communes["bellecombe"], False),
        (lambda site: "nulle-part" in site.communes, False),
        (lambda site: site.now, False),
    ],
)
def test_what_asked_for_an_item_is_made_again_when_it_is_another(seen, ask, is_other):
    recorder, noted, site = seen
    kept = recorder.make(lambda: ask(noted))

    recorder.begin()
    noted.become(other(site, "travaux-rue-haute", html="<p>Autre.</p>"), 0)

    assert recorder.is_right(kept) is not is_other


def test_time_counts_when_it_is_in_another_stretch(seen):
    recorder, noted, site = seen
    kept = recorder.make(lambda: noted.now)

    recorder.begin()
    noted.become(replace(site, now=NOW + timedelta(minutes=1)), 0)
    assert recorder.is_right(kept)
    assert noted.now == NOW + timedelta(minutes=1)

    recorder.begin()
    noted.become(site, 1)
    assert not recorder.is_right(kept)


def test_what_is_made_inside_something_counts_for_it_too(seen):
    recorder, noted, site = seen
    inner = []
    outer = recorder.make(lambda: inner.append(recorder.make(lambda: noted.get("travaux-rue-haute"))))

    recorder.begin()
    noted.become(other(site, "travaux-rue-haute", plain="Autre."), 0)

    assert not recorder.is_right(outer)
    assert not recorder.is_right(inner[0])


def test_what_was_right_in_a_build_that_was_left_is_held_against_the_answers_since(seen):
    recorder, noted, site = seen
    early = recorder.make(lambda: noted.get("travaux-rue-haute"))
    recorder.begin()
    noted.become(other(site, "travaux-rue-haute", plain="Autre."), 0)
    late = recorder.make(lambda: noted.get("travaux-rue-haute"))  # that build stops here, `early` not looked at

    recorder.begin()

    assert recorder.is_right(late)
    assert not recorder.is_right(early)


def test_an_output_that_is_promised_makes_again_what_looked_for_it():
    recorder = Recorder()
    recorder.begin()
    outputs = RecordedOutputs(recorder)
    looked = recorder.make(lambda: outputs.about("fete"))
    elsewhere = recorder.make(lambda: outputs.of(Scope("all"), "feed"))

    recorder.begin()
    outputs.become(OutputIndex.of_all([Output("fete.ics", "text/calendar", about="fete")]))

    assert not recorder.is_right(looked)
    assert recorder.is_right(elsewhere)


@pytest.mark.parametrize(("changed", "is_made_again"), [("travaux-rue-haute", True), ("marche-de-noel", False)])
def test_what_was_made_of_an_item_is_made_again_when_what_it_has_asked_is_another(seen, changed, is_made_again):
    recorder, noted, site = seen
    item, made = site.get("lecture-du-jeudi"), []

    def make():
        made.append(noted.get("travaux-rue-haute").item.title)
        return made[-1]

    first = recorder.make(lambda: noted.once("essai", item, make))
    recorder.begin()
    noted.become(other(site, changed, html="<p>Autre.</p>"), 0)

    assert recorder.is_right(first) is not is_made_again
    assert noted.once("essai", item, make) == first.value
    assert len(made) == 1 + is_made_again


def test_what_was_made_of_an_item_goes_with_it(seen):
    _, noted, site = seen
    item, made = site.get("travaux-rue-haute"), []
    noted.once("essai", item, lambda: made.append(1))
    noted.once("essai", replace(item), lambda: made.append(2))
    noted.forget_all_but(site.items)
    noted.once("essai", item, lambda: made.append(3))

    assert made == [1, 2], "another object is another item"
    assert len([*noted.reads()]) == 1


def titles(site: Site, kind: str) -> tuple[str, ...]:
    """What a channel could work out for several of its files."""
    return (spoken(), *(item.item.title for item in site.listed(kind)))


@pytest.mark.parametrize(("field", "is_made_again"), [("html", False), ("item", True)])
def test_what_is_worked_out_for_several_counts_by_its_answer_alone(seen, field, is_made_again):
    recorder, noted, site = seen
    renamed = site.get("travaux-rue-haute").item.model_copy(update={"title": "Autre"})
    with speaking("en"):
        kept = recorder.make(lambda: noted.share(titles, "news"))
    assert kept.value == ("en", *titles(site, "news")[1:])
    assert len(kept.reads) == 1, "not what it was worked out of"

    recorder.begin()
    noted.become(other(site, "travaux-rue-haute", **{field: renamed if field == "item" else "<p>Autre.</p>"}), 0)

    assert recorder.is_right(kept) is not is_made_again, "asked again in the language in which it was asked"
    assert ("Autre" in noted.share(titles, "news")) is is_made_again


def test_a_site_works_out_once_what_several_ask_for(seen):
    _, _, site = seen
    asked = []

    def count(site: Site, kind: str) -> int:
        asked.append(kind)
        return len(site.listed(kind))

    assert site.share(count, "news") == site.share(count, "news") == len(site.listed("news"))
    assert site.share(count, "event") == len(site.listed("event"))
    assert asked == ["news", "event"]


def test_which_items_have_versions_or_a_programme_is_one_question(seen):
    recorder, noted, site = seen
    kept = recorder.make(lambda: [(noted.is_version(one), noted.versions_of(one)) for one in site.items])

    assert kept.value == [(site.is_version(one), site.versions_of(one)) for one in site.items]
    assert [noted.program_of(one) for one in site.items] == [site.program_of(one) for one in site.items]
    assert len(kept.reads) < len(site.items)


def test_what_is_made_quickly_is_not_written_for_another_process(seen):
    _, noted, site = seen
    item = site.get("travaux-rue-haute")
    noted.once("long", item, lambda: 1)
    noted.once("court", item, lambda: 2, brief=True)

    assert noted.__getstate__()["_made"][0] == ["long"]


def test_questions_that_nothing_depends_on_are_forgotten(seen):
    recorder, noted, _ = seen
    kept = recorder.make(lambda: noted.get("travaux-rue-haute"))
    recorder.make(lambda: noted.get("marche-de-noel"))

    recorder.forget_all_but([kept.reads])
    asked = recorder.make(lambda: (noted.get("travaux-rue-haute"), noted.get("marche-de-noel")))

    assert len({*asked.reads} - {*kept.reads}) == 1


@pytest.mark.parametrize(
    ("one", "another"),
    [
        (1, True),
        (1, 1.0),
        (NOW, NOW.astimezone(None)),
        (NOW.replace(fold=0), NOW.replace(fold=1)),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ((1, 2), [1, 2]),
        (object(), object()),
    ],
)
def test_what_a_template_could_tell_apart_is_not_the_same(one, another):
    assert not same(one, another)
    assert same(one, one)


def test_two_items_of_the_same_words_are_the_same():
    typed = {"id": "fete", "titre": "Fête", "debut": "2026-12-05 10:00", "publier_le": "2026-11-01"}

    assert same(published("event", typed), published("event", typed))
    assert not same(published("event", typed), published("event", typed | {"titre": "Bal"}))
    assert same(NOW, NOW.astimezone(PARIS))
