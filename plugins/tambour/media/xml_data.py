"""Data in XML (tracks, maps): browsers show it as a page of the site, so it may hold nothing that a page can run.

What a browser makes of an XML file is told by its namespaces and by its style sheet, not by its name.
"""

from xml.parsers import expat

from tambour.media.opening import Unreadable

_ROOTS = ("gpx", "kml")
# XHTML, SVG, XSLT, XUL: what W3C or Mozilla has made to be shown; but schemas, which say how data is written.
_SHOWN = ("http://www.w3.org/", "http://www.mozilla.org/")
_INERT = ("http://www.w3.org/2001/XMLSchema-instance", "http://www.w3.org/XML/1998/namespace")


def check_xml(path: str, data: bytes) -> None:
    """Judge a GPX or KML file. path: for the sentence. Raises Unreadable for one that is no data, or more than data."""
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        space, _, name = tag.rpartition(" ")
        if not depth and name not in _ROOTS:
            raise Unreadable("document-illisible", value=path)
        depth += 1
        spaces = (space, *(key.rpartition(" ")[0] for key in attributes))
        if any(one.startswith(_SHOWN) and one not in _INERT for one in spaces):
            raise Unreadable("document-actif", value=path)

    def active(*_: object) -> None:
        raise Unreadable("document-actif", value=path)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.ProcessingInstructionHandler = parser.StartDoctypeDeclHandler = active
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError):
        raise Unreadable("document-illisible", value=path) from None
