"""Files of earlier outputs that stay served for a year, because others have stored their addresses.

A social network keeps a card's address, a mail sent last month a photo's. Both carry a digest of their content in their
names: a new card is a new file, and the old one stays beside it. Of one card that is drawn again and again, the last
few stay: what is kept is bounded, however often something changes.
"""

import json
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tambour.build.last_build import MANIFEST
from tambour.build.sink import safe_path
from tambour.model.site.output import Output

KEPT = timedelta(days=365)
_HELD = ("courriel/images/",)  # where an earlier version of ours put the pictures of mails
_MOST = 4  # former files of one card, or of one version of a picture
_DIGEST = re.compile(r"[0-9a-f]{10,}(?=[-.][^/]*$)")  # of the content, in a file's name
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
    return tuple(former[path] for path in sorted(last_of_each(former)))


def last_of_each(former: Mapping[str, FormerFile]) -> Iterator[str]:
    """Of the files that took each other's place, those that went last."""
    families: dict[str, list[str]] = {}
    for path in former:
        families.setdefault(_DIGEST.sub("", path), []).append(path)
    for paths in families.values():
        yield from sorted(paths, key=lambda path: (former[path].until, path), reverse=True)[:_MOST]


def served_files(manifest: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every file that a manifest tells, of its first version too: a site that is online may have that one."""
    yield from manifest["site"]
    for item in manifest["items"].values():
        lists = [item] if isinstance(item, list) else item["channels"].values()
        yield from (file for files in lists for file in files if not isinstance(file, str))


def _read_manifest(previous: Path, now: datetime) -> Iterator[FormerFile]:
    try:
        data: Mapping[str, Any] = json.loads((previous / MANIFEST).read_bytes())
        for file in served_files(data):
            if file.get("lasting") or file["path"].startswith(_HELD):
                yield _former(file, (now + KEPT).date())
        for file in data.get("former", ()):
            yield _former(file, date.fromisoformat(file["until"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):  # not there, or something else's file
        return


def _former(file: Mapping[str, str], until: date) -> FormerFile:
    """Raises ValueError for a path that no build of ours has written: whoever damaged it may have meant it."""
    return FormerFile(str(safe_path(file["path"])), file["media_type"], file["sha256"], until)
