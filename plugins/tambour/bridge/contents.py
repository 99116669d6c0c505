"""Pelican's view of our items: one Content class for each kind, so that other plugins find what they know.

They are made from the catalogue, not by a Pelican Reader: the file has been read and judged once already, and Pelican's
`read_file` would add its own guesses from file names, folders and mtimes, and drop in silence what it cannot read.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from pelican.contents import Content

from tambour.model.item import Item
from tambour.model.kinds import KINDS, Kind
from tambour.source.entry import Entry


class ItemContent(Content):  # type: ignore[misc]  # Pelican has no types
    """An item of ours as Pelican knows content: title, slug, date, lang, url, save_as; `item` is the whole of it."""

    kind: ClassVar[Kind]
    mandatory_properties = ("title",)
    allowed_statuses = ("published",)
    default_status = "published"
    item: Item

    @classmethod
    def of(cls, entry: Entry, settings: Mapping[str, Any], context: dict[str, Any]) -> "ItemContent":
        """Make the content of an entry, of its kind's class."""
        item = entry.item
        metadata = {
            "item": item,
            "title": item.title,
            "slug": item.address,
            "lang": item.language or settings["DEFAULT_LANG"],
            "url": entry.path,
            "save_as": f"{entry.path}index.html",
        }
        dates = {"date": item.publish_at, "modified": item.updated, "summary": item.summary}
        metadata |= {key: value for key, value in dates.items() if value is not None}
        made = CONTENT_CLASSES[item.kind](
            entry.body.html, metadata, settings, str(settings["PATH"]) + f"/{entry.origin.path}", context
        )
        assert isinstance(made, ItemContent)
        return made


def _class_for(kind: Kind) -> type[ItemContent]:
    name = f"{kind.model.__name__}Content"
    return type(name, (ItemContent,), {"kind": kind, "default_template": kind.name, "__doc__": f"A {kind.name}."})


CONTENT_CLASSES: Mapping[str, type[ItemContent]] = MappingProxyType(
    {kind.name: _class_for(kind) for kind in KINDS.values()}
)
