"""How an embed looks: light, dark, in the territory's colours, or plain. Every text reaches 4.5:1 on its ground."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from tambour.look.palette import Palette, day_palette, night_palette
from tambour.model.colours import mix
from tambour.model.territory import Colours


@dataclass(frozen=True)
class Look:
    """Colours as #rrggbb. scheme: of CSS, for the browser's own parts, scroll bars among them.

    Read on `ground`: ink, muted, accent (dates and states), link. Read on `tile`: on_tile. rule and line say nothing.
    """

    scheme: str
    ground: str
    ink: str
    muted: str
    accent: str
    link: str
    rule: str
    line: str
    tile: str
    on_tile: str


PLAIN = "brut"


@cache
def looks(colours: Colours) -> Mapping[str, Look | None]:
    """By the name in the embed's address; None: plain HTML."""
    day, night = day_palette(colours), night_palette(colours)
    return MappingProxyType(
        {
            "clair": _on_paper("light", day, day.main_block),
            "sombre": _on_paper("dark", night, night.second),
            "territoire": _in_full_colour(day),
            PLAIN: None,
        }
    )


def _on_paper(scheme: str, palette: Palette, rule: str) -> Look:
    return Look(
        scheme=scheme,
        ground=palette.paper,
        ink=palette.ink,
        muted=palette.muted,
        accent=palette.second,
        link=palette.main,
        rule=rule,
        line=palette.line,
        tile=palette.second_block,
        on_tile=palette.on_second,
    )


def _in_full_colour(palette: Palette) -> Look:
    """One colour and its reading colour: nothing else is sure to be read on any main colour."""
    ground, ink = palette.main_block, palette.on_main
    return Look(
        scheme="light",
        ground=ground,
        ink=ink,
        muted=ink,
        accent=ink,
        link=ink,
        rule=ink,
        line=mix(ink, ground, 0.65),
        tile=ink,
        on_tile=ground,
    )
