"""Files of earlier outputs that stay served for a year, because others have stored their addresses.

A social network keeps a card's address, a mail sent last month a photo's. Both carry a digest of their content in their
names: a new card is a new file, and the old one stays beside it.
"""

import json
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tambour.build.last_build import MANIFEST
from tambour.build.sink import safe_path
from tambour.model.site.output import Output

KEPT = timedelta(days=365)
_SHOWN = 12  # digits of an output's key that its name must carry


@dataclass(frozen=True)
class FormerFile:
    """path, media_type, sha256: as the manifest said when it was promised. until: first day on which it goes."""

    path: str
    media_type: str
    sha256: str
    until: date


def lasts(output: Output) -> bool:
    """Whether an output's name holds a digest of its content: its address never shows anything else."""
    return output.key is not None and output.key[:_SHOWN] in output.path


def former_files(previous: Path | None, planned: Container[str], now: datetime) -> tuple[FormerFile, ...]:
    """What the previous output still served, or had just stopped to promise, by path; as its manifest tells.

    previous: folder of that output; None or a folder without a manifest of ours: nothing. planned: this run's paths.
    """
    if previous is None:
        return ()
    former = {
        file.path: file
        for file in _read_manifest(previous, now)
        if file.path not in planned and now.date() < file.until
    }
    return tuple(former[path] for path in sorted(former))


def _read_manifest(previous: Path, now: datetime) -> Iterator[FormerFile]:
    try:
        data: Mapping[str, Any] = json.loads((previous / MANIFEST).read_bytes())
        files = [file for some in (data["site"], *data["items"].values()) for file in some if file.get("lasting")]
        for file in files:
            yield _former(file, (now + KEPT).date())
        for file in data.get("former", ()):
            yield _former(file, date.fromisoformat(file["until"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):  # not there, or something else's file
        return


def _former(file: Mapping[str, str], until: date) -> FormerFile:
    """Raises ValueError for a path that no build of ours has written: whoever damaged it may have meant it."""
    return FormerFile(str(safe_path(file["path"])), file["media_type"], file["sha256"], until)
