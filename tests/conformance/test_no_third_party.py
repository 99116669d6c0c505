"""A visit asks nothing of anybody but the site itself, and the browser has nothing to complain of."""

from pathlib import Path

from tests.conformance.visits import BRIEFLY, Seen, visit
from tests.trees import Tree


def elsewhere(seen: list[Seen], url: str) -> set[str]:
    return {request for one in seen for request in one.requests if not request.startswith(url + "/")}


def test_the_demo_is_alone(demo_seen: list[Seen], demo: Tree) -> None:
    assert elsewhere(demo_seen, demo.url) == set()
    assert {error for one in demo_seen for error in one.errors} == set()


def test_what_a_script_fetches_elsewhere_is_seen(page, node: Path, chromium: Path) -> None:
    tree = page("<script>new Image().src = 'https://mouchard.example/' + 'p.gif'</script>")

    seen = visit(tree, dict.fromkeys(tree.files("*.html"), BRIEFLY), node, chromium)

    assert elsewhere(seen, tree.url) == {"https://mouchard.example/p.gif"}
    assert all(one.errors for one in seen)
