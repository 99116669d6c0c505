"""TARGETS and ANNOUNCE in publishconf.py: where a site is put online, and who is told that it changed.

No secret is ever written here: passwords come from the environment or from the machine's keyring
(`tambour.publish.secrets`).
"""

import re
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Annotated, Any, Self, TypeVar

from pydantic import Field, StringConstraints, ValidationError, model_validator

from tambour.build.settings_file import SettingsFile
from tambour.messages import problem
from tambour.model.fields import Record, WebAddress
from tambour.model.problems import Problem, invalid
from tambour.source import explain
from tambour.source.suggest import did_you_mean

SETTING, ANNOUNCE = "TARGETS", "ANNOUNCE"
EXAMPLE_FR = 'Par exemple TARGETS = {"serveur": {"kind": "serveur", "folder": "/srv/site"}}.'
_NAME = re.compile(r"[a-z][a-z0-9-]{0,31}")  # of a target: typed after --vers=
_SECRET = re.compile(r"pass|secret|token|jeton|mot_?de_?passe|cle_|_key|^key", re.IGNORECASE)
_SECRET_IN_ADDRESS = re.compile(r"://[^/@\s]*:[^/@\s]+@")

_Machine = Annotated[
    str, StringConstraints(pattern=r"^([A-Za-z0-9_][A-Za-z0-9_.-]*@)?[A-Za-z0-9\[][A-Za-z0-9.:\[\]_-]*$")
]
_AbsoluteFolder = Annotated[str, StringConstraints(pattern=r"^/[A-Za-z0-9._/-]*[A-Za-z0-9_-]$")]
_FtpMachine = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]*$")]
_Account = Annotated[str, StringConstraints(pattern=r"^[^\s:/]+$", max_length=200)]
_HostFolder = Annotated[
    str, StringConstraints(pattern=r"^(/|/?[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)$")
]
_Bucket = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
_Prefix = Annotated[
    str, StringConstraints(pattern=r"^([A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?$")
]
_File = Annotated[str, StringConstraints(pattern=r"^/[A-Za-z0-9._/-]*[A-Za-z0-9]$")]
_Branch = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$")]
_Remote = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9/.][^\s]*$")]
_SearchKey = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,128}$")
]  # https://www.indexnow.org/documentation
_Port = Annotated[int, Field(ge=1, le=65535)]
_R = TypeVar("_R", bound=Record)


class Target(Record):
    """What every place has."""

    url: WebAddress | None = Field(
        None,
        title="Adresse à regarder",
        description="Où le site envoyé là se regarde, si ce n'est pas à SITEURL : une copie, un serveur d'essai.",
    )
    wait: int = Field(
        60,
        ge=0,
        le=3600,
        title="Patience",
        description="Secondes pendant lesquelles l'hébergeur peut encore montrer l'ancien site.",
    )


class ServerTarget(Target):
    """A web server that serves `<folder>/current`: this machine, or one that is reached by SSH."""

    folder: _AbsoluteFolder = Field(
        title="Dossier",
        description="Chemin complet, sur le serveur, du dossier qui tient les publications ; le serveur web sert "
        "`current/`, dedans.",
    )
    host: _Machine | None = Field(
        None, title="Machine", description="`compte@machine`, que SSH atteint par une clé ; sans elle, cette machine."
    )
    port: _Port | None = Field(None, title="Port de SSH", description="Sinon, celui que SSH connaît.")
    ssh_config: Path | None = Field(
        None,
        title="Réglages de SSH",
        description="Fichier qui dit la clé et la machine connue, sinon `~/.ssh/config` ; la clé n'y est pas.",
    )
    keep: int = Field(5, ge=2, le=100, title="Publications gardées", description="Celle en ligne comprise.")
    compressed: bool = Field(
        True,
        title="Compression d'avance",
        description="Envoyer aussi chaque texte compressé (`.br`, `.gz`), comme `--installer` dit de le servir.",
    )
    certificate: _File | None = Field(
        None,
        title="Certificat",
        description="Chemin complet, sur le serveur, de celui que `--installer` nomme, avec sa chaîne ; sinon, "
        "celui de Let's Encrypt.",
    )
    certificate_key: _File | None = Field(
        None, title="Clé du certificat", description="Chemin complet, sur le serveur, du fichier de sa clé privée."
    )

    @model_validator(mode="after")
    def _have_both(self) -> Self:
        if (self.certificate is None) != (self.certificate_key is None):
            raise invalid("certificat-incomplet")
        return self


class PagesTarget(Target):
    """A branch that a forge serves: GitHub Pages, GitLab Pages, Codeberg Pages."""

    remote: _Remote = Field("origin", title="Dépôt git", description="Nom d'un dépôt distant, ou son adresse.")
    branch: _Branch = Field("pages", title="Branche", description="Remplacée en entier : elle ne porte que le site.")
    wait: int = Field(900, ge=0, le=3600, title="Patience", description="Secondes que la forge peut mettre à servir.")


class HostedTarget(Target):
    """A space that a hoster lends, without a shell: files are replaced where the public sees them."""

    max_delete: int = Field(
        500,
        ge=0,
        le=1_000_000,
        title="Suppressions permises",
        description="Au-delà de ce nombre de fichiers à retirer en une fois, rien n'est envoyé.",
    )
    connections: int = Field(
        4,
        ge=1,
        le=32,
        title="Connexions",
        description="Envois en même temps ; certains hébergeurs en limitent le nombre.",
    )


class FtpTarget(HostedTarget):
    """FTP without encryption: the password can be read on the way."""

    host: _FtpMachine = Field(title="Machine", description="Nom de la machine de l'hébergeur.")
    user: _Account = Field(title="Compte", description="Nom du compte ; son mot de passe ne s'écrit pas ici.")
    folder: _HostFolder = Field(
        title="Dossier",
        description="Celui que l'hébergeur montre au public : souvent `www`, `htdocs` ou `public_html`.",
    )
    port: _Port | None = Field(None, title="Port", description="Sinon, celui de tout le monde.")


class FtpsTarget(FtpTarget):
    """FTP under TLS."""

    implicit: bool = Field(
        False, title="TLS dès le début", description="Ancienne façon, au port 990 ; sinon, TLS est demandé à l'accueil."
    )
    authority: Path | None = Field(
        None,
        title="Autorité",
        description="Fichier du certificat qui garantit celui de l'hébergeur, s'il n'est pas d'une autorité connue.",
    )


class SftpTarget(FtpTarget):
    """SFTP, with a password or a key."""

    known_hosts: Path | None = Field(
        None,
        title="Machines connues",
        description="Fichier qui tient la clé de la machine, sinon `~/.ssh/known_hosts`.",
    )
    key_file: Path | None = Field(
        None,
        title="Fichier de la clé",
        description="Chemin d'une clé privée, hors du projet. Sans lui ni mot de passe, l'agent SSH donne la sienne.",
    )


class S3Target(HostedTarget):
    """A bucket that speaks S3: Cellar, Scaleway, OVHcloud, AWS, a MinIO or Garage of one's own."""

    bucket: _Bucket = Field(title="Seau", description="Souvent le nom du site : `www.exemple.fr`.")
    endpoint: WebAddress | None = Field(
        None,
        title="Service",
        description="Adresse du service : `https://cellar-c2.services.clever-cloud.com`. Sinon, AWS.",
    )
    region: _Bucket | None = Field(None, title="Région", description="Si le service en demande une : `fr-par`.")
    folder: _Prefix = Field("", title="Dossier", description="Début des clés, si le seau porte autre chose.")
    index: bool = Field(
        False,
        title="Pages des dossiers",
        description="`True` si le seau montre lui-même `agenda/index.html` à l'adresse `agenda/`. Sinon, la page est "
        "aussi envoyée sous la clé `agenda/`.",
    )
    public: bool = Field(
        True,
        title="Lisible par tous",
        description="Chaque fichier est envoyé lisible par tous (`public-read`). `False` si le seau en décide.",
    )
    authority: Path | None = Field(
        None,
        title="Autorité",
        description="Fichier du certificat qui garantit celui du service, s'il n'est pas d'une autorité connue.",
    )


KINDS: Mapping[str, type[Target]] = {
    "serveur": ServerTarget,
    "pages": PagesTarget,
    "sftp": SftpTarget,
    "ftps": FtpsTarget,
    "ftp": FtpTarget,
    "s3": S3Target,
}


class Announcing(Record):
    """Who is told, once a publication has been seen online."""

    websub: WebAddress | None = Field(
        None,
        title="Hub WebSub",
        description="Adresse du hub qui prévient les lecteurs de flux, et que les flux nomment ; aucun par défaut.",
    )
    indexnow: _SearchKey | None = Field(
        None,
        title="Clé IndexNow",
        description="De 8 à 128 lettres sans accent, chiffres ou tirets, au choix : les moteurs de recherche qui ont "
        "signé IndexNow (Bing, Yandex, Seznam, Naver…) apprennent aussitôt quelles pages ont changé. Elle est publiée, "
        "par le canal `sitemap` : ce n'est pas un secret.",
    )
    indexnow_server: WebAddress = Field(
        "https://api.indexnow.org/indexnow",
        title="Serveur IndexNow",
        description="À qui le dire ; chacun le transmet aux autres.",
    )
    fediverse: WebAddress | None = Field(
        None,
        title="Passerelle du fédivers",
        description="Adresse de la passerelle qui fait du site un compte du fédivers (Hatsu, Bridgy Fed) : la "
        "configuration du serveur y mène qui le cherche.",
    )
    targets: dict[str, Any] = Field(
        {},
        title="Comptes",
        description="Un nom par compte où `annoncer` publie ce qui est nouveau ; `kind` dit de quelle sorte il est.",
    )


def read_targets(settings: Mapping[str, Any], file: SettingsFile, problems: list[Problem]) -> Mapping[str, Target]:
    """The targets by name, in the order in which they are written: the first is the site that announces.

    problems: everything that is wrong is added to it.
    """
    raw = settings.get(SETTING, {})
    if not isinstance(raw, dict):
        context = {"key": SETTING, "wanted": "un bloc", "help": EXAMPLE_FR}
        problems.append(problem("reglage-mauvais-type", *file.place(SETTING), **context))
        return {}
    return blocks_of(raw, KINDS, file, (SETTING,), problems)


def blocks_of(
    raw: Mapping[Any, Any],
    kinds: Mapping[str, type[_R]],
    file: SettingsFile,
    place: tuple[str, ...],
    problems: list[Problem],
) -> Mapping[str, _R]:
    """Named blocks of which each says its `kind`, validated, in the order in which they are written.

    Args:
        raw: as typed.
        kinds: the model of each.
        file: for the line of each.
        place: where they stand in it.
        problems: everything that is wrong is added to it.
    """
    found: dict[str, _R] = {}
    for name, values in raw.items():
        wrong = [*_block_problems(name, values, kinds, file, place)]
        problems += wrong
        if not wrong:
            block = _validate(kinds[values["kind"]], _without_kind(values), file, (*place, name), problems)
            found |= {name: block} if block is not None else {}
    return found


def read_announcing(settings: Mapping[str, Any], file: SettingsFile, problems: list[Problem]) -> Announcing:
    """Who is told. problems: as above."""
    raw = settings.get(ANNOUNCE, {})
    if not isinstance(raw, dict):
        context = {"key": ANNOUNCE, "wanted": "un bloc", "help": 'Par exemple ANNOUNCE = {"websub": "https://…"}.'}
        problems.append(problem("reglage-mauvais-type", *file.place(ANNOUNCE), **context))
        return Announcing()
    read = _validate(Announcing, raw, file, (ANNOUNCE,), problems) or Announcing()
    for name, values in read.targets.items():  # what sort of account each is, whoever announces finds out
        if isinstance(values, dict) and all(isinstance(key, str) for key in values):
            key = _secret_in(values)
            place = file.place(ANNOUNCE, "targets", name, key or "")
            problems += [problem("secret-dans-les-reglages", *place, key=key)] if key is not None else []
    return read


def _block_problems(
    name: object, values: object, kinds: Mapping[str, type[_R]], file: SettingsFile, above: tuple[str, ...]
) -> list[Problem]:
    place = file.place(*above, str(name))
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        return [problem("cible-mal-nommee", *place, value=name)]
    example = f'Par exemple {{"kind": "{next(iter(kinds), "")}"}}.'
    if not isinstance(values, dict) or not all(isinstance(key, str) for key in values):
        return [problem("reglage-mauvais-type", *place, key=name, wanted="un bloc", help=example)]
    known = kinds[values["kind"]].model_fields if values.get("kind") in kinds else {}  # those that we declare hold none
    if (key := _secret_in(values, known)) is not None:
        return [problem("secret-dans-les-reglages", *file.place(*above, name, key), key=key)]
    if values.get("kind") not in kinds:
        value = str(values.get("kind", ""))
        context = {"value": value, "known": ", ".join(kinds), "near": did_you_mean(value, [*kinds])}
        return [problem("cible-inconnue", *file.place(*above, name, "kind"), **context)]
    return []


def _secret_in(values: Mapping[str, Any], known: Container[str] = ()) -> str | None:
    """The key of a secret that somebody has written down, if one has."""
    named = (key for key in values if _SECRET.search(key) and key not in known)
    return next(named, None) or next((key for key, value in values.items() if _is_address_with_secret(value)), None)


def _is_address_with_secret(value: object) -> bool:
    return isinstance(value, str) and bool(_SECRET_IN_ADDRESS.search(value))


def _without_kind(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: value for key, value in values.items() if key != "kind"}


def _validate(
    model: type[_R], raw: Mapping[str, Any], file: SettingsFile, place: tuple[str, ...], problems: list[Problem]
) -> _R | None:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        path, _ = file.place(*place)
        problems += explain.problems_of(
            error, model, raw, path, lambda inside: file.place(*place, *inside)[1], in_python=True
        )
        return None
