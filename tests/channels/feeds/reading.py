"""Feeds rendered and read back, for the tests of this folder: by expat and json, which did not write them."""

import json
from functools import cache
from typing import Any
from xml.etree import ElementTree

from tambour.channels import Channel, Site
from tambour.channels.feeds import Feeds
from tambour.model.registers import Commune, Topic
from tambour.testing.building import TERRITORY, make, published, rendered, site

ATOM, CONTENT = "{http://www.w3.org/2005/Atom}", "{http://purl.org/rss/1.0/modules/content/}encoded"
COMMUNES = {
    name.lower(): Commune.model_validate({"id": name.lower(), "nom": name, "insee": insee})
    for name, insee in {"Bellecombe": "39001", "Mijoux": "39002"}.items()
}
TOPICS = {name.lower(): Topic.model_validate({"id": name.lower(), "nom": name}) for name in ("Culture", "Sport")}
FAIR = {
    "id": "fete-du-lac",
    "titre": "Fête du lac",
    "resume": "Barques, lampions et tartes aux myrtilles.",
    "publier_le": "2026-11-10",
    "debut": "2026-12-12 15:00",
    "fin": "22h",
    "lieu": {"nom": "Ponton nord", "ville": "Mijoux"},
}


def place(*items: Any, **more: Any) -> Site:
    """A site with two communes and two topics."""
    return site(items, **({"communes": COMMUNES, "topics": TOPICS} | more))


def written(given: Site, **settings: Any) -> dict[str, bytes]:
    """Every file of the channel, by path under flux/."""
    return {path.removeprefix("flux/"): data for path, data in rendered(channel(**settings), given).items()}


@cache
def channel(**settings: Any) -> Channel:
    """One for each group of settings: its templates are compiled once."""
    return make(Feeds, **settings)


def in_all_formats(given: Site, stem: str = "tout", **settings: Any) -> tuple[list, list, list]:
    """The entries of one feed: RSS, Atom, JSON Feed."""
    files = written(given, **settings)
    rss, atom = (ElementTree.fromstring(files[f"{stem}.{ending}"]) for ending in ("rss", "atom"))
    return list(rss.iter("item")), list(atom.iter(f"{ATOM}entry")), json.loads(files[f"{stem}.json"])["items"]


def rss_items(given: Site, stem: str = "tout", **settings: Any) -> list[ElementTree.Element]:
    return in_all_formats(given, stem, **settings)[0]


def atom_entries(given: Site, stem: str = "tout", **settings: Any) -> list[ElementTree.Element]:
    return in_all_formats(given, stem, **settings)[1]


def json_items(given: Site, stem: str = "tout", **settings: Any) -> list[dict[str, Any]]:
    return in_all_formats(given, stem, **settings)[2]


def item_of(given: Site, item_id: str, **settings: Any) -> dict[str, Any]:
    """One entry of the feed of everything, as JSON, by the end of its id."""
    [item] = [one for one in json_items(given, **settings) if one["id"].endswith(f":{item_id}")]
    return item


def ids(given: Site, stem: str = "tout", **settings: Any) -> list[str]:
    """The ids of a feed without what they all begin with; the same in the three formats, or it fails."""
    prefix = f"tag:{TERRITORY.domain},2026:"
    rss, atom, read = in_all_formats(given, stem, **settings)
    by_format = (
        [item.findtext("guid") for item in rss],
        [entry.findtext(f"{ATOM}id") for entry in atom],
        [item["id"] for item in read],
    )
    assert by_format[0] == by_format[1] == by_format[2]
    return [str(one).removeprefix(prefix) for one in by_format[0]]


def news(item_id: str, **typed: Any):
    """A piece of news. html: its body."""
    html = typed.pop("html", "<p>Texte.</p>")
    expired = typed.pop("expired", False)
    return published(
        "news", {"id": item_id, "titre": "Titre", "publier_le": "2026-11-20", **typed}, html=html, expired=expired
    )


def event(**typed: Any):
    return published("event", {key: value for key, value in (FAIR | typed).items() if value is not None})
