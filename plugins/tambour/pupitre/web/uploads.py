"""Files that were sent with a form: each is taken in, and the form names it; what is refused is told at its field."""

from dataclasses import dataclass, field
from urllib.parse import quote

from markupsafe import Markup

from tambour.pupitre.forms.data import DEPOSITS, FormData, UploadedFile
from tambour.pupitre.media.intake import NotTaken, Taken, take_in
from tambour.pupitre.media.likeness import Likenesses
from tambour.pupitre.messages import media as words
from tambour.pupitre.people.scope import hidden_from
from tambour.pupitre.people.visit import visit
from tambour.pupitre.web.drawing import FieldProblem
from tambour.pupitre.web.guards import TOP
from tambour.pupitre.web.media_library import MediaLibrary
from tambour.pupitre.web.project import Project

FOLDER_OF = {"image": "images", "document": "documents"}
CHOSEN = "_prendre."  # before the name of a field: the picture that is taken instead of one that looks like it
_MOST_ALIKE = 3
TITLE_OF_FIELD = {"images": "Image", "documents": "Fichier"}


@dataclass(frozen=True)
class Received:
    """A form whose files were taken in. problems: of those that were not. notes: sentences, by the name of a field."""

    data: FormData
    problems: tuple[FieldProblem, ...] = ()
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)


def receive(project: Project, data: FormData) -> Received:
    """Take in what was sent with a form: `image:documents.0.fichier` names what is meant, and for which field."""
    data = _with_chosen(project, data)
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
        notes[place] = (*taken.notes, *(_offer(place, one) for one in lookalikes(project, taken)))
    return Received(FormData(data.values), tuple(problems), notes)


def take(project: Project, upload: UploadedFile, folder: str, title: str) -> Taken:
    """Take one file in. Raises NotTaken."""
    return take_in(upload, folder, title, project.look().content.catalogue.media, project.deposits)


@dataclass(frozen=True)
class AlikePicture:
    """A picture of the content that looks like one that was taken in. words: what there is to say of it."""

    path: str
    alt: str
    words: str

    @property
    def name(self) -> str:
        """As a field names it."""
        return self.path.partition("/")[2]

    @property
    def address(self) -> str:
        """Where a small one is seen."""
        return f"{TOP}/medias/vignette/{quote(self.path)}"


def lookalikes(project: Project, taken: Taken) -> list[AlikePicture]:
    """The pictures that look like one that was taken in, of those that whoever is here may see; the first few."""
    written = project.look()
    hidden = hidden_from(visit().person, written) if taken.look else frozenset[str]()
    there = {path: real for path, real in written.content.catalogue.media.items() if path not in hidden}
    near = Likenesses(project.state / "ressemblances.json").near(taken.look, there)
    if not near:
        return []
    files = MediaLibrary(project).files()
    found = []
    for path in near[:_MOST_ALIKE]:
        titles = [use.title for use in files[path].uses if use.path not in hidden]
        said = words.likeness_fr(files[path].name, titles)
        found.append(AlikePicture(path, next(iter(files[path].alts), "") if titles else "", said))
    return found


def _offer(place: str, one: AlikePicture) -> Markup:
    """The choice to take it, for a browser without JavaScript."""
    return Markup(
        '<label class="tick alike"><img src="{}" alt=""> <input type="checkbox" name="{}{}" value="{}"> '
        "<span>{} {}</span></label>"
    ).format(one.address, CHOSEN, place, one.name, one.words, words.TAKE_IT)


def _with_chosen(project: Project, data: FormData) -> FormData:
    """A form that names the picture that was chosen instead of the one that was sent."""
    media = project.look().content.catalogue.media
    chosen = {
        name.removeprefix(CHOSEN): values[:1]
        for name, values in data.values.items()
        if name.startswith(CHOSEN) and f"images/{values[0]}" in media
    }
    return FormData(data.with_values(chosen).values, data.files) if chosen else data


def _with_file(data: FormData, place: str, taken: Taken) -> FormData:
    """A form that names a file; the title that a document says itself is proposed."""
    more: dict[str, tuple[str, ...]] = {place: (taken.name,)}
    if taken.deposit is not None:
        more[DEPOSITS] = tuple(dict.fromkeys((*data.every(DEPOSITS), taken.deposit.token)))
    title = f"{place.rpartition('.')[0]}.titre" if "." in place else "titre"
    if taken.title and place.rpartition(".")[2] == "fichier" and not data.first(title):
        more[title] = (taken.title,)
    return data.with_values(more)
