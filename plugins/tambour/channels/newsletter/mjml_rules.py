"""What MJML allows: its tags, what each may hold, and each attribute with the type of its value.

The facts of MJML 5 (its components' `allowedAttributes` and its preset's `dependencies`), for the tags of a plain mail.
The compiler that makes our mails lets everything pass, and leaves out in silence what it does not know. Left out here,
on purpose: carousels, accordions, menus and social icons, which need styles or pictures that many clients do not show.
"""

from collections.abc import Mapping
from types import MappingProxyType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CHILDREN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "mjml": _words("mj-body mj-head mj-raw"),
        "mj-head": _words("mj-attributes mj-preview mj-raw mj-style mj-title"),
        "mj-attributes": _words(
            "mj-all mj-body mj-button mj-class mj-column mj-divider mj-group mj-hero mj-image mj-section "
            "mj-spacer mj-table mj-text mj-wrapper"
        ),
        "mj-body": _words("mj-hero mj-raw mj-section mj-wrapper"),
        "mj-wrapper": _words("mj-hero mj-raw mj-section"),
        "mj-section": _words("mj-column mj-group mj-raw"),
        "mj-group": _words("mj-column mj-raw"),
        "mj-column": _words("mj-button mj-divider mj-image mj-raw mj-spacer mj-table mj-text"),
        "mj-hero": _words("mj-button mj-divider mj-image mj-raw mj-spacer mj-table mj-text"),
    }
)
# What these hold is HTML or text, and not looked at here.
ENDING = _words("mj-button mj-preview mj-raw mj-style mj-table mj-text mj-title")

ATTRIBUTES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        tag: MappingProxyType(dict(pair.split("=", 1) for pair in pairs.split()))
        for tag, pairs in {
            "mj-body": "background-color=color id=string width=unit(px)",
            "mj-button": (
                "align=enum(left,center,right) background-color=color border=string border-bottom=string "
                "border-left=string border-radius=string border-right=string border-top=string color=color "
                "container-background-color=color font-family=string font-size=unit(px) font-style=string "
                "font-weight=string height=unit(px,%) href=string inner-padding=unit(px,%){1,4} "
                "letter-spacing=unitWithNegative(px,em) line-height=unit(px,%,) name=string "
                "padding=unit(px,%){1,4} padding-bottom=unit(px,%) padding-left=unit(px,%) "
                "padding-right=unit(px,%) padding-top=unit(px,%) rel=string target=string "
                "text-align=enum(left,right,center) text-decoration=string text-transform=string title=string "
                "vertical-align=enum(top,bottom,middle) width=unit(px,%)"
            ),
            "mj-column": (
                "background-color=color border=string border-bottom=string border-left=string "
                "border-radius=string border-right=string border-top=string direction=enum(ltr,rtl) "
                "inner-background-color=color inner-border=string inner-border-bottom=string "
                "inner-border-left=string inner-border-radius=string inner-border-right=string "
                "inner-border-top=string padding=unit(px,%){1,4} padding-bottom=unit(px,%) "
                "padding-left=unit(px,%) padding-right=unit(px,%) padding-top=unit(px,%) "
                "vertical-align=enum(top,bottom,middle) width=unit(px,%)"
            ),
            "mj-divider": (
                "align=enum(left,center,right) border-color=color border-style=string border-width=unit(px) "
                "container-background-color=color padding=unit(px,%){1,4} padding-bottom=unit(px,%) "
                "padding-left=unit(px,%) padding-right=unit(px,%) padding-top=unit(px,%) width=unit(px,%)"
            ),
            "mj-group": (
                "background-color=color direction=enum(ltr,rtl) vertical-align=enum(top,bottom,middle) width=unit(px,%)"
            ),
            "mj-hero": (
                "background-color=color background-height=unit(px,%) background-position=string "
                "background-url=string background-width=unit(px,%) border-radius=string height=unit(px,%) "
                "inner-background-color=color inner-padding=unit(px,%){1,4} inner-padding-bottom=unit(px,%) "
                "inner-padding-left=unit(px,%) inner-padding-right=unit(px,%) inner-padding-top=unit(px,%) "
                "mode=string padding=unit(px,%){1,4} padding-bottom=unit(px,%) padding-left=unit(px,%) "
                "padding-right=unit(px,%) padding-top=unit(px,%) vertical-align=enum(top,bottom,middle)"
            ),
            "mj-image": (
                "align=enum(left,center,right) alt=string border=string border-bottom=string border-left=string "
                "border-radius=string border-right=string border-top=string container-background-color=color "
                "fluid-on-mobile=boolean font-size=unit(px) height=unit(px,auto) href=string "
                "max-height=unit(px,%) name=string padding=unit(px,%){1,4} padding-bottom=unit(px,%) "
                "padding-left=unit(px,%) padding-right=unit(px,%) padding-top=unit(px,%) rel=string sizes=string "
                "src=string srcset=string target=string title=string usemap=string width=unit(px)"
            ),
            "mj-preview": "",
            "mj-raw": "position=enum(file-start)",
            "mj-section": (
                "background-color=color background-position=string background-position-x=string "
                "background-position-y=string background-repeat=enum(repeat,no-repeat) background-size=string "
                "background-url=string border=string border-bottom=string border-left=string border-radius=string "
                "border-right=string border-top=string direction=enum(ltr,rtl) full-width=enum(full-width,false,) "
                "gutter=unit(px,%) padding=unit(px,%){1,4} padding-bottom=unit(px,%) padding-left=unit(px,%) "
                "padding-right=unit(px,%) padding-top=unit(px,%) text-align=enum(left,center,right) "
                "text-padding=unit(px,%){1,4}"
            ),
            "mj-spacer": (
                "border=string border-bottom=string border-left=string border-right=string border-top=string "
                "container-background-color=color height=unit(px,%) padding=unit(px,%){1,4} "
                "padding-bottom=unit(px,%) padding-left=unit(px,%) padding-right=unit(px,%) "
                "padding-top=unit(px,%)"
            ),
            "mj-style": "inline=string",
            "mj-table": (
                "align=enum(left,right,center) border=string cellpadding=integer cellspacing=integer color=color "
                "container-background-color=color font-family=string font-size=unit(px) font-weight=string "
                "line-height=unit(px,%,) padding=unit(px,%){1,4} padding-bottom=unit(px,%) "
                "padding-left=unit(px,%) padding-right=unit(px,%) padding-top=unit(px,%) "
                "role=enum(none,presentation) table-layout=enum(auto,fixed,initial,inherit) "
                "vertical-align=enum(top,bottom,middle) width=unit(px,%,auto)"
            ),
            "mj-text": (
                "align=enum(left,right,center,justify) background-color=color color=color "
                "container-background-color=color font-family=string font-size=unit(px) font-style=string "
                "font-weight=string height=unit(px,%) letter-spacing=unitWithNegative(px,em) "
                "line-height=unit(px,%,) padding=unit(px,%){1,4} padding-bottom=unit(px,%) "
                "padding-left=unit(px,%) padding-right=unit(px,%) padding-top=unit(px,%) text-decoration=string "
                "text-transform=string vertical-align=enum(top,bottom,middle)"
            ),
            "mj-title": "",
            "mj-wrapper": (
                "background-color=color background-position=string background-position-x=string "
                "background-position-y=string background-repeat=enum(repeat,no-repeat) background-size=string "
                "background-url=string border=string border-bottom=string border-left=string border-radius=string "
                "border-right=string border-top=string direction=enum(ltr,rtl) full-width=enum(full-width,false,) "
                "gap=unit(px) gutter=unit(px,%) padding=unit(px,%){1,4} padding-bottom=unit(px,%) "
                "padding-left=unit(px,%) padding-right=unit(px,%) padding-top=unit(px,%) "
                "text-align=enum(left,center,right) text-padding=unit(px,%){1,4}"
            ),
        }.items()
    }
)
# Any tag may carry these; in `mj-attributes`, `mj-all` may carry those of every tag.
EVERYWHERE = frozenset({"css-class", "mj-class"})
ROOT_ATTRIBUTES = frozenset({"lang", "dir", "owa"})
