"""What the machine refuses, as a French sentence: which file, what is wrong, what to do; never a traceback.

The live site is whole whenever this is told: it is replaced at one instant, when everything else is done.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from tambour.messages import problem
from tambour.model.problems import Problem, Refused

_CODES = {
    "disque-plein": (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    "disque-en-lecture-seule": (errno.EROFS,),
    "droit-manquant": (errno.EACCES, errno.EPERM),
    "fichier-disparu": (errno.ENOENT, errno.ESTALE),
    "fichier-en-travers": (errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY),
    "fichier-occupe": (errno.EBUSY, errno.ETXTBSY, errno.EAGAIN),
    "nom-de-fichier-trop-long": (errno.ENAMETOOLONG,),
    "trop-de-fichiers-ouverts": (errno.EMFILE, errno.ENFILE),
    "liens-en-rond": (errno.ELOOP,),
    "disque-defaillant": (errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE, errno.ETIMEDOUT),
    "memoire-insuffisante": (errno.ENOMEM,),
}
_CODE_OF = {number: code for code, numbers in _CODES.items() for number in numbers}


class MachineRefused(Refused):
    """The machine must be mended: its disk, a folder, a right."""

    exitcode = 74  # EX_IOERR, sysexits.h


def machine_refused(error: OSError | MemoryError) -> MachineRefused:
    """The refusal that an error of the system stands for."""
    return MachineRefused([_problem(error)])


@contextmanager
def in_french() -> Iterator[None]:
    """Raise MachineRefused for what the system refuses in the body of a `with`; a broken pipe is no refusal."""
    try:
        yield
    except BrokenPipeError:
        raise
    except (OSError, MemoryError) as error:
        raise machine_refused(error) from error


def write_whole(file: Path, data: bytes) -> None:
    """Bring a file to these bytes at one instant: whatever happens, it holds the last ones or these. Raises OSError.

    Its rights stay; a link stays a link. The new bytes wait beside it, under a name that every reader ignores.
    """
    goal = Path(os.path.realpath(file))
    spare = goal.with_name(f".{goal.name}.{os.getpid()}")
    try:
        with spare.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if goal.exists():
            spare.chmod(goal.stat().st_mode & 0o7777)
        spare.replace(goal)
    except OSError as error:
        spare.unlink(missing_ok=True)
        error.filename = error.filename or str(file)
        raise


def user_name() -> str:
    """Whom the system refuses something: « l'utilisateur www-data », or this account."""
    try:
        import pwd  # noqa: PLC0415 — not on Windows

        return f"l'utilisateur « {pwd.getpwuid(os.geteuid()).pw_name} »"
    except (ImportError, KeyError):
        return "ce compte"


def _problem(error: OSError | MemoryError) -> Problem:
    if isinstance(error, MemoryError):
        return problem("memoire-insuffisante", PurePosixPath("Tambour"))
    code = _CODE_OF.get(error.errno or 0, "systeme-refuse")
    return problem(code, _path(error, code), user=user_name(), error=error.strerror or str(error))


def _path(error: OSError, code: str) -> PurePosixPath:
    """What the system spoke of: of two files, the one that was to be written."""
    names = [name for name in (error.filename, error.filename2) if isinstance(name, str | bytes | os.PathLike)]
    if not names:
        return PurePosixPath("Tambour")
    path = Path(os.fsdecode(names[-1] if code in ("disque-plein", "disque-en-lecture-seule") else names[0]))
    inside = path.is_absolute() and path.is_relative_to(Path.cwd())
    return PurePosixPath((path.relative_to(Path.cwd()) if inside else path).as_posix())
