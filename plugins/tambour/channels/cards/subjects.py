"""What there is a card of: each item, commune and topic, and the site; and what each card says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tambour.channels import (
    Alert,
    Commune,
    Document,
    Event,
    Item,
    Letter,
    Place,
    Published,
    Scope,
    ServiceCalendar,
    Site,
    Topic,
)
from tambour.channels.cards.card_content import CardContent, CardFact
from tambour.channels.cards.dates import communes_in_short, facts_of, facts_of_series, is_series
from tambour.channels.cards.formats import Format
from tambour.look.motif import motif, motif_of
from tambour.model.events.next_date import EventDates, dates_of
from tambour.words.dates import date_fr, month_fr, until
from tambour.words.leads import summary_of
from tambour.words.numbers import count_fr
from tambour.words.short_dates import occurrence_tile
from tambour.words.speech import N_, _, in_its_language
from tambour.words.states import alert_end, level_fr, status_fr
from tambour.words.typography import initial_capital
from tambour.words.withdrawn import end_in_short, still_told

Choose = Callable[[str, str | None], str]  # kind of subject and the template that its writer names → the template

SITE = "site"
_WELCOME = N_("Actualités, agenda, alertes et démarches : tout ce qui se passe ici.")
_COMMUNE_ICON, _TOPIC_ICON, _SITE_ICON = "house", "tag", "megaphone"


@dataclass(frozen=True)
class CardSubject:
    """One subject, of which there is a card in each format.

    folder: under `cartes/`, its own for ever. about, scope: as an `Output` has them. photo_alt: what its photo shows.
    lasting: what a card says that others keep, where it is not the same: of a series, not its next date.
    """

    folder: str
    content: CardContent
    about: str | None = None
    scope: Scope | None = None
    photo_alt: str = ""
    lasting: CardContent | None = None

    def content_in(self, form: Format) -> CardContent:
        """What its card says in a format: a network that fetches one looks at its address once."""
        return self.lasting if form.shared and self.lasting is not None else self.content


def shared_subjects(site: Site, choose: Choose) -> Iterator[CardSubject]:
    """Everything that has a card and is no item."""
    for commune in site.communes.values():
        yield commune_subject(commune, choose)
    for topic in site.topics.values():
        yield topic_subject(topic, choose)
    yield site_subject(site, choose)


@in_its_language
def item_subject(site: Site, published: Published, channel: str, choose: Choose) -> CardSubject:
    """The card of an item."""
    item, override = published.item, published.said_in(channel)
    topic = site.topics.get(item.topics[0]) if item.topics else None
    content = CardContent(
        template=choose(item.kind, override.template),
        title=override.title or item.title,
        summary=still_told(published, override.text or summary_of(published), site.now),
        kicker=topic.name if topic else initial_capital(_(published.kind.label)),
        icon=topic.icon if topic and topic.icon else published.kind.icon,
        motif=motif(item),
        photo=f"images/{item.image}" if item.image else "",
        focus=item.focus if item.image else None,
    )
    folder = f"{published.kind.folder}/{item.id}"
    alt = "" if item.decorative else item.alt or ""
    lasting = _as_series(content, site, published)
    return CardSubject(folder, _with_facts(content, site, published), about=item.id, photo_alt=alt, lasting=lasting)


def commune_subject(commune: Commune, choose: Choose) -> CardSubject:
    """The card of a commune's page."""
    facts = (CardFact((count_fr(commune.population, "habitant", "habitants"),)),) if commune.population else ()
    content = CardContent(
        template=choose("commune", None),
        title=commune.name,
        kicker=initial_capital(_("commune")),
        summary=commune.summary or "",
        icon=_COMMUNE_ICON,
        motif=motif_of(commune.id, "commune"),
        facts=facts,
    )
    return CardSubject(f"communes/{commune.id}", content, scope=Scope("commune", commune.id))


def topic_subject(topic: Topic, choose: Choose) -> CardSubject:
    """The card of a topic's page."""
    content = CardContent(
        template=choose("topic", None),
        title=topic.name,
        kicker=initial_capital(_("thème")),
        summary=topic.summary or "",
        icon=topic.icon or _TOPIC_ICON,
        motif=motif_of(topic.id, topic.id),
    )
    return CardSubject(f"themes/{topic.id}", content, scope=Scope("topic", topic.id))


def site_subject(site: Site, choose: Choose) -> CardSubject:
    """The card of the home page, and of every page that has none."""
    name = site.territory.name
    motif_ = motif_of(site.territory.domain, SITE)
    content = CardContent(choose(SITE, None), name, motif_, _SITE_ICON, summary=_(_WELCOME))
    return CardSubject(SITE, content, scope=Scope("all"))


def _with_facts(content: CardContent, site: Site, published: Published) -> CardContent:
    """What only one kind has to say."""
    item = published.item
    if isinstance(item, Event):
        dates = dates_of(published, site.now)
        return content if dates is None else _with_dates(content, site, published, dates)
    if isinstance(item, Alert):
        return _alert(content, site, published, item)
    return replace(content, facts=tuple(_facts(site, published, item)))


def _with_dates(content: CardContent, site: Site, published: Published, dates: EventDates) -> CardContent:
    state = dates.state_shown
    band = status_fr(state.status).upper() if state else ""
    facts, tile = tuple(facts_of(site, published, dates)), occurrence_tile(dates.shown, site.now)
    return replace(content, band=band, facts=facts, tile=tile, off=not dates.shown.holds)


def _as_series(content: CardContent, site: Site, published: Published) -> CardContent | None:
    """An event that comes again and again, as a whole; None for what does not."""
    dates = dates_of(published, site.now)
    if dates is None or not is_series(published):
        return None
    band = status_fr(dates.common.status).upper() if dates.common else ""
    facts = tuple(facts_of_series(site, published, dates))
    return replace(content, band=band, facts=facts, off=dates.common is not None and not dates.common.holds)


def _alert(content: CardContent, site: Site, published: Published, alert: Alert) -> CardContent:
    over, band = alert.over(site.now), alert_end(alert, over=alert.over(site.now)).upper()
    ends: tuple[str, ...] = (initial_capital(until(alert.end)), initial_capital(until(alert.end, year=False)))
    ends = (end_in_short(published, site.now),) if over else ends
    facts = [] if ends[0].upper() == band else [CardFact(ends, strong=True)]
    if names := communes_in_short(site, published):
        facts.insert(0, CardFact(names, strong=True))
    return replace(
        content, facts=tuple(facts), band=band, off=over, level=alert.level.value, level_word=level_fr(alert.level)
    )


def _facts(site: Site, published: Published, item: Item) -> Iterator[CardFact]:
    """What a card of another kind says under its title."""
    if item.deadline is not None:
        whole = initial_capital(until(item.deadline))
        yield CardFact((whole, initial_capital(until(item.deadline, year=False))), strong=True)
    if isinstance(item, Letter):
        yield CardFact((initial_capital(month_fr(item.publish_at)),), strong=True)
    elif isinstance(item, Document):
        yield CardFact((f"{item.category}, {date_fr(item.dated or item.publish_at)}", item.category), strong=True)
    elif isinstance(item, Place):
        parts = [item.street, item.city]
        if said := ", ".join(part for part in parts if part):
            yield CardFact((said, *(part for part in parts[1:] if part)))
    elif isinstance(item, ServiceCalendar) and item.sector:
        yield CardFact((item.sector,))
    elif names := communes_in_short(site, published):
        yield CardFact(names)


_STOPS = (".", "!", "?", "…", "»")


def alternative(content: CardContent, territory: str, photo_alt: str) -> str:
    """`Annulé : Marché de Noël. Samedi 5 décembre 2026. De 10 h à 18 h. Salle des fêtes. Val d’Aubrelle. Photo : …`.

    territory: its name. photo_alt: what the photo shows, "" when there is none.
    """
    led = " – ".join(part for part in (content.level_word, content.band.capitalize(), content.title) if part)
    said = [led, *(fact.texts[0] for fact in content.facts)]
    if territory != content.title:
        said.append(territory)
    if photo_alt:
        said.append(_("Photo\u00a0: {alt}", alt=photo_alt))
    return " ".join(part if part.endswith(_STOPS) else f"{part}." for part in said)
