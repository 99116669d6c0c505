"""The receipt of a run: every item asked of every channel; and what has not come out, which no channel knows."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from tambour.build.prepared import PreparedChannel
from tambour.build.schedule import is_public
from tambour.model.kinds import FOLDERS, KINDS
from tambour.model.left_out import Fate
from tambour.model.site.output import Output
from tambour.model.site.published import Published
from tambour.model.site.receipt import Absence, Presence, Receipt, WaitingItem, WaitingLink
from tambour.website.page import HTML

if TYPE_CHECKING:
    from tambour.build.run import Run

PAGES = "pages"  # what the website is called among channels
_ABSENT = MappingProxyType({why: Presence(absence=why) for why in Absence})  # a large site has tens of thousands


def receipt_of(run: "Run") -> Receipt:
    """Make the receipt of a run whose promises are known.

    Args:
        run: from its snapshot on.

    Returns:
        The receipt; what is faulty stands in it once, whatever else keeps it from coming out.
    """
    files = _promises_about(run)
    pages = {view.address.about: Output(view.address.file, HTML) for view in reversed(run.views) if view.address.about}
    columns = {
        name: _column(name, channel, run.published.items, files.get(name, {})) for name, channel in run.channels.items()
    }
    items = {
        item.id: MappingProxyType({PAGES: Presence((pages[item.id],)), **dict(zip(columns, row, strict=True))})
        for item, *row in zip(run.published.items, *columns.values(), strict=True)
    }
    faulty = [*_faulty_items(run)]
    named = {item.path for item in faulty}
    waiting = [*faulty, *(item for item in _items_that_wait(run) if item.path not in named)]
    return Receipt(
        MappingProxyType({PAGES: PAGES} | {n: one.channel.french_name or n for n, one in run.channels.items()}),
        MappingProxyType(items),
        tuple(sorted(waiting, key=lambda item: (item.id, str(item.path)))),
        tuple(_waiting_links(run)),
    )


def _promises_about(run: "Run") -> Mapping[str, Mapping[str, Sequence[Output]]]:
    """What each channel makes of each item alone: by channel, then by the item's id."""
    about: dict[str, dict[str, list[Output]]] = {}
    for channel, output, _ in run.promises:
        if output.about is not None:
            about.setdefault(channel, {}).setdefault(output.about, []).append(output)
    return about


def _column(
    name: str,
    channel: PreparedChannel[object],
    items: Sequence[Published],
    files: Mapping[str, Sequence[Output]],
) -> Iterator[Presence]:
    """One channel's presences, in the order of the items. files: its own of each item, by id."""
    excluded = {item.id for item in items if item.left_out_of(name)} - files.keys()
    asked = [item for item in items if item.id not in excluded] if excluded else items
    answers, alike = iter(channel.presences(asked)), dict[tuple[str, ...], Presence]()
    for item in items:
        if item.id in excluded:
            yield _ABSENT[Absence.EXCLUDED]
            continue
        own, answer = files.get(item.id), next(answers)
        if own:
            yield Presence(tuple(own)) if isinstance(answer, Absence) else Presence(tuple(own), answer)
        elif isinstance(answer, Absence):
            yield _ABSENT[answer]
        else:
            if answer not in alike:
                alike[answer] = Presence((), answer)
            yield alike[answer]


def _faulty_items(run: "Run") -> Iterator[WaitingItem]:
    """What the build goes round, because something in it, or in what it needs, is to be mended."""
    problems: dict[PurePosixPath, list[str]] = {}
    for problem in run.problems:
        problems.setdefault(problem.path, []).append(str(problem))
    for left_out in run.left_out:
        kind = FOLDERS.get(left_out.path.parts[0])
        if kind is not None:
            why = Absence.DRAFT if left_out.fate is Fate.DRAFT else Absence.FAULTY
            found = tuple(problems.get(left_out.path, ()))
            keeps_last, trimmed = left_out.fate is Fate.KEPT, left_out.fate is Fate.TRIMMED
            name = left_out.title or str(left_out.path)
            yield WaitingItem(
                left_out.id, name, kind, left_out.path, why, problems=found, keeps_last=keeps_last, trimmed=trimmed
            )


def _items_that_wait(run: "Run") -> Iterator[WaitingItem]:
    for entry in run.catalogue.entries:
        if not is_public(entry.item, run.now):
            why = Absence.DRAFT if entry.item.draft else Absence.NOT_YET
            due = entry.item.publish_at if why is Absence.NOT_YET else None
            yield WaitingItem(entry.item.id, entry.item.title, KINDS[entry.item.kind], entry.origin.path, why, due)


def _waiting_links(run: "Run") -> Iterator[WaitingLink]:
    """Links of published items to what is not: a build makes links of them as soon as it is."""
    due = {entry.item.id: None if entry.item.draft else entry.item.publish_at for entry in run.catalogue.entries}
    for entry in run.catalogue.entries:
        if entry.item.id not in run.contents:
            continue
        for line, link in entry.links:
            if (target := run.catalogue.target_of(link)) and target not in run.contents:
                yield WaitingLink(entry.item.id, line, target, due.get(target))


def word_digests(run: "Run") -> Mapping[str, str]:
    """Digest of what each published item says, its dates left out, by id: as the ledger records it."""
    public = run.settled.content.public
    return {entry.item.id: entry.words_digest for entry in public}


def content_digest(run: "Run") -> str:
    """Hex digest of what is published: as it was typed, with its pictures and documents, and the ledger.

    What is not published does not count: a draft that is begun changes nothing that anybody sees.
    """
    total = hashlib.sha256()
    for entry in run.catalogue.entries:
        if entry.item.id in run.contents:
            total.update(entry.typed_digest)
    known = run.catalogue
    for register in (known.communes, known.topics, known.contacts, known.tasks, known.menu_links):
        for record in register.values():
            total.update(f"{record!r}\0".encode())
    if known.contours:
        total.update(f"{known.contours!r}\0".encode())
    if known.home is not None:
        total.update(f"{known.home.home!r}\0".encode())
    for original in run.media.originals.values():
        total.update(f"{original.path}\0{original.sha256}\0".encode())
    for line in run.settled.content.file.records:
        total.update(f"{line!r}\0".encode())
    return total.hexdigest()
