"""PUPITRE in publishconf.py: at which address the pupitre is served, how people are recognised there, who may what.

No secret is ever written here: that of OpenID Connect comes from the environment or from a file.
"""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Annotated, Any, Literal, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints, ValidationError, model_validator

from tambour.build.settings_file import SettingsFile
from tambour.messages import problem
from tambour.model.fields import Email, Identifier, PlainLine, Record, WebAddress
from tambour.model.problems import Problem, invalid
from tambour.source import explain

SETTING = "PUPITRE"
EXAMPLE_FR = (
    'Par exemple PUPITRE = {"url": "https://pupitre.exemple.fr", "people": {"kind": "oidc", "issuer": "https://…", '
    '"client_id": "…"}}.'
)
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_M = TypeVar("_M", bound=Record)


def _machine(value: str) -> str:
    try:
        return str(ip_address(value))
    except ValueError:
        raise invalid("adresse-de-machine", value=value) from None


_Machine = Annotated[PlainLine, AfterValidator(_machine)]
_HeaderName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{1,63}$")]
_Scope = Annotated[str, StringConstraints(pattern=r"^openid(?: [!-~]+)*$")]


class NoPeople(Record):
    """Nobody has an account: whoever sits at this machine is at home. For 127.0.0.1 alone."""


class HeaderPeople(Record):
    """A proxy in front recognises people, and names them in a header of each request."""

    proxies: tuple[_Machine, ...] = Field(
        ("127.0.0.1",),
        title="Mandataires",
        description="Adresses IP d'où ces en-têtes sont crus ; de partout ailleurs, une demande qui les porte est "
        "refusée.",
    )
    email: _HeaderName = Field(
        "X-Remote-Email", title="En-tête de l'adresse", description="Celui qui porte l'adresse électronique."
    )
    name: _HeaderName = Field("X-Remote-Name", title="En-tête du nom", description="Celui qui porte prénom et nom.")
    siret: _HeaderName | None = Field(
        None, title="En-tête du SIRET", description="Celui qui porte le SIRET de l'établissement, s'il y en a un."
    )
    logout: WebAddress | None = Field(
        None, title="Déconnexion", description="Adresse où le mandataire ferme la session."
    )


class OpenIdPeople(Record):
    """OpenID Connect: Keycloak, LemonLDAP::NG, ProConnect, or any other provider."""

    issuer: WebAddress = Field(
        title="Fournisseur",
        description="Son adresse, sous laquelle répond `/.well-known/openid-configuration`.",
    )
    client_id: PlainLine = Field(
        title="Identifiant du client", description="Celui que le fournisseur a donné au pupitre."
    )
    scope: _Scope = Field(
        "openid profile email",
        title="Portées",
        description="Ce qui lui est demandé. ProConnect : `openid given_name usual_name email siret uid`.",
    )
    algorithm: Literal["RS256", "ES256", "HS256"] = Field(
        "RS256", title="Signature", description="Celle des jetons, telle que le fournisseur l'a enregistrée."
    )
    name: PlainLine = Field("le compte de votre service", title="Nom", description="Ce que dit le bouton d'entrée.")


PEOPLE: Mapping[str, type[Record]] = {"aucun": NoPeople, "entete": HeaderPeople, "oidc": OpenIdPeople}
People = NoPeople | HeaderPeople | OpenIdPeople


class RoleLists(Record):
    """Who is what, by e-mail."""

    agent: tuple[Email, ...] = Field((), title="Agents", description="Écrivent tout, publient, mettent en ligne.")
    relecteur: tuple[Email, ...] = Field(
        (), title="Relecteurs", description="Voient tout ; publient ou renvoient ce qui est à relire."
    )
    technicien: tuple[Email, ...] = Field(
        (), title="Techniciens", description="Voient le journal et les réglages, mettent en ligne ; n'écrivent pas."
    )
    contributeur: Mapping[Identifier, tuple[Email, ...]] = Field(
        {},
        title="Contributeurs",
        description='Par identifiant de commune, qui propose pour elle : `{"corbeval": ["mairie@corbeval.fr"]}`.',
    )


class DeskSettings(Record):
    """The pupitre on a server."""

    url: WebAddress | None = Field(
        None,
        title="Adresse",
        description="Celle où les agents l'ouvrent, nom seul : `https://pupitre.exemple.fr`. Elle peut être celle du "
        "site ; un nom à part protège mieux.",
    )
    address: _Machine = Field(
        "127.0.0.1", title="Écoute", description="Adresse IP de cette machine où le serveur web le joint."
    )
    port: int = Field(8010, ge=1, le=65535, title="Port", description="De même.")
    siret: bool = Field(
        True,
        title="Droits par le SIRET",
        description="Un SIRET de la collectivité (`TERRITORY`) fait un agent ; celui d'une commune membre (`siren` "
        "dans `communes.yaml`), un contributeur pour elle.",
    )
    idle: int = Field(
        120, ge=5, le=1440, title="Inactivité", description="Minutes sans rien faire après lesquelles on se reconnecte."
    )
    session: int = Field(
        12, ge=1, le=24, title="Durée", description="Heures après lesquelles on se reconnecte, de toute façon."
    )
    roles: RoleLists = Field(RoleLists(), title="Rôles", description="Qui est quoi, par adresse électronique.")

    @model_validator(mode="after")
    def _is_a_host(self) -> Self:
        if self.url is not None and urlsplit(self.url).path.strip("/"):
            raise invalid("adresse-du-pupitre", value=self.url)
        return self

    @property
    def origin(self) -> str:
        """The address as browsers send it in `Origin`."""
        return (self.url or f"http://{self.address}:{self.port}").rstrip("/")


class PupitreSettings(Record):
    """All of PUPITRE. people: how they are recognised."""

    people: People = NoPeople()
    served: DeskSettings = DeskSettings()


def read_desk(settings: Mapping[str, Any], file: SettingsFile, problems: list[Problem]) -> PupitreSettings:
    """What PUPITRE says. problems: everything that is wrong is added to it."""
    raw = settings.get(SETTING, {})
    if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
        context = {"key": SETTING, "wanted": "un bloc", "help": EXAMPLE_FR}
        problems.append(problem("reglage-mauvais-type", *file.place(SETTING), **context))
        return PupitreSettings()
    served = _validate(DeskSettings, {key: raw[key] for key in raw if key != "people"}, file, (SETTING,), problems)
    people = _read_people(raw.get("people", {"kind": "aucun"}), file, problems)
    if served is None or people is None:
        return PupitreSettings()
    if isinstance(people, NoPeople) and (served.address not in _LOOPBACK or not _is_here(served.url)):
        problems.append(problem("pupitre-sans-compte", *file.place(SETTING), key=SETTING))
    elif not isinstance(people, NoPeople) and served.url is None:
        problems.append(problem("reglage-manquant", *file.place(SETTING), key=f'{SETTING}["url"]', help=EXAMPLE_FR))
    elif isinstance(people, OpenIdPeople):
        problems += [
            problem("pupitre-sans-tls", *file.place(SETTING), value=address)
            for address in (str(served.url), people.issuer)
            if not address.startswith("https://") and not _is_here(address)
        ]
    return PupitreSettings(people=people, served=served)


def _read_people(raw: object, file: SettingsFile, problems: list[Problem]) -> People | None:
    place = file.place(SETTING, "people")
    if not isinstance(raw, dict) or raw.get("kind") not in PEOPLE:
        value = raw.get("kind", "") if isinstance(raw, dict) else raw
        problems.append(problem("comptes-inconnus", *place, value=value, known=", ".join(PEOPLE)))
        return None
    if secrets := [key for key in raw if "secret" in str(key).lower()]:
        problems.append(problem("secret-dans-les-reglages", *file.place(SETTING, "people", secrets[0]), key=secrets[0]))
        return None
    values = {key: value for key, value in raw.items() if key != "kind"}
    people: Any = _validate(PEOPLE[raw["kind"]], values, file, (SETTING, "people"), problems)
    return people  # type: ignore[no-any-return]  # one of PEOPLE


def _is_here(address: str | None) -> bool:
    return address is None or urlsplit(address).hostname in _LOOPBACK


def _validate(
    model: type[_M], raw: Mapping[str, Any], file: SettingsFile, place: tuple[str, ...], problems: list[Problem]
) -> _M | None:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        path, _ = file.place(*place)
        problems += explain.problems_of(
            error, model, raw, path, lambda inside: file.place(*place, *inside)[1], in_python=True
        )
        return None
