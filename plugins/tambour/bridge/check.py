"""`inv check`: read the settings and all of the content, say what is wrong, make nothing. Pelican stays unloaded."""

import sys
from datetime import date
from pathlib import Path

from tambour.bridge import clock, report, settings
from tambour.bridge.request import Request
from tambour.bridge.settings_file import SettingsFile
from tambour.model.problems import Refused
from tambour.model.wording import count_fr, date_fr
from tambour.source.catalogue import Catalogue, Entry, read_catalogue


def check(content: Path | None = None, settings_file: Path | None = None) -> int:
    """Check a project, by default the one in the current folder. Returns 0, 65 (content to mend) or 78 (settings)."""
    try:
        request = Request.read(content, settings_file)
        values = dict(request.values)
        if isinstance(url := values.get("SITEURL"), str):
            values["SITEURL"] = url.removesuffix("/")  # as Pelican does before it hands us the settings
        ours = settings.validate(values, SettingsFile.read(request.file))
        catalogue = read_catalogue(ours.content, ours.territory, tuple(ours.channels))
    except Refused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode
    today = clock.now(ours.now, ours.territory.zone).date()
    for entry in _to_review(catalogue, today):
        print(f"À relire : {entry.origin.path} (a_revoir_le : {date_fr(entry.item.review_on or today)}).")
    read = count_fr(len(catalogue.entries), "contenu relu", "contenus relus")
    print(f"{read}, rien à corriger. Les images et les adresses /…/ se vérifient à la construction.")
    return 0


def _to_review(catalogue: Catalogue, today: date) -> list[Entry]:
    """What its writer wanted to read again by now, the most overdue first."""
    due = [entry for entry in catalogue.entries if entry.item.review_on and entry.item.review_on <= today]
    return sorted(due, key=lambda entry: (entry.item.review_on or today, entry.item.id))
