"""The last line of a report says how much there is to mend, and where, when it is all in one place."""

from pathlib import PurePosixPath

import pytest

from tambour.build import report
from tambour.model.problems import ContentRefused, Problem, SettingsRefused

ITEM, RECORDS = "agenda/fete.md", "referentiel/lieux.yaml"
SETTINGS, TEMPLATE = "pelicanconf.py", "theme/templates/base.html"


@pytest.mark.parametrize(
    ("refusal", "files", "last"),
    [
        (ContentRefused, [ITEM], "1 point à corriger dans le contenu."),
        (ContentRefused, [ITEM, RECORDS], "2 points à corriger dans le contenu."),
        (ContentRefused, [SETTINGS], "1 point à corriger dans les réglages."),
        (ContentRefused, [ITEM, SETTINGS], "2 points à corriger."),
        (SettingsRefused, [SETTINGS, TEMPLATE], "2 points à corriger dans les réglages."),
    ],
)
def test_the_place_is_said_when_there_is_one(refusal, files, last):
    refused = refusal(Problem(PurePosixPath(file), 3, "", "sortie-double", "deux fichiers") for file in files)

    assert report.text(refused).replace("\u00a0", " ").splitlines()[-1] == last
