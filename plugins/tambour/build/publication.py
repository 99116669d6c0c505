"""What is worth a word before a site goes public: pages that the law asks for, leftovers of examples, what comes later.

Each is a note: it stops nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import PurePosixPath

from tambour.build.settings import BuildSettings
from tambour.messages import problem
from tambour.model.kinds import KINDS
from tambour.model.problems import Problem
from tambour.model.site.site import Site
from tambour.model.territory import Territory
from tambour.model.ways import MenuLink
from tambour.source.catalogue import Catalogue, ContentFile
from tambour.source.entry import TO_COMPLETE
from tambour.website.ways import MENU_MOST, without_room
from tambour.words.dates import date_fr, hour_fr
from tambour.words.numbers import count_fr, list_fr
from tambour.words.speech import is_spoken, speaking

LEGAL_PAGES = {
    "mentions-legales": "la loi du 21 juin 2004 (LCEN, article 1-1) demande des mentions légales",
    "accessibilite": "le décret du 24 juillet 2019 demande une déclaration d'accessibilité",
}
_EXAMPLE = re.compile(r"[\w.@-]*\w\.(?:example|invalid|test)\b", re.IGNORECASE)  # RFC 2606: nobody owns these
_DEMO = "val d'aubrelle"
_TO_COMPLETE = re.compile(rf"{re.escape(TO_COMPLETE)}\b([^\]\n]*)", re.IGNORECASE)
_SOONEST = 3  # of what is to appear, named one by one


def publication_notes(
    settings: BuildSettings, catalogue: Catalogue, public: Sequence[ContentFile], now: datetime
) -> Iterator[str]:
    """What to know before publication, in the order of its weight.

    Args:
        settings: of the site; pages that lack, addresses and names are looked for where PUBLICATION is set.
        catalogue: the whole content.
        public: what of it is published.
        now: the instant of the build.

    Returns:
        In French: a note for each file with something to complete, each missing page, each setting and each file with a
        leftover, and what is to appear.
    """
    yield from map(str, _to_complete(settings, catalogue))
    yield from map(str, _unspoken(settings))
    if settings.publication:
        yield from map(str, _missing_pages(public))
        yield from map(str, _examples_in_settings(settings))
        yield from map(str, _leftovers(settings.territory, public))
    yield from _to_appear(catalogue, now)


def crowded_menu(catalogue: Catalogue, site: Site) -> Iterator[Problem]:
    """What asks for the main menu and has no room there.

    Args:
        catalogue: the whole content, which tells where a link was typed.
        site: what is published of it.
    """
    for asks in without_room(site):
        origin = catalogue.way_origins["menu_link", asks.id] if isinstance(asks, MenuLink) else asks.origin
        title = asks.name if isinstance(asks, MenuLink) else asks.item.title
        yield problem("menu-complet", origin.path, origin.line("menu"), "menu", value=title, limit=MENU_MOST)


def _unspoken(settings: BuildSettings) -> Iterator[Problem]:
    """The main language, when there is no catalogue of it."""
    language = settings.territory.languages[0]
    with speaking(language):
        if not is_spoken(language):
            place = settings.file.place("TERRITORY", "languages")
            yield problem("langue-sans-catalogue", *place, "languages", value=language)


def _to_complete(settings: BuildSettings, catalogue: Catalogue) -> Iterator[Problem]:
    """The first place of each file in which somebody is asked to write, with the lines of the others; drafts apart."""
    for file in sorted(settings.file.files):
        lines = enumerate(file.read_text("utf-8").splitlines(), 1)
        yield from _asked_for(PurePosixPath(file.name), lines)
    for entry in catalogue.entries:
        if entry.item.draft:
            continue
        typed = [
            (entry.origin.line("titre"), entry.item.title),
            (entry.origin.line("resume"), entry.item.summary or ""),
        ]
        body = entry.markdown.splitlines() if entry.asks_to_write else []
        yield from _asked_for(entry.origin.path, [*typed, *enumerate(body, entry.origin.body_line)])


def _asked_for(path: PurePosixPath, lines: Iterable[tuple[int, str]]) -> Iterator[Problem]:
    found = [(line, match[1]) for line, text in lines if (match := _TO_COMPLETE.search(text))]
    if not found:
        return
    (first, about), *others = found
    more = f" (de même ligne{'s' if others[1:] else ''} {list_fr([str(line) for line, _ in others])})" if others else ""
    yield problem("reste-a-completer", path, first, value=about.strip(" :\u00a0") or path.name, more=more)


def _missing_pages(public: Sequence[ContentFile]) -> Iterator[Problem]:
    known = {entry.item.id for entry in public}
    for page, law in LEGAL_PAGES.items():
        if page not in known:
            path = PurePosixPath(KINDS["page"].folder, f"{page}.md")
            yield problem("page-legale-absente", path, value=page, law=law)


def _examples_in_settings(settings: BuildSettings) -> Iterator[Problem]:
    territory = settings.territory
    typed: dict[tuple[str, ...], str] = {("SITEURL",): settings.url}
    typed |= {("TERRITORY", "domain"): territory.domain, ("TERRITORY", "email"): territory.email}
    for place, value in typed.items():
        if match := _EXAMPLE.search(value):
            yield problem("adresse-d-exemple", *settings.file.place(*place), place[-1], value=match[0])


def _leftovers(territory: Territory, public: Sequence[ContentFile]) -> Iterator[Problem]:
    """The first of each sort in each file."""
    is_demo = _DEMO in _plain(territory.name)
    for entry in public:
        texts = [
            (entry.origin.line("titre"), entry.item.title),
            (entry.origin.line("resume"), entry.item.summary or ""),
        ]
        texts.append((entry.origin.body_line, entry.body.plain))
        texts += [(line, link.target) for line, link in entry.links]
        addresses = ((line, match[0]) for line, text in texts if (match := _EXAMPLE.search(text)))
        for line, address in [*addresses][:1]:
            yield problem("adresse-d-exemple", entry.origin.path, line, value=address)
        named = [] if is_demo else [line for line, text in texts if _DEMO in _plain(text)]
        for line in named[:1]:
            yield problem("nom-de-la-demonstration", entry.origin.path, line)


def _to_appear(catalogue: Catalogue, now: datetime) -> Iterator[str]:
    waiting = [
        (entry.item.publish_at, entry)
        for entry in catalogue.entries
        if entry.item.publish_at is not None and entry.item.publish_at > now and not entry.item.draft
    ]
    waiting.sort(key=lambda pair: (pair[0], pair[1].item.id))
    for moment, entry in waiting[:_SOONEST]:
        hour = f" à {hour_fr(moment)}" if moment.hour or moment.minute else ""
        yield f"{entry.origin.path}:{entry.origin.line('publier_le')} : paraîtra le {date_fr(moment)}{hour}."
    if len(waiting) > _SOONEST:
        yield f"{count_fr(len(waiting) - _SOONEST, 'autre contenu paraîtra', 'autres contenus paraîtront')} plus tard."


def _plain(text: str) -> str:
    return text.replace("’", "'").casefold()
