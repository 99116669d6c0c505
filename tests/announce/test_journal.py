"""The journal is read the same in any order, after any accident, and from two machines."""

import random
from datetime import UTC, datetime

import pytest

from tambour.announce.journal import JournalWriter
from tambour.model.announce_lines import JOURNAL_FILE, Act, AnnounceLine, LineStage, NetworkTrouble, RemotePost
from tambour.model.announcements import AnnounceJournal, key_of

AT = datetime(2026, 12, 1, 8, tzinfo=UTC)
LINE = AnnounceLine("k1", LineStage.INTENT, AT, "mastodon", "fete", "fete/paru/r1", attempt="a", said="s", look="l")
SENT = AnnounceLine(
    "k1", LineStage.SENT, AT, "mastodon", "fete", "fete/paru/r1", post=RemotePost("7", "https://a/7", {"cid": "c"})
)
FAILED = AnnounceLine(
    "k2",
    LineStage.FAILED,
    AT,
    "mastodon",
    "bal",
    "bal/paru/r1",
    Act.ANSWER,
    "a",
    trouble=NetworkTrouble.BUSY,
    words="trop",
    until=AT,
)


@pytest.mark.parametrize("line", [LINE, SENT, FAILED])
def test_a_line_is_read_as_it_was_written(line):
    assert AnnounceLine.read(line.data()) == line


def test_a_line_says_what_happened_in_french_words_and_holds_no_text():
    assert b'"stage": "intention"' in LINE.data()
    assert LINE.data().count(b"\n") == 1


def test_the_order_of_lines_and_a_line_that_is_there_twice_mean_nothing(tmp_path):
    lines = [line.data() for line in (LINE, SENT, FAILED, SENT)]
    journal = AnnounceJournal.read(b"".join(lines))
    random.Random(1).shuffle(lines)
    other = AnnounceJournal.read(b"".join(lines))

    for key in ("k1", "k2"):
        assert journal.state(key).is_over == other.state(key).is_over
        assert journal.state(key).is_open == other.state(key).is_open
        assert journal.state(key).sent == other.state(key).sent
    assert journal.posts("mastodon", "fete") == other.posts("mastodon", "fete")


@pytest.mark.parametrize(
    "left", [b"<<<<<<< HEAD\n", b"=======\n", b'{"key": "k1", "stage": "par', b"\xff\n", b"[]\n", b'{"at": 3}\n']
)
def test_what_a_merge_or_a_dying_machine_left_is_passed_over(left, tmp_path):
    (tmp_path / JOURNAL_FILE).write_bytes(LINE.data() + left)
    writer = JournalWriter(tmp_path)
    assert writer.journal.state("k1").is_open

    writer.add(SENT)

    assert JournalWriter(tmp_path).journal.state("k1").sent == SENT


def test_an_attempt_is_open_until_it_is_known_what_came_of_it():
    def is_open(*lines: AnnounceLine) -> bool:
        return AnnounceJournal.of(lines).state("k1").is_open

    failed = AnnounceLine("k1", LineStage.FAILED, AT, "mastodon", "fete", "fete/paru/r1", attempt="a")
    again = AnnounceLine("k1", LineStage.INTENT, AT, "mastodon", "fete", "fete/paru/r1", attempt="b")
    assert is_open(LINE)
    assert not is_open(LINE, failed)
    assert is_open(LINE, failed, again)
    assert not is_open(LINE, again, SENT)


def test_git_is_told_once_to_keep_the_lines_of_both_sides(tmp_path):
    (tmp_path / ".gitattributes").write_text("registre.jsonl text eol=lf merge=union")
    JournalWriter(tmp_path).add(LINE)
    JournalWriter(tmp_path).add(SENT)

    assert (tmp_path / ".gitattributes").read_text() == (
        "registre.jsonl text eol=lf merge=union\n_annonces.jsonl text eol=lf merge=union\n"
    )


def test_a_key_is_the_same_on_every_machine_and_another_for_every_account():
    keys = {key_of("exemple.fr", target, "fete/paru/r1") for target in ("mastodon", "bluesky")}

    assert len(keys) == 2
    assert key_of("exemple.fr", "mastodon", "fete/paru/r1") in keys
