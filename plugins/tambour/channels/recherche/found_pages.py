"""What can be found: every item, commune and topic, the site's own pages; each as a record of the index."""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from tambour.channels import Document, Event, Occurrence, Place, Published, ServiceCalendar, Site
from tambour.finding.records import FoundPage
from tambour.model.kinds import KINDS, REGISTERS
from tambour.model.registers import Commune, Topic
from tambour.words.dates import date_fr
from tambour.words.records import closing_state_fr, record_fr
from tambour.words.speech import in_its_language
from tambour.words.states import state, when_or_planned

from .everyday_words import Lexicon

_PART = re.compile(r"/\d+/$")  # of a list in several parts: the first one is enough
_AGENDA = KINDS["event"].listing  # what it chooses of a commune or topic, their own pages show, too
OWN = "site"  # the kind of the site's own pages, and of communes and topics
AHEAD = "oui"
# A word that each page has: to be asked for all of them alone, an index would have every one of its files read.
EVERY_PAGE = "xqtout"


def records(site: Site, channel: str, lexicon: Lexicon) -> tuple[FoundPage, ...]:
    """All of them, by name."""
    items = (
        site.once(f"{channel}: fiche", published, partial(_item, site, published, lexicon))
        for published in site.items
        if (not published.expired or published.is_remembered) and not published.left_out_of(channel)
    )
    registers = [*_communes(site, lexicon), *_topics(site, lexicon)]
    known = {record.address for record in registers}
    own = (record for record in _own_pages(site, lexicon) if record.address not in known)
    return tuple(sorted((*items, *registers, *own), key=lambda record: record.name))


@in_its_language
def _item(site: Site, published: Published, lexicon: Lexicon) -> FoundPage:
    item = published.item
    title, summary = item.title, item.summary or ""
    topics = [site.topics[topic] for topic in item.topics if topic in site.topics]
    everyday = [*lexicon.said_for([title, summary, *_things(published)])]
    if not published.kind.announced:  # a place, a page: what people look for when they name a subject
        everyday += (word for topic in topics for word in topic.synonyms)
    upcoming = published.upcoming(site.now)
    about = [
        *_things(published),
        record_fr(site, item),
        *(site.communes[one].name for one in published.communes if one in site.communes),
    ]
    return FoundPage(
        name=f"{item.kind}_{published.id}",  # no id has a « _ »
        address=published.path,
        text=_text([summary, *about, published.words, *_recordings(published)]) or title,
        meta=_meta(
            title=title,
            mots=" ".join((EVERY_PAGE, *dict.fromkeys(everyday))),
            date=_date(site, published, upcoming),
        ),
        filters=_filters(
            genre=(item.kind,),
            commune=published.communes or tuple(site.communes),
            theme=item.topics,
            avenir=(AHEAD,) if upcoming else (),
        ),
    )


def _recordings(published: Published) -> Iterator[str]:
    """What its videos and sounds are called, and what is said in them."""
    for recording in published.recordings:
        yield recording.title
        yield recording.transcript or ""


def _things(published: Published) -> Iterator[str]:
    """What an item speaks of, beside its text: what is collected, where it is, which files it gives."""
    item = published.item
    if isinstance(item, ServiceCalendar):
        yield from dict.fromkeys(collection.label for collection in item.collections)
        yield item.sector or ""
    elif isinstance(item, Place):
        yield " ".join(filter(None, (item.street, item.postal_code, item.city)))
    elif isinstance(item, Document):
        yield item.category


def _date(site: Site, published: Published, upcoming: tuple[Occurrence, ...]) -> str:
    """The date that a reader wants first, in words."""
    if isinstance(published.item, Event):
        shown = (upcoming or published.occurrences[-1:] or (None,))[0]
        if shown is None:
            return ""
        told = state(shown)
        return f"{when_or_planned(shown)} ({told})" if told and not shown.awaits_date else when_or_planned(shown)
    if (state_fr := closing_state_fr(published.item, site.now)) != "":
        return state_fr
    moment = published.item.publish_at if published.kind.announced else None
    return date_fr(moment.date()) if moment else ""


def _communes(site: Site, lexicon: Lexicon) -> Iterator[FoundPage]:
    for commune in site.communes.values():
        yield _of_register(site, "commune", commune, lexicon, commune=(commune.id,))


def _topics(site: Site, lexicon: Lexicon) -> Iterator[FoundPage]:
    for topic in site.topics.values():
        yield _of_register(site, "topic", topic, lexicon, theme=(topic.id,), commune=tuple(site.communes))


def _of_register(
    site: Site, register: str, record: Commune | Topic, lexicon: Lexicon, **filters: tuple[str, ...]
) -> FoundPage:
    summary = record.summary or ""
    # A commune is no subject, whatever its name and its own summary say.
    words = (*record.synonyms, *lexicon.said_for([record.name, summary])) if isinstance(record, Topic) else ()
    return FoundPage(
        name=f"{register}_{record.id}",
        address=REGISTERS[register].path(record.id),
        text=_text([summary]) or record.name,
        meta=_meta(title=record.name, mots=" ".join((EVERY_PAGE, *words))),
        filters=_filters(genre=(OWN,), **filters),
    )


def _own_pages(site: Site, lexicon: Lexicon) -> Iterator[FoundPage]:
    for page in site.pages:
        is_part = _PART.search(page.path) or (page.path.startswith(_AGENDA) and page.path != _AGENDA)
        if page.about is None and page.indexable and page.path and not is_part:
            yield FoundPage(
                name="site_" + re.sub(r"[^a-z0-9]+", "_", page.path.strip("/")),
                address=page.path,
                text=page.title,
                meta=_meta(title=page.title, mots=" ".join((EVERY_PAGE, *lexicon.said_for([page.title])))),
                filters=_filters(genre=(OWN,), commune=tuple(site.communes)),
            )


def _text(parts: Iterable[str]) -> str:
    return " ".join(" ".join(parts).split())


def _meta(**values: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in sorted(values.items()) if value)


def _filters(**values: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, chosen) for name, chosen in sorted(values.items()) if chosen)
