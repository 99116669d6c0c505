"""The description by which a browser offers a site among those that it searches (OpenSearch 1.1)."""

from xml.etree import ElementTree

from tambour.channels import Site
from tambour.words.speech import _

_NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
_SHORT_NAME, _DESCRIPTION = 16, 1024  # characters, at most (§ « The ShortName element »)


def opensearch(site: Site, path: str) -> bytes:
    """The document. path: of the page that searches."""
    root = ElementTree.Element("OpenSearchDescription", xmlns=_NAMESPACE)
    told = {
        "ShortName": site.territory.label[:_SHORT_NAME].strip(),
        "Description": _("Rechercher sur le site de {name}", name=site.territory.name)[:_DESCRIPTION],
        "Language": site.territory.languages[0],
        "InputEncoding": "UTF-8",
    }
    for name, text in told.items():
        ElementTree.SubElement(root, name).text = text
    template = f"{site.absolute(path)}?q={{searchTerms}}"
    ElementTree.SubElement(root, "Url", {"type": "text/html", "method": "get", "template": template})
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, "UTF-8", xml_declaration=True)
    return document + b"\n"
