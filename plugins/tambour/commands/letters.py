"""`inv lettre`: what a letter carries, seen before it is sent; frozen once it has been, so that it never changes."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from tambour.build import clock, report
from tambour.build.request import Request, kit_beside
from tambour.build.run import LIVE
from tambour.build.settings import BuildSettings
from tambour.commands.build import build_anew
from tambour.commands.project import channel_is_off, read_settings, settle_project
from tambour.model.kinds import KINDS
from tambour.model.letters.edition import Edition, SelectionPart, freeze
from tambour.model.letters.letter import CHANNEL, Letter
from tambour.model.problems import ContentRefused, Refused
from tambour.model.site.site import Site
from tambour.source.entry import Catalogue, ContentFile
from tambour.source.frozen import EDITIONS, folder_of
from tambour.source.suggest import did_you_mean
from tambour.words.dates import date_fr, hour_fr
from tambour.words.editions import Editions

_USAGE = 64  # EX_USAGE (sysexits.h)

_Choice = Callable[[Sequence[Letter], datetime], Letter]


class LetterRefused(Exception):
    """What was asked of a letter cannot be done; the message is a French sentence."""


@dataclass(frozen=True)
class _Found:
    """A letter, in the project that holds it."""

    settings: BuildSettings
    entry: ContentFile
    letter: Letter
    now: datetime

    @classmethod
    def read(cls, letter_id: str, request: Request, default: "_Choice") -> "_Found":
        settings = read_settings(request)
        now = clock.now(settings.now, settings.territory.zone)
        settled = settle_project(request, settings, now)
        try:
            entry = _letter(settled.content.catalogue, letter_id, lambda letters: default(letters, now))
        except LetterRefused:
            if any(left.path.parts[0] == KINDS["letter"].folder for left in settled.left_out):  # it may be what waits
                raise ContentRefused(settled.problems) from None
            raise
        assert isinstance(entry.item, Letter)
        if CHANNEL not in settings.channels:
            raise LetterRefused(channel_is_off(CHANNEL))
        return cls(settings, entry, entry.item, now)

    @property
    def frozen(self) -> Path:
        """Folder in which it is kept once frozen."""
        return self.settings.content / folder_of(self.entry.origin.path)


def preview(letter_id: str, content: Path | None = None, settings: Path | None = None) -> int:
    """Build the site as it will be when a letter is sent, beside the live one, and say what the letter carries.

    letter_id: "" = the next to be sent.

    Returns the exit code: as `build`, and 64 when there is no such letter.
    """
    try:
        request = Request.read(content, settings)
        target = _Found.read(letter_id, request, _next)
        letter_id = target.letter.id
        if target.settings.publication:
            raise LetterRefused(
                "L'aperçu se fait au jour de l'envoi, et ces réglages publient à l'heure réelle : donnez ceux qui "
                "servent à regarder (--settings=pelicanconf.py)."
            )
        moment = f"{max(target.now, target.letter.publish_at):%Y-%m-%d %H:%M}"
        output = request.output.with_name(f"{request.output.name}.apercu")
        run = build_anew(Request.read(content, settings, output, None, moment, asked=[letter_id]))
    except (Refused, LetterRefused) as refused:
        return _refuse(refused)
    except SystemExit as stopped:  # a refusal that was told already
        return stopped.code if isinstance(stopped.code, int) else 1
    editions = _editions(run.published, letter_id)
    print("\n".join(_listing(editions)))
    page = kit_beside(output) / "lettres" / letter_id / "index.html"
    print(f"Aperçu : {_display_path(page)}")
    return 0


def freeze_letter(letter_id: str, content: Path | None = None, settings: Path | None = None) -> int:
    """Keep a letter as it is published now, words and pictures, beside its file. Returns 0, or 64, 65, 70, 78.

    letter_id: "" = the last that was sent.
    """
    try:
        target = _Found.read(letter_id, Request.read(content, settings), _last)
        letter_id = target.letter.id
        if target.frozen.exists():
            raise LetterRefused(
                f"« {letter_id} » est déjà figée, dans {_display_path(target.frozen)} : rien n'est changé."
            )
        if not target.settings.url.startswith("https://"):
            raise LetterRefused(
                f"L'adresse du site est {target.settings.url} : figez avec les réglages de la publication "
                "(--settings=publishconf.py), sans quoi la lettre garderait des adresses d'essai."
            )
        if target.letter.publish_at > target.now:
            day = f"le {date_fr(target.letter.publish_at)} à {hour_fr(target.letter.publish_at)}"
            raise LetterRefused(f"« {letter_id} » paraît {day} : figez-la quand elle est partie.")
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder) / "site.apercu"
            request = Request.read(content, settings, site)
            overrides = {**request.overrides, LIVE: str(Request.read(content, settings).output)}
            run = build_anew(replace(request, overrides=overrides))
            editions = _editions(run.published, letter_id)
            _keep(editions, site / "lettres" / letter_id / "images", target)
    except (Refused, LetterRefused) as refused:
        return _refuse(refused)
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else 1
    print(f"Figée dans {_display_path(target.frozen)} : enregistrez ce dossier dans git.")
    return 0


def _next(letters: Sequence[Letter], now: datetime) -> Letter:
    """The next to be sent; when all have left, the last."""
    ahead = [letter for letter in letters if letter.publish_at >= now]
    return min(ahead, key=lambda letter: letter.publish_at) if ahead else _last(letters, now)


def _last(letters: Sequence[Letter], now: datetime) -> Letter:
    """The last that was sent; before the first, the first."""
    gone = [letter for letter in letters if letter.publish_at <= now]
    return max(gone, key=lambda letter: letter.publish_at) if gone else min(letters, key=lambda one: one.publish_at)


def _editions(site: Site, letter_id: str) -> tuple[Edition, ...]:
    published = site.get(letter_id)
    assert published is not None, "published when it was asked for"
    return Editions(site).of(published)


def _keep(editions: Sequence[Edition], images: Path, target: "_Found") -> None:
    """Write the editions and the pictures of their mails, all or nothing."""
    folder = target.frozen
    # A name that the source ignores, and nobody else's.
    spare = Path(tempfile.mkdtemp(prefix="_", suffix=folder.name, dir=folder.parent))
    spare.chmod(folder.parent.stat().st_mode & 0o777)
    kept = str(folder_of(target.entry.origin.path))
    try:
        for name in sorted({image.name for edition in editions for image in edition.images}):
            shutil.copyfile(images / name, spare / name)
        (spare / EDITIONS).write_bytes(freeze(tuple(edition.kept_in(kept) for edition in editions)))
        spare.rename(folder)
    except OSError:
        shutil.rmtree(spare, ignore_errors=True)
        raise


def _listing(editions: Sequence[Edition]) -> Iterator[str]:
    """What a letter carries, a line each; of a commune's edition, the sections that are not the whole territory's."""
    whole = editions[0]
    for edition in editions:
        parts = [part for part in edition.parts if isinstance(part, SelectionPart)]
        if edition is not whole:
            parts = [part for part in parts if part not in whole.parts]
        yield f"{edition.subject}{f' ({edition.commune_name})' if edition.commune_name else ''}"
        for part in parts:
            yield f"  {part.title or 'Sélection'}"
            yield from (f"    - {item.title} [{item.id}] {item.when} {item.state}".rstrip() for item in part.items)
        if not parts:
            yield "  Comme l'édition de tout le territoire." if edition is not whole else "  Aucun contenu choisi."


def _letter(catalogue: Catalogue, letter_id: str, default: Callable[[Sequence[Letter]], Letter]) -> ContentFile:
    """The letter of this id; without one, the one that `default` chooses among those that are no drafts."""
    letters = {entry.item.id: entry for entry in catalogue.entries if isinstance(entry.item, Letter)}
    ready = [entry.item for entry in letters.values() if isinstance(entry.item, Letter) and not entry.item.draft]
    if not letter_id and ready:
        letter_id = default(ready).id
    if letter_id not in letters:
        sentence = (
            f"Aucune lettre n'a l'identifiant « {letter_id} »." if letter_id else "Il n'y a pas encore de lettre."
        )
        raise LetterRefused(sentence + did_you_mean(letter_id, letters))
    if letters[letter_id].item.draft:
        raise LetterRefused(f"« {letter_id} » est un brouillon : retirez « brouillon: oui ».")
    return letters[letter_id]


def _refuse(refused: Refused | LetterRefused) -> int:
    print(report.text(refused) if isinstance(refused, Refused) else refused, file=sys.stderr)
    return refused.exitcode if isinstance(refused, Refused) else _USAGE


def _display_path(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
