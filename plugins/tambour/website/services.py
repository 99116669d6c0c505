"""The pages of service calendars: for each commune that has some, a year of collection days on one sheet of paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tambour.model.kinds import REGISTERS
from tambour.model.registers import Commune
from tambour.model.services.calendar import ServiceCalendar
from tambour.model.services.days import planned_or_held
from tambour.model.services.marks import Mark, marks
from tambour.model.services.year import days_ahead, year_of
from tambour.model.site.published import Published, of_model
from tambour.model.site.site import Site
from tambour.model.time.holidays import holidays_around
from tambour.website.page import CalendarYear, Crumb, PageView, ServiceSheet, SheetEntry
from tambour.words.speech import _

FOLDER = "calendriers"
NOVEMBER = 11  # from then on, people look for the calendar of the next year
_DAYS_AHEAD = 6


def commune_pages(site: Site) -> Iterator[PageView]:
    """Of each commune that a listed calendar serves: this year, and in time the next."""
    for commune in site.communes.values():
        calendars, years = calendars_in(site, commune.id), calendar_years(site, commune.id)
        for year in years:
            page = replace(_page(site, commune, calendars, year), years=years)
            yield page
            if year.number == site.now.year:
                # From November 2026 on, `calendriers/cluny/2027/` was sent around: in 2027 it still leads here.
                path = f"{page.path}{year.number}/"
                yield replace(page, path=path, url=site.absolute(path), noindex=True)


def calendars_in(site: Site, commune: str) -> tuple[Published, ...]:
    """The listed service calendars of a commune, by id, each with what takes place there alone."""
    calendars = []
    for published in of_model(site.in_commune(commune, site.listed("service")), ServiceCalendar):
        here = published.item.in_commune(commune)
        calendars += [replace(published, item=here)] if here.collections else []
    return tuple(sorted(calendars, key=lambda published: published.id))


def calendar_years(site: Site, commune: str) -> tuple[CalendarYear, ...]:
    """The years of a commune that have a page: this one, then the next if something is planned in it already."""
    calendars = calendars_in(site, commune)
    years = [year for year in _years(site) if calendars and (year == site.now.year or _has_days(site, calendars, year))]
    return tuple(CalendarYear(year, site.absolute(_path(site, commune, year))) for year in years)


def sheets_about(site: Site, published: Published) -> tuple[ServiceSheet, ...]:
    """The years of one service calendar, as its own page shows them; none of another kind of item."""
    years = [year for year in _years(site) if _has_days(site, [published], year)]
    return tuple(_sheet(site, (published,), _marks([published]), year) for year in years)


def _page(site: Site, commune: Commune, calendars: Sequence[Published], year: CalendarYear) -> PageView:
    marks_by_label = _marks(calendars)
    crumb = Crumb(commune.name, site.absolute(REGISTERS["commune"].path(commune.id)))
    return PageView(
        path=_path(site, commune.id, year.number),
        url=year.url,
        template="commune_services.html",
        title=_("{commune}\u00a0: collectes et passages {year}", commune=commune.name, year=year.number),
        description=_(
            "{commune} {year}\u00a0: chaque jour de collecte et de passage, sur une feuille.",
            commune=commune.name,
            year=year.number,
        ),
        commune=commune,
        breadcrumbs=(Crumb(_("Accueil"), site.absolute("")), crumb),
        language=site.territory.languages[0],
        site_language=site.territory.languages[0],
        sheets=tuple(_sheet(site, some, marks_by_label, year.number) for some in _by_sector(calendars)),
        lastmod=max(filter(None, (calendar.changed_at for calendar in calendars)), default=None),
    )


def _by_sector(calendars: Sequence[Published]) -> list[tuple[Published, ...]]:
    """What a household has: where several sectors share a commune, a sheet for each, with what serves everybody."""
    sectors = list(dict.fromkeys(calendar.sector for calendar in _items(calendars) if calendar.sector))
    if len(sectors) < 2:
        return [tuple(calendars)]
    return [
        tuple(one for one, item in zip(calendars, _items(calendars), strict=True) if item.sector in (None, sector))
        for sector in sectors
    ]


def _sheet(site: Site, calendars: tuple[Published, ...], known: Mapping[str, Mark], year: int) -> ServiceSheet:
    items = _items(calendars)
    whole = year_of(items, year, site.territory.holidays)
    entries: dict[str, SheetEntry] = {}
    for published, item in zip(calendars, items, strict=True):
        for collection in item.collections:
            if collection.label in whole.labels:
                entries.setdefault(collection.label, SheetEntry(known[collection.label], collection, published))
    today = site.now.date()
    ahead = days_ahead(items, today, site.territory.holidays)[:_DAYS_AHEAD] if year == today.year else ()
    return ServiceSheet(whole, calendars, tuple(entries.values()), known, ahead)


def _marks(calendars: Sequence[Published]) -> Mapping[str, Mark]:
    return marks([collection for calendar in _items(calendars) for collection in calendar.collections])


def _items(calendars: Sequence[Published]) -> list[ServiceCalendar]:
    return [published.item for published in calendars if isinstance(published.item, ServiceCalendar)]


def _years(site: Site) -> tuple[int, ...]:
    this = site.now.year
    return (this, this + 1) if site.now.month >= NOVEMBER else (this,)


def _has_days(site: Site, calendars: Sequence[Published], year: int) -> bool:
    first, last = date(year, 1, 1), date(year, 12, 31)
    holidays = holidays_around(first, last, site.territory.holidays)
    return any(planned_or_held(calendar, first, last, holidays) for calendar in _items(calendars))


def _path(site: Site, commune: str, year: int) -> str:
    root = f"{FOLDER}/{commune}/"
    return root if year == site.now.year else f"{root}{year}/"
