"""What a CAP message says of an alert, in each language that it is written in; and how grave it is to machines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import cast

from tambour.channels import Alert, Level, Published, Site
from tambour.model.contours import Ring, outer_rings, ring_of_at_most
from tambour.model.conversions import printable
from tambour.words.numbers import list_fr
from tambour.words.shortening import one_line
from tambour.words.speech import N_, _, speaking_for
from tambour.words.states import ALERT_LIFTED, alert_state, level_fr, title_with_head
from tambour.words.withdrawn import concerned_fr, end_fr

from .life import CapMessage, MessageType
from .settings import AlertCategory


class Urgency(StrEnum):
    """How soon to act (§ 3.2.2, `urgency`)."""

    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"


class Severity(StrEnum):
    """How much may be harmed (§ 3.2.2, `severity`). `Extreme` is for those who know it: nobody types it here."""

    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"


class Certainty(StrEnum):
    """Whether it is so (§ 3.2.2, `certainty`): what has begun was observed, what is to come is likely."""

    OBSERVED = "Observed"
    LIKELY = "Likely"


_SEVERITIES: Mapping[Level, Severity] = MappingProxyType(
    {Level.EMERGENCY: Severity.SEVERE, Level.WATCH: Severity.MODERATE, Level.INFO: Severity.MINOR}
)
_KINDS = MappingProxyType(
    {MessageType.ALERT: N_("Alerte"), MessageType.UPDATE: N_("Mise à jour"), MessageType.CANCEL: N_("Fin d’alerte")}
)
_HASTE = MappingProxyType(
    {
        Urgency.IMMEDIATE: N_("agir tout de suite"),
        Urgency.EXPECTED: N_("agir bientôt"),
        Urgency.FUTURE: N_("plus tard"),
        Urgency.PAST: N_("c’est fini"),
    }
)
_GRAVITY = MappingProxyType(
    {Severity.SEVERE: N_("grave"), Severity.MODERATE: N_("modérée"), Severity.MINOR: N_("mineure")}
)
_MOST_CORNERS, _MOST_RINGS = 100, 4  # of a polygon, the first one counted twice; of polygons of one commune


@dataclass(frozen=True)
class CapArea:
    """Where (§ 3.2.4). codes: INSEE, of communes. rings: of their surfaces, where these are known."""

    name: str
    codes: tuple[str, ...] = ()
    rings: tuple[Ring, ...] = ()


@dataclass(frozen=True)
class CapInfo:
    """What a message says in one language (§ 3.2.2).

    Attributes:
        language: BCP 47.
        category: what it is about.
        event: what happens.
        urgency, severity, certainty: how grave it is.
        all_clear: nothing is left to be done.
        onset: when the situation begins. expires: when what is said no longer holds; None of an end.
        sender: who speaks. headline, description: what is said.
        web, contact: where more is said.
        areas: where.
    """

    language: str
    category: AlertCategory
    event: str
    urgency: Urgency
    severity: Severity
    certainty: Certainty
    all_clear: bool
    onset: datetime
    expires: datetime | None
    sender: str
    headline: str
    description: str
    web: str
    contact: str
    areas: tuple[CapArea, ...] = field(default=())


@dataclass(frozen=True)
class AlertWriter:
    """Writes what messages say. channel: our name, for what writers say differently here. categories: by topic."""

    site: Site
    channel: str
    categories: Mapping[str, AlertCategory]

    def infos(self, item: Published, message: CapMessage) -> list[CapInfo]:
        """In each language, the alert's own first; a text in easy French is no other language."""
        infos: dict[str, CapInfo] = {}
        for version in (item, *self.site.versions_of(item)):
            if isinstance(version.item, Alert):
                info = self._info(item, version, message)
                infos.setdefault(info.language, info)
        return [*infos.values()]

    def title(self, item: Published) -> str:
        """What an alert is called here."""
        return printable(one_line(item.said_in(self.channel).title or item.item.title))

    def _info(self, original: Published, version: Published, message: CapMessage) -> CapInfo:
        with speaking_for(self.site, version):
            return self._info_of(original, version, message)

    def _info_of(self, original: Published, version: Published, message: CapMessage) -> CapInfo:
        alert, is_over = cast(Alert, original.item), message.kind is MessageType.CANCEL
        zone, onset = self.site.territory.zone, alert.start or alert.publish_at
        title = self.title(version)
        return CapInfo(
            language=version.item.language or self.site.territory.languages[0],
            category=next(
                (self.categories[one] for one in alert.topics if one in self.categories), AlertCategory.SAFETY
            ),
            event=title,
            urgency=_urgency(alert, onset, message),
            severity=_SEVERITIES[alert.level],
            certainty=Certainty.OBSERVED if onset <= message.sent else Certainty.LIKELY,
            all_clear=is_over,
            onset=onset.astimezone(zone),
            expires=None if is_over else alert.end.astimezone(zone),
            sender=self.site.territory.name,
            headline=self._headline(alert, title, is_over=is_over),
            description="\n\n".join(filter(None, self._description(version, is_over=is_over))),
            web=version.url,
            contact=self._contact(alert),
            areas=tuple(self._areas(original)),
        )

    def _contact(self, alert: Alert) -> str:
        """Whom to ask: the first of its own contacts that says how, else the territory's reception."""
        for name in alert.contacts:
            contact = self.site.contacts.get(name)
            ways = ", ".join(filter(None, (contact.phone, contact.email))) if contact is not None else ""
            if contact is not None and ways:
                return f"{contact.name}, {ways}"
        return f"{self.site.territory.phone}, {self.site.territory.email}"

    @staticmethod
    def _headline(alert: Alert, title: str, *, is_over: bool) -> str:
        if not is_over:
            return title_with_head(level_fr(alert.level).upper(), title)
        return title_with_head(_(ALERT_LIFTED) if alert.is_lifted else alert_state(alert, over=True).upper(), title)

    def _description(self, version: Published, *, is_over: bool) -> Iterator[str]:
        """What it says; once it is over, that it is, and nothing of what it asked people to do."""
        if is_over:
            yield end_fr(version, self.site.now)
            yield concerned_fr(self.site, version)
            return
        yield printable(one_line(version.item.summary or ""))
        yield printable(version.said_in(self.channel).text or version.plain).strip()

    def _areas(self, item: Published) -> Iterator[CapArea]:
        concerned = [self.site.communes[one] for one in item.communes if one in self.site.communes]
        if not concerned:
            codes = tuple(one.insee for one in self.site.communes.values())
            rings = tuple(ring for name in self.site.communes for ring in self._rings(name))
            yield CapArea(self.site.territory.name, codes, rings)
        for commune in concerned:
            yield CapArea(commune.name, (commune.insee,), tuple(self._rings(commune.id)))

    def _rings(self, commune: str) -> Iterator[Ring]:
        """The largest of a commune: an islet more or less warns nobody else."""
        rings = sorted(outer_rings(self.site.contours.get(commune, ())), key=len, reverse=True)
        return (ring_of_at_most(ring, _MOST_CORNERS) for ring in rings[:_MOST_RINGS])


def _urgency(alert: Alert, onset: datetime, message: CapMessage) -> Urgency:
    """From its level, and from whether it has begun when the message is sent: the same for as long as that stands."""
    if message.kind is MessageType.CANCEL:
        return Urgency.PAST
    if onset > message.sent:
        return Urgency.FUTURE
    return Urgency.IMMEDIATE if alert.level is Level.EMERGENCY else Urgency.EXPECTED


def summary(message: CapMessage, info: CapInfo) -> str:
    """What a machine understands of a message, for people, in the language spoken: what it is, how grave, where."""
    lines = [
        _("{what}\u00a0: {details}", what=_(_KINDS[message.kind]), details=info.headline),
        _("Gravité {severity}, {urgency}", severity=_(_GRAVITY[info.severity]), urgency=_(_HASTE[info.urgency])),
        list_fr([one.name for one in info.areas]),
    ]
    return "\n".join(lines)
