"""What can only be judged across files. One module a family of rules; each yields problems, none stops at the first."""

from collections.abc import Collection, Iterator

from tambour.messages import problem
from tambour.model.events.event import Event
from tambour.model.problems import Problem
from tambour.model.time.weekdays import WEEKDAYS
from tambour.source.files import ContentFolder
from tambour.source.reading import Reading
from tambour.source.rules import identity, overrides, references
from tambour.source.rules.known import Targets
from tambour.source.rules.overrides import ChannelNames


def broken_rules(
    reading: Reading, folder: ContentFolder, channels: ChannelNames, icons: Collection[str] = ()
) -> list[Problem]:
    """Every problem, of each file by itself and between files.

    channels: what `canaux:` may name; icons: those of the theme.
    """
    targets = Targets.of(reading, folder)
    return [
        *references.with_live_proposals(reading, targets),
        *identity.shared_names(reading),
        *references.broken_references(reading, targets),
        *references.dead_links(reading, targets),
        *overrides.wrong_overrides(reading, channels),
        *references.unknown_icons(reading, icons),
    ]


def harmless(reading: Reading) -> tuple[Problem, ...]:
    """What is worth a word, and stops nothing."""
    return (*identity.notes(reading), *_series_that_skip(reading))


def _series_that_skip(reading: Reading) -> Iterator[Problem]:
    """`5e samedi`: right, but most months have none, and the series goes on without a word."""
    for entry in reading.entries:
        recurrence = entry.item.recurrence if isinstance(entry.item, Event) else None
        if recurrence is not None and recurrence.days and all(day.rank == 5 for day in recurrence.days):
            line = entry.origin.line("recurrence.jours", "recurrence")
            value = f"5e {WEEKDAYS[recurrence.days[0].weekday]}"
            yield problem("serie-saute-des-mois", entry.origin.path, line, "Récurrence, Jours", value=value)
