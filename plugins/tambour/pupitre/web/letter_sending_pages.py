"""A letter on its way out: how its mails look, what is copied into a sending tool, what freezes it."""

from collections.abc import Iterable
from http import HTTPStatus
from pathlib import PurePosixPath

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tambour.channels.newsletter.files import File
from tambour.channels.newsletter.tools import Tool
from tambour.model.letters.edition import Edition
from tambour.model.letters.letter import Letter
from tambour.pupitre.files.unwritable import ChangedMeanwhile
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.letters import freezing
from tambour.pupitre.letters.made_letter import MadeLetter
from tambour.pupitre.letters.workshop import LetterWorkshop
from tambour.pupitre.messages import letters as messages
from tambour.pupitre.people.person import Right
from tambour.pupitre.people.visit import author_of
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.pupitre.web.editing import Editing
from tambour.pupitre.web.guards import LETTER_POLICY, TOP
from tambour.pupitre.web.letter_pages import FOLDER
from tambour.pupitre.web.page_maker import PageMaker, PageRoute
from tambour.words.typography import french_spaces


class LetterSendingPages:
    """Of one pupitre. workshop: what makes letters."""

    def __init__(self, pages: PageMaker, workshop: LetterWorkshop) -> None:
        self._pages, self._workshop = pages, workshop

    def routes(self) -> Iterable[PageRoute]:
        """Their addresses."""
        yield PageRoute(f"/{FOLDER}/vue/{{key}}/images/{{name}}", self.picture, right=Right.READ)
        yield PageRoute(f"/{FOLDER}/vue/{{key}}/{{look}}.html", self.frame, right=Right.READ)
        yield PageRoute(f"/{FOLDER}/fichier/{{key}}/{{name:path}}", self.download, right=Right.READ)
        yield PageRoute(f"/envoyer/{FOLDER}/{{name:path}}", self.send, right=Right.READ)
        yield PageRoute(f"/figer/{FOLDER}/{{name:path}}", self.freeze, ("GET", "POST"))

    def frame(self, request: Request, data: FormData) -> Response:
        """A mail, in a frame that can do nothing."""
        del data
        made, look = self._find_made(request), request.path_params["look"]
        if look not in messages.LOOKS:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        edition = made.edition(request.query_params.get("commune", ""))
        html = made.frame(edition, look, f"{TOP}/{FOLDER}/vue/{made.key}/images/")
        headers = {"Content-Security-Policy": LETTER_POLICY, "Content-Type": "text/html; charset=utf-8"}
        return Response(html, headers=headers)

    def picture(self, request: Request, data: FormData) -> Response:
        """A picture of a mail."""
        del data
        name = request.path_params["name"]
        picture = self._find_made(request).picture(name)
        if picture is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        headers = {"Cache-Control": "private, max-age=3600"}  # its address bears what it is made of
        return Response(picture, media_type="image/png" if name.endswith(".png") else "image/jpeg", headers=headers)

    def download(self, request: Request, data: FormData) -> Response:
        """A file of a letter, as publication makes it."""
        del data
        made = self._find_made(request)
        file = made.public_files.get(request.path_params["name"])
        if file is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        if file.output.role == "letter-zip":
            made.make_pictures()
        name = "-".join(PurePosixPath(file.output.path).parts[1:])
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Type": file.output.media_type,
            "Content-Security-Policy": LETTER_POLICY,
        }
        return Response(file.make(), headers=headers)

    def send(self, request: Request, data: FormData) -> Response:
        """What to do in the sending tool, with all that there is to copy."""
        del data
        editing = self._pages.editing(request, FOLDER)
        made = self._make_saved(editing)
        if made is None:
            return RedirectResponse(f"{self._pages.address(editing.path)}", HTTPStatus.SEE_OTHER)
        tool = self._workshop.choose_tool(request.query_params.get("outil", ""))
        edition = made.edition(request.query_params.get("commune", ""))
        html = self._text_of(made.file_of(edition, tool, ".mail.html"))
        assert isinstance(made.letter.item, Letter)
        is_ahead = made.letter.item.publish_at > made.asked_at
        return self._pages.show(
            "letter_send.html",
            FOLDER,
            sheet=editing.sheet,
            letters=messages,
            made=made,
            edition=edition,
            editions=made.editions,
            tool=tool,
            tools=made.tools,
            steps=messages.TOOL_STEPS.get(tool.name, messages.ANY_TOOL),
            html=html,
            text=self._text_of(made.file_of(edition, tool, ".txt")),
            files={name: file.output.path for name, file in self._files(made, edition, tool) if file is not None},
            facts=made.facts(edition),
            has_address=self._pages.project.has_public_address,
            empty=self._workshop.empty_sections(made.letter.item) if is_ahead else (),
            is_ahead=is_ahead,
            is_draft=editing.sheet is not None and editing.sheet.is_draft,
            freeze_objection=self._objection(made, editing),
        )

    def freeze(self, request: Request, data: FormData) -> Response:
        """What freezing means, then freezing."""
        del data
        editing = self._pages.editing(request, FOLDER)
        made = self._make_saved(editing)
        if made is None or editing.sheet is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        objection = self._objection(made, editing)
        told = ""
        if request.method == "POST" and not objection:
            files = dict(freezing.frozen_files(made))
            try:
                try:
                    editing.history.save(
                        files.items(),
                        author_of(editing.history),
                        messages.version_of_frozen(editing.sheet.title),
                        dict.fromkeys(files),
                    )
                except HistoryRefused as refused:
                    if not refused.written:
                        raise
            except (ChangedMeanwhile, HistoryRefused) as refused:
                told = french_spaces(refused.problems[0].message)
            self._pages.project.forget()
            if not told:
                return RedirectResponse(f"{self._pages.address(editing.path)}?fait=figee", HTTPStatus.SEE_OTHER)
        return self._pages.show(
            "letter_freeze.html",
            FOLDER,
            HTTPStatus.CONFLICT if told else HTTPStatus.OK,
            sheet=editing.sheet,
            letters=messages,
            objection=objection,
            told=told,
            made=made,
        )

    def _find_made(self, request: Request) -> MadeLetter:
        made = self._workshop.find(request.path_params["key"])
        if made is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return made

    def _make_saved(self, editing: Editing) -> MadeLetter | None:
        """A letter as its file is."""
        if editing.sheet is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return self._workshop.make_saved(editing.path)

    def _objection(self, made: MadeLetter, editing: Editing) -> str:
        return freezing.objection(
            made,
            is_draft=editing.sheet is not None and editing.sheet.is_draft,
            has_public_address=self._pages.project.has_public_address,
        )

    @staticmethod
    def _files(made: MadeLetter, edition: Edition, tool: Tool) -> Iterable[tuple[str, File | None]]:
        yield "html", made.file_of(edition, tool, ".mail.html")
        yield "text", made.file_of(edition, tool, ".txt")
        yield "message", made.message(edition)
        yield "archive", made.archive()

    @staticmethod
    def _text_of(file: File | None) -> str:
        return "" if file is None else file.make().decode()
