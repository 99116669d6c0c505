"""The folders that a build replaces or empties, judged before any work: ours to replace, and able to be replaced.

What somebody put into a folder is never lost to a build: one that holds anything, and no mark of ours, is refused.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tambour.build import swap
from tambour.build.last_build import KIT_MARK, MANIFEST, recall, signatures, state_file
from tambour.build.machine import user_name
from tambour.build.settings_file import SettingsFile
from tambour.media.sealed import remove
from tambour.messages import problem
from tambour.model.problems import Problem

if TYPE_CHECKING:
    from tambour.build.request import Request

_MOUNTS = Path("/proc/self/mountinfo")  # proc_pid_mountinfo(5): the fifth field is where it is mounted
_OCTAL = re.compile(r"\\([0-7]{3})")
_OUTPUT, _KIT, _CACHE = "OUTPUT_PATH", "KIT_PATH", "CACHE_PATH"
_OURS_IN_CACHE = {
    "builds": re.compile(r"[0-9a-f]{64}.*"),
    "outputs": re.compile(r"[0-9a-f]{64}.*"),
    "media": re.compile(r"[0-9a-f]{32}.*|originals\.json.*"),
}
_NAMES = {_OUTPUT: "OUTPUT_PATH, --output"}


def unfit_folders(request: "Request") -> list[Problem]:
    """Everything that forbids to replace the output, the kit, and the folders in which the next ones are made."""
    file = SettingsFile.read(request.file)
    return [
        problem(code, *file.place(key), **{"key": _NAMES.get(key, key), "user": user_name(), **context})
        for key, code, context in (
            *_overlaps(request),
            *_foreign(request),
            *_mounted_alone(request),
            *_without_right(request),
        )
    ]


def is_kit(folder: Path) -> bool:
    """Whether a folder is a kit that a build made; one that holds nothing is anybody's."""
    return _is_ours(folder, KIT_MARK, {})


def empty_cache(folder: Path) -> None:
    """Remove what earlier builds kept; what else lies there is not ours. Raises OSError."""
    for name, ours in _OURS_IN_CACHE.items():
        for path in (folder / name).iterdir() if (folder / name).is_dir() else ():
            if ours.fullmatch(path.name):
                remove(path)


_Found = Iterator[tuple[str, str, Mapping[str, object]]]


def _overlaps(request: "Request") -> _Found:
    """A folder that is replaced must not hold another one that counts, nor the kit lie in the output."""
    output, kit = request.output, request.kit
    if _one_in_the_other(output, kit):
        yield _KIT, "dossiers-emboites", {"value": output, "other": kit}
    read = [Path(request.values["PATH"]).resolve(), request.file.parent.resolve(), request.cache.resolve()]
    for key, folder in ((_OUTPUT, output), (_KIT, kit)):
        yield from (
            (key, "dossiers-emboites", {"value": folder, "other": other})
            for other in read
            if other.is_relative_to(folder)
        )


def _one_in_the_other(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def _foreign(request: "Request") -> _Found:
    last = recall(request.output)
    files, kit = (last.files, last.kit) if last else ({}, {})
    if not _is_ours(request.output, MANIFEST, files) or (request.output / ".git").exists():
        yield _OUTPUT, "sortie-etrangere", {"value": request.output}
    if not _is_ours(request.kit, KIT_MARK, kit):
        yield _KIT, "dossier-etranger", {"value": request.kit}
    began = state_file(request.output).exists()  # a build that was killed may have left a half-made one, without mark
    for key, live, mark in ((_OUTPUT, request.output, MANIFEST), (_KIT, request.kit, KIT_MARK)):
        for folder in (swap.next_folder(live), swap.aside_folder(live)):
            if not began and not _is_ours(folder, mark, {}):
                yield key, "dossier-etranger", {"value": folder}


def _is_ours(folder: Path, mark: str, files: Mapping[str, str]) -> bool:
    """Whether what a folder holds was written by a build. files: by path, what the last one wrote there."""
    names = _names(folder)
    if not names or mark in names:
        return True
    return bool(files) and folder.is_dir() and signatures(folder).keys() <= files.keys()  # the mark alone was removed


def _names(folder: Path) -> set[str]:
    """What a folder holds; a file in its place counts as something that is not ours."""
    if folder.is_dir():
        return {entry.name for entry in os.scandir(folder)}
    return {""} if folder.exists() or folder.is_symlink() else set()


def _mounted_alone(request: "Request") -> _Found:
    mounts = _mount_points()
    for key, folder in ((_OUTPUT, request.output), (_KIT, request.kit)):
        if str(folder) in mounts or os.path.ismount(folder):
            yield key, "sortie-point-de-montage", {"value": folder}


def _mount_points() -> frozenset[str]:
    """Where something is mounted, as Linux tells it: a folder of the same disk that is bound there, too."""
    try:
        lines = _MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return frozenset()
    return frozenset(_OCTAL.sub(lambda found: chr(int(found[1], 8)), line.split(" ")[4]) for line in lines)


def _without_right(request: "Request") -> _Found:
    """A folder that must be made where this account may not write: else that is found out when all is done."""
    for key, folder in ((_OUTPUT, request.output), (_KIT, request.kit), (_CACHE, request.cache)):
        holder = folder if key == _CACHE and folder.is_dir() else folder.parent  # output and kit change places there
        while not holder.exists() and holder != holder.parent:
            holder = holder.parent
        if holder.is_dir() and not os.access(holder, os.W_OK | os.X_OK):
            yield key, "dossier-sans-droit", {"value": holder, "other": folder.name}
