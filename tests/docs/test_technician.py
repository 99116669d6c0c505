"""What the technician's guide gives to copy works, and what it names is what the program has."""

import re
from pathlib import Path

import pytest

import tasks
from tambour.bridge.logs import EXIT_WARNINGS
from tambour.build.machine import MachineRefused
from tambour.commands.cli import COMMANDS
from tambour.commands.verify import EXIT_DISAGREEMENTS, EXIT_NO_OUTPUT
from tambour.model.problems import ContentRefused, SettingsRefused
from tambour.publish.forges import FORGES, WorkflowSite, workflow_files
from tests.docs.guides import DOCS, blocks, files, pages
from tests.docs.territories import write_territory
from tests.trees import ROOT, invoke

GUIDE = DOCS / "guide-technicien.md"
SETTINGS = ("mon-territoire/pelicanconf.py", "mon-territoire/publishconf.py")
COMMAND = re.compile(
    rf"\b(?:tasks\.py|tambour(?= (?:{'|'.join(COMMANDS)})\b)) (?P<task>[a-z-]+)(?P<options>(?: --[a-z]+(?:=\S+)?)*)"
)
REFUSED_NAME = 64  # EX_USAGE, sysexits.h
OTHER = 1  # what Python exits with for everything else


@pytest.fixture
def territory(tmp_path: Path) -> Path:
    """The folder that the guide draws; returns the folder above."""
    write_territory(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", SETTINGS)
def test_a_territory_of_ones_own_is_built_beside_tambour(name: str, territory: Path) -> None:
    done = invoke("build", f"--settings={name}", cwd=territory)

    assert done.returncode == 0, done.stderr
    assert (territory / "mon-territoire" / "output" / "index.html").is_file()


def test_the_guide_draws_what_there_is(territory: Path) -> None:
    [drawn] = [text for text in blocks(GUIDE, "text") if "mon-territoire/" in text]
    inside = re.findall(r"^  ([\w.]+)/?  ", drawn, re.MULTILINE)

    assert len(inside) >= 8
    assert [name for name in inside if not (territory / "mon-territoire" / name).exists()] == []


def test_its_own_footer_keeps_that_of_tambour(territory: Path) -> None:
    name = "theme/templates/_footer.html"
    file = territory / "mon-territoire" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(files(GUIDE)[name], "utf-8")

    done = invoke("build", f"--settings={SETTINGS[0]}", cwd=territory)

    assert done.returncode == 0, done.stderr
    page = (territory / "mon-territoire" / "output" / "index.html").read_text("utf-8")
    assert page.index("</footer>") < page.index('<p class="devise">')


def test_the_first_tasks_of_the_guide_are_the_commands_of_the_package() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \|", GUIDE.read_text("utf-8"), re.MULTILINE)

    assert set(rows[: len(COMMANDS)]) == set(COMMANDS)


def test_its_publication_refuses_another_day(territory: Path) -> None:
    done = invoke("build", f"--settings={SETTINGS[1]}", "--now=2026-12-05", cwd=territory)

    assert done.returncode == SettingsRefused.exitcode


def test_every_task_is_explained() -> None:
    rows = re.findall(r"^\| (`.*?) \|", GUIDE.read_text("utf-8"), re.MULTILINE)

    assert {name for row in rows for name in re.findall(r"`([a-z-]+)`", row)} >= set(tasks.task_summaries())


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_option_of_a_command_exists(page: Path) -> None:
    unknown = []
    for command in COMMAND.finditer(page.read_text("utf-8")):
        ours = COMMANDS[command["task"]].options if command["task"] in COMMANDS else {}
        known = {*ours, *(argument.name for argument in tasks.namespace[command["task"]].get_arguments())}
        asked = re.findall(r"--([a-z]+)", command["options"])
        unknown += [(command["task"], option) for option in asked if option not in known and option != "help"]

    assert unknown == []


@pytest.mark.parametrize(
    "task",
    ["alerte", "build", "check", "ids", "mise-a-jour", "new", "new-channel", "publier", "registre", "serve", "verify"],
)
def test_every_option_of_a_task_is_in_the_guide(task: str) -> None:
    told = re.findall(r"`(--[a-z]+)", GUIDE.read_text("utf-8"))

    assert {f"--{option}" for option in COMMANDS[task].options} <= set(told)


@pytest.mark.parametrize("forge", FORGES)
def test_what_is_written_for_a_forge_is_what_the_page_says(forge: str) -> None:
    text = (DOCS / "publier" / "pages.md").read_text("utf-8")

    assert f"--installer={forge}" in text
    for path in workflow_files(forge, WorkflowSite("main", "pages", "https://exemple.github.io/depot")):
        assert f"`{path}`" in text or f"`{path.rpartition('/')[0]}/`" in text, path


@pytest.mark.parametrize("page", [GUIDE, DOCS / "installation.md"], ids=lambda page: page.name)
def test_exit_codes_are_those_of_the_program(page: Path) -> None:
    table = page.read_text("utf-8").partition("## Codes de retour")[2].partition("\n## ")[0]
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)}
    known = {0, REFUSED_NAME, ContentRefused.exitcode, EXIT_WARNINGS, SettingsRefused.exitcode}
    known |= {EXIT_NO_OUTPUT, EXIT_DISAGREEMENTS, MachineRefused.exitcode}

    assert told - {OTHER} == known


IN_FRENCH = [page for page in pages() if page.name != "channel-api.md"]  # that one names constants of the code


@pytest.mark.parametrize("page", IN_FRENCH, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_setting_it_names_is_in_the_reference(page: Path) -> None:
    named = set(re.findall(r"`([A-Z][A-Z_]{2,}[A-Z])(?:=\w+)?`", page.read_text("utf-8")))

    assert named - set(re.findall(r"`([A-Z_]+)`", (DOCS / "reglages.md").read_text("utf-8"))) == set()


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("chaque enregistrement refait le site ; Ctrl-C pour arrêter.", "commands/serve.py"),
        ("est déjà pris", "commands/serve.py"),
        ("à corriger dans les réglages", "build/report.py"),
        ("avertissement de Pelican", "bridge/logs.py"),
        ("À noter :", "commands/build.py"),
    ],
)
def test_the_words_of_the_terminal_are_quoted_as_they_are(words: str, source: str) -> None:
    assert words in (ROOT / "plugins" / "tambour" / source).read_text("utf-8")
    assert any(words in page.read_text("utf-8") for page in pages())
