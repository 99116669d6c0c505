"""Social cards: what is seen of an item, a commune, a topic or the site when its address is shared; and what is posted.

Everything has the wide one, on the site. What can still be posted has two more, in the kit.

A card is drawn from a template, an SVG that a designer can edit (README.md): its artwork once, then each card's words
in the template's boxes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import PurePosixPath
from typing import NamedTuple

from PIL import UnidentifiedImageError

from tambour.channels import Channel, ContentRefused, Excerpt, Output, Problem, Published, Site, digest, of_one_item
from tambour.channels.cards.checks import signs_of_item, signs_of_records, unknown_templates
from tambour.channels.cards.compose import compose
from tambour.channels.cards.formats import FORMATS, Format
from tambour.channels.cards.layout import TemplateFault
from tambour.channels.cards.messages import MESSAGES, problem
from tambour.channels.cards.settings import DEFAULTS, CardsSettings
from tambour.channels.cards.studio import CardLook, CardSheet, Studio
from tambour.channels.cards.subjects import CardSubject, alternative, item_subject, shared_subjects

JPEG, PNG = "image/jpeg", "image/png"
_SUFFIXES = {JPEG: "jpg", PNG: "png"}
_SHOWN = 12  # hexadecimal digits of the key in a file's name
_TITLE = "Cartes de partage"


class Card(NamedTuple):
    """One card: its promise, in which format, and which template. What it says is made again when it is drawn."""

    output: Output
    form: Format
    look: CardLook


@dataclass(frozen=True)
class Deck:
    """The cards of one site, and what they are made with.

    of_item: those of an item, promised once. shared: those of what is no item.
    """

    site: Site
    studio: Studio
    of_item: Callable[[Published], Sequence[Card]]
    shared: Sequence[Card]

    @cached_property
    def by_path(self) -> Mapping[str, Card]:
        """All of them."""
        of_items = (card for item in self.site.items for card in self.of_item(item))
        return {card.output.path: card for card in (*of_items, *self.shared)}

    def card(self, output: Output) -> Card:
        """The card of a promise: to draw one, those of other items need not be looked at."""
        item = self.site.get(output.about) if output.about else None
        own = self.of_item(item) if item is not None else self.shared
        return next(card for card in own if card.output.path == output.path)


class Cards(Channel[CardsSettings, Deck]):
    """A picture of each subject, and two more of what can still be posted."""

    Settings = CardsSettings
    french_name = "cartes"
    messages = MESSAGES

    def prepare(self, site: Site) -> Deck:
        studio = Studio(site, self.templates)
        subjects = shared_subjects(site, self._chooser(studio))
        shared = tuple(card for subject in subjects for card in self._of(site, studio, subject))
        return Deck(site, studio, partial(self._of_item, site, studio), shared)

    def outputs(self, deck: Deck) -> Sequence[Output]:
        return [card.output for card in deck.by_path.values()]

    def check(self, deck: Deck) -> Sequence[Problem]:
        self.outputs(deck)  # so that every template which a card needs has been looked at
        unknown = unknown_templates(deck.site, self.name, self.settings, deck.studio.knows)
        return [*unknown, *(_fault(self.name, file, fault) for file, fault in deck.studio.faults())]

    def notes(self, deck: Deck) -> Sequence[str]:
        kept_in = (item for item in deck.site.items if not item.left_out_of(self.name))
        told = (words for item in kept_in for words in self._own(deck.site, deck.studio, item)[1])
        return [*told, *signs_of_records(deck.site, self.name)]

    def render(self, deck: Deck, output: Output) -> bytes:
        card = deck.card(output)
        form, studio = card.form, deck.studio
        content, layout = self._subject(deck, output).content_in(form), self._sheet(studio, card.look, form).layout
        materials = studio.materials(content, layout)
        try:
            return compose(content, layout, materials)
        except TemplateFault as fault:
            raise self._faulty(card.look, form, fault) from None
        except (ValueError, UnidentifiedImageError):
            return compose(content, layout, materials.without_pictures())

    @of_one_item
    def excerpt(self, deck: Deck, item: Published) -> Excerpt | None:
        parts = tuple(self._part(card.form, card.output) for card in deck.of_item(item))
        return Excerpt(_TITLE, parts=parts) if parts else None

    def _part(self, form: Format, output: Output) -> Excerpt:
        return Excerpt(f"{form.title} ({form.width} × {form.height})", text=output.title, output=output)

    def _of_item(self, site: Site, studio: Studio, item: Published) -> Sequence[Card]:
        if item.left_out_of(self.name):
            return ()
        cards, _ = self._own(site, studio, item)
        for card in cards:
            self._sheet(studio, card.look, card.form)  # whatever is kept, its template is looked at
        return cards

    def _own(self, site: Site, studio: Studio, item: Published) -> tuple[Sequence[Card], Sequence[str]]:
        """The cards of an item, and what they leave out."""

        def make() -> tuple[Sequence[Card], Sequence[str]]:
            return self._made_of_item(site, studio, item), tuple(signs_of_item(item, self.name))

        return site.once(f"{self.name}: cartes", item, make)

    def _subject(self, deck: Deck, output: Output) -> CardSubject:
        """Of whom the card of a promise is."""
        item, chooser = deck.site.get(output.about) if output.about else None, self._chooser(deck.studio)
        if item is not None:
            return item_subject(deck.site, item, self.name, chooser)
        return next(one for one in shared_subjects(deck.site, chooser) if one.scope == output.scope)

    def _made_of_item(self, site: Site, studio: Studio, item: Published) -> tuple[Card, ...]:
        return tuple(self._of(site, studio, item_subject(site, item, self.name, self._chooser(studio))))

    def _of(self, site: Site, studio: Studio, subject: CardSubject) -> Iterator[Card]:
        digests: dict[int, str] = {}  # most cards of one subject say the same
        for form in _formats(site, subject):
            content = subject.content_in(form)
            if id(content) not in digests:
                digests[id(content)] = digest(content.parts())
            yield self._promise(site, studio, subject, form, digests[id(content)])

    def _promise(self, site: Site, studio: Studio, subject: CardSubject, form: Format, content_digest: str) -> Card:
        content = subject.content_in(form)
        look = studio.look(content)
        sheet = self._sheet(studio, look, form)
        key = studio.key(content, sheet, content_digest)
        photo = studio.photo(content, sheet.layout) is not None
        media_type = JPEG if photo else PNG
        suffix = _SUFFIXES[media_type]
        public = f"cartes/{subject.folder}/{form.name}-{key[:_SHOWN]}.{suffix}"
        output = Output(
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
        return Card(output, form, look)

    def _sheet(self, studio: Studio, look: CardLook, form: Format) -> CardSheet:
        try:
            return studio.sheet(look, form)
        except TemplateFault as fault:
            raise self._faulty(look, form, fault) from None

    def _faulty(self, look: CardLook, form: Format, fault: TemplateFault) -> ContentRefused:
        return ContentRefused([_fault(self.name, f"{look.template}/{form.template}", fault)])

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
