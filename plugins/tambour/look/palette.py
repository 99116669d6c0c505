"""The colours of pages, cards and mails: the territory's two, and all that is computed from them, by day and by night.

Topics have no colour of their own: an icon tells them apart. Whatever the two are, text stands out from its ground by
4.5:1 at least (WCAG 2.2, 1.4.3).
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache, reduce

from tambour.model.colours import INK, PAPER, darkened_until, lightened_until, mix
from tambour.model.territory import Colours

BLACK = "#000000"
MOON = "#f4efe3"  # what is paper by day is ink by night, a little dimmed
_NIGHT = "#0c0f0e"
_EASY = 7  # text in colour by night; more than AA, since it is thin on black


@dataclass(frozen=True)
class Palette:
    """One scheme, each colour as #rrggbb.

    Light grounds (dark by night): paper, soft (bands), arc (the motif on them), main_soft, second_soft; what is read on
    any of them: ink, muted, title, main, second. Grounds in full colour: main_block and main_deep, read in on_main;
    second_block, in on_second. line: rules between things; says nothing by itself.
    """

    paper: str
    ink: str
    muted: str
    line: str
    soft: str
    arc: str
    title: str
    main: str
    main_soft: str
    main_block: str
    main_deep: str
    on_main: str
    second: str
    second_soft: str
    second_block: str
    on_second: str

    def variables(self) -> Iterator[tuple[str, str]]:
        """Name in CSS, without its dashes in front, and value: `main-soft`, `#e9efec`."""
        return ((name.replace("_", "-"), colour) for name, colour in asdict(self).items())


@lru_cache(maxsize=64)  # style sheets, cards and mails ask at each build
def day_palette(colours: Colours) -> Palette:
    """Ink on paper."""
    main, second = colours.main, colours.second
    soft = mix(mix(main, second, 0.6), PAPER, 0.91)
    arc, main_soft, second_soft = mix(soft, second, 0.13), mix(main, PAPER, 0.9), mix(second, PAPER, 0.88)
    grounds = (PAPER, soft, arc, main_soft, second_soft)
    return Palette(
        paper=PAPER,
        ink=INK,
        muted=reduce(darkened_until, grounds, mix(INK, PAPER, 0.32)),
        line=mix(INK, PAPER, 0.82),
        soft=soft,
        arc=arc,
        title=reduce(darkened_until, grounds, main),
        main=reduce(darkened_until, grounds, main),
        main_soft=main_soft,
        main_block=main,
        main_deep=mix(main, BLACK, 0.4),
        on_main=PAPER,
        second=reduce(darkened_until, grounds, second),
        second_soft=second_soft,
        second_block=second,
        on_second=PAPER,
    )


@lru_cache(maxsize=64)
def night_palette(colours: Colours) -> Palette:
    """The same square after dark: the ground is nearly black, with a breath of the main colour."""
    main, second = colours.main, colours.second
    paper = mix(main, _NIGHT, 0.86)
    easy_main, easy_second = lightened_until(main, paper, _EASY), lightened_until(second, paper, _EASY)
    soft = mix(MOON, paper, 0.93)
    arc, main_soft, second_soft = mix(soft, easy_second, 0.13), mix(main, paper, 0.72), mix(second, paper, 0.78)
    grounds = (paper, soft, arc, main_soft, second_soft)
    return Palette(
        paper=paper,
        ink=MOON,
        muted=reduce(lightened_until, grounds, mix(MOON, paper, 0.28)),
        line=mix(MOON, paper, 0.76),
        soft=soft,
        arc=arc,
        title=MOON,
        main=reduce(lightened_until, grounds, easy_main),
        main_soft=main_soft,
        main_block=mix(main, BLACK, 0.25),
        main_deep=mix(main, BLACK, 0.55),
        on_main=MOON,
        second=reduce(lightened_until, grounds, easy_second),
        second_soft=second_soft,
        second_block=mix(second, BLACK, 0.12),
        on_second=MOON,
    )
