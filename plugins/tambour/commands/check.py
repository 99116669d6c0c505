"""`inv check`: read the settings and all of the content, say what is wrong, make nothing. Pelican stays unloaded."""

import sys
from datetime import date
from pathlib import Path

from tambour.build import clock, report
from tambour.build.content import read_content
from tambour.build.request import Request
from tambour.commands.build import no_garbage_collection
from tambour.commands.project import read_settings
from tambour.model.problems import Refused
from tambour.source.catalogue import Catalogue, ContentFile
from tambour.words.dates import date_fr
from tambour.words.numbers import count_fr


def check(content: Path | None = None, settings_file: Path | None = None) -> int:
    """Check a project, by default the one in the current folder. Returns 0, 65 (content to mend) or 78 (settings)."""
    try:
        ours = read_settings(Request.read(content, settings_file))
        now = clock.now(ours.now, ours.territory.zone)
        with no_garbage_collection():
            read = read_content(ours, now)
    except Refused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode
    for note in read.notes:
        print(f"À noter : {note}")
    for entry in _to_review(read.catalogue, now.date()):
        print(f"À relire : {entry.origin.path} (a_revoir_le : {date_fr(entry.item.review_on or now)}).")
    count = count_fr(len(read.catalogue.entries), "contenu relu", "contenus relus")
    print(f"{count}, rien à corriger. Les images et les adresses /…/ se vérifient à la construction.")
    return 0


def _to_review(catalogue: Catalogue, today: date) -> list[ContentFile]:
    """What its writer wanted to read again by now, the most overdue first."""
    due = [entry for entry in catalogue.entries if entry.item.review_on and entry.item.review_on <= today]
    return sorted(due, key=lambda entry: (entry.item.review_on or today, entry.item.id))
