"""Files that wait to be saved with the content that names them: taken in, and in no version yet.

Nothing of them lies in the content folder until then: what is never saved is never seen by anybody.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tambour.model.slugs import id_from

_TOKEN = re.compile(r"(?P<folder>images|documents)/(?P<digest>[0-9a-f]{32})/(?P<name>[a-z0-9-]{1,80}\.[a-z0-9]{2,8})")
_KEPT_FOR = 30 * 86_400  # seconds: somebody comes back from holiday to a form that she had left
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Deposit:
    """One file that waits. token: by which a form names it. path: under content/, where it goes. file: where it is."""

    token: str
    path: str
    file: Path

    @property
    def name(self) -> str:
        """As a field names it."""
        return self.path.partition("/")[2]


@dataclass(frozen=True)
class Deposits:
    """folder: of all of them, of the pupitre's own."""

    folder: Path

    def keep(self, folder: str, data: bytes, suffix: str, title: str, taken: Collection[str]) -> Deposit:
        """Keep a file until it is saved: its name is made of a title, never of what it was called.

        Args:
            folder: `images` or `documents`.
            data: its bytes.
            suffix: that its name ends with.
            title: what it shows, or is.
            taken: paths under content/ that others have.
        """
        digest = hashlib.sha256(data).hexdigest()[:32]
        place = self.folder / folder / digest
        with suppress(FileNotFoundError):
            for there in place.iterdir():
                if there.suffix == suffix and not there.name.startswith(".") and f"{folder}/{there.name}" not in taken:
                    there.touch()  # she has not forgotten it
                    return self._deposit(folder, digest, there.name)
        name = self._free_name(folder, title, suffix, taken)
        place.mkdir(parents=True, exist_ok=True)
        spare = place / f".{os.getpid()}"
        spare.write_bytes(data)
        spare.replace(place / name)
        self._forget_old(place.stat().st_mtime)
        return self._deposit(folder, digest, name)

    def find(self, tokens: Iterable[str]) -> tuple[Deposit, ...]:
        """Those that a form names; what is none, or was forgotten, is passed over."""
        found = (self._of(token) for token in dict.fromkeys(tokens))
        return tuple(deposit for deposit in found if deposit is not None and deposit.file.is_file())

    def drop(self, deposits: Iterable[Deposit]) -> None:
        """They were saved."""
        for deposit in deposits:
            shutil.rmtree(deposit.file.parent, ignore_errors=True)

    def _of(self, token: str) -> Deposit | None:
        match = _TOKEN.fullmatch(token)
        return None if match is None else self._deposit(match["folder"], match["digest"], match["name"])

    def _deposit(self, folder: str, digest: str, name: str) -> Deposit:
        return Deposit(f"{folder}/{digest}/{name}", f"{folder}/{name}", self.folder / folder / digest / name)

    def _free_name(self, folder: str, title: str, suffix: str, taken: Collection[str]) -> str:
        waiting = {file.name for file in (self.folder / folder).glob("*/*")}
        used = {path.partition("/")[2].rpartition(".")[0].lower() for path in taken if path.startswith(f"{folder}/")}
        used |= {name.rpartition(".")[0] for name in waiting}
        start = id_from(title)[:_LONGEST_NAME].strip("-") if title.strip() else folder[:-1]
        stem, number = start, 1
        while stem in used:
            number += 1
            stem = f"{start}-{number}"
        return stem + suffix

    def _forget_old(self, now: float) -> None:
        for place in self.folder.glob("*/*"):
            with suppress(OSError):
                newest = max((file.stat().st_mtime for file in place.iterdir()), default=0)
                if now - newest > _KEPT_FOR:
                    shutil.rmtree(place, ignore_errors=True)
