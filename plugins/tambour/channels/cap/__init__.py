"""CAP: each alert as machines that warn people take it (OASIS CAP 1.2), and an Atom index of all of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath

from tambour.channels import Absence, Alert, Channel, Excerpt, Output, Problem, Published, Scope, Site
from tambour.words.speech import _, speaking_for

from .cap_xml import CAP, document
from .index import ATOM, index
from .life import CapMessage, last_message
from .messages import MESSAGES, problem
from .settings import CapSettings
from .wording import AlertWriter, summary

FOLDER = "cap"
INDEX = f"{FOLDER}/index.atom"


@dataclass(frozen=True)
class SiteAlerts:
    """What the alerts of a site are told as, by id: the last message of each."""

    site: Site
    messages: Mapping[str, CapMessage]

    @property
    def newest_first(self) -> Sequence[tuple[Published, CapMessage]]:
        """With what each is about."""
        alerts = self.site.of_kinds("alert")
        told = [(item, self.messages[item.id]) for item in alerts if item.id in self.messages]
        return sorted(told, key=lambda one: (-one[1].sent.timestamp(), one[0].id))


class Cap(Channel[CapSettings, SiteAlerts]):
    """`cap/<id>.xml` for each alert that holds or was told to be over a few days ago, and `cap/index.atom`."""

    Settings = CapSettings
    messages = MESSAGES

    def prepare(self, site: Site) -> SiteAlerts:
        return SiteAlerts(site, {item.id: last_message(site, item) for item in self._told(site)})

    def outputs(self, alerts: SiteAlerts) -> Sequence[Output]:
        of_alerts = Scope("kind", "alert")
        index = Output(INDEX, ATOM, rel="alternate", title=_("Alertes (CAP)"), scope=of_alerts, role="cap-index")
        return [
            index,
            *(
                Output(
                    f"{FOLDER}/{item.id}.xml",
                    CAP,
                    rel="alternate",
                    title=_("Message d’alerte (CAP)"),
                    about=item.id,
                    role="cap",
                )
                for item, _message in alerts.newest_first
            ),
        ]

    def check(self, alerts: SiteAlerts) -> Sequence[Problem]:
        return list(self._unknown_topics(alerts.site))

    def render(self, alerts: SiteAlerts, output: Output) -> bytes:
        site = alerts.site
        if output.path == INDEX:
            return index(site, self._writer(site), alerts.newest_first, site.absolute(INDEX), self._address(site))
        item = site.get(PurePosixPath(output.path).stem)
        assert item is not None, "what was promised is there"
        message = alerts.messages[item.id]
        return document(site, message, self._writer(site).infos(item, message))

    def excerpt(self, alerts: SiteAlerts, item: Published) -> Excerpt | None:
        message = alerts.messages.get(item.id)
        if message is None:
            return None
        info = self._writer(alerts.site).infos(item, message)[0]
        output = Output(f"{FOLDER}/{item.id}.xml", CAP, about=item.id, role="cap")
        with speaking_for(alerts.site, item):
            return Excerpt("Message d’alerte (CAP)", text=summary(message, info), output=output)

    def presence(self, alerts: SiteAlerts, item: Published) -> tuple[str, ...] | Absence:
        if not isinstance(item.item, Alert):
            return Absence.KIND
        if item.id in alerts.messages:
            return (INDEX, f"{FOLDER}/{item.id}.xml")
        return Absence.VERSION if alerts.site.is_version(item) else Absence.WITHDRAWN

    def _told(self, site: Site) -> Iterator[Published]:
        return (item for item in site.of_kinds("alert") if self._is_told(site, item))

    def _is_told(self, site: Site, item: Published) -> bool:
        alert = item.item
        if not isinstance(alert, Alert) or site.is_version(item) or item.left_out_of(self.name):
            return False
        over = item.history.lifted_at or alert.end
        return site.now < over + timedelta(days=self.settings.days)

    def _writer(self, site: Site) -> AlertWriter:
        return AlertWriter(site, self.name, self.settings.categories)

    @staticmethod
    def _address(site: Site) -> Mapping[str, str]:
        """Address of the message of each alert, by id."""
        return {item.id: site.absolute(f"{FOLDER}/{item.id}.xml") for item in site.of_kinds("alert")}

    def _unknown_topics(self, site: Site) -> Iterator[Problem]:
        for topic in self.settings.categories:
            if topic not in site.topics:
                field = f'CHANNELS["cap"]["categories"]["{topic}"]'
                context = {"value": topic, "known": ", ".join(sorted(site.topics))}
                yield problem("cap-theme-inconnu", PurePosixPath("pelicanconf.py"), 0, field, **context)


CHANNEL = Cap
