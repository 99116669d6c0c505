"""What a build knows, kept for the next command: the files that were read, the items, and what each page has read.

Where it cannot be believed (`kept_parts`), a full build follows. The bytes of the output are not in it, but their
digests.

It is written again when much was made since: to write all of it takes longer than to make what one edit changes, and
what lies in the folders is believed only as far as it is what was kept. So the builds in between begin where the same
one ended, and make a few more files each time.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from tambour.build.live.kept_parts import KeptParts, made_by_settings
from tambour.build.live.pickling import NOT_WHAT_WAS_KEPT
from tambour.build.live.site_build import SiteBuild
from tambour.build.live.staged import KnownFile, StagedFolder
from tambour.build.run import MadeReady

_FOLDERS = ("public", "kit")
FEW = 0.05  # of all files: as long as no more are made again, what is kept stays


@dataclass(frozen=True)
class KeptBuild:
    """Where it is kept."""

    parts: KeptParts

    def begin(self, ready: MadeReady, *, strict: bool = False, anew: bool = False) -> SiteBuild:
        """A build that goes on where the last one ended, as far as that can be believed.

        Args:
            ready: what Pelican has made ready.
            strict: any fault stops everything.
            anew: believe nothing that earlier builds left.
        """
        live = {"public": ready.settings.output, "kit": ready.settings.kit}
        given = made_by_settings(ready.settings)
        with suppress(*NOT_WHAT_WAS_KEPT):
            parts = iter(()) if anew else self.parts.read(given)
            memory, known = next(parts), next(parts)
            given |= {name: StagedFolder(folder, _files_of(known[name])) for name, folder in live.items()}
            build = SiteBuild(ready, given["public"], given["kit"], strict=strict)
            build.take_up(memory, next(parts))
            return build
        return SiteBuild(ready, *(StagedFolder(folder, {}) for folder in live.values()), strict=strict)

    def keep(self, build: SiteBuild) -> None:
        """Keep it, whole or not at all, once its output is in place, if much of it was made anew. Raises OSError.

        Where a channel has prepared something that cannot be kept, nothing is: each build is a full one.
        """
        if build.has_gone_on and build.made <= FEW * build.file_count:
            return
        state = dict(build.state())
        folders = {name: state.pop(name) for name in _FOLDERS}
        given = made_by_settings(build.settings) | folders
        known = {name: _text_of(folder.file_notes()) for name, folder in folders.items()}
        self.parts.write((state.pop("memory"), known, state), given)


def _text_of(files: Mapping[str, KnownFile]) -> bytes:
    """What is known of the files of a folder: one object where there would be five for each of tens of thousands."""
    parts = (part for path, file in files.items() for part in (path, str(file.length), file.sha256, file.look))
    return "\0".join(parts).encode("utf-8", "surrogatepass")


def _files_of(text: bytes) -> dict[str, KnownFile]:
    """The same, as it was."""
    parts = text.decode("utf-8", "surrogatepass").split("\0")
    each = zip(parts[::4], parts[1::4], parts[2::4], parts[3::4], strict=False)  # of no file there is one part
    return {path: KnownFile(int(length), sha256, look) for path, length, sha256, look in each}
