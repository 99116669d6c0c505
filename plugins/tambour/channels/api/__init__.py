"""Open data: the same content as static JSON, with its JSON Schemas, for member communes, apps and anybody else."""

from collections.abc import Sequence

from tambour.channels import Channel, Output, Scope, Site
from tambour.words.speech import _

from .documents import INDEX, RESOURCES, ROOT, index, item, item_path, list_path, listing, schema_path
from .schemas import schema, schema_names
from .settings import ApiSettings
from .vocabulary import Shape

JSON = "application/json"
SCHEMA = "application/schema+json"


class Api(Channel[ApiSettings]):
    """An index, a list for each resource, a file for each item, and a schema for each of these.

    No `Output.key`: telling what a document depends on costs as much as making it.
    """

    Settings = ApiSettings
    french_name = "donnees"

    def outputs(self, site: Site) -> Sequence[Output]:
        door = Output(list_path(INDEX), JSON, title=_("Données ouvertes (JSON)"), scope=Scope("all"), role="api")
        lists = [Output(list_path(name), JSON) for name in RESOURCES]
        items = [
            Output(item_path(published), JSON, rel="alternate", title=_("Données (JSON)"), about=published.id)
            for published in site.items
            if not published.left_out_of(self.name)
        ]
        return [door, *lists, *items, *(Output(schema_path(name), SCHEMA) for name in schema_names())]

    def render(self, site: Site, output: Output) -> bytes:
        if output.about is not None and (published := site.get(output.about)) is not None:
            return _json(item(site, published, self))
        name = output.path.removeprefix(ROOT).removesuffix(".json")
        if output.media_type == SCHEMA:
            return schema(name.removeprefix("schema/"), site.territory.domain)
        if name == INDEX:
            return _json(index(site, self))
        return _json(listing(site, name, self), indent=None)


def _json(document: Shape, indent: int | None = 2) -> bytes:
    """indent: for the files that people open; lists are for machines, and large."""
    return f"{document.model_dump_json(by_alias=True, exclude_none=True, indent=indent)}\n".encode()


CHANNEL = Api
