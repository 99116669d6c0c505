"""What a record is, in a line: what stands for a summary that nobody wrote, and what a search finds it by."""

from collections.abc import Iterable
from datetime import datetime
from functools import singledispatch

from tambour.model.canteen import CanteenMenu, Dish, MenuDay
from tambour.model.directory_entry import DirectoryEntry
from tambour.model.elected import Elected
from tambour.model.item import Item
from tambour.model.project import Disruption, ProjectPhase, WorkProject
from tambour.model.site.site import Site
from tambour.model.tender import Lot, Tender, TenderOutcome
from tambour.words.dates import between, date_fr
from tambour.words.elected import function_fr
from tambour.words.numbers import euros_fr, list_fr
from tambour.words.speech import N_, _
from tambour.words.typography import initial_capital

_CLOSED = N_("Clos")  # and nobody has said yet who was chosen


def record_fr(site: Site, item: Item) -> str:
    """What a record is, by the fields of its own kind.

    Args:
        site: the site, which knows what fields refer to.
        item: what its writer said.

    Returns:
        Phrases, without a final stop: `1re vice-présidente, Rouvrelle : déchets, réemploi`. "" for most kinds.
    """
    return _words(item, site)


@singledispatch
def _words(item: Item, site: Site) -> str:
    del item, site
    return ""


@_words.register
def _member(item: Elected, site: Site) -> str:
    commune = site.communes.get(item.commune or "")
    who = ", ".join(filter(None, (function_fr(item), commune.name if commune else "", item.group)))
    return ". ".join(filter(None, (who, ", ".join(item.delegations))))


@_words.register
def _tender(item: Tender, site: Site) -> str:
    del site
    reference = item.reference and _("référence {number}", number=item.reference)
    facts = (_(item.purchase.label), _(item.procedure.label).lower(), reference)
    lots = ", ".join(lot.title for lot in item.lots)
    if lots:
        lots = _("Lots\u00a0: {lots}", lots=lots)
    return ". ".join(filter(None, (", ".join(filter(None, facts)), lots, item.place)))


@_words.register
def _menu(item: CanteenMenu, site: Site) -> str:
    places = [place.item.title for one in item.places if (place := site.get(one)) is not None]
    days = (_("{what}\u00a0: {details}", what=_(day.weekday.label), details=menu_line_fr(day)) for day in item.days)
    return ". ".join((", ".join(places), *days))


@_words.register
def _project(item: WorkProject, site: Site) -> str:
    place = site.get(item.place) if item.place else None
    where = item.stretch or (place.item.title if place else "")
    return ". ".join(filter(None, (_(item.progress.label), where, ", ".join(phase.title for phase in item.phases))))


@_words.register
def _entry(item: DirectoryEntry, site: Site) -> str:
    commune = site.communes.get(item.commune or "")
    return ", ".join(filter(None, (_(item.category.label), item.activity, commune.name if commune else item.city)))


def phase_when_fr(phase: ProjectPhase) -> str:
    """When a phase takes place: `Du 1er mars au 30 juin 2027`, or the words that were typed.

    Args:
        phase: of a project.

    Returns:
        "" when nothing is said.
    """
    if phase.when:
        return phase.when
    if phase.start and phase.end:
        return initial_capital(between(phase.start, phase.end))
    if phase.start:
        return _from(date_fr(phase.start))
    return _until(date_fr(phase.end)) if phase.end else ""


def disruption_when_fr(disruption: Disruption) -> str:
    """When something is disturbed: `Du lundi 1er au vendredi 12 mars 2027`.

    Args:
        disruption: of a project.

    Returns:
        "" when nothing is said.
    """
    if disruption.first and disruption.last:
        return initial_capital(between(disruption.first, disruption.last))
    if disruption.first:
        return _from(date_fr(disruption.first, weekday=True))
    return _until(date_fr(disruption.last, weekday=True)) if disruption.last else ""


def _from(day: str) -> str:
    return initial_capital(_("à partir du {day}", day=day))


def _until(day: str) -> str:
    return initial_capital(_("jusqu’au {day}", day=day))


def closing_state_fr(item: Item, now: datetime) -> str:
    """What has become of what one could answer, in a word or two: `Attribué`, `Clos`.

    Args:
        item: an offer of work, a tender.
        now: the instant.

    Returns:
        "" as long as one can answer, and for what never closes.
    """
    if item.deadline is None or item.deadline > now:
        return ""
    outcome = item.outcome_at(now) if isinstance(item, Tender) else None
    return _(outcome.label if outcome else _CLOSED)


def award_fr(one: Tender | Lot) -> str:
    """Who was chosen, and for how much: `Attribué à Durand SARL (Rouvrelle), 84 500 € hors taxes`; "" for nobody yet.

    Args:
        one: a tender, or a lot of one.

    Returns:
        The result in one line.
    """
    outcome = one.outcome or (TenderOutcome.AWARDED if one.winner else None)
    if outcome is None:
        return ""
    result = _(outcome.label)
    if one.winner:
        result = _("{result} à {winner}", result=result, winner=one.winner)
    return f"{result}, {_('{amount} hors taxes', amount=euros_fr(one.amount))}" if one.amount else result


def dish_fr(dish: Dish) -> str:
    """A dish with its marks: `Gratin de courge (bio, local)`.

    Args:
        dish: the dish.

    Returns:
        Its name, and what it is worth knowing of it.
    """
    marks = ", ".join(_(mark.label).lower() for mark in dish.marks)
    return f"{dish.name} ({marks})" if marks else dish.name


def menu_line_fr(day: MenuDay) -> str:
    """A whole meal in one line.

    Args:
        day: of a menu.

    Returns:
        Its dishes in their order; why there is none.
    """
    return day.closed or ", ".join(dishes_fr(map(dish_fr, dishes)) for _course, dishes in day.courses)


def dishes_fr(names: Iterable[str]) -> str:
    """`Poire ou Flan`: what one can choose between.

    Args:
        names: of dishes, in their order.

    Returns:
        The names with "ou" between them.
    """
    return f" {_('ou')} ".join(names)


def allergens_fr(dishes: Iterable[Dish]) -> str:
    """`gluten, lait et œufs`: what people are allergic to, each once.

    Args:
        dishes: one, or a whole meal.

    Returns:
        The names in one line; "" when there is nothing to tell.
    """
    return list_fr([*dict.fromkeys(_(allergen.label) for dish in dishes for allergen in dish.allergens)])
