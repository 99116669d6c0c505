"""One item → the draft of its post for one network: what a community manager would say first, in which words."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from tambour.channels import Alert, Commune, Document, Event, Item, Letter, Published, Site, Topic
from tambour.words.dates import until
from tambour.words.former_dates import NOT_KNOWN, Former, former_places
from tambour.words.shortening import one_line
from tambour.words.speech import N_, _, in_its_language, is_spoken
from tambour.words.typography import french_spaces, initial_capital
from tambour.words.withdrawn import concerned_fr, notes_ahead, of_the_end, since_end_fr

from .facts import OFF, alert_end, alert_head, changed_facts, event_dates, event_heads, event_practical, state_of
from .fitting import Draft
from .networks import Network, Room

_DATES, _FEW_DATES = 4, 2  # most dates that a post lists, with room and without
_WHOLE_BODY = 1_200  # characters up to which an alert is told in full
_PARAGRAPH = 600  # characters up to which a paragraph opens a post
_LABELS: Mapping[type[Item], str] = MappingProxyType(
    {
        Event: N_("Tous les détails"),
        Alert: N_("Suivre la situation"),
        Document: N_("Le document"),
        Letter: N_("À lire ici"),
    }
)
_LABEL = N_("Plus d’informations")
_IN_PROFILE = N_("Plus d’informations sur notre site\u00a0: le lien est dans notre profil.")
_PROSE = re.compile(r"(?![-•|]|\d+[.)] )[^\n|]*[.!?…»]")
_FOOTNOTE = re.compile(r" \[\d+\]")


class PostOverride(NamedTuple):
    """What the writer says in `canaux:` for a network, else for the channel as a whole; "" for what she does not."""

    title: str
    text: str

    @classmethod
    def of(cls, published: Published, network: str, channel: str) -> "PostOverride":
        specific, common = published.said_in(network), published.said_in(channel)
        return cls(specific.title or common.title or "", specific.text or common.text or "")


@in_its_language
def draft_of(
    site: Site,
    published: Published,
    override: PostOverride,
    room: Room,
    chosen: Mapping[str, str],
    former: Former = NOT_KNOWN,
) -> Draft:
    """What there is to say where there is so much room, before anything is counted.

    override: takes the place of title and text; state, dates and place are always those of the item. chosen: hashtags,
    see `hashtags`. former: what people had been told of its dates, as far as it is to be said.
    """
    draft = Draft(
        title=override.title or published.item.title,
        texts=_own_text(published, override.text, site.now) if override.text else _texts(site, published, room),
        link=published.url,
        tags=hashtags(site, published, chosen),
    )
    return _typeset(_with_facts(site, published, room, draft, former), published)


@in_its_language
def adapt(site: Site, published: Published, draft: Draft, network: Network) -> Draft:
    """The same for one network: as many hashtags as help there, and where to find more."""
    link = published.url
    if not network.links:
        link = _(_IN_PROFILE)
    elif network.room is Room.AMPLE and is_spoken(published.item.language or site.territory.languages[0]):
        label = _LABEL if _is_lifted(published) else _LABELS.get(type(published.item), _LABEL)
        link = _("{what}\u00a0: {details}", what=_(label), details=link)
    return replace(draft, link=link, tags=draft.tags[: network.tags])


def _with_facts(site: Site, published: Published, room: Room, draft: Draft, former: Former) -> Draft:
    item, full = published.item, room is Room.AMPLE
    if isinstance(item, Event):
        return _with_dates(site, published, room, draft, {**former_places(published), **former})
    if isinstance(item, Alert):
        lifted = item.is_lifted
        draft = replace(draft, heads=(alert_head(item, lifted=lifted),))
        if lifted:
            told = (since_end_fr(published, site.now), concerned_fr(site, published))
            return replace(draft, facts=tuple(filter(None, told)), least_tags=0)
        end = tuple(alert_end(site, published, item, full=full))
        return replace(draft, end=end, least_tags=0)  # what to do comes before being found
    if item.deadline is not None:
        return replace(draft, facts=(initial_capital(until(item.deadline, year=full)),))
    return draft


def _with_dates(site: Site, published: Published, room: Room, draft: Draft, former: Former) -> Draft:
    ahead, full = published.upcoming(site.now), room is Room.AMPLE
    most = _DATES if full else _FEW_DATES
    facts = event_dates(site, published, ahead, former, most=most, full=full, notes=room is not Room.TERSE)
    practical = [*event_practical(site, published, ahead, full=full)]
    changed, why = changed_facts(site, published, ahead, former, most=most)
    draft = replace(draft, heads=event_heads(ahead, site.now))
    if room is Room.TERSE:
        return replace(draft, facts=(*changed, *facts), kept=len(changed), spare=why or "".join(practical))
    first = tuple(filter(None, (why, *changed)))
    return replace(draft, facts=(*first, *facts, *practical), kept=len(first))


def _texts(site: Site, published: Published, room: Room) -> tuple[str, ...]:
    """The versions of what is told, the longest first."""
    item = published.item
    summary, opening = item.summary or "", _opening(published.words)
    if room is Room.TERSE and (_is_lifted(published) or not isinstance(item, Alert)):
        return ("",)
    if published.is_off(site.now):
        notes = notes_ahead(published, site.now)
        return (notes or of_the_end(published.item, summary) or of_the_end(published.item, opening),)
    if isinstance(item, Letter):
        return (summary or item.preheader,)
    if isinstance(item, Event) and state_of(published.upcoming(site.now)) in OFF:
        return (notes_ahead(published, site.now) or opening or summary,)
    whole = [published.words] if isinstance(item, Alert) and len(published.words) <= _WHOLE_BODY else []
    more = dict.fromkeys(_FOOTNOTE.sub("", text) for text in (*whole, opening) if text and room is not Room.TERSE)
    return (*("\n\n".join(filter(None, (summary, text))) for text in more), summary or opening)


def _own_text(published: Published, text: str, now: datetime) -> tuple[str, ...]:
    """What was typed for networks is told as it is; unless it was typed for what no longer holds."""
    return (text if not published.is_off(now) or of_the_end(published.item, one_line(text)) else "",)


def _opening(plain: str) -> str:
    """The first paragraph, if it is one: not a list, a heading or a table, and not too long to be quoted."""
    first = plain.partition("\n\n")[0].strip()
    return first if len(first) <= _PARAGRAPH and _PROSE.fullmatch(first) else ""


def _typeset(draft: Draft, published: Published) -> Draft:
    """French spaces, in what is in French."""
    if published.item.language not in (None, "fr"):
        return draft
    return replace(
        draft,
        title=french_spaces(draft.title),
        heads=tuple(map(french_spaces, draft.heads)),
        facts=tuple(map(french_spaces, draft.facts)),
        spare=french_spaces(draft.spare),
        texts=tuple(map(french_spaces, draft.texts)),
    )


def _is_lifted(published: Published) -> bool:
    return isinstance(published.item, Alert) and published.item.is_lifted


_WORD = re.compile(r"[^\W_]+")
_FEW = 2  # communes; more of them are the whole territory to a reader


def hashtag(name: str) -> str:
    """CamelCase, accents kept, no sign that would end it; "" for what has no letter.

    >>> hashtag("Pont-d’Aubrelle"), hashtag("Culture et lecture"), hashtag("2026")
    ('#PontDAubrelle', '#CultureEtLecture', '')
    """
    words = _WORD.findall(unicodedata.normalize("NFC", name))
    joined = "".join(word[0].upper() + word[1:] for word in words)
    return f"#{joined}" if any(map(str.isalpha, joined)) else ""


def hashtags(site: Site, published: Published, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """The most telling first. chosen: id of a commune or a topic → what is said instead of its name; "" = nothing."""
    return tuple(dict.fromkeys(filter(None, map(hashtag, _names(site, published, chosen)))))


def _names(site: Site, published: Published, chosen: Mapping[str, str]) -> Iterator[str]:
    communes = published.communes if len(published.communes) <= _FEW else ()
    records: Mapping[str, Commune | Topic] = {**site.communes, **site.topics}
    for record_id in (*communes, *published.item.topics):
        if record_id in records:
            yield chosen.get(record_id, records[record_id].name)
    yield site.territory.label
