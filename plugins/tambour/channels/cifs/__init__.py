"""CIFS: the roads that alerts close, as Waze and other route planners take them (Closure and Incident Feed)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from xml.etree import ElementTree

from tambour.channels import Absence, Alert, Channel, Excerpt, Output, Problem, Published, Scope, Site
from tambour.model.conversions import printable
from tambour.model.roads import RoadDirection, metres_between
from tambour.words.places import closed_road
from tambour.words.shortening import one_line, shorten
from tambour.words.speech import _

from .messages import MESSAGES, problem
from .settings import CifsSettings

FEED = "circulation/fermetures.xml"
XML = "application/xml"
_DESCRIPTION = 40  # characters: what fits where drivers see it
_LEAST_ID = 3  # characters, in Google's schema
_DIRECTIONS = {RoadDirection.BOTH: "BOTH_DIRECTIONS", RoadDirection.ONE: "ONE_DIRECTION"}
_TOO_FAR = 80_000  # metres from the nearest commune: latitude and longitude have changed places


@dataclass(frozen=True)
class ClosedRoad:
    """One closed road. begins, ends: of the closure, on the territory's clocks."""

    item: Published[Alert]
    begins: datetime
    ends: datetime


class Cifs(Channel[CifsSettings, Site]):
    """`circulation/fermetures.xml`: every road that an alert closes, now or later, and those that were opened again."""

    Settings = CifsSettings
    messages = MESSAGES

    def outputs(self, site: Site) -> Sequence[Output]:
        title, of_alerts = _("Routes fermées (CIFS)"), Scope("kind", "alert")
        return [Output(FEED, XML, rel="alternate", title=title, scope=of_alerts, role="closures")]

    def check(self, site: Site) -> Sequence[Problem]:
        return list(self._far_away(site))

    def render(self, site: Site, output: Output) -> bytes:
        incidents = ElementTree.Element("incidents")
        for closure in self._closures(site, site.of_kinds("alert")):
            self._add(incidents, closure)
        ElementTree.indent(incidents)
        text: bytes = ElementTree.tostring(incidents, "UTF-8", xml_declaration=True)
        return text + b"\n"

    def excerpt(self, site: Site, item: Published) -> Excerpt | None:
        closure = next(self._closures(site, (item,)), None)
        if closure is None or closure.item.item.stretch is None:
            return None
        output = Output(FEED, XML, role="closures")
        return Excerpt("Routes fermées (GPS)", text=closed_road(closure.item.item.stretch), output=output)

    def presence(self, site: Site, item: Published) -> tuple[str, ...] | Absence:
        if not isinstance(item.item, Alert):
            return Absence.KIND
        if any(self._closures(site, (item,))):
            return (FEED,)
        if site.is_version(item):
            return Absence.VERSION
        return Absence.WITHDRAWN if item.item.stretch is not None else Absence.NOTHING

    def _closures(self, site: Site, items: Sequence[Published]) -> Iterator[ClosedRoad]:
        """Those that some items tell and that are not over since long, in their order.

        What is opened again before its time stays for a while, with another end: what disappears from the feed may stay
        closed for drivers until the end that was said first.
        """
        for published in items:
            alert = published.item
            if not isinstance(alert, Alert) or alert.stretch is None:
                continue
            if site.is_version(published) or published.left_out_of(self.name):
                continue
            begins, lifted = alert.start or alert.publish_at, published.history.lifted_at
            ends = min(alert.end, max(lifted, begins)) if lifted is not None else alert.end
            if site.now < (lifted or alert.end) + timedelta(days=self.settings.days):
                zone = site.territory.zone
                yield ClosedRoad(cast(Published[Alert], published), begins.astimezone(zone), ends.astimezone(zone))

    def _add(self, incidents: ElementTree.Element, closure: ClosedRoad) -> None:
        """One closure; elements as the specification names them."""
        alert = closure.item.item
        assert alert.stretch is not None, "only what closes a road is a closure"
        title = printable(one_line(closure.item.said_in(self.name).title or alert.title))
        incident = ElementTree.SubElement(incidents, "incident", id=closure.item.id.ljust(_LEAST_ID, "-"))
        for name, text in (
            ("type", "ROAD_CLOSED"),
            ("polyline", " ".join(f"{lat:.6f} {lon:.6f}" for lat, lon in alert.stretch.points)),
            ("direction", _DIRECTIONS[alert.stretch.direction]),
            ("street", printable(alert.stretch.street)),
            ("starttime", closure.begins.isoformat(timespec="seconds")),
            ("endtime", closure.ends.isoformat(timespec="seconds")),
            ("description", shorten(title, _DESCRIPTION)),
        ):
            ElementTree.SubElement(incident, name).text = text

    def _far_away(self, site: Site) -> Iterator[Problem]:
        known = [one.geo for one in site.communes.values() if one.geo is not None]
        for closure in self._closures(site, site.of_kinds("alert")):
            stretch = closure.item.item.stretch
            if not known or stretch is None:
                continue
            if min(metres_between(stretch.points[0], geo) for geo in known) > _TOO_FAR:
                origin, keys = closure.item.origin, ("troncon.trace", "troncon")
                point = ", ".join(map(str, stretch.points[0]))
                yield problem("cifs-trace-loin", origin.path, origin.line(*keys), "troncon", value=point)


CHANNEL = Cifs
