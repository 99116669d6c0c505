"""The demo's own texts, all of them, counted by somebody else and read for what no reader should meet."""

import json
import re

import pytest

COUNTED = {  # network → (unit of the second opinion, limit)
    "facebook": ("units", 63_206),
    "instagram": ("units", 2_200),
    "linkedin": ("units", 3_000),
    "x": ("x", 280),
    "bluesky": ("graphemes", 300),
}


@pytest.fixture(scope="module")
def texts(demo):
    """(item, its text for a network), of the demo's kit."""
    document = json.loads((demo.root.with_name(f"{demo.root.name}.kit") / "textes.json").read_text("utf-8"))
    return [(item, text) for item in document["items"] for text in item["texts"]]


def test_each_text_is_as_long_as_it_says_and_no_longer_than_it_may(texts, counted_elsewhere):
    counts = counted_elsewhere([text["text"] for _, text in texts])

    assert len(texts) > 450
    for (item, text), count in zip(texts, counts, strict=True):
        network = text["network"]
        if network in COUNTED:
            unit, limit = COUNTED[network]
            assert count[unit] == text["length"] <= limit, (item["id"], network)
        assert text["length"] <= text["limit"], (item["id"], network)
        assert count["bytes"] <= 3_000 or network != "bluesky"


def test_each_text_leads_to_its_item(texts):
    lost = [(item["id"], text["network"]) for item, text in texts if item["url"] not in text["text"]]

    assert {network for _, network in lost} == {"instagram"}


def test_no_text_has_markup_an_orphan_space_or_an_empty_line_too_many(texts):
    ugly = re.compile(r"<\w|\*\*|\]\(|\n{3}|  |(?<=\w) [;:!?»]|«(?!\u00a0)|\bNone\b")

    found = [(item["id"], text["network"], ugly.findall(text["text"])) for item, text in texts]

    assert [one for one in found if one[2] and one[1] != "sms"] == []


def test_a_cancelled_event_is_cancelled_on_every_network(texts):
    said = {text["network"]: (text["title"] or text["text"]) for item, text in texts if item["id"] == "cine-debat-sols"}

    assert len(said) == 11
    assert all(words.startswith("ANNULÉ – Ciné-débat") for name, words in said.items() if name != "sms")
    assert said["sms"].startswith("ANNULÉ - Ciné-débat")
