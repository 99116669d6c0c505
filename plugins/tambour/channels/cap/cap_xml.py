"""CAP 1.2 (OASIS Standard, 1 July 2010), written: elements in the order of § 3.2, dates as § 3.3.2 has them."""

from collections.abc import Iterable
from xml.etree import ElementTree

from tambour.channels import Site

from .life import CapMessage, MessageType, stamp
from .wording import CapArea, CapInfo

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
CAP = "application/cap+xml"  # § 3.3.4; RFC 7303 has it in UTF-8 without a parameter
GEOCODE = "INSEE"  # name of the register of the codes (§ 3.2.4, `geocode`)


def document(site: Site, message: CapMessage, infos: Iterable[CapInfo]) -> bytes:
    """One message."""
    alert = ElementTree.Element(f"{{{NAMESPACE}}}alert")
    sender = site.territory.domain
    _add(alert, "identifier", message.identifier)
    _add(alert, "sender", sender)
    _add(alert, "sent", stamp(message.sent))
    _add(alert, "status", "Actual")
    _add(alert, "msgType", message.kind)
    _add(alert, "source", site.territory.name)
    _add(alert, "scope", "Public")
    if message.kind is not MessageType.ALERT:
        references = (f"{sender},{one.identifier},{stamp(one.sent)}" for one in message.earlier)
        _add(alert, "references", " ".join(references))
    for info in infos:
        _add_info(alert, info)
    ElementTree.indent(alert)
    text: bytes = ElementTree.tostring(alert, "UTF-8", xml_declaration=True, default_namespace=NAMESPACE)
    return text + b"\n"


def _add_info(alert: ElementTree.Element, info: CapInfo) -> None:
    element = _add(alert, "info")
    _add(element, "language", info.language)
    _add(element, "category", info.category)
    _add(element, "event", info.event)
    if info.all_clear:
        _add(element, "responseType", "AllClear")
    _add(element, "urgency", info.urgency)
    _add(element, "severity", info.severity)
    _add(element, "certainty", info.certainty)
    _add(element, "onset", stamp(info.onset))
    if info.expires is not None:
        _add(element, "expires", stamp(info.expires))
    _add(element, "senderName", info.sender)
    _add(element, "headline", info.headline)
    if info.description:
        _add(element, "description", info.description)
    _add(element, "web", info.web)
    _add(element, "contact", info.contact)
    for area in info.areas:
        _add_area(element, area)


def _add_area(info: ElementTree.Element, area: CapArea) -> None:
    element = _add(info, "area")
    _add(element, "areaDesc", area.name)
    for ring in area.rings:  # latitude first, and the first place again at the end (§ 3.2.4, `polygon`)
        _add(element, "polygon", " ".join(f"{latitude:.4f},{longitude:.4f}" for longitude, latitude in ring))
    for code in area.codes:
        geocode = _add(element, "geocode")
        _add(geocode, "valueName", GEOCODE)
        _add(geocode, "value", code)


def _add(parent: ElementTree.Element, name: str, text: str = "") -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    element.text = text or None
    return element
