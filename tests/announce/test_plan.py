"""What leaves, when, and why not: decided from values alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tambour.announce.contract import TargetRefusal
from tambour.announce.decisions import PostReason
from tambour.announce.journal import JournalWriter
from tambour.announce.plan import quiet_end
from tambour.announce.wording import plan_lines, waiting_lines
from tambour.model.announce_lines import Act, AnnounceLine, LineStage, NetworkTrouble
from tambour.publish.news import ItemChange, Stage
from tambour.publish.posted import EVERYWHERE, PostTick
from tambour.publish.refusals import TRY_AGAIN, PublicationRefused
from tambour.words.dates import hour_fr
from tests.announce.conftest import mastodon


def reasons(world) -> dict[str, PostReason]:
    return {one.item: one.reason for one in world.plan.posts}


def account(world, server, **settings: object) -> None:
    world.targets = {"mastodon": mastodon(server, **settings)}


def at(world, hour: int, minute: int = 0) -> None:
    world.now = world.now.replace(hour=hour, minute=minute)


def test_the_first_publication_announces_nothing_and_the_plan_is_empty(world):
    assert world.plan.posts == ()


def test_an_item_that_is_kept_out_of_a_network_or_of_all_of_them_does_not_leave(world):
    world.event(canaux={"mastodon": {"exclure": "oui"}})
    world.event("bal", canaux={"posts": {"exclure": "oui"}})
    world.event("foire")

    world.step()

    assert world.stages() == {"fete/paru": "a-faire", "bal/paru": "a-faire", "foire/paru": "faite"}


def test_a_photo_is_no_correction_for_having_been_announced_before_photos_were_noted(world):
    world.with_photo()
    world.event(image="lac.jpg", alt="Le lac")
    world.step()
    told = {
        item: {name: one for name, one in tells.items() if name != "picture"}
        for item, tells in world.place.record.told.items()
    }
    world.place.record = replace(world.place.record, told=told)

    world.publish()

    assert world.plan.posts == ()


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"kinds": ["alertes"]}, {"eau"}),
        ({"topics": ["culture"]}, {"bal"}),
        ({"communes": ["bellecombe"]}, {"eau", "fete"}),
        ({"changes": ["annule"]}, set()),
        ({"on": False}, set()),
    ],
)
def test_an_account_takes_only_what_it_is_for(world, server, settings, expected):
    account(world, server, **settings)
    world.event()
    world.event("bal", themes=["culture"], communes=["autre"])
    world.write(
        "alert", "eau", titre="Eau", niveau="info", debut="2026-12-01", fin="2026-12-03", communes=["bellecombe"]
    )

    world.publish()

    assert {one.item for one in world.plan.posts} == expected


def test_a_delay_is_counted_from_the_publication_and_an_alert_does_not_wait(world, server):
    account(world, server, delay=30)
    world.event()
    world.write("alert", "eau", titre="Eau", niveau="info", debut="2026-12-01", fin="2026-12-03")
    world.step()
    assert reasons(world) == {"fete": PostReason.DELAY}

    [waiting] = world.plan.posts
    world.now = waiting.at
    world.announce()

    assert [one["source"].partition("\n")[0] for one in server.statuses] == ["INFO – Eau", "Fête du lac"]


def test_a_clock_that_was_ahead_when_it_was_published_delays_nothing(world, server):
    account(world, server, delay=30)
    world.event()
    world.now += timedelta(days=2)
    world.publish()
    world.now -= timedelta(days=2)

    assert reasons(world) == {"fete": PostReason.READY}


def test_nobody_is_woken_at_night_but_for_an_alert_and_for_what_is_off_before_morning(world, server):
    account(world, server, quiet="21:00-08:00")
    world.event("tot", debut="2026-12-02 07:00")
    world.event("tard", debut="2026-12-09 07:00")
    world.step()
    at(world, 22)
    world.event("tot", statut="annule")
    world.event("tard", statut="annule")
    world.event("neuf")
    world.write("alert", "eau", titre="Eau", niveau="urgence", debut="2026-12-01", fin="2026-12-03")

    world.publish()

    plan = world.plan
    quiet = {one.item: one.at for one in plan.of(PostReason.QUIET)}
    assert set(quiet) == {"tard", "neuf"}
    assert {one.item for one in plan.of(PostReason.READY)} == {"tot", "eau"}
    assert {(when.day, when.hour) for when in quiet.values()} == {(2, 8)}


def test_what_is_cancelled_before_it_was_announced_is_said_once_as_it_is(world, server):
    account(world, server, quiet="21:00-08:00")
    at(world, 22)
    world.event()
    world.step()
    world.event(statut="annule")
    world.step()
    world.now += timedelta(hours=11)

    world.announce()

    assert [one["source"].partition("\n")[0] for one in server.statuses] == ["ANNULÉ – Fête du lac"]
    assert set(world.stages().values()) <= {"faite", "sans-objet"}


def test_what_was_cancelled_and_holds_again_in_one_night_is_not_told_to_hold(world, server):
    world.event()
    world.step()
    account(world, server, quiet="21:00-08:00")
    at(world, 22)
    world.event(statut="annule")
    world.step()
    world.event(statut=None)
    world.step()
    world.now += timedelta(hours=11)

    world.announce()

    assert len(server.statuses) == 1, "nobody has heard that it was off"
    assert world.plan.posts == ()


def test_what_somebody_has_taken_is_his_to_say(world):
    world.event()
    world.publish()
    [due] = world.place.record.due
    world.place.record = world.place.record.with_announcement(due.at_stage(Stage.BEGUN, "claire sur pc-com", ""))

    assert reasons(world) == {"fete": PostReason.TAKEN}
    assert world.announce() == []


@pytest.mark.parametrize("network", ["mastodon", EVERYWHERE])
def test_what_somebody_posted_by_hand_does_not_leave_but_what_changed_since_does(world, server, network):
    world.event()
    world.publish()
    tick = PostTick("fete", network, world.now + timedelta(minutes=1), "claire")
    ticks = {("fete", network): tick}
    assert world.passage(ticks=ticks).plan(world.place.online).posts == ()
    elsewhere = {("fete", "facebook"): replace(tick, network="facebook")}
    assert len(world.passage(ticks=elsewhere).plan(world.place.online).posts) == 1

    world.event(statut="annule")
    world.publish()
    plan = world.passage(ticks=ticks).plan(world.place.online)

    assert [one.change for one in plan.of(PostReason.READY)] == [ItemChange.CANCELLED]


def test_what_has_changed_here_since_it_was_published_does_not_leave(world):
    world.event()
    world.publish()
    world.event(titre="Autrement")

    assert reasons(world) == {"fete": PostReason.OTHERWISE}


def test_what_nobody_announced_for_a_week_does_not_leave_by_itself(world):
    world.event(debut="2027-01-05")
    world.publish()
    world.now += timedelta(days=8)

    assert reasons(world) == {"fete": PostReason.OLD}


def test_a_crowd_leaves_in_turn_and_an_alert_before_it(world, server):
    account(world, server, most=2)
    for name in ("a-bal", "b-bal", "c-bal"):
        world.event(name)
    world.write("alert", "eau", titre="Eau", niveau="urgence", debut="2026-12-01", fin="2026-12-03")
    world.publish()

    assert [(one.item, one.reason) for one in world.plan.posts] == [
        ("eau", PostReason.READY),
        ("a-bal", PostReason.READY),
        ("b-bal", PostReason.CROWD),
        ("c-bal", PostReason.CROWD),
    ]
    for _ in range(2):
        world.announce()
    assert len(server.statuses) == 4


def test_a_plan_asks_nobody_and_tells_whole_texts(world, server):
    world.event()
    world.publish()
    told = "\n".join(plan_lines(world.plan))

    assert server.asked == []
    assert "Ce qui partira, 1\xa0message :" in told
    assert "Tous les détails\xa0: https://www.exemple.fr/interco/agenda/fete/" in told


def test_a_correction_is_silent_where_nothing_is_edited(world, server):
    world.event()
    world.step()
    target = world.targets["mastodon"]
    target.edits = False
    world.event(titre="Fête du lac et des bois")
    world.publish()
    [post] = world.plan.posts
    assert post.reason is PostReason.SILENT

    world.announce()

    assert server.edits == []
    assert world.stages()["fete/corrige"] == "faite"


def test_an_account_without_answers_changes_what_it_has(world):
    world.event()
    world.step()
    world.targets["mastodon"].answers = False
    world.event(statut="annule")
    world.publish()

    assert [one.act for one in world.plan.posts] == [Act.EDIT]


def test_another_who_passes_at_the_same_time_is_told_to_come_back(world):
    world.event()
    world.publish()
    world.place.is_held = True

    with pytest.raises(PublicationRefused) as refused:
        world.announce()

    assert refused.value.exitcode == TRY_AGAIN


@pytest.mark.parametrize(
    ("quiet", "hour", "expected"),
    [
        (None, 3, None),
        ("21:00-08:00", 20, None),
        ("21:00-08:00", 21, (2, 8)),
        ("21:00-08:00", 3, (1, 8)),
        ("21:00-08:00", 8, None),
        ("12:00-14:00", 13, (1, 14)),
    ],
)
def test_quiet_hours_end(quiet, hour, expected):
    end = quiet_end(quiet, datetime(2026, 12, 1, hour, tzinfo=UTC))

    assert (end.day, end.hour) == expected if expected else end is None


def test_a_network_that_wants_to_wait_says_until_when_by_the_clocks_of_the_territory(world):
    world.event()
    world.publish()
    key = world.plan.posts[0].key
    said = "mastodon", "fete", "fete/paru/r"
    line = AnnounceLine(key, LineStage.FAILED, world.now, *said, trouble=NetworkTrouble.BUSY)
    JournalWriter(world.folder).add(replace(line, until=(world.now + timedelta(minutes=5)).astimezone(UTC)))

    [post] = world.plan.posts

    assert post.reason is PostReason.RETRY
    assert post.at.utcoffset() == world.now.utcoffset()
    assert f"à {hour_fr(post.at)}" in "\n".join(plan_lines(world.plan))


def test_a_journal_that_is_gone_is_told_before_anything_leaves(world):
    world.event()
    world.step()
    assert not world.plan.is_journal_lost
    (world.folder / "_annonces.jsonl").unlink()

    assert world.plan.is_journal_lost
    assert next(iter(plan_lines(world.plan))).replace("\xa0", " ").startswith("À noter : le journal des annonces")


def test_what_waits_after_a_passage_is_told_and_that_nothing_does(world):
    world.event()
    world.publish()

    assert next(iter(waiting_lines(world.plan.posts))).replace("\xa0", " ") == "Ce qui attend encore, 1 message :"
    assert [*waiting_lines(())] == ["Rien n'attend de partir."]


def test_a_second_postponement_is_one(world):
    world.event(statut="reporte", debut="2026-12-12 10:00", debut_precedent="2026-12-05 10:00")
    world.step()
    world.event(debut="2026-12-19 10:00")

    world.publish()

    assert [one.change for one in world.place.record.due] == [ItemChange.POSTPONED]


def test_a_network_that_does_not_answer_when_it_is_asked_what_it_has_was_sent_nothing(world, server):
    world.event()
    ask = server.ask
    server.ask = lambda method, *rest: replace(ask(method, *rest), status=0) if method == "GET" else ask(method, *rest)

    world.publish()
    passage = world.passage()
    with world.place.open() as session:
        assert [*passage.run(session)] == []

    assert passage.silent["mastodon"].trouble is NetworkTrouble.AWAY
    assert server.statuses == []


def test_a_network_that_does_not_say_what_it_has_was_sent_nothing(world, server):
    world.event()
    world.targets["mastodon"].find = _deaf

    [outcome] = world.step()

    assert outcome.refusal.trouble is NetworkTrouble.AWAY
    assert server.statuses == []
    assert not world.journal.state(outcome.planned.key).is_open


def _deaf(message):
    raise TargetRefusal(NetworkTrouble.UNHEARD, "rien n'a répondu à temps")


def test_an_alert_that_is_over_or_lifted_was_not_withdrawn(world):
    alert = {"titre": "Eau coupée", "niveau": "urgence", "fin": "2026-12-03 18:00"}
    world.write("alert", "eau", **alert)
    world.step()
    world.write("alert", "eau", **alert, statut="levee")

    world.step()

    assert world.plan.stranded == ()
    world.now += timedelta(days=20)
    world.publish()
    assert world.plan.stranded == ()
