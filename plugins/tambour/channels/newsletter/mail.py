"""An edition → its mail: MJML from the templates, checked, compiled, and made safe for whichever tool sends it."""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import category

from mjml import mjml2html

from tambour.channels import Templates, digest
from tambour.channels.newsletter.fragments import for_mail
from tambour.channels.newsletter.mail_picture import light_version
from tambour.channels.newsletter.mjml_check import check_mjml
from tambour.channels.newsletter.pictures import BAND, LETTER_WIDTH, logo_of
from tambour.channels.newsletter.settings import NewsletterSettings
from tambour.channels.newsletter.tags import Marks, disarmed_html
from tambour.look.palette import Palette, day_palette, night_palette
from tambour.model.letters.edition import Edition, EditionItem, TextPart
from tambour.model.site.site import Site
from tambour.model.territory import Colours
from tambour.words.editions import WIDTH, WIDTHS

_ATTRIBUTE = re.compile(r'="[^"]*"')


@dataclass(frozen=True)
class Mail:
    """marks: where a tool puts its own in. packed: the mail of a year's letters stays in memory, for each commune."""

    marks: Marks
    packed: bytes

    @property
    def html(self) -> str:
        """As compiled."""
        return zlib.decompress(self.packed).decode()


def mail(edition: Edition, site: Site, settings: NewsletterSettings, templates: Templates) -> Mail:
    """The mail of an edition. Raises MjmlFault when a template, ours or the theme's, is not MJML."""
    marks = Marks.of(digest(edition))
    day, _ = _palettes(site.territory.colours)
    images = folder_url(site, edition)

    def ready(html: str) -> str:
        return _for_mail(html.replace('src="images/', f'src="{images}'), day, WIDTH)

    source = templates.render(
        "letter.mjml",
        edition=edition,
        html=ready(edition.html),
        texts={index: ready(part.html) for index, part in enumerate(edition.parts) if isinstance(part, TextPart)},
        marks=marks,
        images=images,
        logo=logo_of(site),
        band=BAND,
        reason=settings.reason,
        **_shared_context(site),
    )
    return Mail(marks, zlib.compress(compile_mjml(source).encode(), 1))


def block(item: EditionItem, site: Site, templates: Templates) -> str:
    """One item for tools in which the agent composes by hand: what stands in a mail's body. Raises MjmlFault.

    Its picture is a version that pages show, too.
    """
    language, images = site.territory.languages[0], site.absolute("")
    if item.image is not None:
        version = light_version(site.media.originals[item.image.source], item.image.width)
        item = item.model_copy(update={"image": item.image.model_copy(update={"name": version.path})})
    html = compile_mjml(
        templates.render("block.mjml", item=item, images=images, language=language, **_shared_context(site))
    )
    return html.partition("<body")[2].partition(">")[2].partition("</body>")[0].strip()


def compile_mjml(source: str) -> str:
    """MJML → HTML without a font from elsewhere, in which no text begins a tag. Raises MjmlFault."""
    check_mjml(source)
    return disarmed_html(str(mjml2html(_ATTRIBUTE.sub(_with_entities, source), fonts={})))


def _with_entities(attribute: re.Match[str]) -> str:
    r"""An attribute in which the compiler finds nothing to write as Rust shows a text: `\u{a0}`, `\\`."""
    return "".join(char if _is_plain(char) else f"&#{ord(char)};" for char in attribute[0])


def _is_plain(char: str) -> bool:
    """ASCII but a backslash; letters, numbers and signs: no space, no joiner, no accent that combines."""
    return char != "\\" and (char.isascii() or (category(char)[0] in "LNPS" and category(char) != "Lm"))


_for_mail = lru_cache(maxsize=64)(for_mail)  # the editorial is the same in every edition of a letter


@cache
def _palettes(colours: Colours) -> tuple[Palette, Palette]:
    return day_palette(colours), night_palette(colours)


def _shared_context(site: Site) -> Mapping[str, object]:
    day, night = _palettes(site.territory.colours)
    return {
        "territory": site.territory,
        "day": day,
        "night": night,
        "width": LETTER_WIDTH,
        "widths": {layout.value: width for layout, width in WIDTHS.items()},
    }


def folder_url(site: Site, edition: Edition) -> str:
    """Absolute URL of the folder of the pictures, the same for every edition of a letter."""
    return site.absolute(f"lettres/{edition.letter}/images/")
