"""A build that would make the same is not made; whatever could change it makes it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tambour.build import last_build
from tambour.build.fingerprint import fingerprint
from tambour.build.last_build import LastBuild

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
MADE = LastBuild("f", NOON.isoformat(), (NOON + timedelta(hours=1)).isoformat(), "w")


def test_what_was_made_holds_until_time_changes_something():
    assert MADE.still_holds("f", NOON, "w")
    assert MADE.still_holds("f", NOON + timedelta(minutes=59), "w")
    assert not MADE.still_holds("f", NOON + timedelta(hours=1), "w")
    assert not MADE.still_holds("f", NOON - timedelta(seconds=1), "w")


def test_what_was_made_from_something_else_or_was_removed_does_not_hold():
    assert not MADE.still_holds("g", NOON, "w")
    assert not MADE.still_holds("f", NOON, "")


def test_a_build_that_died_before_its_end_is_not_remembered(tmp_path):
    with last_build.lock(tmp_path / "output") as memory:
        memory.keep(MADE)
    with last_build.lock(tmp_path / "output") as memory:
        assert memory.last() == MADE
        memory.forget()
    with last_build.lock(tmp_path / "output") as memory:
        assert memory.last() is None


def test_a_damaged_state_is_no_state(tmp_path):
    Path(tmp_path / ".output.state").write_text('{"fingerprint": "f"')

    with last_build.lock(tmp_path / "output") as memory:
        assert memory.last() is None


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    (folder / "pages").mkdir(parents=True)
    (folder / "pages/a.md").write_text("a")
    return folder


def rewrite(content):
    (content / "pages/a.md").write_text("b")


def add(content):
    (content / "pages/b.md").write_text("")


def rename(content):
    (content / "pages/a.md").rename(content / "pages/c.md")


def remove(content):
    (content / "pages/a.md").unlink()


@pytest.mark.parametrize("change", [rewrite, add, rename, remove])
def test_every_change_of_a_file_is_seen(content, change):
    before = fingerprint([content], {})

    change(content)

    assert fingerprint([content], {}) != before


def test_reading_a_file_or_an_editor_s_hidden_file_is_no_change(content):
    before = fingerprint([content], {})
    (content / "pages/a.md").read_text()
    (content / "pages/.a.md.swp").write_text("")

    assert fingerprint([content], {}) == before


def test_settings_count(content):
    assert fingerprint([content], {"SITEURL": "a"}) != fingerprint([content], {"SITEURL": "b"})
