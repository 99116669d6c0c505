"""A letter arrives in a sending tool as drafts, follows what changes, and is let go once somebody has sent it."""

from dataclasses import replace

import pytest

from tambour.announce.contract import TargetRefusal
from tambour.announce.decisions import PostReason
from tambour.announce.sending import Sending
from tambour.announce.web import WebAnswer
from tambour.announce.wording import explain, outcome_line, plan_lines
from tambour.model.announce_lines import Act, NetworkTrouble
from tambour.publish.news import ItemChange
from tests.announce.conftest import brevo, listmonk, mailchimp, mailjet
from tests.announce.letter_servers import BrevoServer, ListmonkServer, MailchimpServer, MailjetServer
from tests.announce.world import World


@pytest.fixture
def tool() -> ListmonkServer:
    return ListmonkServer()


@pytest.fixture
def desk(tmp_path, tool) -> World:
    """Something is online already, so that what follows is new."""
    made = World(tmp_path, {"listmonk": listmonk(tool, by_commune={"bellecombe": 4})})
    made.write("news", "avant", titre="Une actualité d’avant")
    made.publish()
    return made


def again(desk, tool, **settings) -> None:
    """As a new process does."""
    desk.targets = {"listmonk": listmonk(tool, by_commune={"bellecombe": 4}, **settings)}


def test_each_edition_is_a_draft_of_its_own_for_its_own_list(desk, tool):
    desk.letter("listmonk", "mai", "bellecombe", "corbeval", par_commune="oui")

    desk.step()

    assert [(one["name"], one["lists"], one["body"]) for one in tool.campaigns] == [
        ("La lettre de mai", [3], "<p>Bonjour </p>"),
        ("La lettre de mai – Bellecombe", [4], "<p>Bonjour bellecombe</p>"),
    ], "listmonk wants a list: a commune that has none is left out"
    assert {one["status"] for one in tool.campaigns} == {"draft"}
    assert desk.stages()["mai/paru"] == "faite"
    assert desk.announce() == []


def test_only_letters_go_to_a_tool_and_those_that_are_kept_from_it_do_not(desk, tool):
    desk.event()
    desk.letter("listmonk", "juin", canaux={"newsletter": {"exclure": "oui"}})

    desk.step()

    assert tool.campaigns == []


def test_a_draft_is_replaced_when_the_letter_changes_and_no_other_is_made(desk, tool):
    desk.letter("listmonk")
    desk.step()
    desk.letter("listmonk", words="Bonsoir", resume="Autrement dit.")
    again(desk, tool)

    [outcome] = desk.step()

    assert outcome.planned.act is Act.EDIT
    assert [one["body"] for one in tool.campaigns] == ["<p>Bonsoir </p>"]


def test_what_a_letter_carries_counts_as_the_letter(desk, tool):
    desk.event()
    desk.letter("listmonk", blocs=[{"type": "selection", "ids": ["fete"]}])
    desk.step()
    desk.event(statut="annule")
    desk.letter("listmonk", words="Annulée", blocs=[{"type": "selection", "ids": ["fete"]}])

    desk.step()

    assert [one["body"] for one in tool.campaigns] == ["<p>Annulée </p>"]
    assert ItemChange.CORRECTED in {one.change for one in desk.place.record.announcements if one.item == "mai"}


def test_a_letter_that_was_sent_is_let_go_and_people_are_told(desk, tool):
    desk.letter("listmonk")
    desk.step()
    tool.campaigns[0]["status"] = "finished"
    desk.letter("listmonk", words="Bonsoir", resume="Autrement dit.")

    [outcome] = desk.step()

    assert outcome.refusal is None
    assert "c'est déjà parti de là-bas" in outcome_line(outcome)
    assert tool.campaigns[0]["body"] == "<p>Bonjour </p>"
    assert desk.announce() == [], "it is told once"


def test_a_letter_that_is_scheduled_is_not_touched_and_people_are_told_until_it_is_a_draft_again(desk, tool):
    desk.letter("listmonk")
    desk.step()
    tool.campaigns[0]["status"] = "scheduled"
    desk.letter("listmonk", words="Bonsoir", resume="Autrement dit.")
    [outcome] = desk.step()
    assert outcome.refusal.trouble is NetworkTrouble.HELD
    assert tool.campaigns[0]["body"] == "<p>Bonjour </p>"
    [outcome] = desk.announce()
    assert outcome.refusal.trouble is NetworkTrouble.HELD

    tool.campaigns[0]["status"] = "draft"
    desk.announce()

    assert tool.campaigns[0]["body"] == "<p>Bonsoir </p>"


def test_a_commune_whose_edition_comes_later_has_its_draft_too(desk, tool):
    desk.letter("listmonk")
    desk.step()
    desk.letter("listmonk", "mai", "bellecombe", par_commune="oui")

    desk.step()

    assert [one["name"] for one in tool.campaigns] == ["La lettre de mai", "La lettre de mai – Bellecombe"]


def test_a_tool_that_takes_some_communes_alone_has_no_draft_for_others(desk, tool):
    again(desk, tool, communes=["corbeval"])
    desk.letter("listmonk", "mai", "bellecombe", par_commune="oui")

    desk.step()

    assert [one["name"] for one in tool.campaigns] == ["La lettre de mai"]


def test_a_letter_whose_mails_are_no_longer_made_leaves_nothing_to_be_told(desk, tool):
    desk.letter("listmonk")
    desk.mails.clear()

    desk.step()

    assert tool.campaigns == []
    assert desk.plan.posts == ()


def test_what_was_made_without_anybody_knowing_is_found_by_its_mark(desk, tool):
    desk.letter("listmonk")
    ask = tool.ask

    def deaf(method, url, headers, body=None):
        said = ask(method, url, headers, body)
        return replace(said, status=500) if method == "POST" else said

    tool.ask = deaf
    [first] = desk.step()
    assert first.refusal.trouble is NetworkTrouble.UNHEARD
    tool.ask = ask
    again(desk, tool)

    desk.announce()

    assert len(tool.campaigns) == 1
    assert desk.stages()["mai/paru"] == "faite"


def test_a_journal_that_is_lost_makes_no_second_draft(desk, tool):
    desk.letter("listmonk")
    desk.step()
    (desk.folder / "_annonces.jsonl").unlink()
    desk.place.record = replace(
        desk.place.record,
        announcements=tuple(one.at_stage("a-faire") for one in desk.place.record.announcements if one.item == "mai"),
    )
    again(desk, tool)

    desk.announce()

    assert len(tool.campaigns) == 1


def test_a_letter_that_leaves_the_site_waits_for_somebody_to_say_so(desk, tool):
    desk.letter("listmonk")
    desk.step()
    desk.items.pop("mai")
    desk.publish()

    [stranded] = desk.plan.stranded

    assert [one.post.address for one in stranded.posts] == ["https://lettre.exemple.fr/admin/campaigns/1"]
    assert len(tool.campaigns) == 1


def test_a_plan_says_to_whom_each_edition_goes(desk):
    desk.letter("listmonk", "mai", "bellecombe", par_commune="oui")
    desk.publish()

    assert [(one.title, one.reason) for one in desk.plan.posts] == [
        ("La lettre de mai", PostReason.READY),
        ("La lettre de mai – Bellecombe", PostReason.READY),
    ]


def test_listmonk_has_the_text_beside_the_html_and_the_template_that_adds_nothing(desk, tool):
    desk.letter("listmonk")
    desk.step()

    [campaign] = tool.campaigns
    assert campaign["altbody"] == "Bonjour "
    assert campaign["template_id"] == 2
    assert campaign["from_email"] == '"Haut-Jura d’en Bas" <accueil@exemple.fr>'


def test_a_role_that_may_send_is_told_and_one_that_sees_no_list_is_not_enough(tool):
    tool.permissions = ("campaigns:get", "campaigns:manage", "campaigns:send", "settings:manage")
    tool.lists = {}
    told = {right.words.partition(" ")[0]: right.granted for right in listmonk(tool).rights() if not right.needed}
    wanting = [right.words for right in listmonk(tool).rights() if right.needed and not right.granted]

    assert told == {"peut": True}
    assert wanting == ["voit les listes des réglages, sauf 3"]


def test_brevo_has_a_campaign_without_anybody_to_go_to_where_no_list_is_named(desk):
    server = BrevoServer()
    desk.targets = {"brevo": brevo(server, segments={"corbeval": 9})}
    desk.letter("brevo", "mai", "bellecombe", "corbeval", par_commune="oui")

    desk.step()

    assert [one.get("recipients") for one in server.campaigns] == [{"listIds": [3]}, None, {"segmentIds": [9]}]
    assert {one["previewText"] for one in server.campaigns} == {
        "Le marché, la fête du lac, et trois façons d’y aller sans voiture."
    }
    assert len({one["tag"] for one in server.campaigns}) == 3
    asked = [path for method, path in server.asked if method == "GET"]
    assert asked == ["/v3/emailCampaigns"], "campaigns are listed once for all editions"


def test_brevo_finds_a_campaign_among_hundreds(desk):
    server = BrevoServer()
    target = brevo(server)
    desk.targets = {"brevo": target}
    desk.letter("brevo")
    desk.step()
    for _ in range(150):
        server.add({"id": server.made + 1, "status": "sent", "tag": "", "htmlContent": ""})

    [post] = desk.journal.posts("brevo", "mai")

    assert brevo(server)._find(post.post.more["mark"]).id == post.post.id


@pytest.mark.parametrize(
    ("name", "server", "make", "content"),
    [("mailjet", MailjetServer(), mailjet, "detailcontent"), ("mailchimp", MailchimpServer(), mailchimp, "content")],
)
def test_a_draft_whose_letter_did_not_arrive_says_so_and_is_completed(desk, name, server, make, content):
    desk.targets = {name: make(server)}
    desk.letter(name)
    ask = server.ask

    def cut(method, url, headers, body=None):
        if url.endswith(f"/{content}"):
            return replace(ask("GET", f"{server.url}{server.asked[0][1]}?count=1&Limit=1", headers), status=0)
        return ask(method, url, headers, body)

    server.ask = cut
    [outcome] = desk.step()
    assert outcome.refusal.trouble is NetworkTrouble.UNHEARD
    assert "(incomplète)" in str(server.campaigns)
    server.ask = ask
    desk.targets = {name: make(server)}

    desk.announce()
    desk.announce()

    [campaign] = server.campaigns
    assert "(incomplète)" not in str(campaign)
    assert "<p>Bonjour </p>" in str(campaign)
    assert desk.stages()["mai/paru"] == "faite"


def test_mailjet_has_a_list_for_each_draft_and_a_segment_where_one_is_named(desk):
    server = MailjetServer()
    desk.targets = {"mailjet": mailjet(server, by_commune={"bellecombe": 4}, segments={"corbeval": 9})}
    desk.letter("mailjet", "mai", "bellecombe", "corbeval", par_commune="oui")

    desk.step()

    found = [(one["ContactsListID"], one.get("SegmentationID")) for one in server.campaigns]
    assert found == [(3, None), (4, None), (3, 9)]
    assert server.campaigns[0]["Text-part"] == "Bonjour "


def test_a_draft_of_mailjet_that_was_archived_is_gone(desk):
    server = MailjetServer()
    desk.targets = {"mailjet": mailjet(server)}
    desk.letter("mailjet")
    desk.step()
    server.campaigns[0]["Status"] = -1
    desk.letter("mailjet", words="Bonsoir", resume="Autrement dit.")

    [outcome] = desk.step()

    assert outcome.words == "le message a été supprimé là-bas"
    assert len(server.campaigns) == 1


def test_what_cannot_be_deleted_from_here_is_left_to_people(desk):
    desk.targets = {"mailjet": mailjet(MailjetServer())}
    desk.letter("mailjet")
    desk.step()
    desk.items.pop("mai")
    desk.publish()

    told = [*plan_lines(desk.plan)]

    assert "  Mailjet : « La lettre de mai », à supprimer là-bas, à la main" in told


def test_mailchimp_has_an_audience_and_the_segment_of_a_commune(desk):
    server = MailchimpServer()
    desk.targets = {"mailchimp": mailchimp(server, by_commune={"bellecombe": 51})}
    desk.letter("mailchimp", "mai", "bellecombe", "corbeval", par_commune="oui")

    desk.step()

    assert [one.get("recipients") for one in server.campaigns] == [
        {"list_id": "a1b2c3"},
        {"list_id": "a1b2c3", "segment_opts": {"saved_segment_id": 51}},
        None,
    ]
    assert server.campaigns[0]["content"] == {"html": "<p>Bonjour </p>", "plain_text": "Bonjour "}
    [post] = desk.journal.posts("mailchimp", "mai", "")
    assert post.post.address == "https://us21.admin.mailchimp.com/campaigns/show/?id=1"


def test_a_key_of_mailchimp_that_says_no_centre_goes_nowhere():
    server = MailchimpServer()

    with pytest.raises(TargetRefusal) as refused:
        mailchimp(server, "0123456789abcdef@ailleurs.exemple").rights()

    assert refused.value.trouble is NetworkTrouble.DENIED
    assert server.asked == []


def test_a_user_of_mailchimp_who_may_send_is_told():
    server = MailchimpServer(role="owner")

    assert [right.granted for right in mailchimp(server).rights()] == [True, True, True, True]
    server.role = "author"
    assert [right.granted for right in mailchimp(server).rights()] == [True, True, True, False]


SENDING_TOOLS = {
    "brevo": (BrevoServer, brevo, lambda one: one["name"]),
    "listmonk": (ListmonkServer, listmonk, lambda one: one["name"]),
    "mailchimp": (MailchimpServer, mailchimp, lambda one: one["settings"]["title"]),
    "mailjet": (MailjetServer, mailjet, lambda one: one["Title"]),
}


@pytest.mark.parametrize("name", SENDING_TOOLS)
def test_the_draft_of_a_letter_that_left_the_site_says_not_to_send_it_until_the_letter_is_back(desk, name):
    make_server, make, title = SENDING_TOOLS[name]
    server = make_server()
    desk.targets = {name: make(server)}
    desk.letter(name)
    desk.step()
    [before] = [{**one} for one in server.campaigns]
    written = desk.items.pop("mai")

    [outcome] = desk.step()

    assert outcome.planned.act is Act.HOLD
    assert title(server.campaigns[0]) == f"À NE PAS ENVOYER\N{NO-BREAK SPACE}– {title(before)}"
    told = len(server.told)
    assert desk.announce() == []
    assert len(server.told) == told, "nobody is asked again"
    desk.items["mai"] = written
    desk.targets = {name: make(server)}
    [back] = desk.step()
    assert back.planned.act is Act.EDIT
    assert server.campaigns == [before]
    desk.items.pop("mai")
    [outcome] = desk.step()
    assert title(server.campaigns[0]).startswith("À NE PAS ENVOYER"), "a second time, too"


def test_a_letter_that_left_the_site_and_is_about_to_be_sent_is_told_until_it_is_not(desk, tool):
    desk.letter("listmonk")
    desk.step()
    tool.campaigns[0]["status"] = "scheduled"
    written = desk.items.pop("mai")

    [outcome] = desk.step()

    refusal, target = outcome.refusal, desk.targets["listmonk"]
    said = explain(refusal, target, desk.now, str, outcome.planned).problems[0]
    assert said.code == "annonce-lettre-a-arreter"
    assert [one.trouble for one in desk.journal.failures_of("mai")] == [NetworkTrouble.HELD]
    desk.items["mai"] = written
    tool.campaigns[0]["status"] = "draft"
    desk.step()
    assert desk.journal.failures_of("mai") == (), "it is back: nothing is to be stopped"


def test_a_letter_whose_draft_was_deleted_from_here_has_another_when_it_is_back(desk, tool):
    desk.letter("listmonk")
    desk.step()
    written = desk.items.pop("mai")
    desk.step()
    passage = desk.passage()
    sending = Sending(passage.domain, desk.targets, passage.writer, passage.now)
    [gone] = desk.plan.stranded
    assert [one.refusal for one in sending.remove(gone)] == [None]
    assert tool.campaigns == []
    assert desk.plan.stranded == ()
    desk.items["mai"] = written

    desk.step()

    assert [one["name"] for one in tool.campaigns] == ["La lettre de mai"]


@pytest.mark.parametrize("name", ["mailjet", "mailchimp"])
def test_a_draft_of_which_a_part_was_replaced_alone_says_that_it_is_not_complete(desk, name):
    make_server, make, title = SENDING_TOOLS[name]
    server = make_server()
    desk.targets = {name: make(server)}
    desk.letter(name)
    desk.step()
    desk.letter(name, words="Bonsoir", resume="Autrement dit.")
    ask = server.ask

    def cut(method, url, headers, body=None):
        said = ask(method, url, headers, body)
        return replace(said, status=0) if url.endswith("content") else said

    server.ask = cut
    desk.step()
    assert title(server.campaigns[0]).endswith(" (incomplète)")
    server.ask = ask

    desk.announce()

    assert not title(server.campaigns[0]).endswith(" (incomplète)")
    assert "Bonsoir" in str(server.campaigns[0])


def test_people_are_told_before_that_a_draft_will_say_not_to_be_sent(desk, tool):
    desk.letter("listmonk")
    desk.step()
    desk.items.pop("mai")
    desk.publish()

    lines = [*plan_lines(desk.plan)]

    assert lines[1].replace("\N{NO-BREAK SPACE}", " ") == (
        "  listmonk : plus sur le site, « La lettre de mai », le brouillon prend le titre « À NE PAS ENVOYER – … »"
    )
    assert "jusqu’à ce que la lettre revienne" in lines[2]


def test_what_is_taken_away_is_told_as_such_and_a_server_that_does_not_say_so_is_asked_again(desk, tool):
    desk.letter("listmonk")
    desk.step()
    desk.items.pop("mai")
    desk.step()
    passage, ask = desk.passage(), tool.ask
    sending = Sending(passage.domain, desk.targets, passage.writer, passage.now)
    tool.ask = lambda method, *rest: WebAnswer(500) if method == "DELETE" else ask(method, *rest)
    [stranded] = desk.plan.stranded

    [failed] = sending.remove(stranded)

    said = explain(failed.refusal, desk.targets["listmonk"], desk.now, str, failed.planned).problems[0]
    assert (said.code, "--retirer=mai" in said.hint) == ("annonce-suppression-incertaine", True)
    tool.ask = ask
    [done] = sending.remove(stranded)
    assert outcome_line(done, publishes=False).replace("\xa0", " ") == "listmonk : supprimé, « La lettre de mai »"


def test_a_plan_says_that_a_letter_is_a_draft_and_what_stands_above_it(desk):
    desk.letter("listmonk")
    desk.publish()

    lines = [line.replace("\xa0", " ").strip() for line in plan_lines(desk.plan)]

    assert lines[1:4] == [
        "listmonk : nouveau, « La lettre de mai », en brouillon",
        "Objet : La lettre de mai",
        "Accroche : Le marché, la fête du lac, et trois façons d’y aller sans voiture.",
    ]
