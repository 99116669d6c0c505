"""What machines are told of alerts, read back: CAP messages with their index, and roads that are closed (CIFS)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from lxml import etree

from tambour.channels.cap.cap_xml import NAMESPACE
from tambour.model.alert import Alert
from tambour.verify.comparing import absence, unexpected_presence
from tambour.verify.folder import OutputFolder
from tambour.verify.french import split_state
from tambour.verify.observation import Appearance, ComparedFact, Disagreement, Findings, Observed, Wording
from tambour.verify.truth import TrueItem, Truth

CAP, CIFS = "CAP", "CIFS"
CAP_FOLDER, CAP_INDEX, CLOSURES = "cap/", "cap/index.atom", "circulation/fermetures.xml"
_CAP = f"{{{NAMESPACE}}}"
_ATOM = "{http://www.w3.org/2005/Atom}"


def read_alerts(folder: OutputFolder, truth: Truth) -> Findings:
    """Both, where they are made."""
    if truth.has("cap"):
        yield from _messages(folder, truth)
    if truth.has("cifs"):
        yield from _closures(folder, truth)


def _messages(folder: OutputFolder, truth: Truth) -> Findings:
    told = [file for file in folder.files_ending(".xml") if file.startswith(CAP_FOLDER)]
    names = {PurePosixPath(file).stem for file in told}
    index = etree.fromstring(folder.data(CAP_INDEX))
    links = [one.get("href", "") for one in index.iter(f"{_ATOM}link") if one.get("type") == "application/cap+xml"]
    if {truth.path_of(link) for link in links} != set(told):
        first = Observed("le dossier", "", f"a {len(told)} messages")
        yield Disagreement("", ComparedFact.PRESENCE, "", first, Observed(CAP, CAP_INDEX, f"mène à {len(links)}"))
    for item in _alerts(truth, "cap"):
        if item.id not in names and _over(item, truth) + timedelta(days=truth.value("cap", "days", 7)) > truth.now:
            yield absence(item.id, CAP, CAP_INDEX)
    for file in told:
        item_id = PurePosixPath(file).stem
        found = truth.items.get(item_id)
        if found is None or found.alert is None or found.left_out_of("cap"):
            yield unexpected_presence(item_id, "n’y est pas", CAP, file)
            continue
        root = etree.fromstring(folder.data(file))
        is_over = root.findtext(f"{_CAP}msgType") == "Cancel"
        if is_over != (found.lifted or found.alert.end <= truth.now):
            second = Observed(CAP, file, "dit qu’elle est finie" if is_over else "dit qu’elle dure")
            yield Disagreement(item_id, ComparedFact.STATE, "", Observed("le contenu", "", "dit le contraire"), second)
        yield from _info(root, found, file, is_over=is_over)


def _info(root: etree._Element, item: TrueItem, file: str, *, is_over: bool) -> Findings:
    info = root.find(f"{_CAP}info")
    _, title = split_state(info.findtext(f"{_CAP}headline", ""))
    facts = {ComparedFact.TITLE: title, ComparedFact.LINK: info.findtext(f"{_CAP}web", "")}
    if not is_over and not item.text_in("cap"):
        facts[ComparedFact.SUMMARY] = Wording(info.findtext(f"{_CAP}description", ""))
    yield Appearance(CAP, file, item.id, facts, names=("cap",))
    if item.communes:
        names = frozenset(one.findtext(f"{_CAP}areaDesc", "") for one in info.findall(f"{_CAP}area"))
        yield Appearance(CAP, file, item.id, {ComparedFact.COMMUNES: names})
    expires = info.findtext(f"{_CAP}expires")
    if expires is not None and item.alert is not None and datetime.fromisoformat(expires) != item.alert.end:
        first = Observed("le contenu", "", f"dit {item.alert.end.isoformat()}")
        yield Disagreement(item.id, ComparedFact.END, "", first, Observed(CAP, file, f"dit {expires}"))


def _closures(folder: OutputFolder, truth: Truth) -> Iterator[Disagreement]:
    """Every road that is closed is told, where it runs, and no other."""
    told = {one.get("id", ""): one for one in etree.fromstring(folder.data(CLOSURES))}
    for item in _alerts(truth, "cifs"):
        alert = item.item
        if not isinstance(alert, Alert) or alert.stretch is None:
            continue
        found = told.pop(item.id, None)
        if found is None and _over(item, truth) + timedelta(days=truth.value("cifs", "days", 2)) > truth.now:
            yield absence(item.id, CIFS, CLOSURES)
        elif found is not None:
            wanted = " ".join(f"{number:.6f}" for point in alert.stretch.points for number in point)
            if found.findtext("polyline") != wanted or found.findtext("street") != alert.stretch.street:
                first = Observed("le contenu", "", f"ferme « {alert.stretch.street} », {wanted}")
                second = Observed(CIFS, CLOSURES, f"ferme « {found.findtext('street')} », {found.findtext('polyline')}")
                yield Disagreement(item.id, ComparedFact.PLACE, "", first, second)
    for item_id in told:
        yield unexpected_presence(item_id, "ne ferme pas de route", CIFS, CLOSURES)


def _alerts(truth: Truth, channel: str) -> Iterator[TrueItem]:
    """Those that a channel is to tell."""
    for item in truth.items.values():
        if item.alert is not None and not truth.is_version(item) and not item.left_out_of(channel):
            yield item


def _over(item: TrueItem, truth: Truth) -> datetime:
    """When it is over. An alert that was lifted, nobody knows when, is over by now."""
    assert item.alert is not None, "asked of alerts alone"
    if not item.lifted:
        return item.alert.end
    return item.history.lifted_at or truth.now - timedelta(days=366)
