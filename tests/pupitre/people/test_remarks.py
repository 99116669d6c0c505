"""What a reader says of a field is seen there by whoever writes it, until it is done: by nobody else, nowhere else."""

import json

import pytest
from lxml import html

from tambour.pupitre.people.person import Colleague
from tests.pupitre.conftest import HOST, Visitor, words
from tests.pupitre.people.doors import AGENT, CONTRIBUTOR, REVIEWER
from tests.pupitre.people.test_scope import COMMUNES, HERS, NEWS, OTHER, enter

WORDS = "C’est place du Marché, pas place Neuve"


@pytest.fixture
def desk(visitor: Visitor) -> Visitor:
    visitor.write("referentiel/communes.yaml", COMMUNES)
    waits = "brouillon: a-relire\n"
    visitor.write(HERS, NEWS.format(id="a-elle", title="Le lavoir", commune="rouvrelle", more=waits))
    visitor.write(OTHER, NEWS.format(id="a-corbeval", title="Secret", commune="corbeval", more=waits))
    return visitor


def remark(desk: Visitor, person: Colleague, place: str, said: str = WORDS, **typed: str):
    enter(desk, person)
    return desk.send(f"ecrire/{HERS}", "remarquer", {"_remarque_champ": place, "_remarque": said, **typed})


def at(page: html.HtmlElement, place: str) -> list[str]:
    return [words(one) for one in page.xpath(f"//*[@id='c-{place}-champ']//*[@class='remark']/p")]


@pytest.mark.parametrize("place", ["resume", "_texte"])
def test_a_remark_is_seen_at_its_field_until_it_is_done(desk: Visitor, place: str):
    before = desk.text(HERS)
    remark(desk, REVIEWER, place)

    enter(desk, CONTRIBUTOR)
    page = desk.page(f"ecrire/{HERS}")
    [seen] = at(page, place)
    assert "Remarque de Léo Petit" in seen
    assert WORDS in seen
    link = page.xpath("//section[@id='remarques']//a/@href")
    assert link == [f"#c-{place}-champ"]

    done = desk.answered(desk.send(f"ecrire/{HERS}", "fait:1"))
    assert at(done, place) == []
    assert "1 remarque faite" in words(done.xpath("//section[@id='remarques']")[0])
    assert desk.text(HERS) == before, "the file knows nothing of it"


def test_a_remark_on_the_whole_stands_above_the_form(desk: Visitor):
    page = desk.answered(remark(desk, AGENT, "", "Trop long"))

    [seen] = page.xpath("//section[@id='remarques']//*[@class='remark']/p")
    assert "Trop long" in words(seen)


def test_a_place_that_the_form_does_not_have_is_the_whole_and_nothing_is_no_remark(desk: Visitor):
    page = desk.answered(remark(desk, AGENT, "../x", "<b>Trop</b> long"))
    assert "<b>Trop</b> long" in words(page.xpath("//section[@id='remarques']")[0])
    remark(desk, AGENT, "titre", "  ")
    assert at(desk.page(f"ecrire/{HERS}"), "titre") == []
    assert len(desk.desk.state.joinpath("remarques").glob("*.json").__next__().read_bytes()) < 500


def test_what_was_typed_is_there_again_after_a_remark(desk: Visitor):
    page = desk.answered(remark(desk, AGENT, "titre", titre="Le grand lavoir"))

    assert page.xpath("//input[@name='titre']/@value | //textarea[@name='titre']/text()") == ["Le grand lavoir"]
    assert WORDS in at(page, "titre")[0]
    assert "Le lavoir" in desk.text(HERS)


def test_the_same_remark_sent_twice_is_said_once(desk: Visitor):
    remark(desk, REVIEWER, "titre")
    page = desk.answered(remark(desk, REVIEWER, "titre"))

    assert len(at(page, "titre")) == 1


def test_nobody_remarks_or_reads_what_does_not_exist_for_her(desk: Visitor):
    enter(desk, REVIEWER)
    desk.send(f"ecrire/{OTHER}", "remarquer", {"_remarque": WORDS})
    token = desk.fields(desk.page(f"ecrire/{HERS}"))
    enter(desk, CONTRIBUTOR)
    for do in ("remarquer", "fait:1"):
        told = {**token, "_remarque": "Non", "_faire": do}
        assert desk.client.post(f"/pupitre/ecrire/{OTHER}", data=told, headers={"Origin": HOST}).status_code == 404
    assert WORDS not in desk.page(f"ecrire/{HERS}").text_content()
    [kept] = desk.desk.state.joinpath("remarques").glob("*.json")
    assert [one["done_at"] for one in json.loads(kept.read_text("utf-8"))["remarks"]] == [None]


def test_remarks_have_served_once_a_content_is_published(desk: Visitor):
    remark(desk, REVIEWER, "titre")
    desk.send(f"ecrire/{HERS}", "publier")

    assert not [*desk.desk.state.joinpath("remarques").glob("*.json")]
    assert desk.send(f"ecrire/{HERS}", "remarquer", {"_remarque": WORDS}).status_code == 403
