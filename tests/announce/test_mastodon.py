"""What a Mastodon account shows of what a territory publishes, and what its server was asked."""

import pytest

from tambour.announce.contract import TargetRefusal
from tambour.announce.decisions import PostReason
from tambour.announce.web import WebAnswer
from tambour.model.announce_lines import NetworkTrouble
from tests.announce.conftest import mastodon
from tests.announce.mastodon_server import ALL, URL


def texts(server) -> list[str]:
    return [one["source"] for one in server.statuses]


def test_what_is_new_is_posted_in_its_own_language_and_stays_known(world, server):
    world.event()

    [outcome] = world.step()

    [status] = server.statuses
    assert (status["language"], status["visibility"], status["in_reply_to_id"]) == ("fr", "public", None)
    assert "https://www.exemple.fr/interco/agenda/fete/" in status["source"]
    assert outcome.post.address == f"{URL}/@interco/{status['id']}"
    assert world.stages() == {"fete/paru": "faite"}
    assert [one.post.address for one in world.journal.posts("mastodon", "fete")] == [outcome.post.address]


def test_nothing_leaves_twice_however_often_it_is_asked_for(world, server):
    world.event()
    world.step()
    world.announce()
    world.step()

    assert len(server.statuses) == 1


def test_a_photo_goes_with_what_is_said_of_it_and_is_waited_for(world, server):
    server.slow_media = 2
    world.with_photo()
    world.event(image="lac.jpg", alt="Le lac, au soleil levant")

    world.step()

    [media] = server.statuses[0]["media"]
    assert server.media[media]["alt"] == "Le lac, au soleil levant"
    assert server.media[media]["data"] == world.photo
    assert server.media[media]["type"] == "image/jpeg"


def test_a_corrected_title_edits_the_post_and_keeps_its_photo(world, server):
    world.with_photo()
    world.event(image="lac.jpg", alt="Le lac")
    world.step()
    media = server.statuses[0]["media"]
    world.event(titre="Fête du lac et des bois")

    world.step()

    [status] = server.statuses
    assert status["source"].startswith("Fête du lac et des bois\n")
    assert status["media"] == media
    assert len(server.media) == 1, "it was not sent again"


def test_a_photo_that_is_replaced_under_the_same_name_replaces_it_there(world, server):
    world.with_photo()
    world.event(image="lac.jpg", alt="Le lac")
    world.step()
    world.with_photo("crimson")
    world.step()

    [status] = server.statuses
    [media] = status["media"]
    assert status["id"] in server.edits
    assert server.media[media]["data"] == world.photo
    assert world.stages() == {"fete/paru": "faite", "fete/corrige": "faite"}


def test_a_corrected_description_of_a_photo_is_sent_with_it(world, server):
    world.with_photo()
    world.event(image="lac.jpg", alt="Le lac")
    world.step()
    world.event(alt="Le lac vu de la digue")

    world.step()

    [status] = server.statuses
    assert [server.media[one]["alt"] for one in status["media"]] == ["Le lac vu de la digue"]


def test_a_correction_that_no_text_shows_edits_nothing(world, server):
    world.event()
    world.step()
    world.event(canaux={"x": {"texte": "Autrement dit."}})

    world.step()

    assert server.edits == []
    assert world.stages()["fete/corrige"] == "faite"


def test_a_post_that_somebody_deleted_is_not_corrected_and_is_not_posted_again(world, server):
    world.event()
    world.step()
    server.statuses.clear()
    world.event(titre="Fête du lac et des bois")

    world.step()

    assert server.statuses == []
    assert world.plan.posts == ()


def test_an_answer_to_a_post_that_somebody_deleted_is_a_post_of_its_own(world, server):
    world.event()
    world.step()
    server.statuses.clear()
    server.forget_keys()
    world.event(statut="annule")

    world.step()

    [status] = server.statuses
    assert status["source"].startswith("ANNULÉ – ")
    assert status["in_reply_to_id"] is None


def test_the_text_fits_what_this_server_takes(world, server):
    server.limit = 200
    world.event(resume="Une soirée au bord de l’eau, avec des lampions. " * 4)

    world.step()

    [status] = server.statuses
    assert len(status["source"]) < 250, "an address counts for 23"


def test_what_was_sent_without_anybody_knowing_is_found_again_after_an_hour(world, server):
    world.event()
    ask, lost = server.ask, []

    def without_answer(method, url, headers, body=None):
        answer = ask(method, url, headers, body)
        if (method, url) == ("POST", f"{URL}/api/v1/statuses") and not lost:
            lost.append(url)
            return WebAnswer(500, b"oops")
        return answer

    server.ask = without_answer
    [first] = world.step()
    assert first.refusal.trouble is NetworkTrouble.UNHEARD
    server.forget_keys()
    world.targets = {"mastodon": mastodon(server)}
    world.announce()

    assert len(server.statuses) == 1
    assert world.stages() == {"fete/paru": "faite"}


def test_a_title_that_is_corrected_while_nobody_knows_edits_what_had_left(world, server):
    world.event()
    ask = server.ask

    def deaf(method, url, headers, body=None):
        answer = ask(method, url, headers, body)
        return WebAnswer(0, words="timed out") if (method, url) == ("POST", f"{URL}/api/v1/statuses") else answer

    server.ask = deaf
    world.step()
    server.ask = ask
    server.forget_keys()
    world.targets = {"mastodon": mastodon(server)}
    world.event(titre="Fête du lac et des bois")

    world.step()

    [status] = server.statuses
    assert status["source"].startswith("Fête du lac et des bois\n")


def test_a_server_that_slows_down_a_post_is_asked_again_later_on(world, server):
    world.event()
    ask = server.ask

    def slow(method, url, headers, body=None):
        if (method, url) == ("POST", f"{URL}/api/v1/statuses"):
            server.busy = 1
        return ask(method, url, headers, body)

    server.ask = slow
    world.step()
    [post] = world.plan.posts
    assert (post.reason, (post.at - world.now).total_seconds()) == (PostReason.RETRY, 300), "the server's own clock"

    server.ask, asked = ask, len(server.asked)
    world.announce()
    assert len(server.asked) == asked, "nobody asks before"
    world.now = post.at
    world.announce()
    assert len(server.statuses) == 1


def test_a_token_that_was_revoked_stops_this_account_and_nothing_is_lost(world, server):
    world.event()
    world.event("bal")
    server.token = "another"

    outcomes = world.step()

    assert {one.refusal.trouble for one in outcomes} <= {NetworkTrouble.DENIED}
    server.token = "jeton-du-compte-7f3a"
    world.targets = {"mastodon": mastodon(server)}
    world.announce()
    assert len(server.statuses) == 2


def test_a_post_of_the_same_words_that_somebody_made_by_hand_is_the_announcement(world, server):
    world.event()
    world.publish()
    text = world.plan.posts[0].message.text
    by_hand = {"id": "900", "created_at": "", "in_reply_to_id": None, "source": text, "language": "fr", "media": []}
    server.statuses.append(by_hand)

    world.announce()

    assert texts(server) == [text]


@pytest.mark.parametrize("tells", [True, False])
def test_rights_are_found_out_without_posting(server, tells):
    server.scopes, server.tells_scopes = ALL | {"read:blocks"}, tells

    rights = mastodon(server).rights()

    assert [right.granted for right in rights] == [True] * 5
    assert server.statuses == []
    server.scopes = ALL - {"write:media"}
    assert [right.granted for right in mastodon(server).rights()] == [True, True, True, False, False]
    assert tells is not any(method == "POST" for method, _ in server.asked), "where it is told, nothing is tried"


def test_a_secret_is_told_to_its_server_alone_and_a_redirect_is_no_answer(server):
    server.ask = lambda *_: WebAnswer(301, headers={"location": "https://ailleurs.exemple"})

    with pytest.raises(TargetRefusal) as refused:
        mastodon(server).rights()

    assert refused.value.trouble is NetworkTrouble.REFUSED


def test_a_correction_of_what_changed_last_still_says_that_it_changed(world, server):
    alert = {"titre": "Pont fermé", "niveau": "vigilance", "fin": "2026-12-04 18:00"}
    world.write("alert", "pont", **alert)
    world.step()
    world.write("alert", "pont", **alert | {"fin": "2026-12-08 18:00"})
    world.step()
    world.write("alert", "pont", **alert | {"fin": "2026-12-08 18:00", "titre": "Pont des Granges fermé"})

    world.step()

    assert server.statuses[1]["source"].startswith(
        "VIGILANCE PROLONGÉE jusqu’au mardi 8\xa0décembre à 18\xa0h – Pont des Granges fermé\n"
    )
