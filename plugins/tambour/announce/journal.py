"""The journal of announcements: `_annonces.jsonl`, in the content folder, one line for each thing that happened.

A line is written, and on the disk, before a network is asked for anything, and another once it has answered; whatever
cuts it short, the lines say what is known and what must be asked. Lines are only ever added, and mean the same in any
order: two machines' journals are united line by line. It holds no secret.
"""

import os
from pathlib import Path
from typing import Any

from tambour.build.machine import write_whole
from tambour.model.announce_lines import JOURNAL_FILE, AnnounceLine, lines_in
from tambour.model.announcements import AnnounceJournal

_ATTRIBUTES = ".gitattributes"  # beside it: it goes where the content goes, into whatever repository
_UNITE = f"{JOURNAL_FILE} text eol=lf merge=union"  # both sides of a merge are true


class JournalWriter:
    """Adds lines to the journal of one project, and knows it as it stands.

    folder: of the content.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / JOURNAL_FILE
        try:
            self._lines = [*lines_in(self._file.read_bytes())]
        except FileNotFoundError:
            self._lines = []

    @property
    def journal(self) -> AnnounceJournal:
        return AnnounceJournal.of(self._lines)

    def add(self, *lines: AnnounceLine) -> None:
        """Have these be on the disk before anything else happens. Raises OSError."""
        is_new = not self._file.exists()
        with self._file.open("ab+") as file:
            data = b"".join(line.data() for line in lines)
            if file.tell() and _last_byte(file) != b"\n":  # half of a line
                data = b"\n" + data
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            _let_git_unite(self._file.with_name(_ATTRIBUTES))
            _settle_folder(self._file.parent)
        self._lines += lines


def _let_git_unite(file: Path) -> None:
    """Tell git to keep the lines of both sides, unless somebody has told it something about the journal already."""
    attributes = file.read_text("utf-8") if file.is_file() else ""
    if JOURNAL_FILE not in attributes:
        write_whole(file, f"{attributes.rstrip()}\n{_UNITE}\n".lstrip().encode())


def _last_byte(file: Any) -> bytes:
    file.seek(-1, os.SEEK_END)
    return bytes(file.read(1))


def _settle_folder(folder: Path) -> None:
    """Have the name of a new file outlive the machine, too, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
