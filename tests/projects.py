"""A tiny project on disk, on which builds are tested: settings, a bare theme over the engine's, three items."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from pprint import pformat

import pytest

from tambour.model.kinds import KINDS
from tambour.testing.building import TERRITORY

SETTINGS = f"""\
SITEURL = "https://www.exemple.fr/interco"
PATH = "content"
THEME = "theme"
PLUGINS = ["tambour"]
NOW = "2026-12-01 09:00"
TERRITORY = {pformat(TERRITORY.model_dump(mode="json", exclude_unset=True), sort_dicts=False)}
CHANNELS = {{}}
"""
TEMPLATE = """\
<!doctype html>
<html lang="{{ page.language }}"><head><title>{{ page.title }}</title>
{% for output in page.alternates %}<link rel="{{ output.rel }}" href="{{ url(output.path) }}">{% endfor %}
<link rel="stylesheet" href="{{ url("theme/site.css") }}"></head>
<body><h1>{{ page.title }}</h1>
{% if page.published %}{{ page.published.html | safe }}{% endif %}
{% for item in page.items %}<a href="{{ item.url }}">{{ item.item.title }}</a>{% endfor %}
{% for day in page.weekend + page.days %}<h2>{{ day.date | date_fr }}</h2>
{% for occurrence, event in day.entries %}<a href="{{ event.url }}">{{ when(occurrence) }}</a>{% endfor %}{% endfor %}
{{ shared("_footer.html") }}</body></html>
"""
TEMPLATES = (
    *(
        "home",
        "listing",
        "event_list",
        "event_span",
        "event_month",
        "event_past",
        "service_list",
        "status",
        "status_list",
        "commune_services",
        "site_map",
        "not_found",
    ),
    *("commune", "topic", "subscribe", "for_communes"),
    *KINDS,
)
NEWS = '---\nid: travaux\ntitre: Travaux & "route"\npublier_le: 2026-11-20\n---\nVoir [la fête](id:fete).\n'
EVENT = (
    "---\nid: fete\ntitre: Fête du lac\npublier_le: 2026-11-20\ndebut: 2026-12-05 10:00\nfin: 2026-12-05 18:00\n---\n"
)
PAGE = "---\nid: mentions-legales\ntitre: Mentions légales\n---\nTexte.\n"

CHANNEL_ELSEWHERE = """\
from elsewhere.words import WORD
from tambour.channels import Channel, ChannelSettings, Output


class Notice(Channel[ChannelSettings]):
    Settings = ChannelSettings

    def outputs(self, site):
        return [Output("notice.txt", "text/plain; charset=utf-8")]

    def render(self, site, output):
        return WORD.encode()


CHANNEL = Notice
"""


@dataclass(frozen=True)
class Project:
    """root: holds pelicanconf.py, content/, theme/ and, once built, output/."""

    root: Path

    @property
    def output(self) -> Path:
        return self.root / "output"

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_file() and file.stat().st_nlink > 1:  # a template: see write_project
            file.unlink()
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def set(self, line: str) -> None:
        """Add a line at the end of the settings."""
        conf = self.root / "pelicanconf.py"
        conf.write_text(f"{conf.read_text('utf-8')}{line}\n", "utf-8")

    def page(self, path: str = "") -> str:
        return (self.output / path / "index.html").read_text("utf-8")

    def static(self, name: str) -> Path:
        """The published file of a static file of the theme, whatever its digest."""
        stem, _, ending = name.rpartition(".")
        [file] = (self.output / "theme").glob(f"{stem}-*.{ending}")
        return file

    def tree(self) -> dict[str, bytes]:
        return {p.relative_to(self.output).as_posix(): p.read_bytes() for p in self.output.rglob("*") if p.is_file()}


def write_project(root: Path) -> Project:
    """The tiny project, in a folder."""
    made = Project(root)
    made.write("pelicanconf.py", SETTINGS)
    first, *others = sorted({f"theme/templates/{name}.html" for name in TEMPLATES})
    like_the_others = made.write(first, '{% extends "_page.html" %}')
    for path in others:  # forty files take as long as a small build
        (made.root / path).hardlink_to(like_the_others)
    made.write("theme/templates/_page.html", TEMPLATE)  # compiled once, not for each that is the same
    made.write("theme/templates/_footer.html", "<footer>{{ territory.name }} {{ menu('pied') | length }}</footer>")
    made.write("theme/static/site.css", "body{margin:0}\n")
    made.write("theme/static/charte.txt", "La charte.\n")
    made.write("content/actualites/travaux.md", NEWS)
    made.write("content/agenda/fete.md", EVENT)
    made.write("content/pages/mentions.md", PAGE)
    return made


@pytest.fixture
def project(tmp_path, monkeypatch) -> Project:
    made = write_project(tmp_path / "project")
    monkeypatch.chdir(made.root)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return made


@pytest.fixture
def elsewhere(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A channel of the project in a package outside of it; the folder that it is imported from."""
    folder = tmp_path / "code"
    (folder / "elsewhere" / "notice").mkdir(parents=True)
    (folder / "elsewhere" / "words.py").write_text('WORD = "un"\n')
    (folder / "elsewhere" / "notice" / "__init__.py").write_text(CHANNEL_ELSEWHERE)
    monkeypatch.syspath_prepend(str(folder))
    project.set('CHANNELS = {"elsewhere.notice": {}}')
    yield folder
    forget_modules()


def forget_modules() -> None:
    """As a new process begins: the channel that lives elsewhere is read from disk when it is imported next."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "elsewhere"]:
        del sys.modules[name]
