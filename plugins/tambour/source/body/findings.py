"""What a body points at, and what is wrong in it."""

from dataclasses import dataclass, field
from typing import Literal

from tambour.model.problems import Problem

LinkKind = Literal["item", "file", "media", "path", "external", "mail", "phone", "anchor"]


@dataclass(frozen=True)
class Link:
    """One link or picture of a body.

    target: item, its id; file, its content path (`lieux/salle.md`); media, its path under content/ (`images/lac.jpg`);
    path, an address of this site (`/agenda/`); all four decoded (no `%20`) and without fragment. Else the address as
    in `href`: `https://…`, `mailto:…`, `tel:…`, `#…`.
    line: 1-based, counted from the first line of the body. fragment: what follows `#`, as the body that it leads to
    spells it (`Body.anchors`).
    """

    kind: LinkKind
    target: str
    line: int
    image: bool = False
    fragment: str = ""


@dataclass(frozen=True)
class Fault:
    """Something to mend in a body.

    code: permanent; context: what its French sentence needs. told: the problem itself, where a field of a block has it;
    its line counts as `line` does.
    """

    line: int
    code: str
    context: dict[str, object] = field(default_factory=dict)
    told: Problem | None = None
