"""The state of a service in words: what it is, since when, until when."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from tambour.model.services.status import ServiceLevel, ServiceStatus
from tambour.words.dates import onset, until
from tambour.words.speech import N_, _

_LEVELS: Mapping[ServiceLevel, str] = MappingProxyType(
    {
        ServiceLevel.NORMAL: N_("Fonctionne normalement"),
        ServiceLevel.DISTURBED: N_("Perturbé"),
        ServiceLevel.CLOSED: N_("Fermé"),
    }
)


def service_level_fr(level: ServiceLevel) -> str:
    """`Fermé`, `Fonctionne normalement`.

    Args:
        level: the state.

    Returns:
        The words.
    """
    return _(_LEVELS[level])


def service_status_fr(status: ServiceStatus, now: datetime) -> str:
    """`Fermé depuis le lundi 23 novembre 2026 à 8 h, jusqu’au vendredi 4 décembre 2026`, `Fonctionne normalement`.

    Args:
        status: of a service.
        now: the instant at which it is told.

    Returns:
        One sentence without a full stop; a state that is to come says from when on.
    """
    if status.level is ServiceLevel.NORMAL or (status.until is not None and status.until <= now):
        return _(_LEVELS[ServiceLevel.NORMAL])
    since = onset(status.since)
    begins = _("depuis le {day}", day=since) if status.since <= now else _("à partir du {day}", day=since)
    ends = f", {until(status.until)}" if status.until is not None else ""
    return f"{_(_LEVELS[status.level])} {begins}{ends}"
