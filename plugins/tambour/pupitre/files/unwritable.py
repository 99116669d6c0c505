"""What keeps a file from being written as it was asked."""

from pathlib import Path, PurePosixPath

from tambour.messages import problem
from tambour.model.problems import Refused


class FileUnwritable(Refused):
    """The file cannot be made to say it: it has to be mended by hand first. Nothing was written."""

    def __init__(self, code: str, path: Path | PurePosixPath, line: int = 0, **context: object) -> None:
        super().__init__([problem(code, PurePosixPath(path), line, **context)])


class ChangedMeanwhile(Refused):
    """Somebody else has written the file since it was read. Nothing was written.

    Attributes:
        base: what was read.
        mine: what was to be written.
        theirs: what the file holds now; None: it is gone.
    """

    def __init__(self, path: Path, base: bytes, mine: bytes, theirs: bytes | None) -> None:
        super().__init__([problem("fichier-change-entre-temps", PurePosixPath(path))])
        self.base, self.mine, self.theirs = base, mine, theirs
