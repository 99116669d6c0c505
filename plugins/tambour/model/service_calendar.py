"""Service calendars: collection days of household waste and the like."""

from typing import ClassVar

from tambour.model.item import Item


class ServiceCalendar(Item):
    """The days of one service in one commune or sector."""

    kind: ClassVar[str] = "service"
