"""What `<head>` says of one page: title, description, Open Graph, Twitter card and JSON-LD, from the same values.

One presenter makes all of it, so that `<meta>` and JSON-LD cannot disagree; a template only writes it down. What a
value is, is decided in `facts`; what schema.org calls it, in the module of each type.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tambour.model.site.output import OutputIndex
from tambour.model.site.site import Site
from tambour.website.head.facts import facts_of
from tambour.website.head.graph import json_ld
from tambour.website.head.shared import Shared
from tambour.website.head.social import Meta, open_graph, twitter_card
from tambour.website.page import PageView


@dataclass(frozen=True)
class Head:
    """Plain text and absolute URLs: a template escapes them, and `json_script` the JSON-LD.

    title: of the browser's tab. description: at most 160 characters. robots: `noindex`, or "" when there is nothing to
    ask. canonical: the page's own address. open_graph: (property, content) of each `<meta property>`, and twitter:
    (name, content) of each `<meta name>`, in order. json_ld: one document for `<script type="application/ld+json">`;
    empty on a page that robots leave out.
    """

    title: str
    description: str
    robots: str
    canonical: str
    open_graph: Meta
    twitter: Meta
    json_ld: Mapping[str, Any]


def presenter(site: Site, outputs: OutputIndex) -> Callable[[PageView], Head]:
    """A function from a page to its `Head`. outputs: what every channel has promised."""
    shared = Shared(site)
    territory = site.territory

    def head(page: PageView) -> Head:
        facts = facts_of(site, outputs, page)
        others = site.versions_of(page.published) if page.published else ()
        languages = (other.item.language or territory.languages[0] for other in others)
        return Head(
            title=facts.heading if page.title == territory.name else f"{facts.heading} · {territory.label}",
            description=facts.description,
            robots="noindex" if page.noindex else "",
            canonical=page.url,
            open_graph=open_graph(facts, territory.name, languages),
            twitter=twitter_card(facts),
            json_ld=json_ld(facts, shared),
        )

    return head
