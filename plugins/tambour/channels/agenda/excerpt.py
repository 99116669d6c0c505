"""What a calendar shows of one event, for the agent who looks at all channels side by side."""

from tambour.channels import Event, Excerpt, Published
from tambour.words.numbers import count_fr
from tambour.words.places import postal_line
from tambour.words.states import when_or_planned
from tambour.words.typography import NBSP

from .gathering import Agendas
from .words import summary


def excerpt(agendas: Agendas, published: Published, channel: str) -> Excerpt | None:
    """The event's next date, else its last, as programs list it; and its own calendar. Nothing of other kinds."""
    event, site = published.item, agendas.site
    if not isinstance(event, Event) or published.left_out_of(channel):
        return None
    ahead = published.upcoming(site.now)
    shown = ahead[0] if ahead else published.occurrences[-1]
    place = site.place_of(shown)
    where = postal_line(place) if place else event.online
    dates = count_fr(len(published.occurrences), "date")
    which = f"{dates}{NBSP}; celle-ci est la {'prochaine' if ahead else 'dernière'}."
    return Excerpt(
        title="Agenda",
        text="\n".join(filter(None, (summary(published, shown, channel), when_or_planned(shown), where))),
        output=agendas.own(published.id),
        notes=(which,) if len(published.occurrences) > 1 else (),
    )
