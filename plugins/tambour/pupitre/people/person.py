"""Somebody who writes, and what she may do: rights, given by roles, some of them for a few communes only."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from tambour.pupitre.versions.store import Author


class Right(StrEnum):
    """What a page needs of whoever opens it."""

    SEE = "voir"  # open what exists for her
    PROPOSE = "proposer"  # write what waits for somebody else
    READ = "lire"  # see everything that is written
    REVIEW = "relire"  # publish what waits, or send it back
    WRITE = "ecrire"  # write everything, and publish it
    RELEASE = "mettre-en-ligne"  # have the public see it
    ADMINISTER = "administrer"  # settings, and who did what


class Role(StrEnum):
    """What somebody is in the team, as the settings name it."""

    AGENT = "agent"
    REVIEWER = "relecteur"
    CONTRIBUTOR = "contributeur"
    TECHNICIAN = "technicien"


RIGHTS: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        Role.AGENT: frozenset((Right.SEE, Right.PROPOSE, Right.READ, Right.REVIEW, Right.WRITE, Right.RELEASE)),
        Role.REVIEWER: frozenset((Right.SEE, Right.PROPOSE, Right.READ, Right.REVIEW)),
        Role.CONTRIBUTOR: frozenset((Right.SEE, Right.PROPOSE)),
        Role.TECHNICIAN: frozenset((Right.SEE, Right.READ, Right.RELEASE, Right.ADMINISTER)),
    }
)


@dataclass(frozen=True)
class Colleague:
    """Somebody who was recognised.

    Attributes:
        key: tells her from everybody else; "" for whoever sits at the machine.
        name: as colleagues know her; "" for whoever sits at the machine.
        email: "" when there is none.
        roles: hers.
        communes: ids of those that a contributor writes for.
    """

    key: str = ""
    name: str = ""
    email: str = ""
    roles: frozenset[Role] = frozenset()
    communes: frozenset[str] = frozenset()

    def may(self, right: Right) -> bool:
        """Whether one of her roles gives a right."""
        return any(right in RIGHTS[role] for role in self.roles)

    @property
    def author(self) -> Author | None:
        """Who signs her versions; None: whoever the repository belongs to."""
        return Author(self.name or self.email, self.email) if self.key else None


OWNER = Colleague(roles=frozenset(Role))  # whoever sits at the machine: it is all hers
