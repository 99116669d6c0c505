"""`inv new`: a valid file to start from: a draft in which every other field stands ready, explained, switched off."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from zoneinfo import ZoneInfo

from tambour.build import clock
from tambour.build.request import ZONE, Request
from tambour.commands.ids import tell_unreadable, unique_id, used_ids
from tambour.commands.project import content_folder, display_file
from tambour.commands.terminal import UsageRefused
from tambour.model.alert import Alert
from tambour.model.canteen import CanteenMenu
from tambour.model.directory_entry import DirectoryEntry
from tambour.model.document import Document
from tambour.model.elected import Elected
from tambour.model.events.event import Event
from tambour.model.item import ClosingItem, Item
from tambour.model.kinds import FOLDERS, KINDS, Kind
from tambour.model.letters.letter import Letter
from tambour.model.news import News
from tambour.model.problems import Refused
from tambour.model.project import WorkProject
from tambour.model.services.calendar import ServiceCalendar
from tambour.model.services.status import ServiceStatus
from tambour.model.slugs import id_from
from tambour.source.diagnosis import quote
from tambour.source.schema import Json, examples_of, model_schema

_NAMES = MappingProxyType({id_from(kind.label): kind for kind in KINDS.values()})
_DRAFT = "brouillon: oui   # à supprimer quand tout est prêt : le contenu sera publié"


@dataclass(frozen=True)
class NewFile:
    """A content file to be written. path: relative to content/."""

    path: PurePosixPath
    text: str


def create(content: Path | None, settings: Path, kind: str, title: str) -> int:
    """Make a draft, asking for what was not typed, and say where it is. Returns the exit code.

    Args:
        content: its folder; None for the project's own.
        settings: the project's settings file: they tell which day it is there.
        kind: as typed; "" to be asked for.
        title: as typed; "" to be asked for.

    Raises:
        UsageRefused: for a kind that does not exist, and for a question that nobody answers.
    """
    names = ", ".join(kind_names())
    try:
        chosen = kind_named(kind or input(f"Nature ({names}) : "))
        if chosen is None:
            raise UsageRefused(f"Cette nature n'existe pas. Au choix : {names}.")
        title = real_title(title, input)
    except EOFError:
        raise UsageRefused("\nIl manque la nature ou le titre : --kind=… --title=…") from None
    root = content_folder(content, settings)
    file = new_file(root, chosen, title, project_day(settings))
    tell_unreadable(root)
    print(f"À compléter : {display_file(write_new(root, file))}")
    return 0


def kind_named(name: str) -> Kind | None:
    """The kind that a person means: `evenement`, `Événement`, `agenda`, `event`."""
    key = id_from(name)
    return _NAMES.get(key) or FOLDERS.get(key) or KINDS.get(key)


def kind_names() -> tuple[str, ...]:
    """The names to offer, in French."""
    return tuple(_NAMES)


def real_title(typed: str, ask: Callable[[str], str]) -> str:
    """A title that has a letter or a figure: it names the file. Asked for until there is one."""
    while not any(map(str.isalnum, typed)):
        typed = ask("Titre : ")
    return typed.strip()


def project_day(settings: Path) -> date:
    """The day that the project lives on: today, or the one that its settings stand still at (`NOW`).

    A file dated by another clock would not appear when it is finished.
    """
    try:
        instant = Request.read(None, settings).now() if settings.is_file() else None
    except Refused:  # whoever builds is told
        instant = None
    return (instant or clock.now(None, ZoneInfo(ZONE))).date()


def new_file(root: Path, kind: Kind, title: str, today: date) -> NewFile:
    """A file of this kind with this title: the required fields filled in, the others commented."""
    there = {file.stem for file in (root / kind.folder).glob("*.md")}  # one that cannot be read has no id to avoid
    item_id = unique_id(title, used_ids(root) | there)
    schema = model_schema(kind.model)
    given = {"id": item_id, "titre": _scalar(title), **_starting_values(kind, today, root)}
    lines = ["---", *_given_fields(schema, given), _DRAFT, "", *_optional(schema, given), "---"]
    return NewFile(PurePosixPath(kind.folder, f"{item_id}.md"), "\n".join(lines) + "\n")


def write_new(root: Path, file: NewFile) -> Path:
    """Write it, never over another file: raises FileExistsError."""
    path = root / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as stream:
        try:
            stream.write(file.text)
            stream.flush()
        except OSError:  # half a draft would be one more file to mend
            path.unlink()
            raise
    return path


def _given_fields(schema: Json, given: Mapping[str, str]) -> Iterator[str]:
    for key in schema["properties"]:
        if key in given:
            yield f"{key}: {given[key]}"


def _optional(schema: Json, given: Mapping[str, str]) -> Iterator[str]:
    """Two lines a field: what it says, then the field itself, off until its `#` is taken away."""
    yield "# Les champs ci-dessous sont facultatifs : retirez le « # » collé au nom pour vous en servir."
    common = {info.alias or name for name, info in Item.model_fields.items()}
    fields = sorted(schema["properties"].items(), key=lambda pair: pair[0] in common)  # the kind's own come first
    for key, field in fields:
        if key in given or key == "brouillon":
            continue
        example = next(iter(examples_of(field, schema)), "")
        yield f"# {field['title']} — {field['description']}"
        yield f"#{key}: {example}".rstrip()


def _starting_values(kind: Kind, today: date, root: Path) -> dict[str, str]:
    """Required values that no schema can guess, plausible enough to be valid; a draft until they are right."""
    soon, later = today + timedelta(days=7), today + timedelta(days=30)
    values: dict[type[Item], dict[str, str]] = {
        News: {"publier_le": f"{today}"},
        Event: {"publier_le": f"{today}", "debut": f"{later} 18:00"},
        Alert: {"publier_le": f"{today}", "niveau": "info", "fin": f"{soon}"},
        Document: {"publier_le": f"{today}", "fichier": _a_document(root), "categorie": "Compte rendu"},
        Letter: {
            "publier_le": f"{today}",
            "preheader": "Les nouvelles du territoire et les rendez-vous à ne pas manquer.",
        },
        Elected: {"mandat": "conseiller"},
        WorkProject: {"phases": "\n  - titre: Études\n    etat: a-l-etude"},
        DirectoryEntry: {"rubrique": "association"},
        CanteenMenu: {
            "semaine": f"{today - timedelta(days=today.weekday())}",
            "jours": "\n  - jour: lundi\n    plat: Gratin de légumes",
        },
        ServiceStatus: {"statut": "normal", "depuis": f"{today}"},
        ServiceCalendar: {
            "feries": "decale_lendemain",
            "collectes": "\n  - id: om\n    libelle: Ordures ménagères\n    jours: [mardi]",
        },
    }
    return values.get(kind.model) or _guesses(kind, today, later)


def _guesses(kind: Kind, today: date, later: date) -> dict[str, str]:
    """Of a kind that closes by itself: it comes out today, closes later, and chooses whatever comes first."""
    if not issubclass(kind.model, ClosingItem):
        return {}
    schema = model_schema(kind.model)
    required = [key for key in schema["required"] if key not in ("id", "titre", "publier_le", "fin")]
    first = {key: next(iter(examples_of(schema["properties"][key], schema)), "") for key in required}
    return {"publier_le": f"{today}", "fin": f"{later}", **{key: _scalar(text) for key, text in first.items() if text}}


def _a_document(root: Path) -> str:
    """Some document that exists, so that the file is valid from the start."""
    folder = root / "documents"
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return _scalar(files[0]) if files else "a-deposer.pdf"


def _scalar(text: str) -> str:
    """A text as YAML takes it: quoted when it must be, and when in doubt."""
    line = " ".join(text.split())
    safe = all(char.isalnum() or char in " -_.’,/()" for char in line) and line[:1].isalnum()
    return line if safe and line.lower() not in ("null",) else quote(line)
