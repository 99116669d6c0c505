"""`inv alerte`: an alert written, read again and published in one go; or said to be over."""

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePosixPath

from tambour.build import clock
from tambour.build.going_round import Settled
from tambour.build.machine import write_whole
from tambour.build.request import Request
from tambour.build.settings import BuildSettings
from tambour.commands.alert_text import TypedAlert, alert_file, alert_id
from tambour.commands.forge_reports import github_error
from tambour.commands.ids import used_ids
from tambour.commands.new_content import NewFile, write_new
from tambour.commands.project import display_file, read_settings, settle_project
from tambour.commands.publish import publish, repository_of
from tambour.commands.terminal import UsageRefused, command, no_more_answers
from tambour.model.alert import Alert
from tambour.model.item import Level
from tambour.model.kinds import KINDS
from tambour.model.problems import ContentRefused, Problem, Refused
from tambour.model.slugs import id_from
from tambour.publish.forges import is_published_by_a_forge
from tambour.publish.news import ItemChange
from tambour.publish.refusals import PublicationRefused
from tambour.publish.repository import Repository
from tambour.publish.secrets import Secrets
from tambour.source import frontmatter
from tambour.source.entry import ContentFile
from tambour.source.suggest import did_you_mean
from tambour.words.states import news_fr

_FORM = "TAMBOUR_ALERTE_"  # begins the variables that the form of a forge fills in
_FOLDER = KINDS[Alert.kind].folder
_OVER = news_fr(ItemChange.LIFTED)
_MOST_TRIES = 4
_LEVELS = ", ".join(Level)
_QUESTIONS: Mapping[str, str] = {
    "level": f"Niveau ({_LEVELS}) : ",
    "title": "Titre (ce qui se passe, et où) : ",
    "text": "Texte (ce qu'il faut faire) : ",
    "end": "Fin (18 h, demain 8 h, 05/12/2026 18h00) : ",
    "communes": "Communes, séparées par des virgules (rien : tout le territoire) : ",
}
_NEEDED = ("level", "title", "text", "end")
_OPTIONS = "--niveau=… --titre=… --texte=… --fin=…"


@dataclass(frozen=True)
class AlertOrder:
    """What is to be done. lift: id of the alert that is over, "" for the only one; None to write one."""

    typed: TypedAlert = field(default_factory=TypedAlert)
    lift: str | None = None

    @classmethod
    def of_form(cls, environ: Mapping[str, str]) -> "AlertOrder":
        """What the form of a forge has filled in."""

        typed = {name.removeprefix(_FORM): value for name, value in environ.items() if name.startswith(_FORM)}
        if typed.get("ACTION") == "lever" or ("LEVER" in typed and "TITRE" not in typed):
            return cls(lift=typed.get("LEVER", ""))
        return cls(TypedAlert(*(typed.get(name, "") for name in ("NIVEAU", "TITRE", "TEXTE", "FIN", "COMMUNES"))))


def from_form(content: Path | None, settings: Path, environ: Mapping[str, str] = os.environ) -> int:
    """Do what a form of a forge asks for, and send it where the workflow publishes it from. Returns the exit code.

    Args:
        content: folder of the content; None for the project's own.
        settings: file of the settings.
        environ: holds what was typed, as `TAMBOUR_ALERTE_TITRE`.
    """
    return _answer(content, settings, AlertOrder.of_form(environ), is_form=True)


def raise_alert(
    content: Path | None, settings: Path, order: AlertOrder, ask: Callable[[str], str] | None = None
) -> int:
    """Write an alert or lift one, and publish. Returns the exit code.

    Args:
        content: folder of the content; None for the project's own.
        settings: file of the settings.
        order: what was typed; what it lacks is asked for.
        ask: shows a question, returns the answer; None for the terminal.

    Raises:
        UsageRefused: for what nobody answers.
    """
    if order.lift is None:
        order = replace(order, typed=_complete(order.typed, ask or input))
    return _answer(content, settings, order, is_form=False)


def _complete(typed: TypedAlert, ask: Callable[[str], str]) -> TypedAlert:
    missing = [name for name in _NEEDED if not getattr(typed, name).strip()]
    if missing and "level" not in missing and not _is_level(typed.level):
        print(_unknown_level(typed.level))  # asked anew, while there are questions: at night nobody begins twice
        missing.append("level")
    asked = [*missing, "communes"] if missing and not typed.communes else missing
    answers: dict[str, str] = {}
    try:
        for name in _QUESTIONS:
            if name in asked:
                answers[name] = ask(_QUESTIONS[name])
                while name in _NEEDED and not answers[name].strip():
                    answers[name] = ask(_QUESTIONS[name])
                while name == "level" and not _is_level(answers[name]):
                    print(_unknown_level(answers[name]))
                    answers[name] = ask(_QUESTIONS[name])
    except EOFError:
        raise no_more_answers(_OPTIONS) from None
    return replace(typed, **answers)


def _is_level(typed: str) -> bool:
    return id_from(typed) in set(Level)


def _unknown_level(typed: str) -> str:
    return f"« {typed.strip()} » n'est pas un niveau.{did_you_mean(typed.strip(), _LEVELS.split(', '))}"


def _answer(content: Path | None, settings: Path, order: AlertOrder, *, is_form: bool) -> int:
    words, code = "", 0
    try:
        request = Request.read(content, settings)
        desk = _AlertDesk(request, read_settings(request))
        done = desk.write(order.typed) if order.lift is None else desk.lift(order.lift)
        if done is not None:
            return _go_out(desk, done, content, settings, is_form=is_form)
        return ContentRefused.exitcode
    except Refused as refused:
        words, code = "\n".join(map(_words, refused.problems)), refused.exitcode
    except UsageRefused as refused:
        words, code = str(refused), 64
    print(words, file=sys.stderr)
    if is_form and os.environ.get("GITHUB_ACTIONS") == "true":
        command(github_error("Rien n'est publié", words))
    return code


def _words(problem: Problem) -> str:
    """Of a form, which has fields and no lines."""
    subject = f"{problem.field} : " if problem.field else ""
    hint = f"\n    → {problem.hint}" if problem.hint else ""
    return f"{subject}{problem.message} [{problem.code}]{hint}"


@dataclass(frozen=True)
class _Done:
    """A file that is to go out. message: of its commit."""

    path: PurePosixPath
    message: str


@dataclass
class _AlertDesk:
    """The content of a project, with its alerts."""

    request: Request
    ours: BuildSettings

    def write(self, typed: TypedAlert) -> _Done:
        """Write an alert that nothing is wrong with. Raises ContentRefused, with the alert's own faults alone."""
        if not any(map(str.isalnum, typed.title)):
            raise UsageRefused("Titre : il faut au moins un mot. Rien n'est écrit.")
        if not typed.text.strip():
            raise UsageRefused("Texte : il manque ce qu'il faut faire. Rien n'est écrit.")
        communes = {commune: one.name for commune, one in self.settled.content.catalogue.communes.items()}
        if (there := self._same_alert(typed, communes)) is not None:
            print(f"Alerte déjà écrite : {display_file(self.ours.content / there)}")
            return _Done(there, f"Alerte : {_title(typed)}")
        taken = {*used_ids(self.ours.content), *self.settled.content.ledger}
        item_id = alert_id(typed.title, self.now, taken)
        file = NewFile(PurePosixPath(_FOLDER, f"{item_id}.md"), alert_file(item_id, typed, self.now, communes))
        written = write_new(self.ours.content, file)
        try:
            self._refuse_faults(file.path)
        except BaseException:
            written.unlink()
            raise
        print(f"Alerte écrite : {display_file(written)}")
        return _Done(file.path, f"Alerte : {_title(typed)}")

    def _same_alert(self, typed: TypedAlert, communes: Mapping[str, str]) -> PurePosixPath | None:
        """The same one, written already: a run that is started again writes no second one."""
        for file in sorted((self.ours.content / _FOLDER).glob("*.md")):
            if _without_moment(file.read_text("utf-8", "replace")) == _without_moment(
                alert_file(file.stem, typed, self.now, communes)
            ):
                return PurePosixPath(_FOLDER, file.name)
        return None

    def lift(self, typed: str) -> _Done:
        """Say in the file of an alert that it is over. Raises ContentRefused, UsageRefused."""
        entry = self._alert(typed)
        file = self.ours.content / entry.origin.path
        data = file.read_bytes()
        write_whole(file, _mark_over(data))
        try:
            self._refuse_faults(entry.origin.path)
            again = self._read().content.catalogue.entries
            if not any(
                one.item.id == entry.item.id and isinstance(one.item, Alert) and one.item.is_lifted for one in again
            ):
                raise UsageRefused(f"{entry.origin.path} n'a pas pu être changé : ajoutez-y « statut: levee ».")
        except BaseException:
            write_whole(file, data)
            raise
        print(f"{_OVER} : {display_file(file)}")
        return _Done(PurePosixPath(entry.origin.path), f"{_OVER} : {entry.item.id}")

    @cached_property
    def now(self) -> datetime:
        return clock.now(self.ours.now, self.ours.territory.zone)

    @cached_property
    def settled(self) -> Settled:
        return self._read()

    def _read(self) -> Settled:
        return settle_project(self.request, self.ours, self.now, unite=True)

    def _refuse_faults(self, path: PurePosixPath) -> None:
        faults = [problem for problem in self._read().problems if problem.path == path]
        if faults:
            raise ContentRefused(faults)

    def _alert(self, typed: str) -> ContentFile:
        """The alert that is meant: by its id, or its address; the only one that is on."""
        entries = [one for one in self.settled.content.catalogue.entries if isinstance(one.item, Alert)]
        current = {one.item.id: one for one in entries if isinstance(one.item, Alert) and not one.item.over(self.now)}
        listed = "\n".join(f"  {one.item.id} : « {one.item.title} »" for one in current.values())
        wanted = typed.strip().rstrip("/").rpartition("/")[2]
        if not current:
            raise UsageRefused("Il n'y a pas d'alerte en cours.")
        if not wanted and len(current) == 1:
            return next(iter(current.values()))
        found = next((one for one in current.values() if wanted and wanted in (one.item.id, one.item.address)), None)
        if found is None:
            near = did_you_mean(wanted, current) if wanted else ""
            what = f"Pas d'alerte en cours de ce nom.{near}" if wanted else "Laquelle ? Donnez son identifiant."
            raise UsageRefused(f"{what}\nEn cours :\n{listed}")
        return found


def _title(typed: TypedAlert) -> str:
    return " ".join(typed.title.split())[:100]


def _without_moment(text: str) -> str:
    return re.sub(r"^publier_le: .*\n", "", text, count=1, flags=re.MULTILINE)


def _mark_over(data: bytes) -> bytes:
    """A file of an alert, with `statut: levee` in its head."""
    raw = frontmatter.split(data)
    lines = re.split(rb"(?<=\n)", data)
    at = raw.lines.get("statut")
    end = b"\r\n" if lines[0].endswith(b"\r\n") else b"\n"
    line = b"statut: levee" + end
    if at is not None:
        lines[at - 1] = line
    else:
        lines.insert(raw.lines["fin"], line)
    return b"".join(lines)


def _go_out(desk: _AlertDesk, done: _Done, content: Path | None, settings: Path, *, is_form: bool) -> int:
    """Keep the file in git, and have it published: by the forge, where one does, else from here."""
    git = repository_of(desk.ours, Secrets())
    if git is not None:
        git.save([str(done.path)], done.message)
    if git is not None and git.remote and (is_form or is_published_by_a_forge(desk.request.file.parent)):
        _send(git)
        print("Envoyé : la forge publie." if not is_form else "Envoyé.")
        return 0
    if is_form:
        raise UsageRefused("--formulaire sert à une forge : ce dossier ne vient d'aucun dépôt git.")
    return publish(content, settings)


def _send(git: Repository) -> None:
    """Push, behind what others push meanwhile. Raises PublicationRefused."""
    for tries in range(_MOST_TRIES):
        try:
            said = git.push()
        except PublicationRefused:
            if tries == _MOST_TRIES - 1 or not git.catch_up():
                raise
            continue
        if said:
            raise PublicationRefused("envoi-interrompu", "git", error=said)
        return
