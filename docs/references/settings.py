"""docs/reglages.md: every setting, generated from where each is declared (`inv docs`), never written by hand."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from docs.references.channels import readmes
from tambour.announce.registry import kinds as account_kinds
from tambour.build.clock import EPOCH
from tambour.build.desk_settings import PEOPLE, SETTING, DeskSettings
from tambour.build.engine import PACKAGE
from tambour.build.imposed_settings import ENFORCED
from tambour.build.settings import PAGE_SIZE
from tambour.build.targets import KINDS as TARGETS
from tambour.build.targets import Announcing
from tambour.model.site.site import POSTING_DAYS
from tambour.model.territory import Territory
from tambour.testing.tables import as_python, cell

REQUIRED = "**obligatoire**"
_HEAD = """# Les réglages

Ce document est produit à partir du programme (`inv docs`) : il est toujours à jour.
Les réglages sont des noms en capitales dans un fichier Python : `pelicanconf.py` pour travailler, `publishconf.py` (qui
le reprend) pour publier, ou tout autre fichier donné par `--settings`. Les chemins partent du dossier de ce fichier.
Une valeur refusée arrête tout avant la construction ; le rapport dit la ligne et quoi écrire
([les erreurs de réglage](erreurs.md#les-réglages-le-thème-et-les-canaux)).
"""
_ENFORCED = """## Ce qui ne se règle pas

Tambour fixe lui-même une partie des réglages de Pelican. Ceux-ci sont refusés s'ils valent autre chose
(`reglage-impose`), de même que, dans `JINJA_ENVIRONMENT`, `autoescape` et `undefined` :
"""
_DERIVED = """D'autres sont remplacés sans rien dire : `TIMEZONE` et `DEFAULT_LANG` viennent de `TERRITORY`, et ni
`LOCALE` ni `DELETE_OUTPUT_DIRECTORY` n'ont d'effet. Ce qui règle les articles et les listes de Pelican est sans objet.
"""


class Setting(NamedTuple):
    """A setting of the site, or an environment variable. default: as it is typed; told: French, what it is for."""

    name: str
    default: str
    told: str


SITE = (
    Setting(
        "SITEURL",
        REQUIRED,
        "Adresse publique complète, sans barre oblique finale ; un sous-chemin est permis : "
        "`https://exemple.github.io/depot`. `--url` l'emporte.",
    ),
    Setting(
        "RELATIVE_URLS",
        "`False`",
        "`True` : les pages écrivent les adresses du site depuis l'endroit où elles sont (`../agenda/`), pour un site "
        "posé sous un chemin que l'on ne connaît pas d'avance, un aperçu par exemple. Sinon, depuis la racine "
        "(`/agenda/`) ; dans les deux cas sans le nom du site. Flux, agendas, lettres, encadrés et partages gardent "
        "l'adresse complète.",
    ),
    Setting("TERRITORY", REQUIRED, "Le territoire qui parle : [voir plus bas](#territory)."),
    Setting("CHANNELS", "`{}`", "Les canaux en service : [voir plus bas](#canaux)."),
    Setting("PLUGINS", REQUIRED, "Extensions de Pelican ; `[\"tambour\"]`, suivi d'autres s'il en faut."),
    Setting("PLUGIN_PATHS", "`[]`", "Dossiers où Pelican cherche aussi ses extensions."),
    Setting("PATH", '`"content"`', "Dossier des contenus. `--content` l'emporte."),
    Setting(
        "THEME",
        '`"theme"`',
        "Dossier de votre thème, qui peut ne pas exister : les seuls fichiers qui diffèrent de celui de Tambour, sous "
        "`templates/` et `static/`.",
    ),
    Setting("OUTPUT_PATH", '`"output"`', "Dossier du site produit, remplacé en entier. `--output` l'emporte."),
    Setting(
        "KIT_PATH",
        "`output` + `.kit`",
        "Dossier de ce que les canaux préparent pour l'agent ; n'est jamais publié. Un aperçu a le sien.",
    ),
    Setting("CACHE_PATH", '`".cache"`', "Dossier des images déjà réduites ; se supprime sans dommage."),
    Setting("PAGE_SIZE", f"`{PAGE_SIZE}`", "Nombre de contenus par page de liste."),
    Setting(
        "POSTING_DAYS",
        f"`{POSTING_DAYS}`",
        "Nombre de jours pendant lesquels ce qui a paru ou changé se diffuse encore : textes, cartes carrées, stories, "
        "kit. Ce qui est à venir ou en cours se diffuse toujours ; `kit --id=…` fait le reste à la demande.",
    ),
    Setting(
        "NOW",
        "`None`",
        "Date et heure à simuler : `\"2026-12-05 10:00\"`. Sans elle, l'heure réelle. `--now` l'emporte.",
    ),
    Setting(
        "PUBLICATION",
        "`False`",
        f"`True` dans `publishconf.py` : refuse toute date fixée (`NOW`, `--now`, `{EPOCH}`).",
    ),
    Setting("TARGETS", "`{}`", "Où `publier` met le site en ligne : [voir plus bas](#targets)."),
    Setting("ANNOUNCE", "`{}`", "Qui est prévenu d'une publication : [voir plus bas](#announce)."),
    Setting("PUPITRE", "`{}`", "Le pupitre sur un serveur, et qui y vient : [voir plus bas](#pupitre)."),
    Setting(
        "SITENAME", "nom du territoire", "Nom du site pour d'autres extensions ; le thème prend celui du territoire."
    ),
    Setting(
        "THEME_STATIC_PATHS",
        '`["static"]`',
        "Dossiers de votre thème copiés tels quels dans le site, par-dessus les fichiers de celui de Tambour.",
    ),
    Setting("THEME_STATIC_DIR", '`"theme"`', "Chemin sous lequel le site les sert."),
    Setting(
        "THEME_TEMPLATES_OVERRIDES",
        "`[]`",
        "Dossiers de gabarits pris avant ceux du thème : un dossier est à l'image de `templates/`.",
    ),
    Setting(
        "JINJA_FILTERS", "`{}`", "Filtres de plus pour les gabarits des pages ; ils l'emportent sur ceux de Tambour."
    ),
    Setting("JINJA_GLOBALS", "`{}`", "De même : fonctions et valeurs."),
    Setting("JINJA_ENVIRONMENT", "celles de Pelican", "Options de Jinja pour les pages, par exemple `extensions`."),
)
ENVIRONMENT = (
    Setting(
        EPOCH, "", "Secondes depuis 1970 : simule une date, pour refaire un site à l'identique. Refusée en publication."
    ),
    Setting("TAMBOUR_PHASES", "", "`1` : dit en JSON, sur la sortie d'erreur, les secondes de chaque étape."),
    Setting(
        "TAMBOUR_SECRETS",
        "`~/.config/tambour/secrets.env`",
        "Le fichier des secrets : [où les garder](publier.md#où-garder-les-secrets).",
    ),
    Setting(
        "TAMBOUR_PAGES_TOKEN",
        "",
        "Jeton qui ouvre le dépôt où va l'endroit nommé `pages` dans `TARGETS` ; le milieu suit ce nom.",
    ),
    Setting(
        "TAMBOUR_HEBERGEUR_PASSWORD",
        "",
        "Mot de passe du compte de l'endroit nommé `hebergeur` (`sftp`, `ftps`, `ftp`) ; `…_PASSPHRASE` : d'une clé.",
    ),
    Setting(
        "TAMBOUR_SEAU_ACCESS_KEY, TAMBOUR_SEAU_SECRET_KEY",
        "",
        "Les deux clés du compte de l'endroit nommé `seau` (`s3`).",
    ),
    Setting(
        "TAMBOUR_MASTODON_TOKEN, TAMBOUR_BLUESKY_PASSWORD",
        "",
        "Le secret de chaque compte de `ANNOUNCE` ; le milieu suit son nom.",
    ),
    Setting(
        "TAMBOUR_PUPITRE_SECRET",
        "",
        "Secret du client OpenID Connect du pupitre ; `TAMBOUR_PUPITRE_SECRET_FILE` : le fichier qui le porte.",
    ),
    Setting("TAMBOUR_PROJET", "", "Fichier des réglages du pupitre que sert `tambour.pupitre.asgi`."),
    Setting("TAMBOUR_ETAT", "", "Dossier où ce pupitre garde sessions, journal et textes en cours."),
    Setting("TAMBOUR_PAGES_USER", "", "Compte que la forge veut avec ce jeton ; la plupart n'en demandent pas."),
    Setting("CHROMIUM", "", "Chemin du navigateur, pour les tests."),
)


def settings_reference() -> str:
    """The whole document, Markdown."""
    parts = (
        *(_site(), _territory(), _channels(), _targets(), _announcing(), _desk()),
        *(_enforced_settings(), _environment()),
    )
    return "\n".join([_HEAD, *(line for part in parts for line in part)]).rstrip() + "\n"


def _site() -> Iterator[str]:
    yield "## Le site\n\n| réglage | à quoi il sert | par défaut |\n|---|---|---|"
    yield from (f"| `{one.name}` | {one.told} | {one.default} |" for one in SITE)
    yield ""


def _territory() -> Iterator[str]:
    yield "## TERRITORY\n"
    yield "Un bloc `TERRITORY = {…}` : nom, coordonnées, apparence et mentions légales de la collectivité.\n"
    yield from _block(Territory, "TERRITORY")


def _block(model: type[BaseModel], place: str) -> Iterator[str]:
    """The table of one block, then those of the blocks in it."""
    yield "| clé | ce qu'elle dit | par défaut |\n|---|---|---|"
    for name, info in model.model_fields.items():
        description = f"{info.title}. {cell(info.description or '')}{_allowed_values(info.annotation)}"
        yield f'| `"{name}"` | {description} | {_default(info)} |'
    yield ""
    for name, info in model.model_fields.items():
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            inner = f'{place}["{name}"]'
            yield f"### {inner}\n"
            yield from _block(info.annotation, inner)


def _allowed_values(annotation: Any) -> str:
    if not (isinstance(annotation, type) and issubclass(annotation, StrEnum)):
        return ""
    return f" Valeurs : {', '.join(f'`{member.value}`' for member in annotation)}."


def _default(info: FieldInfo) -> str:
    if isinstance(info.default, BaseModel):
        return "`{}`"
    return REQUIRED if info.is_required() else f"`{as_python(info.default)}`"


def _channels() -> Iterator[str]:
    yield "## Canaux\n"
    yield '`CHANNELS = {"sitemap": {}, "api": {"service_days": 90}}` : une clé présente met le canal en service,'
    yield "avec les réglages écrits entre les accolades. Chaque canal liste les siens dans son README :\n"
    for file, _ in readmes():
        title = file.read_text("utf-8").partition("\n")[0].removeprefix("# ")
        yield f"- [{title}]({_from_docs(file)})"
    yield ""


def _targets() -> Iterator[str]:
    yield "## TARGETS\n"
    yield '`TARGETS = {"serveur": {"kind": "serveur", "folder": "/srv/site"}}`, dans `publishconf.py` :'
    yield "un nom par endroit, que `publier --vers=NOM` désigne ; le premier est le site, qui annonce, les autres en"
    yield "sont des copies. `kind` dit la façon, que [Publier](publier.md) explique ; nul secret ne s'y écrit.\n"
    for kind, model in TARGETS.items():
        yield f"### {kind}\n"
        yield from _block(model, "TARGETS")


def _announcing() -> Iterator[str]:
    yield "## ANNOUNCE\n"
    yield from _block(Announcing, "ANNOUNCE")
    yield '### ANNOUNCE["targets"]\n'
    yield '`{"mastodon": {"kind": "mastodon", "server": "https://…"}}` : un nom par compte ; `kind` dit la sorte, que'
    yield "[Annoncer](annoncer.md) explique ; nul secret ne s'y écrit.\n"
    for kind, target in account_kinds().items():
        yield f"#### {kind}\n"
        yield from _block(target.Settings, "ANNOUNCE")


def _desk() -> Iterator[str]:
    yield "## PUPITRE\n"
    yield '`PUPITRE = {"url": "https://pupitre.exemple.fr", "people": {"kind": "oidc", …}}`, dans `publishconf.py` :'
    yield "[le pupitre sur un serveur](publier/pupitre.md). Sur son poste, `serve` le montre sans réglage ni compte.\n"
    yield from _block(DeskSettings, SETTING)
    yield f'### {SETTING}["people"]\n'
    yield "`kind` dit comment les gens sont reconnus ; `aucun` (sans compte, sur 127.0.0.1 seulement) n'a pas de"
    yield "réglage.\n"
    for kind, model in PEOPLE.items():
        if model.model_fields:
            yield f"#### {kind}\n"
            yield from _block(model, SETTING)


def _from_docs(file: Path) -> str:
    return f"../plugins/{file.relative_to(PACKAGE.parent).as_posix()}"


def _enforced_settings() -> Iterator[str]:
    yield f"{_ENFORCED}\n{', '.join(f'`{name}`' for name in sorted(ENFORCED))}.\n\n{_DERIVED}"


def _environment() -> Iterator[str]:
    yield "## Variables d'environnement\n\n| variable | à quoi elle sert |\n|---|---|"
    yield from (f"| `{one.name}` | {one.told} |" for one in ENVIRONMENT)
