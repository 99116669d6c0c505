"""A Bluesky account, on the reference server: what it shows of what a territory publishes."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tambour.announce.contract import TargetRefusal
from tambour.announce.targets.bluesky.posts import facets, record_key
from tambour.announce.web import Internet, WebAnswer
from tambour.model.announce_lines import NetworkTrouble
from tests.announce.bluesky_server import BlueskyServer
from tests.announce.conftest import bluesky


@pytest.fixture
def sky(world, pds):
    """The account on its real server, empty."""
    target = pds.target()
    for record in pds.records():
        target.remove(target._remote(record["uri"].rpartition("/")[2], record))
    world.targets = {"bluesky": target}
    return target


def test_what_is_new_has_its_address_its_hashtags_and_a_card_with_a_picture(world, pds, sky):
    world.event(resume="Un été à Bellecombe, déjà : lampions")

    [outcome] = world.step()

    [record] = pds.records()
    post = record["value"]
    data = post["text"].encode()
    parts = {data[f["index"]["byteStart"] : f["index"]["byteEnd"]].decode(): f["features"][0] for f in post["facets"]}
    url = "https://www.exemple.fr/interco/agenda/fete/"
    assert parts[url] == {"$type": "app.bsky.richtext.facet#link", "uri": url}
    assert parts["#HautJuraDEnBas"]["tag"] == "HautJuraDEnBas"
    assert post["langs"] == ["fr"]
    card = post["embed"]["external"]
    assert (card["uri"], card["title"]) == (url, "Fête du lac")
    assert card["thumb"]["mimeType"] == "image/png"
    assert outcome.post.address == f"https://bsky.app/profile/interco.test/post/{record['uri'].rpartition('/')[2]}"
    assert world.stages() == {"fete/paru": "faite"}


def test_a_photo_has_its_words_and_its_proportions(world, pds, sky):
    world.with_photo()
    world.event(image="lac.jpg", alt="Le lac, au soleil levant")

    world.step()

    [image] = pds.records()[0]["value"]["embed"]["images"]
    assert image["alt"] == "Le lac, au soleil levant"
    assert image["aspectRatio"] == {"width": 1600, "height": 900}
    assert image["image"]["size"] == len(world.photo)


def test_a_change_of_state_quotes_the_first_and_a_correction_stays_silent(world, pds, sky):
    world.event()
    world.step()
    world.event(titre="Fête du lac de Bellecombe")
    world.step()
    world.event(statut="annule")
    world.step()

    first, second = pds.records()
    assert second["value"]["text"].startswith("ANNULÉ – Fête du lac de Bellecombe\n")
    assert second["value"]["embed"]["record"] == {"uri": first["uri"], "cid": first["cid"]}


def test_what_was_sent_without_anybody_knowing_is_there_once(world, pds):
    lost = Lossy("createRecord")
    target = pds.target()
    target._web = lost
    for record in pds.records():
        target.remove(target._remote(record["uri"].rpartition("/")[2], record))
    world.targets = {"bluesky": target}
    world.event()
    [outcome] = world.step()
    assert outcome.refusal.trouble is NetworkTrouble.UNHEARD
    assert len(pds.records()) == 1
    target._web = Internet()

    world.announce()

    assert len(pds.records()) == 1
    assert world.stages() == {"fete/paru": "faite"}


class Lossy(Internet):
    """Loses the answer to a call, and all that follow until it is mended."""

    def __init__(self, call: str) -> None:
        super().__init__()
        self.call, self.is_lost = call, False

    def ask(self, method, url, headers, body=None):
        answer = super().ask(method, url, headers, body)
        self.is_lost |= self.call in url
        return WebAnswer(0, words="timed out") if self.is_lost else answer


def test_a_post_of_the_same_words_that_somebody_made_by_hand_is_the_announcement(world, pds, sky):
    world.event()
    world.publish()
    message = world.plan.posts[0].message
    by_hand = pds.target().post(replace(message, key="by hand"))

    [outcome] = world.announce()

    assert outcome.post == by_hand
    assert len(pds.records()) == 1


def test_two_machines_that_send_at_once_make_one_post(world, pds, sky):
    world.event()
    world.publish()
    message = world.plan.posts[0].message

    first = sky.post(message)
    second = pds.target().post(message)

    assert first == second
    assert len(pds.records()) == 1


def test_rights_name_what_is_too_much(pds):
    def extra(password: str) -> list[str]:
        return [one.words for one in pds.target(password).rights() if one.granted and not one.needed]

    assert extra(pds.app_password) == []
    assert "mot de passe du compte" in extra(pds.password)[0]
    with pytest.raises(TargetRefusal) as refused:
        pds.target("faux").rights()
    assert refused.value.trouble is NetworkTrouble.DENIED


def test_what_is_withdrawn_is_removed_when_somebody_says_so(world, pds, sky):
    world.event()
    world.step()
    [post] = world.journal.posts("bluesky", "fete")

    sky.remove(post.post)
    sky.remove(post.post)

    assert pds.records() == []


def test_the_key_of_a_record_is_that_of_its_message_and_in_the_order_of_time(world):
    server = BlueskyServer()
    world.targets = {"bluesky": bluesky(server)}
    world.event()
    world.publish()
    first = world.plan.posts[0].message
    world.now += timedelta(hours=3)
    again = world.plan.posts[0].message
    world.event("bal")
    world.publish()
    later = next(one.message for one in world.plan.posts if one.item == "bal")

    assert record_key(first) == record_key(again) < record_key(later)


def test_a_picture_that_is_too_heavy_gives_way_to_a_card(world):
    server = BlueskyServer()
    world.targets = {"bluesky": bluesky(server)}
    world.with_photo()
    world.photo += bytes(1_000_001 - len(world.photo))
    world.event(image="lac.jpg", alt="Le lac")

    world.step()

    [record] = server.records.values()
    assert record["embed"]["$type"] == "app.bsky.embed.external"


def test_places_in_a_text_are_counted_in_bytes():
    text = "🎭 Été – https://a.fr/é/ #Fête #2026 a#b"

    parts = [text.encode()[f["index"]["byteStart"] : f["index"]["byteEnd"]] for f in facets(text, "https://a.fr/é/")]

    assert [part.decode() for part in parts] == ["https://a.fr/é/", "#Fête"]
    assert json.dumps([*facets("sans rien", "")]) == "[]"
