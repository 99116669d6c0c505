"""What is shown when, and until when a site may stay as it is."""

from datetime import datetime, timedelta
from pathlib import PurePosixPath
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest

from tambour.build.schedule import is_expired, is_public, quiet_until
from tambour.model.events.event import Event
from tambour.model.events.occurrences import expand
from tambour.model.kinds import KINDS
from tambour.model.site.published import Origin
from tambour.source.body import Body
from tambour.source.entry import ContentFile

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 12, 5, 9, tzinfo=PARIS)


def item(kind: str, **fields: str):
    needed = {"id": "a", "titre": "A"}
    return KINDS[kind].model.model_validate({**needed, **fields}, context={"zone": PARIS})


def entry(kind: str, **fields: str) -> ContentFile:
    made = item(kind, **fields)
    occurrences = expand(made, PARIS) if isinstance(made, Event) else ()
    return ContentFile(made, Origin(PurePosixPath("a.md"), MappingProxyType({})), Body("", ""), occurrences)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"publier_le": "2026-12-05 09:00"}, True),
        ({"publier_le": "2026-12-05 09:01"}, False),
        ({"publier_le": "2026-12-01", "brouillon": "oui"}, False),
    ],
)
def test_an_item_appears_at_its_hour_and_a_draft_never(fields, shown):
    assert is_public(item("news", **fields), NOW) is shown


def test_a_page_without_a_date_is_always_there():
    assert is_public(item("page"), NOW)


@pytest.mark.parametrize(
    ("kind", "fields", "gone"),
    [
        ("news", {"publier_le": "2026-11-01", "retirer_le": "2026-12-05 09:00"}, True),
        ("news", {"publier_le": "2026-11-01", "retirer_le": "2026-12-05 09:01"}, False),
        ("alert", {"publier_le": "2026-12-01", "niveau": "info", "fin": "2026-12-04"}, True),
        ("alert", {"publier_le": "2026-12-01", "niveau": "info", "fin": "2026-12-05"}, False),
        ("alert", {"publier_le": "2026-12-01", "niveau": "info", "fin": "2026-12-31", "statut": "levee"}, True),
    ],
)
def test_what_is_over_leaves_the_lists(kind, fields, gone):
    assert is_expired(item(kind, **fields), NOW) is gone


MIDNIGHT = datetime(2026, 12, 6, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("entries", "until"),
    [
        ([], MIDNIGHT),
        ([entry("news", publier_le="2026-12-05 15:00")], NOW.replace(hour=15)),
        ([entry("news", publier_le="2026-12-05 15:00", brouillon="oui")], MIDNIGHT),
        ([entry("news", publier_le="2026-11-01", retirer_le="2026-12-05 11:00")], NOW.replace(hour=11)),
        ([entry("alert", publier_le="2026-11-01", niveau="info", fin="2026-12-05 12:00")], NOW.replace(hour=12)),
        ([entry("event", publier_le="2026-11-01", debut="2026-12-05 10:00")], NOW.replace(hour=10)),
        (
            [entry("event", publier_le="2026-11-01", debut="2026-12-05 08:00", fin="2026-12-05 18:00")],
            NOW.replace(hour=18),
        ),
        ([entry("news", publier_le="2026-12-24")], MIDNIGHT),
    ],
)
def test_a_site_may_stay_until_the_next_thing_changes_and_never_past_midnight(entries, until):
    assert quiet_until(entries, NOW) == until


def test_the_night_of_a_clock_change_ends_at_its_own_midnight():
    night = datetime(2026, 10, 25, 1, tzinfo=PARIS)

    assert quiet_until([], night).astimezone(ZoneInfo("UTC")) - night.astimezone(ZoneInfo("UTC")) == timedelta(hours=24)
