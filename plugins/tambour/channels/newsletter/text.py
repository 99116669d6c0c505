"""The text of a letter, written from its content: what a mail client shows without HTML, or reads aloud."""

from collections.abc import Iterator
from textwrap import wrap

from tambour.model.letters.edition import CallPart, Edition, EditionItem, ImagePart, SelectionPart, TextPart
from tambour.model.letters.letter import Layout
from tambour.model.territory import Territory
from tambour.words.dates import date_fr
from tambour.words.editions import more_dates_fr
from tambour.words.practical_facts import briefly
from tambour.words.speech import _
from tambour.words.states import level_in_short, state_parts, title_with_head
from tambour.words.typography import initial_capital

COLUMNS = 76  # of 78 (RFC 5322 §2.1.1), so that a reply has room for its mark


def letter_text(edition: Edition, territory: Territory, reason: str, unsubscribe: str, online: str) -> str:
    """The whole letter, in lines of COLUMNS characters but for addresses, which stay whole."""
    blocks = [*_head(edition, territory, online), *_paragraphs(edition.plain)]
    for part in edition.parts:
        blocks += _part(part)
    blocks += ["-" * COLUMNS, *_foot(territory, reason, unsubscribe)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(edition: Edition, territory: Territory, online: str) -> Iterator[str]:
    day = date_fr(edition.sent_at, weekday=True)
    commune = f" · {edition.commune_name}" if edition.commune_name else ""
    yield f"{territory.name}{commune}\n{edition.title}, {day}"
    yield _("En ligne : {address}", address=online)
    yield "=" * COLUMNS


def _part(part: SelectionPart | TextPart | CallPart | ImagePart) -> list[str]:
    if isinstance(part, SelectionPart):
        full = part.layout is Layout.LARGE
        return [_heading(part.title), *(_item(item, full=full) for item in part.items)]
    if isinstance(part, TextPart):
        return [_heading(part.title), *_paragraphs(part.plain)]
    if isinstance(part, CallPart):
        return [_("{what} :", what=part.label) + f"\n{part.url}"]
    return [f"[{part.image.alt}]" + (f"\n{part.url}" if part.url else "")] if part.image.alt else []


def _heading(title: str) -> str:
    """A title under which a line is drawn, as people do who write without formatting."""
    return f"{title.upper()}\n{'-' * min(len(title), COLUMNS)}" if title else ""


def _item(item: EditionItem, *, full: bool) -> str:
    """full: everything practical; else what is brief enough, as beside it in the mail."""
    state, more = state_parts(item.state)
    dates = " ".join(filter(None, (item.when, more_dates_fr(item))))
    practical = [fact.line for fact in item.practical] if full else [briefly(item.practical)]
    facts = filter(None, (initial_capital(more), dates, item.where, *practical, item.summary))
    title = title_with_head(level_in_short(item.level) if item.level else state.upper(), item.title)
    return "\n".join((_wrap(f"* {title}", "  "), *(_wrap(f"  {fact}", "  ") for fact in facts), f"  {item.url}"))


def _foot(territory: Territory, reason: str, unsubscribe: str) -> Iterator[str]:
    yield _wrap(reason)
    yield _("Se désinscrire : {address}", address=unsubscribe)
    yield f"{territory.name}\n{', '.join(address_lines(territory))}\n{territory.phone} · {territory.email}"


def address_lines(territory: Territory) -> list[str]:
    """The sender's postal address, a line each."""
    address = territory.address
    return [line for line in (address.street, address.extra, f"{address.postal_code} {address.city}") if line]


def _paragraphs(plain: str) -> list[str]:
    return ["\n".join(_wrap(line) for line in block.split("\n")) for block in plain.split("\n\n")]


def _wrap(line: str, indent: str = "") -> str:
    """Folded at spaces; a word that is longer than a line, an address most often, stays whole."""
    return "\n".join(
        wrap(line, COLUMNS, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [""]
    )
