"""The agent's week: what comes out where, what lacks something, what she posts by hand and ticks."""

import json
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from lxml import html

from tambour.build.request import Request
from tambour.model.ledger.new_records import text_digest
from tambour.publish.posted import EVERYWHERE, POSTED_FILE, PostTick, add_tick, read_ticks
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.people.person import Colleague
from tambour.pupitre.publishing.live_state import LiveReceipt
from tambour.pupitre.versions.merging import merge_file
from tambour.pupitre.web import project as project_room
from tambour.pupitre.web import week_pages
from tambour.pupitre.web.drawing import environment
from tambour.pupitre.web.page_maker import PageMaker
from tambour.pupitre.web.release_pages import PublicSite
from tambour.pupitre.web.week_pages import WeekPages
from tambour.source.entry import ContentFile
from tests.pupitre.conftest import HOST, Visitor, words

NEWS = (
    "---\nid: pont\ntitre: Le pont rouvre\nresume: Lundi, dans les deux sens.\npublier_le: 2026-11-30\n---\nLe pont.\n"
)


OUT_OF_AGENDA = "id: bal\ncanaux: {agenda: {exclure: oui}}"


@pytest.fixture
def week(visitor: Visitor) -> Visitor:
    visitor.project.set('CHANNELS = {"feeds": {}, "posts": {"networks": ["facebook", "x"]}, "newsletter": {}}')
    visitor.project.set("NOW = '2026-12-01 09:00'")
    visitor.write("actualites/pont.md", NEWS)
    visitor.desk.forget(anew=True)
    return visitor


def tick(visitor: Visitor, item: str = "pont", network: str = "facebook", done: str = "oui") -> html.HtmlElement:
    values = {**token(visitor), "contenu": item, "reseau": network, "fait": done, "retour": "semaine"}
    answer = visitor.client.post("/pupitre/diffusion/", data=values, headers={"Origin": HOST})
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.content)


def token(visitor: Visitor) -> dict[str, str]:
    return {"_jeton": visitor.page("diffusion/").xpath("//input[@name='_jeton']/@value")[0]}


def section(page: html.HtmlElement, name: str) -> html.HtmlElement:
    return page.xpath(f"//section[@aria-labelledby='{name}']")[0]


def test_what_comes_out_says_on_which_channels(week: Visitor):
    week.write("actualites/bal.md", NEWS.replace("pont", "bal").replace("2026-11-30", "2026-12-03 08:00"))
    week.write("agenda/fete.md", week.text("agenda/fete.md").replace("2026-12-05", "2026-12-04"))
    coming = section(week.page(""), "a-venir")
    lines = {words(one.xpath(".//a")[0]): one for one in coming.xpath(".//li[contains(@class, 'line')]")}
    on = {title: one.xpath(".//*[@class='on']/text()") for title, one in lines.items()}

    assert on["Le bal rouvre"] == ["site", "flux", "réseaux"]
    assert {"site", "flux", "réseaux"} <= {*on["Fête du lac"]}


def test_a_channel_that_an_event_is_kept_out_of_is_not_said_to_have_it(week: Visitor):
    week.project.set('CHANNELS = {"agenda": {}, "feeds": {}}')
    fete = week.text("agenda/fete.md").replace("2026-12-05", "2026-12-04")
    week.write("agenda/fete.md", fete)
    week.write(
        "agenda/bal.md", fete.replace("id: fete", "id: bal\ncanaux: {agenda: {exclure: oui}}").replace("Fête", "Bal")
    )
    week.desk.forget(anew=True)
    lines = section(week.page(""), "a-venir").xpath(".//li[contains(@class, 'line')]")
    on = {words(one.xpath(".//a")[0]): one.xpath(".//*[@class='on']/text()") for one in lines}

    assert on["Fête du lac"] == ["site", "agendas", "flux"]
    assert on["Bal du lac"] == ["site", "flux"]


def test_what_is_new_waits_with_each_network_s_text_until_it_is_ticked(week: Visitor):
    posts = section(week.page(""), "diffusion")
    item = posts.xpath(".//*[@id='diffusion-pont']")[0]

    assert "Posté nulle part encore" in words(item)
    assert words(item.xpath(".//*[@id='texte-pont-facebook']")[0]).startswith("Le pont rouvre")

    after = section(tick(week), "diffusion").xpath(".//*[@id='diffusion-pont']")[0]

    assert "Reste : X" in words(after)
    assert not after.xpath(".//*[@id='texte-pont-facebook']")
    assert "diffusion-pont" not in html.tostring(tick(week, network="x")).decode()
    assert "Posté partout" in words(week.page("diffusion/").get_element_by_id("diffusion-pont"))


def test_what_is_copied_has_the_public_address_and_says_so_while_there_is_none(
    week: Visitor, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.syspath_prepend(week.project.root)  # as where somebody starts a command
    week.project.set('SITEURL = "http://127.0.0.1:8000"')
    week.desk.forget(anew=True)
    for page in (week.page("diffusion/"), week.page("")):
        assert "L’adresse publique du site n’est pas réglée" in words(page)
    assert "L’adresse publique du site n’est pas réglée" in words(outgoing(week))
    week.project.write("publishconf.py", 'from pelicanconf import *\n\nSITEURL = "https://www.val.fr"\n')
    week.desk.forget(anew=True)
    pages = week.page("diffusion/"), outgoing(week)

    for page in pages:
        assert "https://www.val.fr/actualites/pont/" in words(page)
        assert "127.0.0.1" not in words(page) and "n’est pas réglée" not in words(page)


def outgoing(visitor: Visitor) -> html.HtmlElement:
    return visitor.answered(visitor.send("ecrire/actualites/pont.md", "sortie"))


def test_what_is_not_online_says_so_below_what_is_with_the_button_that_puts_it_there(
    week: Visitor, monkeypatch: pytest.MonkeyPatch
):
    week.write("actualites/bal.md", NEWS.replace("pont", "bal"))
    week.write("actualites/gue.md", NEWS.replace("pont", "gue"))
    content, at = week.desk.look().content, week.desk.now()
    entries = {entry.item.id: entry for entry in content.public}
    receipt = LiveReceipt(at, {"pont": tells(entries["pont"]), "gue": {"text": "autre"}}, "2026-11-30")
    monkeypatch.setattr(PublicSite, "_last_look", lambda self: receipt)
    monkeypatch.setattr(PublicSite, "way", lambda self: "publier")
    page = week.page("diffusion/")
    titles = page.xpath("//*[@class='posts__title']/text()")
    waits = {one.get("id"): one for one in page.xpath("//details[@class='posts'][.//*[@class='posts__waits']]")}

    assert titles[0] == "Le pont rouvre" and {*waits} == {"diffusion-bal", "diffusion-gue"}
    assert "Pas encore en ligne : son lien" in words(waits["diffusion-bal"]).replace("\xa0", " ")
    assert "tel que vous l’avez écrit" in words(waits["diffusion-gue"])
    assert [one.xpath(".//form[@action='/pupitre/enligne']") != [] for one in waits.values()] == [True, True]
    receipt = LiveReceipt(at, error="répond 404")
    assert "le site public répond 404" in words(week.page(""))


def tells(entry: ContentFile) -> dict[str, object]:
    return {"text": text_digest(entry.typed, entry.markdown, entry.occurrences)}


def test_a_tick_is_kept_in_the_content_as_a_version_and_outlives_the_cache(week: Visitor):
    tick(week)
    said = json.loads(week.text(POSTED_FILE))

    assert (said["item"], said["network"]) == ("pont", "facebook")
    assert week.text(".gitattributes").endswith("_diffusion.jsonl text eol=lf merge=union\n")
    tick(week, network="x")
    assert week.text(".gitattributes").count("_diffusion") == 1
    week.desk.forget(anew=True)
    assert "Posté partout" in words(week.page("diffusion/"))
    assert not week.desk.look().problems, "the reader of content passes over it"


def test_a_tick_can_be_taken_back_and_what_is_new_later_waits_again(week: Visitor):
    tick(week)
    assert "Posté nulle part encore" in words(section(tick(week, done="non"), "diffusion"))
    tick(week)
    week.write("actualites/pont.md", NEWS.replace("2026-11-30", "2026-12-01 08:30").replace("rouvre", "ferme"))
    assert "Reste : X" in words(section(week.page(""), "diffusion")), "it was posted after it came out"
    week.project.set("NOW = '2026-12-02 09:00'")
    week.write("actualites/pont.md", NEWS.replace("2026-11-30", "2026-12-02 08:30"))
    week.desk.forget(anew=True)
    assert "Posté nulle part encore" in words(section(week.page(""), "diffusion"))


def test_what_was_announced_elsewhere_waits_on_no_network(week: Visitor):
    add_tick(week.project.root / "content", PostTick("pont", EVERYWHERE, week.desk.now(), "Paul sur pc-com"))
    week.desk.forget()

    assert "diffusion-pont" not in html.tostring(week.page("")).decode()
    assert "Paul sur pc-com" in words(week.page("diffusion/"))


def test_a_tick_of_something_that_is_not_there_changes_nothing(week: Visitor):
    tick(week, item="../../pont")
    tick(week, network="minitel")

    assert not (week.project.root / "content" / POSTED_FILE).exists()


def test_ticks_of_two_people_are_united(week: Visitor):
    at = week.desk.now()
    base = PostTick("pont", "x", at, "Claire").line()
    mine, theirs = (base + PostTick("pont", name, at, name).line() for name in ("facebook", "mastodon"))
    merged = merge_file(POSTED_FILE, base, mine, theirs)

    assert merged.data is not None
    assert not merged.conflicts
    assert {network for _, network in read_ticks(merged.data)} == {"x", "facebook", "mastodon"}


def test_the_last_tick_of_a_network_counts_and_what_is_none_is_passed_over(week: Visitor):
    at = week.desk.now()
    later = PostTick("pont", "x", at + timedelta(hours=1), is_done=False)
    ticks = read_ticks(later.line() + PostTick("pont", "x", at).line() + b'{"item": 3}\n[]\nx\n{"at": "2026-12-01"}\n')

    assert ticks == {("pont", "x"): later}


def test_what_lacks_something_is_told_before_it_takes_place(week: Visitor):
    lacking = words(section(week.page(""), "trous"))

    assert "Le pont rouvre" in lacking
    assert "Sans image" in lacking
    assert "Le prix n’est pas dit" in lacking
    assert "Dans aucune lettre" in lacking


def test_alerts_are_lifted_and_prolonged_from_the_week(week: Visitor):
    week.write(
        "alertes/eau.md",
        "---\nid: eau\ntitre: Eau coupée\npublier_le: 2026-12-01\nniveau: urgence\nfin: 2026-12-02\n---\nBouillez.\n",
    )
    alerts = section(week.page(""), "alertes")

    assert [words(one) for one in alerts.xpath(".//*[@class='line__do']//*[self::a or self::button]")] == [
        "Lever : Eau coupée",
        "Prolonger : Eau coupée",
    ]


def test_who_writes_what_now_is_seen_before_it_is_saved(week: Visitor):
    fields = week.fields(week.page("ecrire/agenda/fete.md")) | {"titre": ["Fête de la neige"]}
    week.client.post("/pupitre/verifier/agenda/fete.md", data=fields, headers={"Origin": HOST})
    writing = section(week.page(""), "en-cours")

    assert "Fête de la neige" in words(writing)
    assert "en ce moment" in words(writing)
    assert writing.xpath(".//a/@href") == ["/pupitre/ecrire/agenda/fete.md?reprendre=oui"]


def test_without_a_network_nothing_waits(visitor: Visitor):
    assert "Aucun réseau n’est réglé" in words(section(visitor.page(""), "diffusion"))


def test_a_colleague_who_writes_is_named_and_her_text_is_not_offered(week: Visitor):
    forms = PageMaker(week.desk, environment()).unsaved_forms(Colleague("nadia@exemple.fr", "Nadia"))
    forms.keep("agenda/fete.md", FormData({"titre": ("Fête d’hiver",)}), week.desk.now())

    assert "en ce moment · Nadia" in words(section(week.page(""), "en-cours"))
    assert week.fields(week.page("ecrire/agenda/fete.md?reprendre=oui"))["titre"] == ["Fête du lac"]


def test_the_first_page_is_made_before_it_is_asked_for_where_the_process_stays(
    week: Visitor, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(project_room, "_BREATH", 0)
    desk = project_room.Project(lambda: Request.read(None, Path("pelicanconf.py")), stays=True)
    pages = PageMaker(desk, environment())
    weeks = WeekPages(pages, PublicSite(desk))
    made = Event()
    desk.make_ahead(made.set)
    desk.look()

    assert made.wait(20)
    monkeypatch.setattr(week_pages, "ItemChannels", None)  # nothing is worked out again
    assert [day.words for day in weeks._look().week.days] == ["Samedi 5\u00a0décembre"]
    desk.forget(anew=True)  # what was put out of the reach of the collector is back
