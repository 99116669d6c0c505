"""A setting's problem names the line where it is written, in the file where it is written."""

from pathlib import PurePosixPath

import pytest

from tambour.build.settings_file import SettingsFile

CONF = """\
SITEURL = "http://127.0.0.1:8000"
TERRITORY = {
    "name": "Cluny",
    "colours": {
        "main": "#fff",
    },
    "languages": ["fr", "de"],
}
CHANNELS: dict = {"api": {}}
"""


@pytest.fixture
def conf(tmp_path):
    (tmp_path / "pelicanconf.py").write_text(CONF)
    (tmp_path / "publishconf.py").write_text('from pelicanconf import *\n\nSITEURL = "https://www.exemple.fr/"\n')
    return tmp_path


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("TERRITORY",), 2),
        (("TERRITORY", "colours", "main"), 5),
        (("TERRITORY", "languages", 1), 7),
        (("TERRITORY", "colours", "second"), 4),
        (("TERRITORY", "siren"), 2),
        (("CHANNELS", "api", "size"), 9),
        (("NOW",), 1),
    ],
)
def test_the_nearest_line_that_is_written(conf, place, line):
    assert SettingsFile.read(conf / "pelicanconf.py").place(*place) == (PurePosixPath("pelicanconf.py"), line)


def test_an_imported_setting_is_found_in_its_own_file(conf):
    file = SettingsFile.read(conf / "publishconf.py")

    assert file.place("TERRITORY", "name") == (PurePosixPath("pelicanconf.py"), 3)
    assert file.place("SITEURL") == (PurePosixPath("publishconf.py"), 3)
    assert {path.name for path in file.files} == {"pelicanconf.py", "publishconf.py"}
