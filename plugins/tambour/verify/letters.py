"""Letters read back: the mail for each tool, its text, the message, the archive, the preview; item by item.

What has not been frozen says what the content says; what has been says what was sent.
"""

import email
import email.policy
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from lxml.html import HtmlElement

from tambour.model.events.occurrence import EventStatus
from tambour.model.letters.edition import Edition, EditionItem
from tambour.model.letters.letter import Letter, SelectionBlock
from tambour.model.letters.selection import Selections
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.verify import markup
from tambour.verify.comparing import absence, leak, unexpected_presence
from tambour.verify.folder import OutputFolder
from tambour.verify.french import STATES_FR, plain, state_in
from tambour.verify.observation import (
    Appearance,
    ComparedFact,
    Disagreement,
    Findings,
    Observed,
    SeenSpan,
    Value,
    Wording,
)
from tambour.verify.sentences import fact_lines, hidden_cancellation, invitation, spoken_alert, spoken_dates
from tambour.verify.truth import TrueItem, Truth

MAIL, TEXT, MESSAGE, ARCHIVE, PREVIEW, BLOCK = (
    "le courriel",
    "le texte du courriel",
    "le message .eml",
    "l’archive",
    "l’aperçu du courriel",
    "le bloc de lettre",
)
FROZEN = "la lettre figée"
_NAMES = ("newsletter",)
_ENTRY = re.compile(r"(?m)^\* (?P<text>(?:.*\n?)(?:(?!\* ).+\n?)*)")
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class SeenItem:
    """One item as one file of a letter tells it. title: None where it is only somewhere in the text."""

    item: str
    title: str | None
    text: str
    pictures: tuple[tuple[str, str], ...] = ()
    summary: bool = True


@dataclass(frozen=True)
class SentLetter:
    """One letter and what each of its editions must carry. wanted: commune, "" for all → ids."""

    item: TrueItem
    wanted: Mapping[str, Sequence[str]]

    @cached_property
    def frozen(self) -> Mapping[str, Edition]:
        """Editions as they were sent, by commune."""
        return {edition.commune: edition for edition in self.item.frozen}

    def items_sent(self, commune: str) -> Mapping[str, EditionItem]:
        """Items of a frozen edition, as they were then."""
        edition = self.frozen.get(commune)
        return {one.id: one for one in edition.items} if edition else {}


def _letters(truth: Truth) -> Iterator[SentLetter]:
    site = _site(truth)
    selections = Selections(site)
    for item in truth.items.values():
        if not isinstance(item.item, Letter) or item.left_out_of("newsletter"):
            continue
        communes = ["", *truth.catalogue.communes] if item.item.by_commune else [""]
        if item.frozen:
            wanted = {edition.commune: [one.id for one in edition.items] for edition in item.frozen}
        else:
            wanted = {commune: [*_selection_ids(item.item, commune, selections)] for commune in communes}
        yield SentLetter(item, wanted)


def _selection_ids(letter: Letter, commune: str, selections: Selections) -> Iterator[str]:
    for block in letter.blocks:
        if isinstance(block, SelectionBlock):
            yield from (published.id for published in selections.of(letter, block, commune))


def _site(truth: Truth) -> Site:
    """The items as rules that choose among them see them; no text, no picture."""
    items = tuple(
        Published(
            one.item,
            one.entry.origin,
            one.path,
            one.url,
            "",
            "",
            one.communes,
            one.entry.occurrences,
            one.expired,
            frozen=one.frozen,
            recorded=one.recorded,
        )
        for one in truth.items.values()
    )
    catalogue = truth.catalogue
    return Site(truth.settings.territory, truth.url, truth.now, items, catalogue.communes, catalogue.topics)


def read_letters(folder: OutputFolder, truth: Truth) -> Findings:
    """Every file of every letter."""
    if not truth.has("newsletter"):
        return
    for letter in _letters(truth):
        files = [path for path, one in folder.manifest.items() if one.item == letter.item.id and path in folder.files]
        communes: set[str] = set()
        for file in sorted(files):
            commune = _commune(file, letter, truth)
            if file.endswith((".mail.html", ".txt", ".eml")):
                communes.add(commune)
                yield from _file(file, folder.data(file), commune, letter, folder, truth)
            elif file.endswith(".zip"):
                yield from _zip_archive(file, folder, letter)
            elif file == f"{letter.item.path}index.html":
                yield from _archive(file, folder.data(file), letter, truth)
        for commune in sorted(letter.wanted.keys() - communes):
            second = Observed(MAIL, f"{letter.item.path}{commune}", "n’existe pas")
            first = Observed("le contenu", "", f"a cette édition {commune}".strip())
            yield Disagreement(letter.item.id, ComparedFact.PRESENCE, "", first, second)
        for file in folder.kit_files:
            if file.startswith(f"lettres/{letter.item.id}/") and PurePosixPath(file).name == "courriel.html":
                data = (folder.kit / file).read_bytes()
                root = markup.document(data)
                yield from _edition([*_mail_items(root, truth)], PREVIEW, f"(kit) {file}", "", letter, truth)


def _commune(file: str, letter: SentLetter, truth: Truth) -> str:
    """Of a file of a letter: the folder between the letter's and its own name."""
    inner = file.removeprefix(letter.item.path).split("/")
    return inner[0] if len(inner) > 1 and inner[0] in truth.catalogue.communes else ""


def _file(file: str, data: bytes, commune: str, letter: SentLetter, folder: OutputFolder, truth: Truth) -> Findings:
    if file.endswith(".mail.html"):
        root = markup.document(data)
        yield from _edition([*_mail_items(root, truth)], MAIL, file, commune, letter, truth)
        yield from _missing_pictures(root, MAIL, file, letter, folder, truth)
        title = next((one.text_content() for one in root.iter("title")), "")
        yield from _subject(title, MAIL, file, commune, letter)
    elif file.endswith(".txt"):
        yield from _edition(
            [*_text_items(data.decode().replace("\r\n", "\n"), truth)], TEXT, file, commune, letter, truth
        )
    else:
        message = email.message_from_bytes(data, policy=email.policy.default)
        yield from _subject(str(message["subject"]), MESSAGE, file, commune, letter)
        for part in message.walk():
            if part.get_content_type() == "text/plain":
                seen_items = [*_text_items(part.get_content().replace("\r\n", "\n"), truth)]
            elif part.get_content_type() == "text/html":
                seen_items = [*_mail_items(markup.document(part.get_content().encode()), truth)]
            else:
                continue
            yield from _edition(seen_items, MESSAGE, file, commune, letter, truth)


def _subject(subject: str, channel: str, file: str, commune: str, letter: SentLetter) -> Iterator[Disagreement]:
    assert isinstance(letter.item.item, Letter)
    frozen = letter.frozen.get(commune)
    wanted = {frozen.subject, frozen.title} if frozen else {letter.item.item.subject_line, letter.item.item.title}
    if not any(plain(one) in plain(subject) for one in wanted):
        source = FROZEN if frozen else "le contenu"
        first, second = (
            Observed(source, "", f"dit « {sorted(wanted)[0]} »"),
            Observed(channel, file, f"dit « {subject} »"),
        )
        yield Disagreement(letter.item.id, ComparedFact.TITLE, "", first, second)


def _mail_items(root: HtmlElement, truth: Truth) -> Iterator[SeenItem]:
    """Each item of a mail in HTML: a heading that is a link, or a line of a list that begins with one."""
    seen: set[str] = set()
    for block in markup.item_blocks(root, truth):
        seen.add(block.item)
        yield SeenItem(block.item, block.title, block.text, tuple(markup.images(block.element)))
    for link in root.iter("a"):
        item = truth.id_of_link(link.get("href", ""))
        holder = markup.closest(link, "li", "p", "td")
        if item and item not in seen and any(one.tag == "strong" for one in (*link, *link.iterancestors("strong"))):
            seen.add(item)
            yield SeenItem(item, plain(link.text_content()), markup.text_of(markup.closest(holder, "li", "td")))


def _text_items(text: str, truth: Truth) -> Iterator[SeenItem]:
    """Each item of a mail in plain text: from its star to its address."""
    for match in _ENTRY.finditer(text):
        entry = match["text"]
        addresses = [one for one in _ADDRESS.findall(entry) if truth.id_of_link(one)]
        if addresses:
            yield SeenItem(truth.id_of_link(addresses[-1]), None, _unwrap(entry))


def _unwrap(entry: str) -> str:
    """Lines of a text that was wrapped: what begins with a capital or a digit after a short line is one of its own."""
    return " ".join(line.strip() for line in entry.split("\n") if not _ADDRESS.match(line.strip()))


def _edition(
    seen_items: Sequence[SeenItem], channel: str, file: str, commune: str, letter: SentLetter, truth: Truth
) -> Findings:
    wanted, sent = letter.wanted.get(commune, ()), letter.items_sent(commune)
    ids = [one.item for one in seen_items]
    for item in dict.fromkeys(wanted):
        if item not in ids:
            yield absence(item, channel, file)
    for seen in seen_items:
        if seen.item not in wanted:
            if seen.item in truth.items:
                yield unexpected_presence(seen.item, "n’est pas choisi par cette lettre", channel, file)
            else:
                yield leak(Appearance(channel, file, seen.item), truth)
        elif seen.item in sent:
            yield from _compare_with_sent(seen, sent[seen.item], channel, file)
        else:
            yield from item_appearances(seen, channel, file, letter.item, truth)


def item_appearances(seen: SeenItem, channel: str, file: str, letter: TrueItem | None, truth: Truth) -> Findings:
    """What a letter that was not frozen tells of one item.

    Args:
        seen: the item as the file tells it; it must be published.
        channel: as people call it.
        file: where it stands.
        letter: the letter; None for a block on its own.
        truth: the content.
    """
    item = truth.items[seen.item]
    at = letter.item.publish_at if letter is not None else truth.now
    facts: dict[ComparedFact, Value] = {ComparedFact.TITLE: Wording(seen.text) if seen.title is None else seen.title}
    yield Appearance(channel, file, seen.item, facts | _picture(seen, item, truth), names=_NAMES)
    yield from invitation(seen.text, item, at or truth.now, channel, file)
    if item.dates:
        rest = "\n".join(words for _, words in fact_lines(seen.text, item))
        overall = state_in(rest)
        dates = spoken_dates(seen.text, item, overall=overall)
        yield Appearance(channel, file, seen.item, dates=dates, span=SeenSpan.NEXT, at=at)
        yield from hidden_cancellation(rest, item, at or truth.now, channel, file)
    yield from spoken_alert(seen.text, item, channel, file)


def _picture(seen: SeenItem, item: TrueItem, truth: Truth) -> dict[ComparedFact, Value]:
    """The picture of a block: a version of its item's, or one that is known by the name that its item gives it."""
    if not item.item.image or not seen.pictures:
        return {}
    address, alt = seen.pictures[0]
    name = PurePosixPath(address).stem
    picture = f"images/{item.item.image}" if name == item.id else truth.picture(address)
    return {ComparedFact.PICTURE: picture, ComparedFact.ALT: alt}


def _compare_with_sent(seen: SeenItem, sent: EditionItem, channel: str, file: str) -> Iterator[Disagreement]:
    """An item of a frozen letter, word for word."""
    text = plain(seen.text)
    facts = (
        (ComparedFact.TITLE, sent.title),
        (ComparedFact.START, sent.when),
        (ComparedFact.PLACE, sent.where),
        (ComparedFact.STATE, "" if sent.status is EventStatus.CONFIRMED else STATES_FR[sent.status.value]),
    )
    for fact, words in facts:
        if words and plain(words).casefold() not in text.casefold():
            second = Observed(channel, file, "ne le dit pas")
            yield Disagreement(sent.id, fact, "", Observed(FROZEN, "", f"dit « {words} »"), second)
    if seen.title is not None and plain(seen.title) != plain(sent.title):
        second = Observed(channel, file, f"dit « {seen.title} »")
        yield Disagreement(sent.id, ComparedFact.TITLE, "", Observed(FROZEN, "", f"dit « {sent.title} »"), second)
    if seen.pictures and sent.image is not None:
        address, alt = seen.pictures[0]
        for fact, wanted, value in (
            (ComparedFact.PICTURE, sent.image.name, PurePosixPath(address).name),
            (ComparedFact.ALT, sent.image.alt, alt),
        ):
            if wanted != value:
                first, second = Observed(FROZEN, "", f"dit « {wanted} »"), Observed(channel, file, f"dit « {value} »")
                yield Disagreement(sent.id, fact, "", first, second)


def _missing_pictures(
    root: HtmlElement, channel: str, file: str, letter: SentLetter, folder: OutputFolder, truth: Truth
) -> Iterator[Disagreement]:
    for address, _ in markup.images(root):
        if not folder.has(truth.path_of(address)):
            second = Observed(channel, file, f"montre « {address} »")
            yield Disagreement(
                letter.item.id, ComparedFact.PICTURE, "", Observed("le dossier", "", "n’a pas cette image"), second
            )


def _archive(file: str, data: bytes, letter: SentLetter, truth: Truth) -> Findings:
    root = next(markup.document(data).iter("main"))
    seen_items = [*_mail_items(root, truth)]
    yield from _edition(seen_items, ARCHIVE, file, "", letter, truth)
    for seen in seen_items:
        sent, item = letter.items_sent("").get(seen.item), truth.items.get(seen.item)
        now = next((date for date in item.dates if sent and date.key == sent.occurrence), None) if item else None
        if sent is None or now is None or now.state.split(" ")[0] == sent.status.value or now.state == "confirme":
            continue
        if state_in(seen.text).split(" ")[0] != now.state.split(" ")[0]:
            second = Observed(ARCHIVE, file, "ne dit pas ce qu’il est devenu")
            yield Disagreement(
                seen.item, ComparedFact.STATE, "", Observed("le contenu", "", f"dit « {now.state} »"), second
            )


def _zip_archive(file: str, folder: OutputFolder, letter: SentLetter) -> Iterator[Disagreement]:
    """The archive of a letter holds the very texts that are served."""
    try:
        archive = ZipFile(io.BytesIO(folder.data(file)))
    except BadZipFile:
        second = Observed("le lecteur de ZIP", file, "ne l’ouvre pas")
        yield Disagreement(
            letter.item.id, ComparedFact.FILE, "", Observed("le dossier", file, "a cette archive"), second
        )
        return
    for name in archive.namelist():
        served = str(Path(file).parent / name)
        if name.endswith(".txt") and served in folder.files and archive.read(name) != folder.data(served):
            first, second = (
                Observed("le dossier", served, "sert un texte"),
                Observed("l’archive ZIP", file, "en a un autre"),
            )
            yield Disagreement(letter.item.id, ComparedFact.TEXT, "", first, second)
