"""What became of an announcement on an account, in French: the kit and the pupitre tell it alike."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from tambour.model.announce_lines import Act, NetworkTrouble
from tambour.model.announcements import AnnouncedPost, FailedPost
from tambour.words.dates import date_fr, hour_fr
from tambour.words.typography import NBSP

_CAME: Mapping[Act, str] = MappingProxyType(
    {
        Act.POST: "publié",
        Act.ANSWER: "dit à la suite du premier message",
        Act.EDIT: "modifié",
        Act.HOLD: "retenu",
        Act.REMOVE: "retiré",
    }
)
_DRAFTED: Mapping[Act, str] = MappingProxyType({Act.POST: "brouillon remis", Act.EDIT: "brouillon modifié"})
_WENT_WRONG: Mapping[NetworkTrouble, str] = MappingProxyType(
    {
        NetworkTrouble.UNHEARD: "Le message est peut-être parti : ce compte n’a pas répondu comme il faut ({words}). "
        "Le prochain essai le lui demande d’abord ; rien ne part deux fois.",
        NetworkTrouble.BUSY: "Ce compte demande d’attendre{until}. Rien n’est perdu : le message part ensuite.",
        NetworkTrouble.DENIED: "Ce compte n’accepte pas, ou n’accepte plus, notre secret ({words}). Votre service "
        "informatique le refait, et l’éprouve : annoncer --essai.",
        NetworkTrouble.REFUSED: "Ce compte ne prend pas ce message ({words}). Corrigez le contenu, ou ce qu’il dit sur "
        "ce réseau, puis mettez en ligne.",
        NetworkTrouble.AWAY: "Ce compte n’a pas pu être joint ({words}). Rien n’est parti : réessayez dans un moment.",
        NetworkTrouble.UNSURE: "Le message est peut-être parti ({words}), et ce compte ne peut pas le dire : regardez "
        "là-bas, puis dites-le (au pupitre, « Ce qui partira », ou annoncer --partie, ou --renvoyer).",
        NetworkTrouble.ADDRESS: "Le serveur de courrier refuse une adresse ({words})\u00a0: votre service informatique "
        "vérifie l’expéditeur et la liste. Rien n’est parti.",
        NetworkTrouble.LEFT: "La lettre a déjà été envoyée depuis cet outil : elle n’y est plus touchée.",
        NetworkTrouble.HELD: "Quelqu’un a programmé cette lettre dans cet outil : elle partira telle qu’elle y est.",
        NetworkTrouble.GONE: "Ce compte n’a plus ce qu’il fallait retrouver ({words}). Votre service informatique "
        "vérifie qu’il existe toujours.",
    }
)


def account_fr(target: str) -> str:
    """`Mastodon`: an account, by its name in the settings.

    Args:
        target: that name.

    Returns:
        The same, as a sentence begins.
    """
    return target[:1].upper() + target[1:].replace("_", " ")


def came_there(post: AnnouncedPost) -> str:
    """`modifié`: how a post came where it stands, or was changed.

    Args:
        post: what stands there.

    Returns:
        A few words.
    """
    return _DRAFTED.get(post.act, _CAME[post.act]) if post.is_draft else _CAME[post.act]


def posted_fr(post: AnnouncedPost, zone: ZoneInfo) -> str:
    """`Mastodon : publié le 30 novembre 2026 à 9 h`; of a draft, that it is one, which leaves from there.

    Args:
        post: what stands there.
        zone: of the territory.

    Returns:
        Where, how and when.
    """
    last_word = ", à faire partir là-bas" if post.is_draft else ""
    return f"{account_fr(post.target)}{NBSP}: {came_there(post)} le {moment_fr(post.at, zone)}{last_word}"


def failure_fr(failed: FailedPost, zone: ZoneInfo) -> str:
    """What went wrong, and what follows.

    Args:
        failed: what did not leave.
        zone: of the territory.

    Returns:
        Two or three sentences.
    """
    until = f" jusqu’au {moment_fr(failed.until, zone)}" if failed.until is not None else ""
    said = _WENT_WRONG[failed.trouble].format(words=failed.words or "sans un mot", until=until)
    return said.replace(" :", f"{NBSP}:").replace(" ;", f"{NBSP};")


def moment_fr(at: datetime, zone: ZoneInfo) -> str:
    """`30 novembre 2026 à 9 h`.

    Args:
        at: an instant.
        zone: of the territory.

    Returns:
        Day and hour, on its clocks.
    """
    here = at.astimezone(zone)
    return f"{date_fr(here)} à {hour_fr(here)}"
