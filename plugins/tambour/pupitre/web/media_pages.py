"""Images and documents: what there is, who uses what; a file that is handed over, changed, replaced, taken away."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from tambour.pupitre import messages
from tambour.pupitre.files.source_file import ABSENT, SourceFile
from tambour.pupitre.files.unwritable import ChangedMeanwhile, FileUnwritable
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.media.intake import NotTaken, pdf_lacks
from tambour.pupitre.media.renaming import other_path, rename_in
from tambour.pupitre.media.thumbnails import thumbnail
from tambour.pupitre.messages import media as words
from tambour.pupitre.people.person import Right
from tambour.pupitre.people.scope import may_see
from tambour.pupitre.people.visit import author_of, visit
from tambour.pupitre.versions.history import ContentHistory
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.pupitre.web.guards import PREVIEW_POLICY, TOP
from tambour.pupitre.web.media_library import FOLDERS, MediaFile, MediaLibrary, MediaUse, names
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.pupitre.web.uploads import FOLDER_OF, lookalikes, take
from tambour.words.typography import french_spaces

_MENU = "medias"
_SENT = "fichier:fichier"  # what a file is sent under, by these pages themselves
_DESCRIBED = ("alt", "credit", "decorative")
_SHOWN = (".pdf", ".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".svg")  # in a browser; the others are saved


class MediaPages:
    """Of one pupitre."""

    def __init__(self, pages: PageMaker) -> None:
        self._pages = pages
        self._library = MediaLibrary(pages.project)

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses."""
        yield PageRoute("/medias/", self.library, right=Right.READ)
        yield PageRoute("/medias/", self.library, ("POST",))
        yield PageRoute("/medias/deposer", self.deposit, ("POST",), Right.PROPOSE)
        yield PageRoute("/medias/fichier/{path:path}", self.file, right=Right.SEE)
        yield PageRoute("/medias/vignette/{path:path}", self.thumbnail, right=Right.SEE)
        yield PageRoute("/medias/attente/{token:path}", self.waiting, right=Right.PROPOSE)
        yield PageRoute("/medias/voir/{path:path}", self.one, right=Right.READ)
        yield PageRoute("/medias/voir/{path:path}", self.one, ("POST",))

    def library(self, request: Request, data: FormData) -> Response:
        """Everything, or what was looked for; a file that is added without a content."""
        if request.method == "POST":
            return self._add(data)
        return self._list(request.query_params)

    def _list(self, asked: Mapping[str, str], problem: str = "", typed: str = "") -> Response:
        query, folder = asked.get("q", "").strip(), asked.get("sorte", "")
        page, unused = asked.get("page", ""), bool(asked.get("seules"))
        number = int(page) if page.isdecimal() and len(page) < 6 else 1
        found = self._library.find(query, folder if folder in FOLDERS else "", unused=unused, number=number)

        def link(to: int) -> str:
            shown = {"q": query, "sorte": folder, "seules": "oui" if unused else "", "page": to}
            return f"{TOP}/medias/?{urlencode({name: value for name, value in shown.items() if value})}"

        code = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
        values = {"found": found, "query": query, "folder": folder, "unused": unused, "link": link}
        return self._pages.show("medias.html", _MENU, code, **values, problem=problem, typed=typed, words=words)

    def _add(self, data: FormData) -> Response:
        """A file that no content names yet."""
        title, target = data.first("titre"), data.first("cible")
        upload = data.files.get(_SENT)
        try:
            if upload is None:
                raise NotTaken(words.REFUSED["pupitre-fichier-absent"])
            if not title:
                raise NotTaken(words.NO_TITLE)
            taken = take(self._pages.project, upload, FOLDER_OF.get(target, "images"), title)
            if taken.deposit is not None:
                change = {taken.path: taken.deposit.file.read_bytes()}
                self._save(change, words.SAVED_AS.format(title=title, what="ajouté"), {taken.path: None})
                self._pages.project.deposits.drop((taken.deposit,))
        except NotTaken as refused:
            return self._list({}, refused.sentence, title)
        return RedirectResponse(f"{self._address(taken.path)}?fait=ajoute", HTTPStatus.SEE_OTHER)

    def deposit(self, request: Request, data: FormData) -> Response:
        """A file that a script hands over, for a form that goes on being filled in."""
        del request
        target, upload = data.first("cible"), data.files.get(_SENT)
        folder = FOLDER_OF.get(target)
        if upload is None or folder is None:
            return JSONResponse({"refus": words.REFUSED["pupitre-fichier-absent"]}, HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            taken = take(self._pages.project, upload, folder, data.first("titre"))
        except NotTaken as refused:
            return JSONResponse({"refus": refused.sentence}, HTTPStatus.UNPROCESSABLE_ENTITY)
        known = self._library.files().get(taken.path)
        uses = self._seen_uses(known) if known is not None else ()
        notes = [*taken.notes, *([words.used_by_fr([use.title for use in uses])] if uses else [])]
        token = taken.deposit.token if taken.deposit is not None else ""
        shown = f"{TOP}/medias/attente/{token}" if token else f"{TOP}/medias/vignette/{quote(taken.path)}"
        alt = known.alts[0] if known is not None and known.alts and uses else ""
        near = [
            {"nom": one.name, "image": one.address, "alt": one.alt, "dit": one.words, "prendre": words.TAKE_IT}
            for one in lookalikes(self._pages.project, taken)
        ]
        told: dict[str, object] = {
            "nom": taken.name,
            "jeton": token,
            "image": shown,
            "notes": notes,
            "titre": taken.title,
            "alt": alt,
        }
        told["semblables"] = near
        return JSONResponse(told)

    def file(self, request: Request, data: FormData) -> Response:
        """A file of the content, as it lies there."""
        del data
        return _file_answer(self._media_at(request).real)

    def thumbnail(self, request: Request, data: FormData) -> Response:
        """A small picture of one."""
        del data
        media = self._media_at(request)
        if not media.is_picture:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return _file_answer(thumbnail(media.real, self._pages.project.state / "vignettes"))

    def waiting(self, request: Request, data: FormData) -> Response:
        """A file that waits to be saved."""
        del data
        found = self._pages.project.deposits.find((request.path_params["token"],))
        if not found:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        is_picture = found[0].path.startswith("images/")
        vignettes = self._pages.project.state / "vignettes"
        return _file_answer(thumbnail(found[0].file, vignettes) if is_picture else found[0].file)

    def one(self, request: Request, data: FormData) -> Response:
        """A picture or a document: who uses it, and what can be done to it."""
        media = self._media_at(request)
        if request.method == "GET":
            return self._show(media, done=request.query_params.get("fait", ""))
        try:
            return self._do(media, data)
        except NotTaken as refused:
            return self._show(media, problem=refused.sentence, data=data)
        except ChangedMeanwhile:
            self._pages.project.forget()
            return self._show(self._media_at(request), problem=words.CHANGED, data=data)
        except (FileUnwritable, HistoryRefused) as refused:
            return self._show(media, problem=french_spaces(refused.problems[0].message), data=data)

    def _show(self, media: MediaFile, *, done: str = "", problem: str = "", data: FormData | None = None) -> Response:
        is_read = media.kind == "PDF" and media.length < _READ_AT_ONCE
        lacks = pdf_lacks(media.real.read_bytes(), media.name) if is_read else ()
        code = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
        values = {"media": media, "lacks": lacks, "done": done, "problem": problem, "data": data or FormData()}
        return self._pages.show("media.html", _MENU, code, **values, words=words, messages=messages)

    def _do(self, media: MediaFile, data: FormData) -> Response:
        do = data.first("_faire")
        if do == "supprimer" and not media.uses:
            before = {media.path: media.real.read_bytes()}
            self._save({media.path: None}, words.SAVED_AS.format(title=media.name, what="retiré"), before)
            return RedirectResponse(f"{TOP}/medias/", HTTPStatus.SEE_OTHER)
        path = media.path
        if do == "remplacer":
            path = self._replace(media, data)
        elif do == "decrire":
            self._describe(media, data)
        return RedirectResponse(f"{self._address(path)}?fait={do}", HTTPStatus.SEE_OTHER)

    def _replace(self, media: MediaFile, data: FormData) -> str:
        """Other bytes: whoever uses the file shows the new one. One of another type has another name, and is named so.

        Returns:
            Its path then.

        Raises:
            NotTaken: when it cannot be.
        """
        upload = data.files.get(_SENT)
        if upload is None:
            raise NotTaken(words.REFUSED["pupitre-fichier-absent"])
        taken = take(self._pages.project, upload, media.folder, media.name)
        if taken.deposit is None:
            raise NotTaken(words.ALREADY_THERE)
        before: dict[str, bytes | None] = {media.path: media.real.read_bytes()}
        made: dict[str, bytes | None] = {media.path: taken.deposit.file.read_bytes()}
        path, suffix = media.path, taken.deposit.file.suffix
        if suffix != media.real.suffix.lower().replace(".jpeg", ".jpg"):
            path = other_path(media.path, suffix, self._library.files())
            made = {path: made[media.path], media.path: None}
            for use in media.uses:
                before[use.path], made[use.path] = self._with_new_name(use, media.path, path, taken.deposit.file)
        self._save(made, words.SAVED_AS.format(title=media.name, what="remplacé"), before)
        self._pages.project.deposits.drop((taken.deposit,))
        return path

    def _with_new_name(self, use: MediaUse, old: str, new: str, file: Path) -> tuple[bytes, bytes]:
        """A file that names another one, as it is and as it names its new name. Raises NotTaken when that cannot be."""
        project = self._pages.project
        if use.path not in project.look().content.sources:  # the settings, which are no content
            raise NotTaken(words.NAMED_BY_SETTINGS)
        data = (project.root / use.path).read_bytes()
        written = rename_in(data, old, new)
        if use.sheet is not None:
            known = {(problem.code, problem.field) for problem in project.judge(use.path, data).problems}
            judged = project.judge(use.path, written, {new: file})
            if any((one.code, one.field) not in known for one in judged.problems) or names(judged.entry, old):
                raise NotTaken(words.NOT_RENAMED.format(title=use.title))
        return data, written

    def _describe(self, media: MediaFile, data: FormData) -> None:
        """What is said of a picture by each content that shows it; one that the build would refuse is not saved."""
        project = self._pages.project
        made: dict[str, bytes | None] = {}
        before: dict[str, bytes | None] = {}
        for use in media.uses:
            if use.sheet is None or not use.in_field or not data.has(f"{use.path}.alt"):
                continue
            typed = {key: data.first(f"{use.path}.{key}") for key in _DESCRIBED}
            changed = {key: value or ABSENT for key, value in typed.items() if value != use.sheet.word(key)}
            if not changed:
                continue
            file = SourceFile.read(project.root / use.path)
            written = file.change(changed)
            known = {(problem.code, problem.field) for problem in project.judge(use.path, file.data).problems}
            judged = project.judge(use.path, written)
            wrong = [one for one in judged.problems if (one.code, one.field) not in known]
            if wrong:
                message = wrong[0].message[:1].upper() + wrong[0].message[1:]
                raise NotTaken(french_spaces(f"« {use.title} » : {message}."))
            made[use.path], before[use.path] = written, file.data
        if made:
            self._save(made, words.SAVED_AS.format(title=media.name, what="décrit"), before)

    def _save(self, made: Mapping[str, bytes | None], message: str, before: Mapping[str, bytes | None]) -> None:
        """Write files, as one version where there is a repository. Raises ChangedMeanwhile, HistoryRefused."""
        project = self._pages.project
        history = ContentHistory(project.root)
        try:
            history.save(made.items(), author_of(history), message, before)
        except HistoryRefused as refused:
            if not refused.written:
                raise
        finally:
            project.forget()

    def _media_at(self, request: Request) -> MediaFile:
        """The file that an address names: no path is made of what is typed. Raises HTTPException for none."""
        found = self._library.files().get(request.path_params["path"])
        if found is None or not (visit().person.may(Right.READ) or self._seen_uses(found)):
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return found

    def _seen_uses(self, media: MediaFile) -> tuple[MediaUse, ...]:
        """Those by contents that exist for whoever asks."""
        person = visit().person
        public = {str(entry.origin.path) for entry in self._pages.project.look().content.public}
        return tuple(
            use for use in media.uses if use.path in public or (use.sheet is not None and may_see(person, use.sheet))
        )

    @staticmethod
    def _address(path: str) -> str:
        return f"{TOP}/medias/voir/{quote(path)}"


_READ_AT_ONCE = 20_000_000  # bytes: of a PDF whose page is opened


def _file_answer(file: Path) -> Response:
    """A file, which may do nothing at the pupitre's address."""
    answer = FileResponse(file, headers={"Cache-Control": "private, max-age=60"})
    if file.suffix.lower() not in _SHOWN:
        answer.headers["Content-Disposition"] = "attachment"
    if file.suffix.lower() == ".svg":
        answer.headers["Content-Security-Policy"] = PREVIEW_POLICY
    return answer
