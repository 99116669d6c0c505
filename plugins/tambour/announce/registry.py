"""ANNOUNCE["targets"] in publishconf.py → the targets of one project, found by the folder that their `kind` names."""

import importlib
import pkgutil
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from tambour.announce import targets
from tambour.announce.contract import AnnounceTarget, TargetSettings
from tambour.announce.post_office import MailAnswer, MailServer, SealedLetter
from tambour.announce.speech import LETTERS
from tambour.announce.web import Web, WebAnswer
from tambour.build.settings import BuildSettings
from tambour.build.targets import ANNOUNCE, blocks_of
from tambour.messages import problem
from tambour.model.kinds import KINDS
from tambour.model.problems import Problem, SettingsRefused
from tambour.publish.refusals import PublicationRefused
from tambour.publish.secrets import Secrets, variable_of
from tambour.source.suggest import did_you_mean

PLACE = (ANNOUNCE, "targets")
BY_COMMUNE = "by_commune"  # setting of targets of letters: for whom each commune's edition is


@cache
def kinds() -> Mapping[str, type[AnnounceTarget]]:
    """Every sort of target, by the name of its folder."""
    names = sorted(module.name for module in pkgutil.iter_modules(targets.__path__))
    return {name: importlib.import_module(f"{targets.__name__}.{name}").TARGET for name in names}


def read_accounts(ours: BuildSettings) -> Mapping[str, tuple[type[AnnounceTarget], TargetSettings]]:
    """The targets of a project, by name, in the order in which they are written. Raises SettingsRefused."""
    raw = ours.announcing.targets
    problems: list[Problem] = []
    by_kind = {name: target.Settings for name, target in kinds().items()}
    found = blocks_of(raw, by_kind, ours.file, PLACE, problems)
    for name, settings in found.items():
        problems += _unknown(name, settings, ours)
    if problems:
        raise SettingsRefused(problems)
    return {name: (kinds()[raw[name]["kind"]], settings) for name, settings in found.items()}


def open_targets(ours: BuildSettings, secrets: Secrets, web: Web) -> Mapping[str, AnnounceTarget]:
    """Those that are on, with their secrets. Raises SettingsRefused, PublicationRefused for a secret nobody keeps."""
    return {name: open_target(ours, name, secrets, web) for name in names_on(ours)}


def names_on(ours: BuildSettings) -> Sequence[str]:
    """The names of those that are on. Raises SettingsRefused."""
    return [name for name, (_, settings) in read_accounts(ours).items() if settings.on]


def open_target(ours: BuildSettings, name: str, secrets: Secrets, web: Web) -> AnnounceTarget:
    """One of them. Raises as above."""
    target, settings = read_accounts(ours)[name]
    secret = secrets.find(name, target.secret)
    if not secret and settings.needs_secret:
        raise PublicationRefused("secret-absent", name, variable=variable_of(name, target.secret))
    for spelling in target.spellings(secret):
        secrets.note(spelling)
    return target(name, settings, web, secret)


def secret_variables(ours: BuildSettings) -> tuple[str, ...]:
    """The variables in which the secrets of those that are on may come. Raises SettingsRefused."""
    accounts = read_accounts(ours).items()
    return tuple(
        variable_of(name, target.secret)
        for name, (target, settings) in accounts
        if settings.on and settings.needs_secret
    )


def closed_targets(ours: BuildSettings) -> Mapping[str, AnnounceTarget]:
    """Those that are on, for a plan: without a secret, they cannot reach anybody. Raises SettingsRefused."""
    accounts = read_accounts(ours).items()
    return {name: target(name, settings, _NoWeb(), "") for name, (target, settings) in accounts if settings.on}


def unknown_filters(ours: BuildSettings, topics: Collection[str], communes: Collection[str]) -> list[Problem]:
    """Topics and communes that accounts are limited to, and that the content does not have: nothing would leave."""
    problems: list[Problem] = []
    for name, (_, settings) in read_accounts(ours).items():
        lists = tuple(getattr(settings, BY_COMMUNE, ()))
        for key, wanted, known in (
            ("topics", settings.topics, topics),
            ("communes", settings.communes, communes),
            (BY_COMMUNE, lists, communes),
        ):
            for value in wanted:
                if value not in known:
                    place = ours.file.place(*PLACE, name, key)
                    told = {"value": value, "known": ", ".join(sorted(known)), "near": did_you_mean(value, [*known])}
                    problems.append(problem("annonce-filtre-inconnu", *place, **told))
    return problems


def unready_tools(ours: BuildSettings, tools: Collection[str]) -> list[Problem]:
    """Sending tools in service for which no letter is made. tools: those that the channel of letters makes them for."""
    problems: list[Problem] = []
    for name, (target, settings) in read_accounts(ours).items():
        if settings.on and target.channel == LETTERS and target.network not in tools:
            place = ours.file.place(*PLACE, name, "kind")
            problems.append(problem("annonce-lettre-sans-outil", *place, label=target.label, tool=target.network))
    return problems


class _NoWeb:
    """Nothing leaves by it."""

    def ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> WebAnswer:
        raise AssertionError(f"a plan asks nobody: {method} {url}")

    def mail(self, server: MailServer, letter: SealedLetter | None = None) -> MailAnswer:
        raise AssertionError(f"a plan writes to nobody: {server.host}")


def _unknown(name: str, settings: TargetSettings, ours: BuildSettings) -> list[Problem]:
    """Folders that are none, or whose contents nobody announces."""
    known = [kind.folder for kind in KINDS.values() if kind.announced]
    return [
        problem(
            "annonce-dossier-inconnu",
            *ours.file.place(*PLACE, name, "kinds"),
            value=folder,
            known=", ".join(known),
            near=did_you_mean(folder, known),
        )
        for folder in settings.kinds
        if folder not in known
    ]
