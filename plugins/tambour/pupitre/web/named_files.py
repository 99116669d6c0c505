"""A file of the content as people call it: by its title and in words what it is, with where it is looked at."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from tambour.model.kinds import FOLDERS, REGISTERS
from tambour.publish.posted import POSTED_FILE
from tambour.pupitre.messages.registers import REGISTERS as REGISTER_WORDS
from tambour.pupitre.messages.site import FILES
from tambour.pupitre.web.guards import TOP
from tambour.pupitre.web.project import WrittenContent
from tambour.source.files import FROZEN_SUFFIX, LEDGER_FILE, REFERENCE_FOLDER

_IN_REGISTERS = {f"{REFERENCE_FOLDER}/{register.file}": register for register in REGISTERS.values()}
_MEDIA = ("images", "documents")


@dataclass(frozen=True)
class NamedFile:
    """title: "" for what is no more, and has none. what: in French. address: where it is seen; "" for nowhere."""

    title: str
    what: str
    address: str = ""


def named_files(
    written: WrittenContent, paths: Iterable[str], title_kept: Callable[[str], str] = lambda path: ""
) -> list[NamedFile]:
    """What people call some files, each once; nothing of those that only machines read.

    Args:
        written: the content as it is.
        paths: of the files, under content/.
        title_kept: of a content that is no more, its title in the last version that has it; "" for none.
    """
    return [*dict.fromkeys(one for path in paths for one in _names_of(written, path, title_kept))]


def title_of(written: WrittenContent, path: str) -> str:
    """What people call a file; its path, where only machines read it."""
    return next((one.title or one.what for one in named_files(written, [path])), path)


def _names_of(written: WrittenContent, path: str, title_kept: Callable[[str], str]) -> Iterator[NamedFile]:
    folder, name = path.partition("/")[0], PurePosixPath(path).name
    if (sheet := written.sheets.get(path)) is not None:
        yield NamedFile(sheet.title, sheet.kind.label, f"{TOP}/ecrire/{quote(path)}")
    elif (register := _IN_REGISTERS.get(path)) is not None:
        words = REGISTER_WORDS[register.name].title
        yield NamedFile(
            words, "" if register.only else FILES["repertoire"], f"{TOP}/repertoire/{PurePosixPath(path).stem}/"
        )
    elif folder in _MEDIA:
        is_there = path in written.content.catalogue.media
        there, gone = f"{TOP}/medias/voir/{quote(path)}", f"{FILES[folder]}, {FILES['parti']}"
        yield NamedFile(name, FILES[folder] if is_there else gone, there if is_there else "")
    elif path == POSTED_FILE:
        yield NamedFile(FILES["diffusion"], "", f"{TOP}/diffusion/")
    elif path == LEDGER_FILE:
        yield NamedFile(FILES["registre"], "")
    elif FROZEN_SUFFIX in path:
        yield NamedFile("", FILES["figee"])
    elif folder in FOLDERS:
        title = title_kept(path)
        back = f"{TOP}/versions/{quote(path)}" if title else ""
        yield NamedFile(title, f"{FOLDERS[folder].label}, {FILES['parti']}", back)
