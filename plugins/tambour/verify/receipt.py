"""The receipt read back: what it says of each item in each channel, held against the folder and the content."""

from collections.abc import Iterator, Mapping
from html import escape

from tambour.build.receipt import PAGES
from tambour.model.site.receipt import Absence
from tambour.verify.expected import ANNOUNCED
from tambour.verify.folder import RECEIPT, ItemReceipt, OutputFolder
from tambour.verify.observation import ComparedFact, Disagreement, Observed
from tambour.verify.truth import CONTENT, TrueItem, Truth

_ADDRESSED = (".rss", ".atom", ".json", ".html", ".xml", ".ics")  # formats in which an item stands with its address
_FOLD = b"\r\n "  # RFC 5545 §3.1


def read_receipt(folder: OutputFolder, truth: Truth) -> Iterator[Disagreement]:
    """Everything that the receipt says beside digests, which `file_disagreements` reads."""
    yield from _identity(folder, truth)
    for item_id, receipt in sorted(folder.receipts.items()):
        item = truth.items.get(item_id)
        if item is not None:
            yield from _channels(folder, item, receipt)
            yield from _reasons(item, receipt, truth)
    yield from _shared_files(folder, truth)


def _identity(folder: OutputFolder, truth: Truth) -> Iterator[Disagreement]:
    said = str(folder.build.get("now"))
    if said != truth.now.isoformat():
        first = Observed("la vérification", "", f"lit le site du {truth.now.isoformat()}")
        yield Disagreement("", ComparedFact.FILE, "", first, Observed(RECEIPT, "", f"dit {said}"))
    for name in sorted(folder.channels - {PAGES} - truth.settings.channels.keys()):
        first = Observed("les réglages", "", "n’ont pas ce canal")
        yield Disagreement("", ComparedFact.FILE, "", first, Observed(RECEIPT, "", f"dit « {name} »"))


def _channels(folder: OutputFolder, item: TrueItem, receipt: ItemReceipt) -> Iterator[Disagreement]:
    """Each channel is told once, and each item is what it is."""
    if receipt.kind != item.kind:
        first = Observed(CONTENT, "", f"en fait « {item.kind} »")
        yield Disagreement(item.id, ComparedFact.IDENTITY, "", first, Observed(RECEIPT, "", f"dit « {receipt.kind} »"))
    for name in sorted(folder.channels):
        told = (name in receipt.present) + (name in receipt.left_out)
        if told != 1:
            words = "n’en dit rien" if not told else "dit qu’il y est, et qu’il n’y est pas"
            first = Observed(f"le canal {name}", "", "est en service")
            yield Disagreement(item.id, ComparedFact.PRESENCE, "", first, Observed(RECEIPT, "", words))


def _reasons(item: TrueItem, receipt: ItemReceipt, truth: Truth) -> Iterator[Disagreement]:
    """What is left out is so for the reason that is given, and for no other."""
    for name, why in sorted(receipt.left_out.items()):
        wrong = {
            Absence.EXCLUDED: not item.left_out_of(name),
            Absence.VERSION: not truth.is_version(item),
            Absence.WITHDRAWN: not (item.is_hidden or item.lifted),
            Absence.OVER: not item.dates or bool(item.ahead(truth.now)),
            Absence.OLD: item.kind not in ANNOUNCED,
        }
        if why not in Absence.__members__.values() or wrong.get(Absence(why), False):
            first = Observed(CONTENT, "", f"ne l’écarte pas ainsi de « {name} »")
            yield Disagreement(item.id, ComparedFact.PRESENCE, "", first, Observed(RECEIPT, "", f"dit « {why} »"))
    for name in sorted(receipt.present):
        if item.left_out_of(name) and name != PAGES:
            first = Observed(CONTENT, "", f"le tient hors de « {name} »")
            yield Disagreement(item.id, ComparedFact.PRESENCE, "", first, Observed(RECEIPT, "", "dit qu’il y est"))


def _shared_files(folder: OutputFolder, truth: Truth) -> Iterator[Disagreement]:
    """Each file that is said to show an item among others is there, and names it."""
    texts: dict[str, bytes] = {}
    for item_id, path in sorted(_claims(folder.receipts)):
        item = truth.items.get(item_id)
        if item is None:
            continue
        if path not in texts:
            texts[path] = folder.data(path).replace(_FOLD, b"") if path in folder.files else b""
        if path not in folder.files or (path.endswith(_ADDRESSED) and not _names(texts[path], item)):
            first = Observed(RECEIPT, "", "dit qu’il y est")
            second = Observed("le fichier", path, "ne le nomme pas" if path in folder.files else "n’existe pas")
            yield Disagreement(item_id, ComparedFact.PRESENCE, "", first, second)


def _claims(receipts: Mapping[str, ItemReceipt]) -> Iterator[tuple[str, str]]:
    for item, receipt in receipts.items():
        yield from ((item, path) for paths in receipt.shared.values() for path in paths)


def _names(text: bytes, item: TrueItem) -> bool:
    address = item.url
    forms = (address, f'id="{item.id}"', escape(address), address.replace("/", "\\/"), item.path)
    return any(form.encode() in text for form in forms)
