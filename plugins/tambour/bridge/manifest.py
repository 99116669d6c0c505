"""output/tambour.json: for each item its files, and the files that are nobody's, each with type and digest.

It says what this output is: tools that publish compare digests, and the next build knows which pictures it has already.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from tambour.bridge.media_types import media_type
from tambour.bridge.pages import HTML
from tambour.bridge.run import Run
from tambour.bridge.state import MANIFEST, NO_JEKYLL

VERSION = 1


def manifest(run: Run) -> bytes:
    """The manifest of what a run has written: the same bytes for the same output."""
    site = run.published
    files: list[tuple[str, str, str | None]] = [(v.address.file, HTML, v.address.about) for v in run.views]
    files += [(path, published.media_type, None) for path, published in run.media.public.items()]
    files += [(path, media_type(path), None) for path in (*run.theme_files, NO_JEKYLL)]
    files += [(o.path, o.media_type, o.about) for o in site.outputs if o.root == "public"]
    items: dict[str, list[dict[str, str]]] = {published.id: [] for published in site.items}
    shared: list[dict[str, str]] = []
    for path, type_, about in sorted(files, key=lambda file: file[0]):
        line = {"path": path, "media_type": type_, "sha256": run.sink.written[path].sha256}
        (shared if about is None else items[about]).append(line)
    return "".join(_text(site.url, items, shared)).encode()


def _text(url: str, items: Mapping[str, list[dict[str, str]]], shared: list[dict[str, str]]) -> Iterator[str]:
    """JSON, one line an item and a file: short enough to read, and a tenth of the time of `indent=1`."""
    yield f'{{"version":{VERSION},"url":{json.dumps(url)},"items":{{\n'
    yield ",\n".join(f"{json.dumps(item_id)}:{_dumped(files)}" for item_id, files in items.items())
    yield '},"site":[\n'
    yield ",\n".join(map(_dumped, shared))
    yield "]}\n"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def last_digests(folder: Path | None) -> Mapping[str, str]:
    """Path → hex digest of the files of an earlier output that belong to no item; empty when it is not one of ours."""
    try:
        data = json.loads((folder / MANIFEST).read_bytes()) if folder else {}
        return {file["path"]: file["sha256"] for file in data["site"]} if data.get("version") == VERSION else {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):  # not there, or something else's file
        return {}
