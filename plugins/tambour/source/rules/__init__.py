"""What can only be judged across files. One module a family of rules; each yields problems, none stops at the first."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from tambour.messages import problem
from tambour.model.events.event import Event
from tambour.model.home import Home
from tambour.model.kinds import Register
from tambour.model.problems import Problem
from tambour.model.time.weekdays import WEEKDAYS
from tambour.source.files import ContentFolder
from tambour.source.reading import Reading
from tambour.source.rules import identity, overrides, references
from tambour.source.rules.identity import Seniority
from tambour.source.rules.known import Targets
from tambour.source.rules.overrides import ChannelNames


def broken_rules(
    reading: Reading,
    folder: ContentFolder,
    channels: ChannelNames,
    icons: Collection[str] = (),
    seniority: Seniority = identity.by_name,
) -> list[Problem]:
    """Every problem, of each file by itself and between files.

    channels: what `canaux:` may name; icons: those of the theme.
    seniority: which of two that claim the same came first.
    """
    targets = Targets.of(reading, folder)
    return [
        *references.with_live_proposals(reading, targets),
        *identity.shared_names(reading, seniority),
        *references.broken_references(reading, targets),
        *references.dead_links(reading, targets),
        *references.wrong_programs(reading, targets),
        *overrides.wrong_overrides(reading, channels),
        *references.unknown_icons(reading, icons),
    ]


def rules_of_file(
    reading: Reading,
    folder: ContentFolder,
    path: PurePosixPath,
    channels: ChannelNames,
    seniority: Seniority | None = identity.by_name,
) -> tuple[list[Problem], list[Problem]]:
    """Every problem of one content file, as `broken_rules` tells them; and of all, those of names that are shared.

    reading: of the whole folder; its problems: those that this file has by itself. seniority: None where it is known
    that no names are shared.
    """
    targets = Targets.of(reading, folder)
    own = [entry for entry in reading.entries if str(entry.origin.path) == str(path)]
    alone = replace(reading, entries=own, records={}, record_origins={}, home=None)
    shared = list(identity.shared_names(reading, seniority)) if seniority else []
    problems = [
        *references.with_live_proposals(alone, targets),
        *shared,
        *references.broken_references(alone, targets),
        *references.dead_links(alone, targets),
        *references.wrong_programs(alone, targets),
        *overrides.wrong_overrides(alone, channels),
    ]
    return [problem for problem in problems if problem.path == path], shared


def rules_of_register(
    reading: Reading, folder: ContentFolder, register: Register, icons: Collection[str]
) -> list[Problem]:
    """Every problem of one register, as `broken_rules` tells them.

    reading: of the whole folder; its problems: those that this register has by itself.
    """
    targets = Targets.of(reading, folder)
    records = {register.name: reading.records[register.name]}
    origins = {named: origin for named, origin in reading.record_origins.items() if named[0] == register.name}
    home = reading.home if register.model is Home else None
    alone = replace(reading, entries=[], records=records, record_origins=origins, home=home)
    return [
        *references.with_live_proposals(alone, targets),
        *references.broken_references(alone, targets),
        *references.dead_links(alone, targets),
        *references.unknown_icons(alone, icons),
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
