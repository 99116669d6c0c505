"""`inv registre`: write down what is published now, before each publication. The build itself only reads the ledger."""

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from tambour.build import clock, ledger_file, report
from tambour.build.content import Content
from tambour.build.going_round import Settled
from tambour.build.request import Request
from tambour.commands.project import read_settings, settle_project
from tambour.model.ledger.ledger import NOTHING, SlotRecord, TextRecord
from tambour.model.ledger.new_records import inherited_digest, new_records
from tambour.model.problems import ContentRefused, Refused
from tambour.source.catalogue import Catalogue
from tambour.source.entry import ContentFile
from tambour.source.files import LEDGER_FILE
from tambour.words.dates import date_fr, hour_fr
from tambour.words.numbers import count_fr, list_fr

_SLACK = timedelta(hours=1)  # by which two machines' clocks may differ


def record(
    content: Path | None = None, settings: Path | None = None, now: str | None = None, *, before_build: bool = False
) -> int:
    """Bring the ledger of a project up to date, by default the one in the current folder.

    What is faulty in the content is gone round: what is recorded is what a build publishes.

    before_build: a build follows, which says what is to be known of the content; only what stops the ledger, or
    concerns it alone, is said here.

    Returns 0, 65 (the ledger is to be mended: nothing was written) or 78 (settings).
    """
    try:
        request = Request.read(content, settings, None, None, now)
        ours = read_settings(request)
        instant = clock.now(ours.now, ours.territory.zone)
        settled = settle_project(request, ours, instant, unite=True)
    except Refused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode
    read = settled.content
    faulty = _is_faulty(settled)
    if faulty or not before_build:
        report.tell(settled.problems, settled.left_out)
    if faulty:  # what cannot be read would be lost
        return ContentRefused.exitcode
    for note in (*(() if before_build else read.notes), *_clock_put_back(read, instant)):
        print(f"À noter : {note}")
    added = missing_records(read, instant)
    changed = ledger_file.write(ours.content, (*read.file.records, *added))
    print(f"{LEDGER_FILE} : {_summary(read, added) or ('remis en ordre' if changed else 'rien de nouveau')}.")
    return 0


def _is_faulty(settled: Settled) -> bool:
    return any(str(left.path) == LEDGER_FILE for left in settled.left_out)


def missing_records(read: Content, now: datetime) -> list[TextRecord | SlotRecord]:
    """What is published and the ledger does not know yet."""
    return [
        record
        for entry in read.public
        for record in new_records(
            entry.item,
            entry.words_digest,
            entry.occurrences,
            read.ledger.get(entry.item.id, NOTHING),
            now,
            first_ever=not read.ledger,
            inherited=inherited_digest(_inheritance(entry, read.catalogue)),
        )
    ]


# What a place's record says of an event that names it, beside the place's own page.
_OF_PLACE = (
    "titre",
    "rue",
    "complement",
    "code_postal",
    "ville",
    "commune",
    "coordonnees",
    "acces",
    "acces_precisions",
)


def _inheritance(entry: ContentFile, catalogue: Catalogue) -> list[Mapping[str, object]]:
    """What an item says by naming a place, a contact, or a place whose commune is then its own."""
    ids = {one.place for one in entry.occurrences if isinstance(one.place, str)}
    places = [other for other in catalogue.entries if other.item.id in ids] if ids else []
    contacts = [catalogue.contacts[one] for one in entry.item.contacts if one in catalogue.contacts]
    inherited: list[Mapping[str, object]] = [
        {key: place.typed[key] for key in _OF_PLACE if key in place.typed} for place in places
    ]
    return inherited + [contact.model_dump(mode="json", exclude_defaults=True) for contact in contacts]


def _summary(read: Content, added: Sequence[TextRecord | SlotRecord]) -> str:
    """`3 contenus parus, 2 dates changées et 4 textes corrigés`; "" when there is nothing to tell."""
    changes = [one for one in added if one.id in read.ledger]
    new = {one.id for one in added if one.id not in read.ledger}
    dates = sum(isinstance(one, SlotRecord) for one in changes)
    texts = len(changes) - dates
    counts = (
        (len(new), "contenu paru", "contenus parus"),
        (dates, "date changée", "dates changées"),
        (texts, "texte corrigé", "textes corrigés"),
    )
    return list_fr([count_fr(number, *words) for number, *words in counts if number])


def _clock_put_back(read: Content, now: datetime) -> list[str]:
    """The ledger goes on from its own last minute; but the site that this machine builds would be of the past."""
    last = max((recorded.ats[-1].astimezone(now.tzinfo) for recorded in read.ledger.values()), default=now)
    if last <= now + _SLACK:
        return []
    when = f"le {date_fr(last)} à {hour_fr(last)}"
    return [
        f"le registre a été écrit {when}, plus tard que l'heure d'ici : l'horloge de cette machine retarde-t-elle ?"
    ]
