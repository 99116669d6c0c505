"""A file that somebody hands over → a deposit that a form can name, and what is to be said of it."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from tambour.messages import problem
from tambour.model.conversions import printable
from tambour.pupitre.forms.data import UploadedFile
from tambour.pupitre.media.deposits import Deposit, Deposits
from tambour.pupitre.messages import media as words
from tambour.words.typography import french_spaces

HEAVIEST = 40_000_000  # bytes: a photo of 50 Mpx has 25 million; more than 100 and no forge takes a document
PATIENCE = 60  # seconds
_PACKAGE = str(Path(__file__).parents[3])  # where this package lies, wherever the server was started


class NotTaken(Exception):
    """A file that is not taken. sentence: why, and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Taken:
    """What came of a file.

    path: under content/. deposit: None when it is there already. title: that it says itself. notes: sentences. width,
    height: of a picture. look: see `likeness`.
    """

    path: str
    deposit: Deposit | None
    notes: tuple[str, ...] = ()
    title: str = ""
    width: int = 0
    height: int = 0
    look: str = ""

    @property
    def name(self) -> str:
        """As a field names it."""
        return self.path.partition("/")[2]


def take_in(upload: UploadedFile, folder: str, title: str, there: Mapping[str, Path], deposits: Deposits) -> Taken:
    """Take a file in.

    Args:
        upload: as it was sent.
        folder: `images` or `documents`, as it was asked for.
        title: of which its name is made; "" for that which it says itself.
        there: every file of the content, path under it → where it lies.
        deposits: where to keep it until it is saved.

    Raises:
        NotTaken: when it cannot be published.
    """
    name = printable(PurePosixPath(upload.name.replace("\\", "/")).name)[:80] or folder[:-1]
    if upload.size > HEAVIEST:
        raise _refusal("pupitre-fichier-trop-lourd", {"value": name, "limit": str(HEAVIEST // 1_000_000)})
    data = upload.read()
    if (known := _same(data, folder, there)) is not None:
        return Taken(known, None, (_already(known),))
    said, made = _in_a_child(data, name, folder)
    if said["folder"] != folder:
        raise _refusal("pupitre-image-comme-document", {"value": name})
    notes = [words.LACKS[str(lack)] for lack in said.get("lacks", ())]
    notes += [words.NOT_FOR_ALL] if notes else []
    width, height = int(said.get("width", 0)), int(said.get("height", 0))
    if sentence := words.done_fr(tuple(said.get("done", ())), width, height):
        notes.insert(0, sentence)
    own = str(said.get("title", ""))
    told = tuple(french_spaces(note) for note in notes)
    if (known := _same(made, folder, there)) is not None:
        return Taken(known, None, (_already(known), *told), own, width, height)
    deposit = deposits.keep(folder, made, str(said["suffix"]), title or own, there.keys())
    return Taken(deposit.path, deposit, told, own, width, height, str(said.get("look", "")))


def pdf_lacks(data: bytes, name: str) -> tuple[str, ...]:
    """What a PDF lacks to be read by everybody, of `words.LACKS`. name: as a person knows it."""
    try:
        said, _ = _in_a_child(data, name, "documents")
    except NotTaken:
        return ("illisible",)
    return tuple(map(str, said.get("lacks", ())))


def _already(path: str) -> str:
    return words.ALREADY if path.startswith("images/") else words.ALREADY_DOCUMENT


def _same(data: bytes, folder: str, there: Mapping[str, Path]) -> str | None:
    """The path of a file that has these bytes."""
    digest = hashlib.sha256(data).digest()
    for path, file in there.items():
        if not path.startswith(f"{folder}/"):
            continue
        try:
            if file.stat().st_size == len(data) and hashlib.sha256(file.read_bytes()).digest() == digest:
                return path
        except OSError:
            continue
    return None


def _in_a_child(data: bytes, name: str, folder: str) -> tuple[dict[str, Any], bytes]:
    """What is said of a file, and what is kept of it: see `admission`. Raises NotTaken."""
    with tempfile.TemporaryDirectory(prefix="pupitre-") as place:
        source, goal = Path(place, "recu"), Path(place, "garde")
        source.write_bytes(data)
        command = [sys.executable, "-m", "tambour.pupitre.media.admission", str(source), str(goal), name, folder]
        paths = os.pathsep.join((_PACKAGE, os.environ.get("PYTHONPATH", ""))).strip(os.pathsep)
        try:
            done = subprocess.run(  # noqa: S603 — ours; a name is an argument, never a command
                command,
                capture_output=True,
                timeout=PATIENCE,
                check=False,
                cwd=place,
                env={**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1"},
            )
        except subprocess.TimeoutExpired:
            raise _refusal("pupitre-fichier-trop-long", {"value": name}) from None
        if done.returncode:  # it took more memory than there is, or found a fault of a library
            raise _refusal("image-illisible" if folder == "images" else "document-illisible", {"value": name})
        said = json.loads(done.stdout)
        if "fault" in said:
            raise _refusal(said["fault"], said["context"])
        return said, goal.read_bytes()


def _refusal(code: str, context: Mapping[str, str]) -> NotTaken:
    if code in words.REFUSED:
        return NotTaken(french_spaces(words.REFUSED[code].format(**context)))
    told = problem(code, PurePosixPath(context.get("value", "")), **context)
    message = told.message[:1].upper() + told.message[1:]
    return NotTaken(french_spaces(f"{message}. {told.hint}".replace("documents/", "les documents").replace("'", "’")))
