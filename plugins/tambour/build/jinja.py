"""What templates can say: French wording as filters, words through gettext, values safe in a script element."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, PrefixLoader, pass_environment
from jinja2.filters import make_multi_attrgetter
from markupsafe import Markup

from tambour.build.compiled_templates import keep_compiled
from tambour.build.templates import ORIGINAL, Folders, install_words
from tambour.look import palette
from tambour.look.motif import motif
from tambour.model.colours import READY
from tambour.model.kinds import KINDS
from tambour.model.slugs import french_order
from tambour.model.time.opening_hours import exceptions_ahead, hours_on, regular_weeks
from tambour.model.time.openings import closures_ahead
from tambour.words import (
    dates,
    elected,
    languages,
    numbers,
    openings,
    places,
    practical_facts,
    prices,
    records,
    service_status,
    services,
    short_dates,
    speech,
    states,
    typography,
)
from tambour.words.editions import more_dates_fr


@pass_environment
def sort_fr(
    environment: Environment, value: Iterable[Any], reverse: bool = False, attribute: str | int | None = None
) -> list[Any]:
    """Jinja's `sort`, whose order of names is that of the alphabet as the French know it."""

    def key(found: object) -> object:
        return french_order(found) if isinstance(found, str) else found

    return sorted(value, key=make_multi_attrgetter(environment, attribute, postprocess=key), reverse=reverse)


FILTERS: Mapping[str, Any] = {
    "date_fr": dates.date_fr,
    "period_day_fr": dates.period_day_fr,
    "month_fr": dates.month_fr,
    "weekday_fr": dates.weekday_fr,
    "hour_fr": dates.hour_fr,
    "duration_fr": dates.duration_fr,
    "file_facts_fr": numbers.file_facts_fr,
    "filesize_fr": numbers.filesize_fr,
    "number_fr": numbers.number_fr,
    "siren_fr": numbers.siren_fr,
    "phone_href": numbers.phone_href,
    "list_fr": numbers.list_fr,
    "level_fr": states.level_fr,
    "status_fr": states.status_fr,
    "in_language": languages.in_language,
    "own_name": languages.own_name,
    "direction": languages.direction,
    "initial_capital": typography.initial_capital,
    "french_spaces": typography.french_spaces,
    "sort": sort_fr,
}
# "<" alone is enough to keep "</script>" and "<!--" out (HTML Living Standard, § 4.12.1.3); the others are the lines
# that JavaScript, not JSON, would break at, and what an HTML or XML parser would read as markup.
_SCRIPT = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def json_script(value: object) -> Markup:
    """JSON that cannot end the `<script>` element it stands in.

    >>> print(json_script({"name": "</script>"}))
    {"name":"\\u003c/script\\u003e"}
    """
    dumped = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign, escaped in _SCRIPT.items():  # `str.translate` takes fifteen times as long on a text with accents
        dumped = dumped.replace(sign, escaped)
    return Markup(dumped)  # noqa: S704 — escaped for where it goes, by the lines above


GLOBALS: Mapping[str, Any] = {
    "when": dates.when,
    "hours_of": dates.hours_of,
    "between": dates.between,
    "onset": dates.onset,
    "until": dates.until,
    "state": states.state,
    "state_parts": states.state_parts,
    "alert_state": states.alert_state,
    "nothing_to_keep": states.nothing_to_keep,
    "practical_of": practical_facts.practical_of,
    "briefly": practical_facts.briefly,
    "where_in_short": places.where_in_short,
    "closed_fr": places.closed_fr,
    "closed_road": places.closed_road,
    "closing_state_fr": records.closing_state_fr,
    "phase_when_fr": records.phase_when_fr,
    "disruption_when_fr": records.disruption_when_fr,
    "euros_fr": numbers.euros_fr,
    "award_fr": records.award_fr,
    "dish_fr": records.dish_fr,
    "allergens_fr": records.allergens_fr,
    "menu_line_fr": records.menu_line_fr,
    "function_fr": elected.function_fr,
    "service_status_fr": service_status.service_status_fr,
    "service_level_fr": service_status.service_level_fr,
    "chosen_day_fr": openings.chosen_day_fr,
    "closure_fr": openings.closure_fr,
    "closures_ahead": closures_ahead,
    "day_tile": short_dates.day_tile,
    "last_day_tile": short_dates.last_day_tile,
    "occurrence_tile": short_dates.occurrence_tile,
    "price_in_short": prices.price_in_short,
    "count_fr": numbers.count_fr,
    "json_script": json_script,
    "regular_weeks": regular_weeks,
    "hours_on": hours_on,
    "exceptions_ahead": exceptions_ahead,
    "day_fr": services.day_fr,
    "fate_fr": services.fate_fr,
    "feast_fr": services.feast_fr,
    "holiday_fr": services.holiday_fr,
    "planned_fr": services.planned_fr,
    "outcomes_fr": services.outcomes_fr,
    "more_dates_fr": more_dates_fr,
    "kinds": KINDS,
    "opening_words": openings.opening_words,
    "spoken": speech.spoken,
    "is_spoken": speech.is_spoken,
    "motif": motif,
    "ready_palettes": READY,
    "day_palette": palette.day_palette,
    "night_palette": palette.night_palette,
}


def prepare(environment: Environment, templates: Sequence[Path], cache: Path | None = None) -> None:
    """Make Pelican's environment ours: French through gettext, and no template but the theme's.

    Pelican's own loader ends in its "simple" theme: a page of ours with a template missing would come out in English,
    unstyled, without a word.

    Args:
        environment: of the generator that writes pages.
        templates: folders, the first one first. The last one is the engine's: `!theme/base.html` is its own version of
            a template, which the one that replaces it may extend.
        cache: folder of what is dear to make, if any.
    """
    keep_compiled(environment, cache)
    install_words(environment)
    folders = Folders(templates)
    environment.loader = ChoiceLoader([folders, PrefixLoader({ORIGINAL: Folders(templates[-1])})])
