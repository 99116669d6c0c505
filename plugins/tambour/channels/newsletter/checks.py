"""What must be right in a letter before it is sent, each fault at its line in the letter's file."""

import re
from collections.abc import Iterator

from tambour.channels import EventStatus, Letter, Problem, Published, Site
from tambour.channels.newsletter.files import LetterFiles
from tambour.channels.newsletter.mail import block as block_html
from tambour.channels.newsletter.mail import mail
from tambour.channels.newsletter.messages import problem
from tambour.channels.newsletter.mjml_check import MjmlFault
from tambour.model.letters.edition import Edition, Part, SelectionPart
from tambour.model.letters.letter import CHANNEL, SelectionBlock
from tambour.model.letters.selection import Selections
from tambour.words.numbers import filesize_fr
from tambour.words.states import status_fr

_IMAGE = re.compile(r"<img\b[^>]*>")
_ADDRESS = re.compile(r'\s(?:href|src)="([^"]*)"')
_GOOD = re.compile(r"https://[^/\s]|mailto:|tel:")
_NAMED = 3  # of the heaviest parts


def is_sent(published: Published, site: Site) -> bool:
    """Frozen, or the day of its sending is over: what has changed since is no fault any more."""
    letter = published.item
    assert isinstance(letter, Letter)
    return bool(published.frozen) or letter.is_day_over(site.now)


def choice_problems(published: Published, site: Site, selections: Selections) -> Iterator[Problem]:
    """What a letter that has not left chooses: nothing, or what is off the listings, or cancelled, since."""
    letter = published.item
    assert isinstance(letter, Letter)
    for index, block in enumerate(letter.blocks):
        if not isinstance(block, SelectionBlock):
            continue
        place = f"blocs.{index}"
        if selections.finds_nothing(letter, block):
            line = published.origin.line(place, "blocs")
            yield problem("newsletter-selection-vide", published.origin.path, line, "Blocs", letter=letter.id)
        key, ids = ("ids", block.ids) if block.ids else ("avec", block.first)
        for position, item_id in enumerate(ids):
            item = site.get(item_id)
            if item is not None and not item.left_out_of(CHANNEL) and (what := gone(item)):
                line = published.origin.line(f"{place}.{key}.{position}", f"{place}.{key}", place, "blocs")
                context = {"value": item.id, "what": what}
                yield problem("newsletter-contenu-perime", published.origin.path, line, "Contenus", **context)


def gone(item: Published) -> str:
    """What has become of an item that nobody should be sent any more; "" while it stands."""
    if item.expired:
        return "n'est plus d'actualité"
    if item.occurrences and all(one.is_cancelled for one in item.occurrences):
        return f"est {status_fr(EventStatus.CANCELLED).lower()}"
    return ""


def mail_problems(published: Published, edition: Edition, files: LetterFiles) -> Iterator[Problem]:
    """What is wrong with the mail of one edition."""
    path, line = published.origin.path, published.origin.line("titre")
    try:
        letter_mail = files.mail(edition)
    except MjmlFault as fault:
        yield problem("newsletter-gabarit", path, line, "Lettre", template="letter.mjml", fault=str(fault))
        return
    html, limit = letter_mail.html, files.settings.max_html
    if (length := len(html.encode())) > limit:
        context = {"weight": filesize_fr(length), "limit": filesize_fr(limit)}
        heaviest = _heaviest(edition, files)
        yield problem(
            "newsletter-trop-lourde", path, published.origin.line("blocs"), "Blocs", heaviest=heaviest, **context
        )
    if (count := html.count(letter_mail.marks.unsubscribe)) != 1:
        yield problem("newsletter-desinscription", path, line, "Lettre", count=count)
    if any("alt=" not in image for image in _IMAGE.findall(html)):
        yield problem("newsletter-sans-alt", path, line, "Lettre")
    for address in dict.fromkeys(_doubtful(html, files.site)):
        yield problem(
            "newsletter-adresse-douteuse", path, published.origin.line("blocs", "titre"), "Lettre", value=address
        )


def block_problems(files: LetterFiles) -> Iterator[Problem]:
    """What is wrong with the template of single items: tried on one of each kind, with and without a picture."""
    tried = {(published.item.kind, not published.item.image): published for published in files.blocks.values()}
    for published in tried.values():
        try:
            block_html(files.block_item(published), files.site, files.templates)
        except MjmlFault as fault:
            origin, context = published.origin, {"template": "block.mjml", "fault": str(fault)}
            yield problem("newsletter-gabarit", origin.path, origin.line("titre"), "Lettre", **context)
            return


def _doubtful(html: str, site: Site) -> Iterator[str]:
    """Addresses that no mail client can follow. A site that is tried at http://127.0.0.1 has its own to itself."""
    for address in _ADDRESS.findall(html):
        if not _GOOD.match(address) and not (address + "/").startswith(f"{site.url}/"):
            yield address


def _heaviest(edition: Edition, files: LetterFiles) -> str:
    """The parts that weigh most, each measured alone."""

    def weight(parts: tuple[Part, ...]) -> int:
        alone = edition.model_copy(update={"parts": parts})
        return len(mail(alone, files.site, files.settings, files.templates).html.encode())

    empty = weight(())
    weights = sorted(((weight((part,)) - empty, _name(part, number)) for number, part in enumerate(edition.parts, 1)))
    return ", ".join(f"{name} ({filesize_fr(octets)})" for octets, name in reversed(weights[-_NAMED:]))


def _name(part: Part, number: int) -> str:
    title = part.title if not isinstance(part, SelectionPart) and hasattr(part, "title") else getattr(part, "title", "")
    return f"« {title} »" if title else f"bloc n° {number}"
