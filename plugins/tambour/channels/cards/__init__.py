"""Social cards: what is seen of an item, a commune, a topic or the site when its address is shared; and what is posted.

Everything has the wide one, on the site. What can still be posted has two more, in the kit.

A card is drawn from a template, an SVG that a designer can edit (README.md): its artwork once, then each card's words
in the template's boxes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from PIL import UnidentifiedImageError

from tambour.channels import Channel, ContentRefused, Excerpt, Output, Problem, Published, Site, digest
from tambour.channels.cards.checks import signs_left_out, unknown_templates
from tambour.channels.cards.compose import compose
from tambour.channels.cards.formats import FORMATS, Format
from tambour.channels.cards.layout import TemplateFault
from tambour.channels.cards.messages import MESSAGES, problem
from tambour.channels.cards.settings import DEFAULTS, CardsSettings
from tambour.channels.cards.studio import CardSheet, Studio
from tambour.channels.cards.subjects import CardSubject, alternative, item_subject, shared_subjects

JPEG, PNG = "image/jpeg", "image/png"
_SUFFIXES = {JPEG: "jpg", PNG: "png"}
_SHOWN = 12  # hexadecimal digits of the key in a file's name
_TITLE = "Cartes de partage"


@dataclass(frozen=True)
class Card:
    """One card: of what, in which format, and its promise."""

    subject: CardSubject
    form: Format
    output: Output


@dataclass(frozen=True)
class Deck:
    """The cards of one site, by path and by item, and what they are made with."""

    site: Site
    studio: Studio
    by_path: Mapping[str, Card]
    by_item: Mapping[str, Sequence[Card]]


class Cards(Channel[CardsSettings, Deck]):
    """A picture of each subject, and two more of what can still be posted."""

    Settings = CardsSettings
    french_name = "cartes"
    messages = MESSAGES

    def prepare(self, site: Site) -> Deck:
        studio = Studio(site, self.templates)
        cards = list(self._cards(site, studio))
        by_item: dict[str, list[Card]] = {}
        for card in cards:
            if card.subject.about is not None:
                by_item.setdefault(card.subject.about, []).append(card)
        return Deck(site, studio, {card.output.path: card for card in cards}, by_item)

    def outputs(self, deck: Deck) -> Sequence[Output]:
        return [card.output for card in deck.by_path.values()]

    def check(self, deck: Deck) -> Sequence[Problem]:
        unknown = unknown_templates(deck.site, self.name, self.settings, deck.studio.knows)
        return [*unknown, *(_fault(self.name, file, fault) for file, fault in deck.studio.faults())]

    def notes(self, deck: Deck) -> Sequence[str]:
        return list(signs_left_out(deck.site, self.name))

    def render(self, deck: Deck, output: Output) -> bytes:
        card = deck.by_path[output.path]
        subject, form, studio = card.subject, card.form, deck.studio
        content, layout = subject.content_in(form), self._sheet(studio, subject, form).layout
        materials = studio.materials(content, layout)
        try:
            return compose(content, layout, materials)
        except TemplateFault as fault:
            raise self._faulty(subject, form, fault) from None
        except (ValueError, UnidentifiedImageError):
            return compose(content, layout, materials.without_pictures())

    def excerpt(self, deck: Deck, item: Published) -> Excerpt | None:
        parts = tuple(self._part(card.form, card.output) for card in deck.by_item.get(item.id, ()))
        return Excerpt(_TITLE, parts=parts) if parts else None

    def _part(self, form: Format, output: Output) -> Excerpt:
        return Excerpt(f"{form.title} ({form.width} × {form.height})", text=output.title, output=output)

    def _cards(self, site: Site, studio: Studio) -> Iterator[Card]:
        choose = self._chooser(studio)

        def of_item(item: Published) -> tuple[Card, ...]:
            return tuple(self._of(site, studio, item_subject(site, item, self.name, choose)))

        for item in site.items:
            if not item.left_out_of(self.name):
                for card in site.once(f"{self.name}: cartes", item, partial(of_item, item)):
                    self._sheet(studio, card.subject, card.form)  # whatever is kept, its template is looked at
                    yield card
        for subject in shared_subjects(site, choose):
            yield from self._of(site, studio, subject)

    def _of(self, site: Site, studio: Studio, subject: CardSubject) -> Iterator[Card]:
        for form in _formats(site, subject):
            yield Card(subject, form, self._promise(site, studio, subject, form))

    def _promise(self, site: Site, studio: Studio, subject: CardSubject, form: Format) -> Output:
        content, sheet = subject.content_in(form), self._sheet(studio, subject, form)
        key = studio.key(content, sheet, digest(content))
        photo = studio.photo(content, sheet.layout) is not None
        media_type = JPEG if photo else PNG
        suffix = _SUFFIXES[media_type]
        public = f"cartes/{subject.folder}/{form.name}-{key[:_SHOWN]}.{suffix}"
        return Output(
            public if form.shared else f"contenus/{subject.about}/carte-{form.width}x{form.height}.{suffix}",
            media_type,
            title=alternative(content, site.territory.label, subject.photo_alt if photo else ""),
            about=subject.about,
            root="public" if form.shared else "kit",
            scope=subject.scope,
            role=form.role,
            size=(form.width, form.height),
            key=key,
        )

    def _sheet(self, studio: Studio, subject: CardSubject, form: Format) -> CardSheet:
        try:
            return studio.sheet(subject.content_in(form), form)
        except TemplateFault as fault:
            raise self._faulty(subject, form, fault) from None

    def _faulty(self, subject: CardSubject, form: Format, fault: TemplateFault) -> ContentRefused:
        return ContentRefused([_fault(self.name, f"{subject.content.template}/{form.template}", fault)])

    def _chooser(self, studio: Studio) -> Callable[[str, str | None], str]:
        """kind of subject, template that its writer names → the template; one that is not there is told by `check`."""

        def choose(kind: str, named: str | None) -> str:
            name = named or self.settings.template_of(kind)
            return name if studio.knows(name) else DEFAULTS[kind]

        return choose


def _fault(channel: str, file: str, fault: TemplateFault) -> Problem:
    """file: of the template, in the channel's folder of templates."""
    return problem("cards-modele-fautif", PurePosixPath("channels", channel, file), error=fault)


def _formats(site: Site, subject: CardSubject) -> Iterator[Format]:
    """Those in which a subject is drawn."""
    item = site.get(subject.about) if subject.about else None
    posted = item is not None and site.can_be_posted(item)
    return (form for form in FORMATS if form.shared or posted)


CHANNEL = Cards
