"""The head of one page of a site made from values, and the nodes of its JSON-LD."""

from typing import Any

from tambour.model.site.output import Output, OutputIndex
from tambour.model.site.published import Published
from tambour.model.site.site import Site
from tambour.testing.building import published, site
from tambour.website import plan
from tambour.website.head import Head, presenter
from tests.conformance.schema_org import faults, kinds, nodes

NEWS = {"id": "travaux", "titre": "Travaux", "publier_le": "2026-11-20 08:00", "resume": "Rue fermée."}
EVENT = {"id": "fete", "titre": "Fête", "publier_le": "2026-11-01", "resume": "Un bal.", "debut": "2026-12-05 10:00"}
PLACE = {"id": "salle", "titre": "Salle des fêtes"}


def head_of(given: Site, path: str, *outputs: Output) -> Head:
    """The head of the page at a path, its JSON-LD found sound. outputs: what channels promise."""
    [page] = [view for view in plan.plan(given, 20, lambda _template: False) if view.path == path]
    head = presenter(given, OutputIndex.of_all(outputs))(page)
    assert not head.json_ld or faults(head.json_ld) == []
    return head


def item_head(item: Published, *others: Published, **more: Any) -> Head:
    """The head of the item's page."""
    return head_of(site([item, *others], **more), item.path)


def found(head: Head, kind: str) -> list[dict[str, Any]]:
    """Nodes of a type, or of a more special one, in order."""
    return [node for node in nodes(head.json_ld) if kind in kinds(node["@type"])]


def news(**typed: Any) -> Published:
    return published("news", NEWS | typed)


def event(**typed: Any) -> Published:
    """typed: instead of what EVENT says; None takes it away."""
    return published("event", {key: value for key, value in (EVENT | typed).items() if value is not None})


def place(**typed: Any) -> Published:
    return published("place", PLACE | typed)
