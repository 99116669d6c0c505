"""A door that lets one person in, whoever she is."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from tambour.pupitre.people.person import Colleague, Role

TOKEN = "j" * 40
AGENT = Colleague("a", "Zoé Martin", "zoe@exemple.fr", frozenset({Role.AGENT}))
REVIEWER = Colleague("r", "Léo Petit", "leo@exemple.fr", frozenset({Role.REVIEWER}))
CONTRIBUTOR = Colleague("c", "Ana Roche", "ana@rouvrelle.fr", frozenset({Role.CONTRIBUTOR}), frozenset({"rouvrelle"}))
TECHNICIAN = Colleague("t", "Sam Noir", "sam@exemple.fr", frozenset({Role.TECHNICIAN}))
TEAM = {"agent": AGENT, "relecteur": REVIEWER, "contributeur": CONTRIBUTOR, "technicien": TECHNICIAN}


@dataclass
class OpenDoor:
    """someone: who comes in; None: nobody that is known."""

    someone: Colleague | None = AGENT
    stranger: str = "cle"
    logout: str = ""

    def objection(self, request: Request) -> str:
        return ""

    def person(self, request: Request) -> Colleague | None:
        return self.someone

    def token(self, request: Request) -> str:
        return TOKEN

    def welcome(self, request: Request) -> Response | None:
        return None

    def renew(self, request: Request, answer: Response) -> None:
        return

    def routes(self, pages):
        return ()

    def former(self, request: Request):
        return None
