"""Opening hours: a regular week, dated seasons, public holidays and exceptions."""

from tambour.model.fields import Record


class OpeningHours(Record):
    """When a place is open."""
