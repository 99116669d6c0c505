"""What a page's template can ask of the site, beside what `jinja` gives to every template."""

import json
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache, partial, wraps
from typing import Any, TypeVar

from tambour.look.static_files import NO_FILES, StaticFiles
from tambour.model.events.event import Event
from tambour.model.events.next_date import EventDates
from tambour.model.events.practical_fact import PracticalFact
from tambour.model.services.calendar import ServiceCalendar
from tambour.model.services.days import ServiceDay, days
from tambour.model.site.output import OutputIndex
from tambour.model.site.services_now import actual_hours
from tambour.model.site.site import Site
from tambour.model.time.holidays import holidays_around
from tambour.model.time.opening_hours import OpeningHours
from tambour.website import plan, services, ways
from tambour.website.contour_map import MOST_CORNERS, contour_map
from tambour.website.head import presenter
from tambour.website.pictures import srcset
from tambour.website.players import text_parts
from tambour.website.subscribing import subscribing_functions
from tambour.website.weekend import weekend_end
from tambour.words.editions import Editions, changed_since
from tambour.words.leads import summary_of
from tambour.words.numbers import list_fr
from tambour.words.openings import openings_data
from tambour.words.own_facts import own_facts
from tambour.words.practical_facts import practical, whole_of
from tambour.words.series import off_dates_fr
from tambour.words.speech import spoken

_YEAR = timedelta(days=366)
T = TypeVar("T")
_MOST_ADDRESSES = 2000  # those that every page links; most others are written once


def by_language(ask: Callable[..., T]) -> Callable[..., T]:
    """Like `functools.cache`, each answer for the language that is spoken: it is made of words."""
    asked = cache(lambda _language, *args: ask(*args))

    @wraps(ask)
    def remember(*args: Any) -> T:
        return asked(spoken(), *args)

    remember.cache_parameters = asked.cache_parameters  # type: ignore[attr-defined]  # what `build.live` knows one by
    return remember


def page_functions(site: Site, outputs: OutputIndex, theme_files: StaticFiles = NO_FILES) -> Mapping[str, Any]:
    """By name, as `tambour.website.page` promises them to themes; `shared` needs the environment and is not here.

    outputs: what every channel has promised. theme_files: the theme's static files.
    """

    def service_days(calendar: ServiceCalendar, count: int) -> tuple[ServiceDay, ...]:
        today = site.now.date()
        holidays = holidays_around(today, today + _YEAR, site.territory.holidays)
        return days(calendar, today, today + _YEAR, holidays)[:count]

    def practical_facts(event: Event, dates: EventDates) -> tuple[PracticalFact, ...]:
        return practical(event, site.place_of(dates.shown), dates.common, whole_of(site, event))

    def goal(target: str) -> str:
        return ways.address_of(site, target) or target

    @by_language
    def communes_fr(ids: tuple[str, ...]) -> str:
        return list_fr([commune.name for commune in site.communes.values() if commune.id in ids])

    @cache
    def editions() -> Editions:  # it looks at every letter: a page without one does not
        return Editions(site)

    def opening_data(hours: OpeningHours) -> str:
        today = site.now.date()
        data = openings_data(hours, today, holidays_ahead(), site.territory.zone)
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    @cache
    def holidays_ahead() -> Mapping[date, str]:
        today = site.now.date()
        return holidays_around(today, today + _YEAR, site.territory.holidays)

    return {
        "site": site,
        "territory": site.territory,
        "url": lru_cache(_MOST_ADDRESSES)(lambda path: site.absolute(theme_files.public(path))),
        "communes_fr": communes_fr,
        "menu": cache(lambda name: plan.menu(site, name)),
        "commune_contours": cache(lambda: contour_map(site.communes, site.contours, MOST_CORNERS // 3)),
        "home_shows": cache(lambda *kinds: any(block.kind in kinds for block in site.home.blocks)),
        "main_menu": by_language(lambda: ways.main_menu(site)),
        "foot_links": by_language(lambda: ways.foot_links(site)),
        "menu_most": ways.MENU_MOST,
        "shown_lists": by_language(lambda: ways.shown_lists(site)),
        "lists_menu": by_language(lambda: ways.lists_menu(site)),
        "foot_lists": by_language(lambda: ways.foot_lists(site)),
        "foot_columns": by_language(lambda: ways.foot_columns(site)),
        "accounts": cache(lambda: ways.accounts(site)),
        "versions": site.versions_of,
        "other_languages": cache(lambda: ways.other_languages(site)),
        "head": presenter(site, outputs),
        "practical": practical_facts,
        "summary_of": summary_of,
        "off_dates_fr": off_dates_fr,
        "program": site.program_of,
        "text_parts": partial(text_parts, site),
        "own_facts": lambda item: own_facts(site, item),
        "goal": goal,
        "editions": lambda published: editions().of(published),
        "changed_since": partial(changed_since, site),
        "service_days": service_days,
        "calendars_in": by_language(lambda commune: services.calendars_in(site, commune)),
        "calendar_years": cache(lambda commune: services.calendar_years(site, commune)),
        "media": lambda name: site.media.originals[f"images/{name}"],
        "srcset": cache(lambda versions: srcset(versions, site.absolute)),
        "weekend_end": weekend_end,
        "troubles": site.troubles,
        "actual_hours": partial(actual_hours, site),
        "opening_data": opening_data,
        "holidays_ahead": holidays_ahead,
        "theme_has": theme_files.__contains__,
        "document": lambda name: site.media.originals[f"documents/{name}"],
        **subscribing_functions(site, outputs),
    }
