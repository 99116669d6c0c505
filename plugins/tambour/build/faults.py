"""Which file a problem belongs to, and what of that file is at fault: a field, a link, a record, or all of it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from tambour.messages import files, ledger, references, text
from tambour.model.conversions import TO_REVIEW
from tambour.model.kinds import FOLDERS, REGISTERS, Kind
from tambour.model.problems import Problem
from tambour.source.files import FROZEN_SUFFIX, LEDGER_FILE, MEDIA_FOLDERS, REFERENCE_FOLDER
from tambour.source.frontmatter import Raw

# A link that leads nowhere: without it, its words stay.
_LINKS = frozenset(("lien-mort", "ancre-absente", "ancre-inconnue", "reference-brouillon"))
# What stands around an alert, and does not hold it back: it goes out without.
_ORNAMENTS = frozenset(
    (
        *("image", "alt", "decorative", "credit", "cadrage", "documents", "contacts", "communes", "themes"),
        *("canaux", "adresse", "alias", "traduction_de", "falc_de", "a_revoir_le"),
    )
)
_CONSEQUENCES = frozenset(("renvoi-retenu",))
_DRAFT = re.compile(rb"^brouillon[ \t]*:[ \t]*[\"']?(?:oui|vrai|true|a-relire)\b", re.MULTILINE | re.IGNORECASE)
_YES = ("oui", "vrai", "true", TO_REVIEW)


class Unit(Enum):
    """What can be passed over or kept as a whole. ASIDE: a file of which nothing is ever made. OTHERS: not content."""

    ITEM = auto()
    REGISTER = auto()
    LEDGER = auto()
    ASIDE = auto()
    OTHERS = auto()


@dataclass(frozen=True)
class FaultyFile:
    """A file of the content, under content/, and all that is wrong with it at one time."""

    path: str
    unit: Unit
    problems: tuple[Problem, ...]

    @property
    def kind(self) -> Kind | None:
        """Of an item."""
        return FOLDERS.get(self.path.partition("/")[0])

    @property
    def is_alert(self) -> bool:
        """An alert goes out whatever is wrong around it."""
        return self.kind is not None and self.kind.name == "alert"


def by_file(problems: Iterable[Problem], content: Path) -> list[FaultyFile]:
    """Problems by the file that is at fault, in order. content: the folder."""
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        files.setdefault(_file_of(problem, content), []).append(problem)
    return [FaultyFile(path, _unit_of(path, found, content), tuple(found)) for path, found in sorted(files.items())]


def _unit_of(path: str, found: Iterable[Problem], content: Path) -> Unit:
    """A folder that the machine does not let us read stops everything: what lies in it is not known to be wrong."""
    return Unit.OTHERS if any(problem.code == "dossier-illisible" for problem in found) else _unit(path, content)


def _file_of(problem: Problem, content: Path) -> str:
    """A frozen letter's folder is at fault for its letter."""
    parts = problem.path.parts
    for index, part in enumerate(parts):
        if part.endswith(FROZEN_SUFFIX):
            stem = "/".join((*parts[:index], part.removesuffix(FROZEN_SUFFIX)))
            for end in (".md", ".markdown"):
                if (content / f"{stem}{end}").is_file():
                    return f"{stem}{end}"
    return str(problem.path)


def _unit(path: str, content: Path) -> Unit:
    top, _, inside = path.partition("/")
    if path == LEDGER_FILE:
        return Unit.LEDGER
    if top == REFERENCE_FOLDER and inside in {register.file for register in REGISTERS.values()}:
        return Unit.REGISTER
    if top in FOLDERS and path.lower().endswith((".md", ".markdown")):
        return Unit.ITEM
    real = content / path
    known = top in (*FOLDERS, *MEDIA_FOLDERS, REFERENCE_FOLDER)
    return Unit.ASIDE if known or real.exists() or real.is_symlink() else Unit.OTHERS


def is_link(problem: Problem, head: Raw | None) -> bool:
    """Whether it is a link that leads nowhere, in a text: not a field of the head that refers to something."""
    in_text = head is None or problem.line >= head.body_line or problem.field in ("Texte", "")
    return problem.code in _LINKS and in_text


def breaks_nothing(problem: Problem, head: Raw) -> bool:
    """Whether the rest of a file, and of the content, can be judged as if it were not wrong.

    What was mended for the time of the reading, what the text says, a promise of the ledger, what another claims first.
    """
    if problem.code in files.MESSAGES or problem.code in ledger.MESSAGES or problem.code == "identifiant-double":
        return True
    return problem.line >= head.body_line and not is_link(problem, head)


def stand_ins(file: FaultyFile) -> dict[str, str]:
    """Values, by key, with which the rest of an item can be judged although these are missing or wrong."""
    if file.kind is None:
        return {}
    labels = {info.title: info.alias or name for name, info in file.kind.model.model_fields.items()}
    keys = {labels.get(problem.field) for problem in file.problems}
    values = {"titre": "Sans titre", "publier_le": "2000-01-01"}
    given = {key: value for key, value in values.items() if key in keys}
    return given | ({"decorative": "oui"} if any(p.code == "alt-manquant" for p in file.problems) else {})


def is_consequence(problem: Problem) -> bool:
    """Whether it is nothing but another fault, seen from where somebody refers to it."""
    return problem.code in _CONSEQUENCES


def of_relations(problem: Problem) -> bool:
    """Whether it is between contents, and its own: what can be found out of a file that has other faults."""
    between = problem.code in references.MESSAGES or problem.code in _LINKS or problem.code in text.MESSAGES
    return between and problem.code not in _CONSEQUENCES


def key_at(problem: Problem, head: Raw | None) -> str:
    """The key of a head in which a problem stands; "" when it stands in none, or nobody can do without it."""
    if head is None or problem.line >= head.body_line:
        return ""
    keys = (place.partition(".")[0] for place, line in head.lines.items() if line == problem.line)
    return next((key for key in keys if key != "id"), "")


def ornaments(problems: Iterable[Problem], head: Raw | None) -> frozenset[str]:
    """The keys without which an alert goes out all the same; none when anything else is wrong with it."""
    keys = {key_at(problem, head) for problem in problems}
    if not keys <= _ORNAMENTS:
        return frozenset()
    return frozenset(keys | ({"alt", "decorative"} if "image" in keys else set()))


def records_at(problems: Iterable[Problem], path: str, lines: Mapping[tuple[str, str], int]) -> Iterator[str]:
    """Ids of the records of a register in which problems stand.

    Args:
        problems: of the register.
        path: of its file.
        lines: name of a register's file and id of a record → its first line.
    """
    starts = sorted((line, record) for (name, record), line in lines.items() if path.endswith(f"/{name}"))
    for problem in problems:
        before = [record for line, record in starts if line <= problem.line]
        if before:
            yield before[-1]


def is_draft(head: Raw | None, source: bytes) -> bool:
    """Whether a file says that it is not to be published, even if nothing else of it can be read."""
    if head is not None and "brouillon" in head.fields:
        return str(head.fields["brouillon"]).strip().lower() in _YES
    return _DRAFT.search(source) is not None


def id_of(head: Raw | None) -> str:
    """The id that a file claims; "" when none can be read."""
    item_id = head.fields.get("id") if head is not None else None
    return item_id if isinstance(item_id, str) else ""


def title_of(head: Raw | None) -> str:
    """The title that a file has; "" when none can be read."""
    title = head.fields.get("titre") if head is not None else None
    return title if isinstance(title, str) else ""


def page_of(file: FaultyFile, head: Raw | None) -> str:
    """URL path at which the page of an item would stand."""
    slug = head.fields.get("adresse") if head is not None else None
    address = slug if isinstance(slug, str) else id_of(head)
    return file.kind.url.format(address=address) if file.kind is not None and address else ""


def mentions(value: object, ids: Iterable[str]) -> frozenset[str]:
    """Which of these ids stand in a head, at whatever depth."""
    wanted = frozenset(ids)
    if isinstance(value, Mapping):
        return frozenset().union(*(mentions(inner, wanted) for inner in value.values()))
    if isinstance(value, list):
        return frozenset().union(*(mentions(inner, wanted) for inner in value))
    return frozenset((str(value).removeprefix("id:").partition("#")[0],)) & wanted
