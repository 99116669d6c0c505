"""Files that were sent with a form: each is taken in, and the form names it; what is refused is told at its field."""

from dataclasses import dataclass, field

from tambour.pupitre.forms.data import DEPOSITS, FormData, UploadedFile
from tambour.pupitre.media.intake import NotTaken, Taken, take_in
from tambour.pupitre.web.drawing import FieldProblem
from tambour.pupitre.web.project import Project

FOLDER_OF = {"image": "images", "document": "documents"}
TITLE_OF_FIELD = {"images": "Image", "documents": "Fichier"}


@dataclass(frozen=True)
class Received:
    """A form whose files were taken in. problems: of those that were not. notes: sentences, by the name of a field."""

    data: FormData
    problems: tuple[FieldProblem, ...] = ()
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)


def receive(project: Project, data: FormData) -> Received:
    """Take in what was sent with a form: `image:documents.0.fichier` names what is meant, and for which field."""
    problems: list[FieldProblem] = []
    notes: dict[str, tuple[str, ...]] = {}
    for name, upload in data.files.items():
        target, _, place = name.partition(":")
        folder = FOLDER_OF.get(target, "")
        if not folder or not place:
            continue
        try:
            taken = take(project, upload, folder, data.first("titre"))
        except NotTaken as refused:
            problems.append(FieldProblem(place, TITLE_OF_FIELD[folder], refused.sentence.removesuffix(".")))
            continue
        data = _with_file(data, place, taken)
        notes[place] = taken.notes
    return Received(FormData(data.values), tuple(problems), notes)


def take(project: Project, upload: UploadedFile, folder: str, title: str) -> Taken:
    """Take one file in. Raises NotTaken."""
    return take_in(upload, folder, title, project.look().content.catalogue.media, project.deposits)


def _with_file(data: FormData, place: str, taken: Taken) -> FormData:
    """A form that names a file; the title that a document says itself is proposed."""
    more: dict[str, tuple[str, ...]] = {place: (taken.name,)}
    if taken.deposit is not None:
        more[DEPOSITS] = tuple(dict.fromkeys((*data.every(DEPOSITS), taken.deposit.token)))
    title = f"{place.rpartition('.')[0]}.titre" if "." in place else "titre"
    if taken.title and place.rpartition(".")[2] == "fichier" and not data.first(title):
        more[title] = (taken.title,)
    return data.with_values(more)
