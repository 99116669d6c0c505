"""`inv check`: read the settings and all of the content, say what is wrong, make nothing. Pelican stays unloaded."""

import sys
from pathlib import Path

from tambour.bridge import report, settings
from tambour.bridge.request import Request
from tambour.bridge.settings_file import SettingsFile
from tambour.model.problems import Refused
from tambour.model.wording import count_fr
from tambour.source.catalogue import read_catalogue


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
    read = count_fr(len(catalogue.entries), "contenu relu", "contenus relus")
    print(f"{read}, rien à corriger. Les images et les adresses /…/ se vérifient à la construction.")
    return 0
