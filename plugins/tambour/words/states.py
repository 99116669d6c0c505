"""What has become of an event, and how grave an alert is, in French."""

from collections.abc import Mapping
from types import MappingProxyType

from tambour.model.events.occurrence import EventStatus, Occurrence
from tambour.model.item import Level
from tambour.words.dates import between

STATUS = {
    EventStatus.CONFIRMED: "",
    EventStatus.CANCELLED: "Annulé",
    EventStatus.POSTPONED: "Reporté",
    EventStatus.MOVED: "Déplacé",
    EventStatus.FULL: "Complet",
}


LEVEL: Mapping[Level, str] = MappingProxyType(
    {Level.INFO: "Information", Level.WATCH: "Vigilance", Level.EMERGENCY: "Urgence"}
)


def state(occurrence: Occurrence) -> str:
    """What has become of it: "" when it is simply confirmed, `Annulé`, `Reporté (prévu d’abord samedi …)`."""
    word = STATUS[occurrence.status]
    if word and occurrence.previous_start is not None:
        return f"{word} (prévu d’abord {between(occurrence.previous_start, None)})"
    return word


def titled(title: str, status: EventStatus) -> str:
    """A title that must say the state by itself: `ANNULÉ - Marché de Noël`. What is confirmed keeps its own."""
    word = STATUS[status]
    return f"{word.upper()} - {title}" if word else title
