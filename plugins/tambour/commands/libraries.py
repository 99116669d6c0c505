"""The libraries of the engine, brought into the environment that runs: what a territory's starter calls after pip.

Versions and hashes are those of the engine's own locks; then, beside them, the JSON Schemas that editors read.
`python -m tambour.commands.libraries`. Standard library only, until they are there.
"""

import subprocess
import sys
from pathlib import Path

from tambour.build.engine import BUILD_LOCK, TERRITORY_LOCK

SCHEMAS = "schemas"  # in the environment's folder


def bring_libraries() -> int:
    """Install them. Returns pip's exit code."""
    pip = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input", "install"]
    # What comes as source is built with the locked setuptools, not with whichever is newest.
    for arguments in ((BUILD_LOCK,), (TERRITORY_LOCK, "--use-pep517", "--no-build-isolation")):
        lock, *how = map(str, arguments)
        done = subprocess.run([*pip, "--require-hashes", *how, "-r", lock], check=False)  # noqa: S603 — our own words
        if done.returncode:
            return done.returncode
    write_schemas(Path(sys.prefix) / SCHEMAS)
    return 0


def write_schemas(folder: Path) -> None:
    """Write the JSON Schema of each kind of file, for editors that complete and check what is typed."""
    from tambour.source.schema import schema_files  # noqa: PLC0415 — its libraries have just come

    folder.mkdir(exist_ok=True)
    for name, text in schema_files().items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    sys.exit(bring_libraries())
