"""Which roles somebody has: those that the settings give to her address, and those that her employer's number gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tambour.build.desk_settings import PupitreSettings
from tambour.build.settings import BuildSettings
from tambour.model.problems import Refused
from tambour.model.registers import Commune
from tambour.pupitre.people.person import Colleague, Role

_SIREN = 9  # digits of a SIRET that name the body; the others name one of its places


@dataclass(frozen=True)
class Identity:
    """Somebody, as whoever recognised her says. key: never anybody else's. siret: of where she works, digits."""

    key: str
    name: str = ""
    email: str = ""
    siret: str = ""


class RoleBook:
    """What the project says now of who may what: a right that is taken away is gone at the next request.

    settings: those of the project. communes: its register. Both raise Refused; then what was known last holds.
    """

    def __init__(
        self,
        desk: PupitreSettings,
        settings: Callable[[], BuildSettings],
        communes: Callable[[], Mapping[str, Commune]],
    ) -> None:
        self._desk, self._settings, self._read = desk, settings, communes
        self._siren = ""
        self._communes: Mapping[str, Commune] = {}

    def person(self, identity: Identity) -> Colleague:
        """Somebody with her roles; none of them for whom nobody expects."""
        self._look()
        lists, roles, communes = self._desk.served.roles, set[Role](), set[str]()
        named = {Role.AGENT: lists.agent, Role.REVIEWER: lists.relecteur, Role.TECHNICIAN: lists.technicien}
        for role, emails in named.items():
            if _holds(emails, identity.email):
                roles.add(role)
        communes |= {commune for commune, emails in lists.contributeur.items() if _holds(emails, identity.email)}
        if self._desk.served.siret and (siren := identity.siret[:_SIREN]):
            if siren == self._siren:
                roles.add(Role.AGENT)
            communes |= {commune.id for commune in self._communes.values() if commune.siren == siren}
        if communes:
            roles.add(Role.CONTRIBUTOR)
        return Colleague(
            identity.key, identity.name or identity.email, identity.email, frozenset(roles), frozenset(communes)
        )

    def _look(self) -> None:
        try:
            settings = self._settings()
            self._desk, self._siren, self._communes = settings.desk, settings.territory.siren, self._read()
        except Refused:
            return


def _holds(emails: tuple[str, ...], email: str) -> bool:
    return bool(email) and email.casefold() in {one.casefold() for one in emails}


def digits_of(siret: object) -> str:
    """A SIRET in digits; "" for what is none."""
    digits = "".join(str(siret or "").split())
    return digits if digits.isascii() and digits.isdecimal() and len(digits) == 14 else ""
