"""output/tambour.json, the receipt that is published: what this output is, and what of each item is in each channel.

It names what is public alone: what waits, and what is for the agent, is told in the kit. Tools that publish compare
digests, and what each item tells people, so that what has changed for them is known from two receipts; the next build
knows which pictures it has already. Its JSON Schema is `docs/schema/tambour.schema.json`.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from pathlib import Path
from typing import Any, NamedTuple

from tambour.build.engine import PACKAGE, engine_version
from tambour.build.former_files import lasts, served_files
from tambour.build.last_build import MANIFEST, NO_JEKYLL
from tambour.build.media_types import media_type
from tambour.build.receipt import PAGES
from tambour.build.run import Run
from tambour.channels import AnyChannel, digest
from tambour.model.alert import Alert
from tambour.model.ledger.uids import named_slots
from tambour.model.letters.letter import Letter
from tambour.model.site.published import Published
from tambour.model.site.receipt import Presence, Receipt
from tambour.model.site.site import Site
from tambour.website.page import HTML
from tambour.words.editions import Editions

VERSION = 3
Line = dict[str, Any]


class _File(NamedTuple):
    """lasting: its name holds a digest of its content, so that it stays served when it is no longer promised."""

    path: str
    media_type: str
    lasting: bool = False


def manifest(run: Run, receipt: Receipt) -> bytes:
    """The manifest of what a run has written: the same bytes for the same output. receipt: of the run."""
    shared = [_File(v.address.file, HTML) for v in run.views if v.address.about is None]
    shared += [_File(p, m.media_type, p not in run.media.originals) for p, m in run.media.public.items()]
    theme = run.theme_files
    shared += [_File(path, media_type(path), path in theme.lasting) for path in theme.files]
    shared += [_File(NO_JEKYLL, media_type(NO_JEKYLL))]
    outputs = [output for output in run.outputs.outputs if output.root == "public"]
    shared += [_File(o.path, o.media_type, lasts(o)) for o in outputs if o.about not in receipt.items]
    public = {promise.channel for promise in run.promises if promise.output.root == "public"} | {PAGES}
    channels = [name for name in receipt.channels if name in public]
    former = [{**asdict(file), "until": file.until.isoformat()} for file in run.former]
    head = {"version": VERSION, "build": _identity(run, channels)}
    items = {
        item.id: {
            "kind": item.item.kind,
            "title": item.item.title,
            "tells": tells_of(run.published, item, run.words[item.id]),
            **_presences(run, receipt.of(item.id), channels),
        }
        for item in run.published.items
    }
    lines = [_line(run, file) for file in sorted(shared)]
    return "".join(_text(head, items, lines, former)).encode()


def _identity(run: Run, channels: Sequence[str]) -> Line:
    players = (recording.player for item in run.published.items for recording in item.recordings)
    frames = sorted({player.frame_origin for player in players if player is not None})
    return {
        "engine": engine_version(),
        "content": run.content_digest,
        "now": run.now.isoformat(),
        "url": run.published.url,
        "channels": {name: _version(run.settings.channels.get(name)) for name in channels},
        **({"frames": frames} if frames else {}),
    }


def _version(channel: AnyChannel | None) -> str:
    """Of the distribution that brings a channel; "" for a folder that was never installed. None: the pages."""
    top = type(channel).__module__.partition(".")[0] if channel is not None else PACKAGE.name
    if top == PACKAGE.name:
        return engine_version()
    try:
        return version(distributions()[top][0])
    except (KeyError, PackageNotFoundError):
        return ""


@cache
def distributions() -> Mapping[str, Sequence[str]]:
    """Which distributions bring each outermost package. Python reads the list of files of every one to know it."""
    return packages_distributions()


_SAYS = 1_000  # characters of an alert that tell whether it asks something else of people
_PICTURE = 16  # hexadecimal digits that tell one picture of an item from another


def tells_of(site: Site, item: Published, words: str) -> Line:
    """What people are told of it, short enough to be kept for years: whether it is news now, its words, its dates.

    Its picture stands as the digest of its file: one that is replaced under the same name is another. The dates stand
    under the names that the ledger gives them, as lists of start, end, place, state and rule.
    Of an alert that holds: its level, its end, and what it says.
    words: digest of what it says (`ContentFile.words_digest`). Of a letter that may still be sent, what it carries
    counts, too.
    """
    news = not site.is_version(item) and item.why_not_posted(site.now, site.posting_days) is None
    tells: Line = {"news": news, "text": words}
    if isinstance(item.item, Alert) and item.item.is_lifted:
        tells["lifted"] = True
    elif isinstance(item.item, Alert):
        says = " ".join(f"{item.item.summary or ''} {item.words}".split())[:_SAYS]
        tells["alert"] = [item.item.level, item.item.end.isoformat(), says]
    if item.expired:
        tells["withdrawn"] = True
    if item.item.image and (original := site.media.originals.get(f"images/{item.item.image}")) is not None:
        tells["picture"] = original.sha256[:_PICTURE]
    if news and isinstance(item.item, Letter) and item.item.can_be_sent(site.now):
        tells["carries"] = digest(*(one.essence for one in Editions(site).of(item)))
    if slots := named_slots(item.item, item.occurrences, item.recorded):
        tells["dates"] = {slot.name: [*slot.facts] for slot in slots}
    return tells


def _presences(run: Run, presences: Mapping[str, Presence], channels: Sequence[str]) -> Line:
    """Files by channel: those about the item with all that is known of them, the others by path; and why not."""
    shown: dict[str, list[Line | str]] = {}
    left_out: dict[str, list[str]] = {}
    for name in channels:
        presence = presences[name]
        if presence.absence is not None:
            left_out.setdefault(presence.absence, []).append(name)
            continue
        own = [_File(o.path, o.media_type, lasts(o)) for o in presence.files if o.root == "public"]
        shown[name] = [*(_line(run, file) for file in sorted(own)), *presence.shared]
    return {"channels": shown, "left_out": left_out}


def _line(run: Run, file: _File) -> Line:
    written = run.sink.written[file.path]
    line: Line = {"path": file.path, "media_type": file.media_type, "size": written.length, "sha256": written.sha256}
    return {**line, "lasting": True} if file.lasting else line


def _text(head: Line, items: Mapping[str, Line], shared: Sequence[Line], former: Sequence[Line]) -> Iterator[str]:
    """JSON, one line an item and a file: short enough to read, and a tenth of the time of `indent=1`."""
    yield f'{_compact_json(head)[:-1]},"items":{{\n'
    yield ",\n".join(f"{json.dumps(item_id)}:{_compact_json(item)}" for item_id, item in items.items())
    yield '},"site":[\n'
    yield ",\n".join(map(_compact_json, shared))
    yield '],"former":[\n'
    yield ",\n".join(map(_compact_json, former))
    yield "]}\n"


_compact_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # one for all of them


def last_digests(folder: Path | None) -> Mapping[str, str]:
    """Path → hex digest of the files of an earlier output; empty when it is not one of ours."""
    try:
        data = json.loads((folder / MANIFEST).read_bytes()) if folder else {}
        return {file["path"]: file["sha256"] for file in served_files(data)}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):  # not there, or something else's file
        return {}
