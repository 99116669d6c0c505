"""What all cards of one site are made with: its templates, colours, logo and pictograms, each read once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from jinja2 import TemplateNotFound

from tambour.channels import Site, Templates, digest
from tambour.channels.cards.artwork import PlacedPicture, check_artwork
from tambour.channels.cards.card_content import CardContent
from tambour.channels.cards.compose import Materials
from tambour.channels.cards.formats import FORMATS, Format
from tambour.channels.cards.layout import CardLayout, TemplateFault, read_layout
from tambour.look.fonts import files_digest
from tambour.look.motif import Ground
from tambour.look.palette import Palette, day_palette
from tambour.model.colours import mix
from tambour.model.media import Derived, Original

_REVISION = 1  # of how cards are drawn: a network that knows a picture's address never looks at it again
_ICON = "icon.svg"
_ENLARGED = 1.2  # how much larger than it is a photo may be shown: not seen on a card, and a quarter of the work
_LONG = 90  # characters of a title, above which it takes all the room that a template can spare


class DrawnCard(NamedTuple):
    """What a template is told of a card (`card`), so that it can give room to what there is.

    facts: how many lines. level: of an alert. off: it does not take place then, or holds no more. long: its title is,
    very. The rest: whether there is one.
    """

    photo: bool
    logo: bool
    icon: bool
    kicker: bool
    summary: bool
    tile: bool
    band: bool
    off: bool
    long: bool
    facts: int
    level: str


class CardLook(NamedTuple):
    """All of a card's content that its template is asked with: thousands of cards share a few."""

    template: str
    card: DrawnCard
    ground: Ground


@dataclass(frozen=True)
class Field:
    """The colours of a composed picture (`field`): ground, what is read on it, arcs, head, pictogram."""

    ground: str
    on: str
    arc: str
    head: str
    icon: str


@dataclass(frozen=True)
class CardSheet:
    """A template as it is for one card. digest: of the SVG, its colours included."""

    layout: CardLayout
    digest: str


class Studio:
    """Made for one site; it remembers what it has read."""

    def __init__(self, site: Site, templates: Templates) -> None:
        self._site = site
        self._templates = templates
        self._sheets: dict[tuple[CardLook, str], CardSheet] = {}
        self._looks: dict[CardLook, CardLook] = {}
        self._icons: dict[str, str] = {}
        self._known: dict[str, bool] = {}

    def knows(self, template: str) -> bool:
        """Whether there is a template of this name."""
        if template not in self._known:
            file = f"{template}/{FORMATS[0].template}"
            try:
                self._templates.render(file, **self._template_context(_NOTHING, "main", FORMATS[0]))
            except TemplateNotFound as missing:
                self._known[template] = missing.name != file
            else:
                self._known[template] = True
        return self._known[template]

    def look(self, content: CardContent) -> CardLook:
        """What its template is asked with; the same object for cards that look alike."""
        look = CardLook(content.template, self._drawn_card(content), content.motif.ground)
        return self._looks.setdefault(look, look)

    def sheet(self, look: CardLook, form: Format) -> CardSheet:
        """The template of a card, for its size and for what it has to show. Raises TemplateFault."""
        key = look, form.template
        if key not in self._sheets:
            drawing = self._templates.render(
                f"{look.template}/{form.template}", **self._template_context(look.card, look.ground, form)
            )
            self._sheets[key] = CardSheet(read_layout(drawing), digest(drawing))
        return self._sheets[key]

    def faults(self) -> Iterator[tuple[str, TemplateFault]]:
        """Each template that cannot be drawn, by its file, and why: of those that a card asked for."""
        told = set()
        for (look, file), sheet in self._sheets.items():
            template = look.template
            try:
                check_artwork(sheet.layout.artwork)
            except TemplateFault as fault:
                if (template, file) not in told:
                    told.add((template, file))
                    yield f"{template}/{file}", fault

    def materials(self, content: CardContent, layout: CardLayout) -> Materials:
        """What a card shows beside its words."""
        original, slot = self.photo(content, layout), layout.slot("picture")
        photo = None
        if original is not None and slot is not None:
            width, height = slot.box[2] - slot.box[0], slot.box[3] - slot.box[1]
            photo = self._picture(original.to_draw(round(_covering(original, width, height) / _ENLARGED)))
        return Materials(self._site.territory.label, self.logo, photo, self.icon(content.icon))

    def key(self, content: CardContent, sheet: CardSheet, content_digest: str) -> str:
        """Digest of all that the bytes of a card depend on. content_digest: digest of its content."""
        files = [file.sha256 for file in (self.photo(content, sheet.layout), self._logo_file) if file is not None]
        return digest(self._common, sheet.digest, self.icon(content.icon), content_digest, files)

    @cached_property
    def _common(self) -> str:
        return digest(_REVISION, files_digest(), self._site.territory.label)

    def photo(self, content: CardContent, layout: CardLayout) -> Original | None:
        """The photo of a card, when its template has a place for it."""
        return self._site.media.originals.get(content.photo) if layout.slot("picture") else None

    def icon(self, name: str) -> str:
        """The inside of a pictogram of the theme; "" when the theme has none of this name."""
        if name not in self._icons:
            self._icons[name] = self._templates.render(_ICON, name=name).strip()
        return self._icons[name]

    @cached_property
    def logo(self) -> PlacedPicture | None:
        """The territory's."""
        return self._picture(self._logo_file.at(400)) if self._logo_file else None

    @property
    def _logo_file(self) -> Original | None:
        logo = self._site.territory.logo
        return self._site.media.originals.get(f"images/{logo}") if logo else None

    def _picture(self, version: Derived) -> PlacedPicture:
        return PlacedPicture(version.media_type, self._site.media.read(version.path))

    @cached_property
    def _palette(self) -> Palette:
        return day_palette(self._site.territory.colours)

    def _drawn_card(self, content: CardContent) -> DrawnCard:
        return DrawnCard(
            photo=content.photo in self._site.media.originals,
            logo=self._logo_file is not None,
            icon=bool(self.icon(content.icon)),
            kicker=bool(content.kicker),
            summary=bool(content.summary),
            tile=content.tile is not None,
            band=bool(content.band),
            off=content.off,
            long=len(content.title) > _LONG,
            facts=len(content.facts),
            level=content.level,
        )

    def _template_context(self, card: DrawnCard, ground: Ground, form: Format) -> dict[str, object]:
        field = field_of(ground, self._palette)
        return {"card": card, "colours": self._palette, "field": field, "width": form.width, "height": form.height}


def field_of(ground: Ground, colours: Palette) -> Field:
    """The same colours as on the site's pages."""
    main, second = colours.main_block, colours.second_block
    return {
        "main": Field(main, colours.on_main, mix(main, colours.on_main, 0.16), colours.paper, colours.main),
        "second": Field(second, colours.on_second, mix(second, colours.on_second, 0.16), colours.paper, colours.second),
        "main-light": Field(
            colours.main_soft, colours.ink, mix(colours.main_soft, colours.main, 0.22), colours.paper, colours.main
        ),
        "second-light": Field(
            colours.second_soft,
            colours.ink,
            mix(colours.second_soft, colours.second, 0.26),
            colours.paper,
            colours.second,
        ),
    }[ground]


def _covering(original: Original, width: int, height: int) -> int:
    """How wide a picture must be to cover a box."""
    if not original.width or not original.height:
        return width
    return max(width, round(height * original.width / original.height))


_NOTHING = DrawnCard(
    photo=False,
    logo=False,
    icon=False,
    kicker=False,
    summary=False,
    tile=False,
    band=False,
    off=False,
    long=False,
    facts=0,
    level="",
)
