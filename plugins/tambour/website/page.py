"""The pages of the website as data: what a theme's template is given. This is the contract with themes.

Every template of theme/templates/ gets, beside Pelican's own settings (SITEURL, SITENAME…):

- `page`: the `PageView` below. Everything in it is ready: URLs are absolute, lists are sorted, texts are plain text.
- `site`: `tambour.model.site.site.Site`: `site.listed("news")`, `site.upcoming()`, `site.get("id")`, `site.communes`…
- `territory`: `site.territory`.
- `url("agenda/")`: the absolute URL of a path under the site; `url("theme/css/site.css")` for the theme's static files,
  whatever digest they are published under;
  `theme_has("theme/css/site.css")`: whether there is one.
- `menu("principal")`, `menu("pied")`: the published pages (`Published`) that asked for that menu, in their order.
- `commune_contours()`: the drawing of the communes for a commune's page (`tambour.website.contour_map`), or None.
- `home_shows("communes")`: whether the home page has such a block.
- `own_facts(item)`: what the fields of its own kind say, as `PracticalFact`s (`words.own_facts`).
- `main_menu()`: the main menu in two levels, `Way`s (`tambour.website.ways`): `.title`, `.url`, `.is_elsewhere`,
  `.language`, `.children` (`menu_most` have room); `foot_links()`, `foot_columns()` (`.title`, `.ways`),
  `accounts()`: the foot of every page;
  `shown_lists()`: the lists of what this site has and others may not, `lists_menu()` and `foot_lists()`: those of them
  that stand nowhere else in the main menu, at the foot.
- `versions(published)`: the same thing in other languages or in easy French (FALC), its original first.
- `editions(published)`: the editions of a letter (`tambour.model.letters.edition`), the whole territory's first;
  `changed_since(item)`: what has become of one of its dates since, `more_dates_fr(item)`: how many follow.
- `service_days(calendar, 6)`: the next `ServiceDay`s of a service calendar, today included, at most a year ahead.
- `calendars_in("cluny")`: a commune's service calendars, with what takes place there alone; `calendar_years("cluny")`:
  the years of its calendar that have a page.
- `subscription("commune", "cluny")`: how one part of the site is followed: `.calendar`, `.rounds` (its collections),
  each an `Output` or None, `.feeds` by `.label` and `.output`. `outputs_of("commune", "cluny", "embed")`: any role;
  `outputs_about(published, "calendar")`: the files about one item.
  `followed("commune")`: each commune (or topic) that can be, with its `subscription`.
- `calendar_links(output)`: `.address`, `.webcal`, `.google`, `.outlook`, `.microsoft`, to subscribe to a calendar;
  `date_links(published, occurrence)`: `.google`, `.outlook`, `.microsoft`, to keep one date; None when off or over.
- `summary_of(published)`: what is said under its title in lists, of an alert the first sentence of its text at least.
- `off_dates_fr(dates.ahead, site.now.year)`: which dates nobody must come to, where others hold.
- `practical(event, page.dates)`: what one must know before coming, as `PracticalFact`s (`words.practical_facts`), to
  be shown all, in their order; `briefly(facts)`: those that are brief enough for a line.
- `communes_fr(published.communes)`: the names of communes, in one phrase.
- `program(published)`: the dates of the events that are part of one, each with its event;
- `weekend_end(site.now)`: when the coming weekend is over;
- `text_parts(published)`: its text, cut at its videos and sounds (`tambour.website.players`): the macro
  `text_with_players` of `_macros/recordings.html` writes them all.
- `goal("id:fete#venir")`: the absolute URL of what a letter's call leads to: an item, or the address itself.
- `head(page)`: what stands in `<head>` (`tambour.website.head.Head`), to be written down as it is: `.title`,
  `.description`, `.robots` and `.canonical`; the pairs of `.alternates` (`<link rel="alternate" hreflang href>`),
  of `.open_graph` (`<meta property content>`) and `.twitter`
  (`<meta name content>`); `.json_ld`, for `json_script`, when it is not empty.
- `shared("_footer.html")`: a template that is the same on every page, rendered once a build; it has no `page`.
- `media("marche.jpg")`: the `Original` of a picture by its `image` key, `document("plan.pdf")` of a file by its
  `fichier` key. What to show or link is one of its versions (`tambour.model.media`): `.at(800)`, `.readable[-1]`, each
  with `.path`, `.media_type`, `.width`, `.height`, `.length`; `srcset(versions)` writes them for a browser, and the
  macro `picture` of `_macros/picture.html` all of it.
- filters: `date_fr(weekday=False, year=True)`, `period_day_fr`, `month_fr`, `hour_fr`, `duration_fr`, `filesize_fr`,
  `file_facts_fr`, `number_fr`, `siren_fr`, `phone_href`, `list_fr`, `weekday_fr`, `level_fr`, `status_fr`,
  `in_language`, `direction`, `initial_capital`; functions `when(occurrence, year=True)`,
  `hours_of(occurrence)`, `state(occurrence)`, `where_in_short(site, published, occurrence)`, `day_tile(day)`,
  `closed_fr(place.hours, site.now.date())`,
  `last_day_tile(day)`,
  `occurrence_tile(occurrence, site.now)`, `alert_state(alert, over=true)`, `nothing_to_keep(occurrence, site.now)`,
  `between(start, end, year=True)`, `until(end)`, `onset(start)`,
  `count_fr(3, _("page"), _("pages"))`: all French wording is in `tambour.words`.
- of collection days, `day_fr(calendar_day)`, `fate_fr(service_day, on)`, `feast_fr(holiday)`, and for what is not as
  usual `planned_fr(change)`, `outcomes_fr(change)`: `tambour.words.services`.
- `closing_state_fr(item, site.now)`: what has become of what closes by itself, "" while it is open;
  `function_fr(elected)`, `award_fr(tender)`, `dish_fr(dish)`, `allergens_fr(dishes)`, `menu_line_fr(day)`,
  `phase_when_fr(phase)`, `disruption_when_fr(disruption)`, `euros_fr(amount)`: records in words.
- `kinds["news"]`, also `published.kind`: a kind of content (`tambour.model.kinds.Kind`), its `.icon`, `.caption`…
- `service_status_fr(status, site.now)` and `service_level_fr(status.level_at(site.now))`, the state of a service;
  `actual_hours(place)`, a place's hours as they hold, where a service there is closed;
  `troubles(items)`, those whose state is not normal now;
- `opening_data(place.hours)`, what `theme/js/openings.js` needs to say whether it is open now, in an attribute
  `data-ouvertures`; `closures_ahead(hours, day, holidays_ahead(), 14)` and `closure_fr(closure, day)`, those that come
  against its habit; `chosen_day_fr(group.chosen)`, which days of a week a row of it means.
- `regular_weeks(hours, day)` and `exceptions_ahead(hours, day)` of `tambour.model.time.opening_hours`; `motif(item)` of
  `tambour.look.motif`, for an item without a picture; `day_palette(territory.colours)` and `night_palette(…)`
  of `tambour.look.palette`; `json_script(value)`, JSON that is safe inside
  `<script type="application/ld+json">`.
- `_("Agenda")`, `{% trans %}`, `ngettext`: every word that a template adds goes through them, msgids in French. They
  speak the page's language, as all filters and functions do; `spoken()` is its code, `is_spoken("en")` asks for one,
  and `"en" | own_name` is what its speakers call it. What says a word while macros are imported (`{% set %}` outside
  of a macro) would say it in the language of the first page: such words stand in macros.

An undefined name is an error and text is escaped; `published.html` is safe HTML: `{{ page.published.html | safe }}`.
Templates by page: `home.html`, `listing.html` (or `<kind>_list.html` when the theme has it, as `event_list.html`),
`event_span.html`, `event_month.html` and `event_past.html` of the agenda by time, `news.html`, `event.html`,
`alert.html`, `record.html`, `elected.html`, `elected_list.html`, `tender.html`, `menu.html`, `menu_list.html`,
`project.html`, `entry.html`, `page.html`, `place.html`, `document.html`, `service.html`, `status.html`, `letter.html`,
`commune.html`,
`commune_services.html`, `topic.html`, `subscribe.html`, `for_communes.html`, `not_found.html`, `site_map.html`. A
territory's theme holds those that differ; the others are the engine's, and so is `!theme/news.html`.
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from tambour.model.events.next_date import EventDates
from tambour.model.events.occurrence import Occurrence
from tambour.model.home import HomeBlock
from tambour.model.registers import Commune, Topic
from tambour.model.services.calendar import ServiceCalendar
from tambour.model.services.collection import Collection
from tambour.model.services.marks import Mark
from tambour.model.services.year import CalendarDay, ServiceYear
from tambour.model.site.output import Output
from tambour.model.site.page_address import PageAddress
from tambour.model.site.published import Published
from tambour.website.calendar_month import MonthGrid, MonthLink, TimeLink
from tambour.website.commune_map import CommuneMap
from tambour.website.contour_map import ContourMap
from tambour.website.ways import TaskLink
from tambour.words.speech import speaking

HTML = "text/html; charset=utf-8"


class Crumb(NamedTuple):
    """One step of the way from the home page, the page itself left out. language: of its title; "": it is spoken."""

    title: str
    url: str
    language: str = ""


class Day(NamedTuple):
    """What begins on one day of the agenda."""

    date: date
    entries: tuple[tuple[Occurrence, Published], ...]


class Filter(NamedTuple):
    """The agenda of one commune, topic or place alone. register: its name. events: how many, 1 at least."""

    register: str
    title: str
    url: str
    events: int


@dataclass(frozen=True)
class FacetChoice:
    """A list narrowed to one value. key: as its address has it; count: of what it lists, 1 at least."""

    key: str
    title: str
    url: str
    count: int


@dataclass(frozen=True)
class Facet:
    """What a list can be narrowed by. name: of the field; key: its French key. chosen: of this page, or ""."""

    name: str
    key: str
    title: str
    choices: tuple[FacetChoice, ...]
    chosen: str = ""

    @property
    def chosen_title(self) -> str:
        """The value of this page, in words; "" for none."""
        return next((choice.title for choice in self.choices if choice.key == self.chosen), "")


class CalendarYear(NamedTuple):
    """A year of a commune's collection days that has a page. url: absolute."""

    number: int
    url: str


class SheetEntry(NamedTuple):
    """A line of a sheet's legend. collection: the first that bears this label; published: the calendar it is from."""

    mark: Mark
    collection: Collection
    published: Published


@dataclass(frozen=True)
class ServiceSheet:
    """A year of one or several service calendars, on one A4.

    legend: what takes place in that year. marks: of every label of the page. ahead: the next days, this year only.
    """

    year: ServiceYear
    calendars: tuple[Published, ...]
    legend: tuple[SheetEntry, ...]
    marks: Mapping[str, Mark]
    ahead: tuple[CalendarDay, ...] = ()

    @property
    def sectors(self) -> tuple[str, ...]:
        """The sectors that it is for; none when it is for everybody."""
        named = (calendar.item.sector for calendar in self.calendars if isinstance(calendar.item, ServiceCalendar))
        return tuple(dict.fromkeys(filter(None, named)))

    @property
    def silent(self) -> tuple[Published, ...]:
        """The calendars that say nothing of that year."""
        in_legend = {entry.published.id for entry in self.legend}
        return tuple(calendar for calendar in self.calendars if calendar.id not in in_legend)


class Branch(NamedTuple):
    """A page and the pages under it (`page_mere`), in menu order."""

    published: Published
    children: "tuple[Branch, ...]"


_AROUND = 2  # parts offered on each side of the one that is read


@dataclass(frozen=True)
class Pagination:
    """One part of a long list.

    number: 1-based. count: how many parts. total: how many entries in all. previous, next: absolute URLs or None.
    urls: of every part, in order.
    """

    number: int
    count: int
    total: int
    urls: tuple[str, ...]

    @property
    def near(self) -> tuple[int, ...]:
        """The parts to offer: the first, the last, and those around this one; 0 where some are left out."""
        around = range(max(1, self.number - _AROUND), min(self.count, self.number + _AROUND) + 1)
        offered = sorted({1, self.count, *around})
        near = offered[:1]
        for before, number in pairwise(offered):
            near += [0, number] if number - before > 1 else [number]
        return tuple(near)

    @property
    def previous(self) -> str | None:
        return self.urls[self.number - 2] if self.number > 1 else None

    @property
    def next(self) -> str | None:
        return self.urls[self.number] if self.number < self.count else None


@dataclass(frozen=True)
class HomeSection:
    """What one block of the home page shows now: at least something.

    block: as it was typed (`tambour.model.home`). id: of its heading, on this page. items: contents, in order. dates:
    of events. tasks: what people come to do. map: the communes as they lie; None: by name alone;
    contours: with their surfaces, instead. url: where a call
    leads. html: safe HTML of a text.
    """

    block: HomeBlock
    id: str = ""
    items: tuple[Published, ...] = ()
    dates: tuple[tuple[Occurrence, Published], ...] = ()
    tasks: tuple[TaskLink, ...] = ()
    map: CommuneMap | None = None
    contours: ContourMap | None = None
    url: str = ""
    html: str = ""


class TextHeading(NamedTuple):
    """A heading of a text. id: where it is found."""

    id: str
    title: str


@dataclass(frozen=True)
class PageFamily:
    """What stands around a lasting page.

    headings: of its text, when it is long enough to want a table of contents. children: the pages under it, by rank.
    previous, next: those beside it, in a guide. related: what goes with it.
    """

    headings: tuple[TextHeading, ...] = ()
    children: tuple[Published, ...] = ()
    previous: Published | None = None
    next: Published | None = None
    related: tuple[Published, ...] = ()


ALONE = PageFamily()


@dataclass(frozen=True)
class PageView:
    """One HTML page.

    path: URL path under the site, "" for the home page, else ending in "/" (or a file name: `404.html`).
    url: absolute. title: for `<h1>` and `<title>`. description: one plain sentence for `<meta>`, or "".
    template: name in theme/templates. kind: English name of the kind shown or listed, or "".
    published: the item of an item page. items: what a listing, commune or topic page lists, this part only.
    weekend, ongoing, days: the agenda's listing instead (`items` is empty there): the coming weekend by day and what
    began before today, on its first part alone, then the other days of this part; through_weekend: what of these, and
    of the days before, is still on that weekend. filters: the agenda's other pages; months: where each
    month of one in several parts begins. times: its pages by time; narrower: those of what this one shows, narrowed to
    a topic, a commune or a place; place: the one whose dates alone it shows. span: first and last day of a page by
    time; month: that of a month, as a grid.
    upcoming: occurrences still to come, on the home page and a commune's, topic's or place's. dates: an event's.
    sheets: years of collection days, of a service calendar or of a commune, there a sheet for each sector; years: those
    of a commune that have a page. tree: every page by its parent, on the site map.
    family: what stands around a page: see `PageFamily`.
    sections: the home page's, in order. facets: by what a list can be narrowed. closed: what has closed by itself and
    can still be found, under a list.
    noindex: ask robots to leave it out. language: of the page's text; site_language: of the site, spoken
    around a text whose language cannot be. `spoken()` in a template is the one that is.
    alternates: channels' files that this page announces (`<link rel="alternate" type title href="{{ url(o.path) }}">`).
    lastmod: last change that its content admits, None when it has none.
    """

    path: str
    url: str
    template: str
    title: str
    description: str = ""
    kind: str = ""
    published: Published | None = None
    items: tuple[Published, ...] = ()
    weekend: tuple[Day, ...] = ()
    through_weekend: tuple[tuple[Occurrence, Published], ...] = ()
    ongoing: tuple[tuple[Occurrence, Published], ...] = ()
    days: tuple[Day, ...] = ()
    months: tuple[MonthLink, ...] = ()
    filters: tuple[Filter, ...] = ()
    narrower: tuple[Filter, ...] = ()
    times: tuple[TimeLink, ...] = ()
    month: MonthGrid | None = None
    span: tuple[date, date] | None = None
    place: Published | None = None
    dates: EventDates | None = None
    upcoming: tuple[tuple[Occurrence, Published], ...] = ()
    sheets: tuple[ServiceSheet, ...] = ()
    years: tuple[CalendarYear, ...] = ()
    tree: tuple[Branch, ...] = ()
    sections: tuple[HomeSection, ...] = ()
    facets: tuple[Facet, ...] = ()
    closed: tuple[Published, ...] = ()
    family: PageFamily = ALONE
    commune: Commune | None = None
    topic: Topic | None = None
    pagination: Pagination | None = None
    breadcrumbs: tuple[Crumb, ...] = ()
    noindex: bool = False
    language: str = "fr"
    site_language: str = "fr"
    alternates: tuple[Output, ...] = ()
    lastmod: datetime | None = None

    def speaking(self) -> AbstractContextManager[object]:
        """Speak, within the block, the page's language where there is a catalogue of it, else the site's."""
        return speaking(self.language, self.site_language)

    def announcing(self, alternates: tuple[Output, ...]) -> "PageView":
        """The same page, which announces these files. What was worked out of it stays: none of it needs them."""
        view = object.__new__(PageView)
        vars(view).update(vars(self), alternates=alternates)
        return view

    @cached_property
    def next_dates(self) -> tuple[tuple[Occurrence, Published], ...]:
        """`upcoming`, each event once, by its next date: a weekly market must not hide the rest."""
        firsts: dict[str, tuple[Occurrence, Published]] = {}
        for occurrence, published in self.upcoming:
            firsts.setdefault(published.id, (occurrence, published))
        return tuple(firsts.values())

    @cached_property
    def bands(self) -> tuple[tuple[HomeSection, ...], ...]:
        """`sections` as they stand under each other: what is next stands beside the lead story that it follows."""
        bands: list[tuple[HomeSection, ...]] = []
        for section in self.sections:
            beside = (
                bands and section.block.kind == "prochainement" and [one.block.kind for one in bands[-1]] == ["une"]
            )
            if beside:
                bands[-1] += (section,)
            else:
                bands.append((section,))
        return tuple(bands)

    @cached_property
    def address(self) -> PageAddress:
        """What channels are told of this page."""
        about = self.published.id if self.published else None
        return PageAddress(self.path, self.title, self.lastmod, not self.noindex, about)
