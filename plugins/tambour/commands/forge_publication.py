"""`inv publier --envoyer` and `--constater`: the halves of a publication that a forge puts online in between."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tambour.build import last_build, report
from tambour.build.request import Request
from tambour.commands.project import read_settings
from tambour.commands.publish import PublishRun, chosen_targets
from tambour.commands.terminal import UsageRefused, refuse_taken
from tambour.model.problems import Refused
from tambour.publish.forges import runner
from tambour.publish.places.git_pages import GitPages
from tambour.publish.publication import moment_fr, see_release, send_release
from tambour.publish.refusals import PublicationRefused
from tambour.publish.release import Release


def hand_over(content: Path | None, settings: Path | None, to: str | None, folder: Path) -> int:
    """Record, build, read back, send to the branch, and write into a folder what the forge is to show.

    Args:
        content: folder of the content.
        settings: file of the settings.
        to: name of a target; by default, the first that is a branch of a forge.
        folder: that does not exist yet, or holds what was handed over before.

    Returns:
        As `publish`. Raises UsageRefused.
    """
    return _run(content, settings, to, lambda run: run.hand_over(folder))


def see(content: Path | None, settings: Path | None, to: str | None, folder: Path) -> int:
    """What is left once the forge shows the site of this folder: look at it online, and say what is new.

    Arguments and returns as above.
    """
    return _run(content, settings, to, lambda run: run.see(folder))


def _run(content: Path | None, settings: Path | None, to: str | None, act: "Callable[[_ForgeRun], int]") -> int:
    try:
        request = Request.read(content, settings)
        ours = read_settings(request)
        return act(_ForgeRun(request, ours, content, settings, chosen_targets(ours, to)))
    except PublicationRefused as refused:
        print(*refused.problems, sep="\n", file=sys.stderr)
        return refused.exitcode
    except Refused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode


class _ForgeRun(PublishRun):
    """One run of either half."""

    def hand_over(self, folder: Path) -> int:
        """The forge is told whether it has something to put online."""
        name, place = self._pages()
        _empty(folder)
        if code := self._prepare():
            return code
        with last_build.lock(self.request.output):
            release = Release.read(self.request.output)
            new = send_release(place, release, self._about(name, place.target), self.steps, folder.absolute())
        made = f"publication du {moment_fr(release)}"
        print(f"À mettre en ligne : {folder}/ ({made})" if new else f"Déjà en ligne : {made}")
        runner.tell("nouveau", "oui" if new else "non")
        return 0

    def see(self, folder: Path) -> int:
        """Look, and say what is new."""
        name, place = self._pages()
        try:
            release = Release.read(folder)
        except OSError:
            raise UsageRefused(f"Pas de site dans {folder}/ : « publier --envoyer={folder} » l'y met.") from None
        self._tell(name, place.target, see_release(place, release, self._about(name, place.target), self.steps))
        return 0

    def _pages(self) -> tuple[str, GitPages]:
        """The first target that is a branch of a forge."""
        for name, target in self.targets.items():
            place = self._place(name, target)
            if isinstance(place, GitPages):
                return name, place
        raise UsageRefused('--envoyer et --constater servent à une forge : TARGETS n\'a pas de {"kind": "pages"}.')


def _empty(folder: Path) -> None:
    """Have a folder be new. Raises UsageRefused for one that is somebody's."""
    if (folder / last_build.MANIFEST).is_file():
        shutil.rmtree(folder)
    refuse_taken(folder)
