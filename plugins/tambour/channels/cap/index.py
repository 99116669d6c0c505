"""The Atom index of CAP messages (RFC 4287): for each alert, an entry that leads to what it is told as now."""

from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from tambour.channels import Published, Site
from tambour.model.identity import uri
from tambour.words.speech import _

from .cap_xml import CAP
from .life import CapMessage, stamp
from .wording import AlertWriter

ATOM = "application/atom+xml; charset=utf-8"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def index(
    site: Site,
    writer: AlertWriter,
    told: Sequence[tuple[Published, CapMessage]],
    address: str,
    messages: Mapping[str, str],
) -> bytes:
    """The whole index.

    Args:
        site: whose alerts they are.
        writer: of their words.
        told: each alert with its last message, the newest first.
        address: of the index.
        messages: address of the message of each alert, by id.
    """
    territory = site.territory
    feed = ElementTree.Element("feed", {"xmlns": _NAMESPACE, _LANGUAGE: territory.languages[0]})
    _add(feed, "id", uri(territory, "cap"))
    _add(feed, "title", _("Alertes – {name}", name=territory.label))
    _add(feed, "updated", stamp(told[0][1].sent) if told else _NEVER)
    _add(_add(feed, "author"), "name", territory.name)
    _add(feed, "link", rel="self", type="application/atom+xml", href=address)
    _add(feed, "link", rel="alternate", type="text/html", href=site.absolute("alertes/"))
    if site.hub:
        _add(feed, "link", rel="hub", href=site.hub)
    for item, message in told:
        info = writer.infos(item, message)[0]
        entry = _add(feed, "entry", **{_LANGUAGE: info.language})
        _add(entry, "id", f"{uri(territory, item.id)}#cap-{message.identifier.partition('@')[0]}")
        _add(entry, "title", info.headline)
        _add(entry, "updated", stamp(message.sent))
        _add(entry, "category", term=str(message.kind))
        _add(entry, "link", rel="alternate", type=CAP, href=messages[item.id])
        _add(entry, "link", rel="alternate", type="text/html", href=item.url)
        _add(entry, "summary", info.description.partition("\n")[0] or info.headline)
    ElementTree.indent(feed)
    text: bytes = ElementTree.tostring(feed, "UTF-8", xml_declaration=True)
    return text + b"\n"


_NEVER = "1970-01-01T00:00:00+00:00"  # an index without an entry has not changed since anything


def _add(parent: ElementTree.Element, name: str, text: str = "", **facts: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, facts)
    element.text = text or None
    return element
