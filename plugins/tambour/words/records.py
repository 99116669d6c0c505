"""What a record is, in a line: what stands for a summary that nobody wrote, and what a search finds it by."""

from functools import singledispatch

from tambour.model.elected import Elected
from tambour.model.item import Item
from tambour.model.site.site import Site
from tambour.words.elected import function_fr


def record_fr(site: Site, item: Item) -> str:
    """What a record is, by the fields of its own kind.

    Args:
        site: the site, which knows what fields refer to.
        item: what its writer said.

    Returns:
        Phrases, without a final stop: `1re vice-présidente, Rouvrelle : déchets, réemploi`. "" for most kinds.
    """
    return _words(item, site)


@singledispatch
def _words(item: Item, site: Site) -> str:
    del item, site
    return ""


@_words.register
def _(item: Elected, site: Site) -> str:
    commune = site.communes.get(item.commune or "")
    who = ", ".join(filter(None, (function_fr(item), commune.name if commune else "", item.group)))
    return ". ".join(filter(None, (who, ", ".join(item.delegations))))
