"""What can be found: every item, commune and topic, the site's own pages; each as a record of the index."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from tambour.channels import Document, Event, Occurrence, Place, Published, ServiceCalendar, Site
from tambour.finding.records import FoundPage
from tambour.model.kinds import KINDS, REGISTERS
from tambour.model.registers import Commune, Topic
from tambour.words.dates import date_fr
from tambour.words.records import closing_state_fr, record_fr
from tambour.words.speech import _, in_its_language
from tambour.words.states import state, when_or_planned

from .everyday_words import Lexicon

_PART = re.compile(r"/\d+/$")  # of a list in several parts: the first one is enough
# What a list is narrowed to, the pages of communes and topics and its own contents show, too: « Marchés publics :
# Travaux » would stand before the works that somebody looks for.
_LISTINGS = tuple(kind.listing for kind in KINDS.values() if kind.listing)
OWN = "site"  # the kind of the site's own pages, and of communes and topics
AHEAD = "oui"
# A word that each page has: to be asked for all of them alone, an index would have every one of its files read.
EVERY_PAGE = "xqtout"
_NO_WORDS = Lexicon({})


def records(site: Site, channel: str, lexicons: Mapping[str, Lexicon]) -> tuple[FoundPage, ...]:
    """All of them, by name. lexicons: by language, the site's first."""
    lexicon = next(iter(lexicons.values()))
    items = (
        site.once(f"{channel}: fiche", published, partial(_item, site, published, lexicons))
        for published in site.items
        if (not published.expired or published.is_remembered) and not published.left_out_of(channel)
    )
    registers = [*_communes(site, lexicon), *_topics(site, lexicon)]
    known = {record.address for record in registers}
    own = (record for record in _own_pages(site, lexicon) if record.address not in known)
    return tuple(sorted((*items, *registers, *own), key=lambda record: record.name))


@in_its_language
def _item(site: Site, published: Published, lexicons: Mapping[str, Lexicon]) -> FoundPage:
    item = published.item
    title, summary = item.title, item.summary or ""
    own = next(iter(lexicons))
    language = (item.language or own).partition("-")[0]
    lexicon = lexicons.get(language) or _NO_WORDS
    topics = [site.topics[topic] for topic in item.topics if topic in site.topics]
    everyday = [*lexicon.said_for([title, summary, *_things(published)])]
    if published.kind.optional and language == own:  # nobody says of himself that he is one of the elected
        everyday.append(_(published.kind.caption))
    # A place, a page: what people look for when they name a subject.
    if (
        not published.kind.announced and language == own
    ):  # a place, a page: what people look for when they name a subject
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
        language="" if language == own else language,
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
        text=_text([summary, *(town_hall(record) if isinstance(record, Commune) else ())]) or record.name,
        meta=_meta(title=record.name, mots=" ".join((EVERY_PAGE, *words))),
        filters=_filters(genre=(OWN,), **filters),
    )


def town_hall(commune: Commune) -> Iterator[str]:
    """Whom to reach there, in words."""
    if commune.mayor:
        yield _("Maire : %(name)s") % {"name": commune.mayor} + "."
    if commune.phone:
        yield _("{who}\u00a0: {phone}", who=_("Mairie"), phone=commune.phone) + "."


def _own_pages(site: Site, lexicon: Lexicon) -> Iterator[FoundPage]:
    for page in site.pages:
        is_part = _PART.search(page.path) or (page.path.startswith(_LISTINGS) and page.path not in _LISTINGS)
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
