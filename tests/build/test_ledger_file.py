"""The ledger is read whatever an editor, Windows or a merge made of its file, or refused with the line in French."""

import os
import random
import time
from pathlib import Path
from typing import Any

import pytest

from tambour.build import ledger_file
from tambour.model.events.event import Event
from tambour.model.ledger.ledger import Recorded, SlotRecord, TextRecord, ledger_of
from tambour.model.problems import ContentRefused
from tests.model.building import PARIS, additions, at, recorded

FAIR = {"id": "foire", "titre": "Foire", "publier_le": "2026-11-20", "debut": "2026-12-05 10:00", "lieu": "L’été"}
CANCELLED = FAIR | {"statut": "annule"}
LIFE = recorded(("2026-11-20 09:00", FAIR), ("2026-11-22 09:00", CANCELLED))
RECORDS = (*LIFE.texts, *LIFE.slots)
LINES = """\
{"id":"foire","at":"2026-11-20T08:00Z","text":"1-f3dbdce2e6cf7ecf"}
{"id":"foire","slot":"20261205T090000Z","at":"2026-11-20T08:00Z","since":"2026-11-20T00:00:00+01:00","uid":"foire",\
"sequence":0,"start":"2026-12-05T10:00:00+01:00","place":"L’été","status":"confirme"}
{"id":"foire","slot":"20261205T090000Z","at":"2026-11-22T08:00Z","since":"2026-11-22T09:00:00+01:00","uid":"foire",\
"sequence":3420,"start":"2026-12-05T10:00:00+01:00","place":"L’été","status":"annule"}
"""
GOAL = 0.03  # seconds of CPU for 1,000 events; a machine that does other things may take twice that
MARKED = """\
<<<<<<< HEAD
{first}
||||||| base
=======
{second}
>>>>>>> branche
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tmp_path


def put(content: Path, text: str | bytes) -> Path:
    file = content / "registre.jsonl"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def known(content: Path) -> Recorded:
    return ledger_of(ledger_file.read(content).records, PARIS)["foire"]


def refused(content: Path) -> list[tuple[int, str]]:
    with pytest.raises(ContentRefused) as caught:
        ledger_file.read(content)
    assert all(str(problem.path) == "registre.jsonl" for problem in caught.value.problems)
    return [(problem.line, problem.code) for problem in caught.value.problems]


def test_one_record_is_one_line_that_a_person_can_read(content):
    assert ledger_file.write(content, RECORDS)

    assert (content / "registre.jsonl").read_text("utf-8") == LINES


def test_what_is_written_is_read_back(content):
    ledger_file.write(content, RECORDS)

    assert known(content) == LIFE


def test_what_would_be_the_same_is_not_written(content):
    ledger_file.write(content, RECORDS)
    before = (content / "registre.jsonl").stat().st_mtime_ns

    assert not ledger_file.write(content, reversed((*RECORDS, RECORDS[0])))
    assert (content / "registre.jsonl").stat().st_mtime_ns == before


def test_a_copy_that_shares_its_bytes_by_a_hard_link_keeps_its_own(content):
    file = put(content, "")
    os.link(file, content / "copie")

    ledger_file.write(content, RECORDS)

    assert (content / "copie").read_bytes() == b""
    assert sorted(path.name for path in content.iterdir()) == [".gitattributes", "copie", "registre.jsonl"]


def test_without_a_ledger_nothing_was_published(content):
    assert ledger_file.read(content).records == ()


@pytest.mark.parametrize("nothing", ["", "\n", "\ufeff", "\r\n\r\n"])
def test_a_ledger_that_has_lost_everything_is_refused(content, nothing):
    """None is ever written empty: an editor, a full disk or a bad merge has emptied it, and all would begin again."""
    put(content, nothing)

    assert refused(content) == [(0, "registre-vide")]


def test_where_nothing_was_published_no_ledger_is_made(content):
    assert not ledger_file.write(content, ())

    assert not list(content.iterdir())


def test_what_cannot_be_written_leaves_the_ledger_as_it_was(content, monkeypatch):
    ledger_file.write(content, RECORDS)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tambour.build.machine.os.fsync", full)
    with pytest.raises(OSError, match="No space left") as told:
        ledger_file.write(content, RECORDS[:1])

    assert told.value.filename == str(content / "registre.jsonl")
    assert sorted(path.name for path in content.iterdir()) == [".gitattributes", "registre.jsonl"]
    assert (content / "registre.jsonl").read_text("utf-8") == LINES


@pytest.mark.parametrize(
    "made",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: text.replace(",", ", ").replace(":", ":", 1),
        lambda text: text + text,
        lambda text: "\n".join(reversed(text.splitlines())),
    ],
    ids=["Windows", "BOM", "no last line end", "blank lines", "spaces", "twice", "backwards"],
)
def test_an_editor_s_habits_change_nothing(content, made):
    put(content, made(LINES))

    known_now = known(content)
    assert known_now.ats == LIFE.ats
    assert set(known_now.slots) == set(LIFE.slots)
    ledger_file.write(content, ledger_file.read(content).records)
    assert (content / "registre.jsonl").read_bytes() == LINES.encode()


@pytest.mark.parametrize(
    "line",
    [
        "n'importe quoi",
        '{"id":"foire"',
        "[]",
        "12",
        '{"id":"foire","at":"2026-11-20T08:00Z"}',
        LINES.splitlines()[1].replace("2026-12-05T", "2026-13-05T"),
        LINES.splitlines()[1].replace('"sequence":0', '"sequence":"deux"'),
        "[" * 100_000,
    ],
)
def test_a_broken_line_is_told_with_its_number(content, line):
    put(content, f"{LINES.splitlines()[0]}\n{line}\n")

    assert refused(content) == [(2, "registre-illisible")]


def test_bytes_that_are_no_text_are_told_too(content):
    put(content, LINES.encode() + b"\xff\xfe\n")

    assert refused(content) == [(4, "registre-illisible")]


def test_a_line_of_a_version_to_come_asks_for_that_version(content):
    put(content, LINES.replace('"sequence"', '"canal":"agenda","sequence"'))

    assert refused(content) == [(2, "registre-plus-recent"), (3, "registre-plus-recent")]


def test_what_a_merge_left_is_read_and_said(content):
    first, *others = LINES.splitlines()
    put(content, MARKED.format(first=first, second="\n".join(others)))

    file = ledger_file.read(content)
    assert ledger_of(file.records, PARIS)["foire"] == LIFE
    assert file.conflicts == (1, 3, 4, 7)
    assert str(ledger_file.in_conflict(1)).endswith(
        "[registre-en-conflit]\n    → Tapez : tambour registre. Les deux sont gardées."
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "registre.jsonl text eol=lf merge=union\n"),
        ("*.pdf binary", "*.pdf binary\nregistre.jsonl text eol=lf merge=union\n"),
        ("registre.jsonl merge=ours\n", "registre.jsonl merge=ours\n"),
    ],
)
def test_git_is_told_to_keep_both_sides_unless_it_was_told_something_else(content, before, after):
    if before is not None:
        (content / ".gitattributes").write_text(before)

    ledger_file.write(content, RECORDS)

    assert (content / ".gitattributes").read_text() == after


def quickest(work: Any) -> float:
    """Seconds of CPU that it takes when nothing else gets in its way."""

    def once() -> float:
        started = time.process_time()
        work()
        return time.process_time() - started

    return min(once() for _ in range(5))


def test_a_thousand_events_are_read_before_anybody_notices(content):
    events = [FAIR | {"id": f"foire-{number}", "resume": "Soixante artisans. " * 10} for number in range(1000)]
    records: list[TextRecord | SlotRecord] = [
        one for typed in events for one in additions(Event, typed, at("2026-11-20 09:00"))
    ]
    random.Random(1).shuffle(records)
    ledger_file.write(content, records)

    assert quickest(lambda: ledger_of(ledger_file.read(content).records, PARIS)) < 2 * GOAL
    assert len(ledger_of(ledger_file.read(content).records, PARIS)) == 1000
