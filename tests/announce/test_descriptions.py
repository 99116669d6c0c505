"""What is asked of a tool, and what its double here answers, are what the tool says of itself."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jsonschema
import pytest

from tambour.announce.web import WebAnswer
from tests.announce.conftest import listmonk
from tests.announce.letter_servers import ListmonkServer
from tests.announce.world import World

SAID = json.loads((Path(__file__).parent / "descriptions" / "listmonk.json").read_text("utf-8"))
_BASE = "/api"
_OTHERWISE = {"tag": "tags"}  # as the server reads it, as its description calls it


def operation(method: str, path: str) -> tuple[str, dict[str, Any]]:
    """The one that the description has for a request, and its path there."""
    for pattern, operations in SAID["paths"].items():
        if re.fullmatch(pattern.replace("{id}", r"\d+"), path.removeprefix(_BASE)):
            return pattern, operations[method.lower()]
    raise AssertionError(f"{method} {path} is not described")


def hold(value: object, schema: object) -> None:
    """Raises ValidationError for what is otherwise than it is described."""
    jsonschema.validate(value, {"allOf": [schema], "components": SAID["components"]})


def _without_nothing(value: Any) -> Any:
    """Without what is null: the description knows of no such value, and listmonk gives it for what is not there."""
    if isinstance(value, dict):
        return {name: _without_nothing(one) for name, one in value.items() if one is not None}
    return [*map(_without_nothing, value)] if isinstance(value, list) else value


class Described:
    """A way to listmonk on which everything is held against its description. asked: each operation, once."""

    def __init__(self, server: ListmonkServer) -> None:
        self.server, self.asked = server, set[str]()

    def ask(self, method: str, url: str, headers: dict[str, str], body: bytes | None = None) -> WebAnswer:
        parts = urlsplit(url)
        pattern, said = operation(method, parts.path)
        self.asked.add(f"{method} {pattern}")
        known = {one["name"] for one in said.get("parameters", ()) if one["in"] == "query"}
        assert {_OTHERWISE.get(name, name) for name, _ in parse_qsl(parts.query)} <= known
        if body is not None:
            told = json.loads(body)
            hold(told, said["requestBody"]["content"]["application/json"]["schema"])
            schemas = SAID["components"]["schemas"]
            assert told.keys() <= {*schemas["CampaignRequest"]["properties"], *schemas["CampaignUpdate"]["properties"]}
        answer = self.server.ask(method, url, headers, body)
        assert answer.is_fine
        if method in ("GET", "DELETE"):  # of the others it describes what was told, and the server gives the campaign
            hold(_without_nothing(answer.json()), said["responses"]["200"]["content"]["application/json"]["schema"])
        return answer


def test_a_letter_that_comes_changes_leaves_and_is_deleted_asks_listmonk_what_it_describes(tmp_path: Path):
    way = Described(ListmonkServer())
    desk = World(tmp_path, {"listmonk": listmonk(way)})
    desk.write("news", "avant", titre="Une actualité d’avant")
    desk.publish()
    desk.letter("listmonk")
    desk.step()
    desk.letter("listmonk", words="Bonsoir", resume="Autrement dit.")
    desk.step()
    del desk.items["mai"]
    desk.step()
    [stranded] = desk.plan.stranded
    for post in stranded.posts:
        desk.targets["listmonk"].remove(post.post)

    assert way.server.campaigns == []
    assert way.asked == {"GET /campaigns", "POST /campaigns", "PUT /campaigns/{id}", "DELETE /campaigns/{id}"}


def test_what_the_description_does_not_know_is_no_request():
    with pytest.raises(AssertionError, match="is not described"):
        operation("POST", "/api/campaigns/3/start")
    with pytest.raises(jsonschema.ValidationError):
        hold({"name": 3}, {"$ref": "#/components/schemas/CampaignRequest"})
