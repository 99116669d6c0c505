"""`tambour nouveau` and `tambour mise-a-jour`: what is asked for, refused, written and said."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from tambour.build import clock, report
from tambour.build.request import ZONE
from tambour.build.settings_file import project_around
from tambour.commands.new_territory.answers import TerritoryAnswers, read_answers
from tambour.commands.new_territory.asking import ask_for_answers
from tambour.commands.new_territory.engine_pin import (
    change_pin,
    pin_line,
    pin_of,
    pin_of_this_engine,
)
from tambour.commands.new_territory.writing import territory_files, write_territory
from tambour.commands.terminal import UsageRefused, no_more_answers, refuse_taken
from tambour.model.problems import SettingsRefused
from tambour.model.program import program
from tambour.model.slugs import id_from
from tambour.words.numbers import count_fr

_START = f"{'py' if os.name == 'nt' else 'python3'} tasks.py"


def create(folder: Path | None, answers_file: Path | None, engine: str, ask: Callable[[str], str] | None = None) -> int:
    """Write a territory's repository and say what comes next. Returns the exit code.

    Args:
        folder: where; None to take the short name, in the current folder.
        answers_file: holds the answers; None to ask for them.
        engine: as `pin_of` takes it; "" for the one that is running.
        ask: shows a question, returns the answer; None for the terminal.

    Raises:
        UsageRefused: for a folder that is taken, an engine that cannot be named, answers that nobody gives.
    """
    if folder is not None:
        _refuse_taken(folder)
    try:
        answers = read_answers(answers_file) if answers_file is not None else ask_for_answers(ask or input, print)
    except SettingsRefused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode
    except EOFError:
        raise no_more_answers(f"{program()} nouveau --depuis=FICHIER") from None
    folder = folder or _default_folder(answers)
    _refuse_taken(folder)
    today = clock.now(None, ZoneInfo(ZONE)).date()
    files = territory_files(answers, pin_of(engine) if engine else pin_of_this_engine(), today)
    write_territory(folder, files)
    _tell(folder, answers)
    return 0


def update(project: Path, engine: str) -> int:
    """Have a territory run on another engine, from the next command on. Returns the exit code.

    Raises:
        UsageRefused: for an engine that cannot be named, and a folder that names none.
    """
    if not engine:
        line = pin_line(project) or "(aucune)"
        raise UsageRefused(
            f"Version en place : {line}\nPour en prendre une autre : {program()} mise-a-jour --moteur=CHEMIN-OU-ADRESSE"
        )
    change_pin(project, pin_of(engine))
    print(
        f"Version choisie : {pin_line(project)}\n"
        f"La prochaine commande l'installe. « {program()} check » pour l'éprouver."
    )
    return 0


def _default_folder(answers: TerritoryAnswers) -> Path:
    """Named after the territory, in the current folder; beside the project when that is one already."""
    around = project_around(Path.cwd())
    return (around.parent if around is not None else Path()) / id_from(answers.short_name)


def _refuse_taken(folder: Path) -> None:
    refuse_taken(folder)
    around = project_around(folder.absolute().parent)
    if around is not None:
        beside = around.parent / folder.name
        raise UsageRefused(
            f"{folder} serait dans un autre projet ({around}). Donnez un dossier à côté : {program()} nouveau {beside}"
        )


def _tell(folder: Path, answers: TerritoryAnswers) -> None:
    count = count_fr(len(answers.communes), "commune", "communes")
    print(f"Territoire créé dans {folder}/ : {answers.short_name}, {count}.")
    print(f"Pour le voir : cd {folder} && {_START} serve")
    print(f"Ce qui reste à compléter : {_START} check")
