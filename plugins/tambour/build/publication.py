"""What is worth a word before a site goes public: pages that the law asks for, leftovers of examples, what comes later.

Each is a note: it stops nothing.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import PurePosixPath

from tambour.build.settings import BuildSettings
from tambour.messages import problem
from tambour.model.kinds import KINDS
from tambour.model.problems import Problem
from tambour.model.territory import Territory
from tambour.source.catalogue import Catalogue, ContentFile
from tambour.words.dates import date_fr, hour_fr
from tambour.words.numbers import count_fr

LEGAL_PAGES = {
    "mentions-legales": "la loi du 21 juin 2004 (LCEN, article 1-1) demande des mentions légales",
    "accessibilite": "le décret du 24 juillet 2019 demande une déclaration d'accessibilité",
}
_EXAMPLE = re.compile(r"[\w.@-]*\w\.(?:example|invalid|test)\b", re.IGNORECASE)  # RFC 2606: nobody owns these
_DEMO = "val d'aubrelle"
_SOONEST = 3  # of what is to appear, named one by one


def publication_notes(
    settings: BuildSettings, catalogue: Catalogue, public: Sequence[ContentFile], now: datetime
) -> Iterator[str]:
    """What to know before publication, in the order of its weight.

    Args:
        settings: of the site; the first three are looked for where PUBLICATION is set.
        catalogue: the whole content.
        public: what of it is published.
        now: the instant of the build.

    Returns:
        In French: a note for each missing page, each setting and each file with a leftover, and what is to appear.
    """
    if settings.publication:
        yield from map(str, _missing_pages(public))
        yield from map(str, _examples_in_settings(settings))
        yield from map(str, _leftovers(settings.territory, public))
    yield from _to_appear(catalogue, now)


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
