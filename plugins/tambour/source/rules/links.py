"""Links written in the text: each leads to an item, a content file, a picture or a document that exists.

Addresses of this site (`/agenda/`) depend on what the channels and the theme publish: the bridge checks those.
"""

from collections.abc import Iterator

from tambour.messages import problem
from tambour.messages.references import WAYS_OUT
from tambour.model.problems import Problem
from tambour.source.body import Link
from tambour.source.body.addresses import ANCHOR_PREFIX
from tambour.source.reading import Reading
from tambour.source.rules.known import Known
from tambour.source.suggest import closest_name, question


def problems(reading: Reading, known: Known) -> Iterator[Problem]:
    """Dead links of every valid item, with their lines."""
    goals = {"item": known.names["item"], "file": known.files, "media": known.media}
    for entry in reading.entries:
        for line, link in entry.links:
            if link.kind not in goals:
                continue
            if link.target not in goals[link.kind]:
                context = {
                    "value": _as_typed(link),
                    "near": question(closest_name(link.target, goals[link.kind])),
                    "way_out": WAYS_OUT[f"link-{link.kind}"],
                }
                yield problem("lien-mort", entry.origin.path, line, "Texte", **context)
                continue
            goal = known.entries.get(known.item_at(link))
            if goal is None:
                continue
            if goal.item.draft and not entry.item.draft:
                yield problem("reference-brouillon", entry.origin.path, line, "Texte", value=link.target)
            elif link.fragment and link.fragment not in goal.body.anchors:
                anchor = f"#{link.fragment.removeprefix(ANCHOR_PREFIX)}"
                yield problem("ancre-absente", entry.origin.path, line, "Texte", value=anchor, other=goal.origin.path)


def _as_typed(link: Link) -> str:
    return f"id:{link.target}" if link.kind == "item" else link.target
