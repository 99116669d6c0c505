"""Permanent URIs: `tag:` (RFC 4151), from the territory's fixed domain and from ids alone, never from an address."""

from tambour.model.territory import Territory

MINTED = "2026"  # RFC 4151 §2.1: a year in which the domain's owner minted these names; any, once and for all


def uri(territory: Territory, name: str) -> str:
    """`tag:exemple.fr,2026:fete`.

    name: an item's id; of what is no item, a path, which no id can be: `commune/cluny`.
    """
    return f"tag:{territory.domain},{MINTED}:{name}"
