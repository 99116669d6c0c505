"""Whether files hold what they held at the last build, where their times and inodes say nothing.

A checkout, a copy, a `touch` change these of every file, and the bytes of none. What each input held is kept in the
cache, beside how it looked then: only one that looks otherwise is read, and the first that differs ends the search.
"""

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from os import stat_result
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tambour.build import clock
from tambour.build.fingerprint import content_digest, fingerprint, look
from tambour.build.former_files import served_files
from tambour.build.last_build import MANIFEST, LastBuild
from tambour.media.sealed import remove, seal, unseal

if TYPE_CHECKING:
    from tambour.build.inputs import Inputs

_FOLDER = "builds"  # of the cache
_OF_TIME = ("NOW", clock.EPOCH)  # facts that say when it is

Files = Mapping[str, tuple[str, str]]  # path → how it looks (`fingerprint.look`), digest of what it holds


@dataclass(frozen=True)
class BuiltFrom:
    """What an output was built from.

    facts: digest of what is no file. files: every file of the inputs. since, until: see `LastBuild`. manifest: digest
    of the output's own. kit: whether there was something for the agent.
    """

    facts: str
    files: Files
    since: str = ""
    until: str = ""
    manifest: str = ""
    kit: bool = False

    @classmethod
    def of(cls, inputs: "Inputs", before: Self | None) -> Self:
        """How the inputs are now. before: of an earlier build: a file that looks the same is not read again."""
        known = before.files if before else {}
        return cls(_facts(inputs), {path: (looks, digest) for path, looks, digest in _digests(_files(inputs), known)})

    def is_same(self, inputs: "Inputs") -> bool:
        """Whether the inputs hold the same now."""
        if self.facts != _facts(inputs):
            return False
        found = dict(_files(inputs))
        if list(found) != list(self.files):
            return False
        return all(self.files[path][1] == digest for path, _, digest in _digests(found.items(), self.files))

    def key_of_settings(self, inputs: "Inputs") -> str:
        """Hex digest of all but the content and the moment: what makes pages and files of them."""
        total = hashlib.sha256(_facts(inputs, _OF_TIME).encode())
        content = f"{inputs.content}{os.sep}"
        for path, (_, digest) in self.files.items():
            if not path.startswith(content):
                total.update(f"{path}\0{digest}\0".encode("utf-8", "surrogateescape"))
        return total.hexdigest()

    def complete(self, last: LastBuild, output: Path, *, kit: bool) -> "BuiltFrom":
        """The same, once the output is in place."""
        return BuiltFrom(self.facts, self.files, last.since, last.until, _digest(output / MANIFEST), kit)


def read(cache: Path, output: Path) -> BuiltFrom | None:
    """What an output was built from; None when it is not known."""
    try:
        kept = json.loads(unseal(_file(cache, output).read_bytes()))
        return BuiltFrom(**{**kept, "files": {path: tuple(pair) for path, pair in kept["files"].items()}})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):  # not there, or not what we wrote
        return None


def keep(built: BuiltFrom, cache: Path, output: Path) -> None:
    """Remember it. Raises OSError."""
    file = _file(cache, output)
    file.parent.mkdir(parents=True, exist_ok=True)
    spare = file.with_name(f"{file.name}.tambour-new")
    spare.write_bytes(seal(json.dumps(vars(built)).encode()))
    if file.is_dir():
        remove(file)
    spare.replace(file)


def forget(cache: Path, output: Path) -> None:
    """From here on, nobody knows what an output was built from. Raises OSError."""
    file = _file(cache, output)
    if file.is_dir():  # nothing that any build has put there
        remove(file)
    file.unlink(missing_ok=True)


def is_whole(output: Path, manifest: str) -> bool:
    """Whether a folder is the output whose manifest has this digest: every file as it says, and no other."""
    try:
        data = (output / MANIFEST).read_bytes()
        if hashlib.sha256(data).hexdigest() != manifest:
            return False
        said = json.loads(data)
        files = [*served_files(said), *said["former"]]
        wanted = {file["path"]: file["sha256"] for file in files}
        there = {path.relative_to(output).as_posix() for path in output.rglob("*") if not path.is_dir()}
        return there == {*wanted, MANIFEST} and all(_digest(output / path) == wanted[path] for path in wanted)
    except (OSError, ValueError, KeyError):
        return False


def _file(cache: Path, output: Path) -> Path:
    return cache / _FOLDER / f"{hashlib.sha256(str(output).encode('utf-8', 'surrogateescape')).hexdigest()}.json"


def _facts(inputs: "Inputs", without: Collection[str] = ()) -> str:
    return fingerprint((), {name: fact for name, fact in inputs.facts.items() if name not in without})


def _files(inputs: "Inputs") -> Iterator[tuple[str, stat_result]]:
    return (entry for root in inputs.roots for entry in inputs.entries(root))


def _digests(files: Iterable[tuple[str, stat_result]], known: Files) -> Iterator[tuple[str, str, str]]:
    """Path, how it looks, digest of what it holds."""
    for path, stat in files:
        before, digest = known.get(path, ("", ""))
        yield path, look(stat), digest if look(stat) == before else _digest_if_any(path, stat)


def _digest_if_any(path: str, stat: stat_result) -> str:
    """ "" for what cannot be read: whoever reads it says so."""
    try:
        return content_digest(path, stat)
    except OSError:
        return ""


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
