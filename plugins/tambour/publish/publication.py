"""One publication to one place, in the order that protects people.

Sent unseen, then switched, then looked at where the public sees it; only when every address has answered is anything
announced. Whatever cuts it short, the next publication takes up where this one was: the record says what was told, and
nothing else does.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from tambour.model.alert import Alert
from tambour.model.kinds import KINDS
from tambour.publish.live import LiveFault, OnlineSite
from tambour.publish.news import DueAnnouncement
from tambour.publish.places import Online, PublishingPlace, Sent, Session
from tambour.publish.places.git_pages import GitPages
from tambour.publish.record import Publication, PublicationRecord
from tambour.publish.refusals import PublicationRefused
from tambour.publish.release import Difference, Release, difference, kept_files
from tambour.publish.search_engines import pages_to_tell
from tambour.publish.steps import Steps
from tambour.words.dates import date_fr, hour_fr
from tambour.words.numbers import count_fr, filesize_fr

_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_HTML = "text/html"
_ALERT = next(kind.name for kind in KINDS.values() if kind.model is Alert)
_SHOWN = 3
NOTHING_SENT = Sent(0, 0)


@dataclass(frozen=True)
class Circumstances:
    """What is true of one publication.

    Attributes:
        target: name of the place.
        now: its moment.
        url: where the site is looked at.
        wait: seconds for which the release before may still be shown there.
        announces: it is the site itself, not a copy of it.
        commit: of the content, in git; "" when there is none.
        altered: the content is not what that commit holds.
        hub, engines: whether a hub is told of feeds that have changed, search engines of pages.
        remembered: what this machine knows of the record, for a place that has lost it.
    """

    target: str
    now: datetime
    url: str
    wait: float = 60
    announces: bool = True
    commit: str = ""
    altered: bool = False
    hub: bool = False
    engines: bool = False
    remembered: PublicationRecord = field(default_factory=PublicationRecord)


@dataclass(frozen=True)
class PublicationOutcome:
    """What came of it. news: what it made due; () for a copy, and for what was online already."""

    release: Release
    record: PublicationRecord
    sent: Sent = NOTHING_SENT
    news: tuple[DueAnnouncement, ...] = ()
    notes: tuple[str, ...] = ()


def publish_release(place: PublishingPlace, release: Release, about: Circumstances, steps: Steps) -> PublicationOutcome:
    """Put a release online at a place. Raises PublicationRefused; what the public sees is whole then, too."""
    with place.open() as session:
        record = _record_of(session.online, about)
        if _is_online(session.online, release):
            session.tidy()
            return PublicationOutcome(release, record)
        record, sent = _send(session, release, record, about, steps)
        notes = _look(release, about, record, place, session, steps)
        return _complete(session, record, PublicationOutcome(release, record, sent, (), notes), about)


def send_release(place: GitPages, release: Release, about: Circumstances, steps: Steps, folder: Path) -> bool:
    """Bring a release to a forge that is still to be told to show it, and lay out in a folder what it is to show.

    Returns whether there is anything to show that is not online already. Raises PublicationRefused.
    """
    with place.open() as session:
        new = not _is_online(session.online, release)
        if new:
            _send(session, release, _record_of(session.online, about), about, steps)
        session.lay_out(folder)
        return new


def see_release(place: GitPages, release: Release, about: Circumstances, steps: Steps) -> PublicationOutcome:
    """What is left to do once the forge shows what was sent there: look at it, and only then tell what is new.

    Raises PublicationRefused; `publication-depassee` when it holds another release by now.
    """
    with place.open() as session:
        online, record = session.online, _record_of(session.online, about)
        if _is_online(online, release):
            return PublicationOutcome(release, record)
        if online.release is None or online.release.digest != release.digest or record.last is None:
            raise PublicationRefused("publication-depassee", about.target)
        notes = _look(release, about, record, place, session, steps)
        return _complete(session, record, PublicationOutcome(release, record, notes=notes), about)


def _send(
    session: Session, release: Release, record: PublicationRecord, about: Circumstances, steps: Steps
) -> tuple[PublicationRecord, Sent]:
    """Send, and switch. Returns what is then known, and what has travelled."""
    before = session.online.release
    kept = kept_files(release, before, record.kept, about.now)
    changes = difference(release, before, kept)
    with steps(f"Envoyer vers « {about.target} »") as step:
        sent = session.send(release, kept, step.progress)
        step.said = sent_fr(sent, changes)
    at = about.now.isoformat(timespec="seconds")
    begun = Publication(release.name, release.digest, at, about.commit, about.altered)
    record = record.begin(begun, kept, (*changes.new, *changes.changed, *_gone_pages(before, release)))
    session.keep(record)
    session.switch(release)
    return record, sent


def put_back(place: PublishingPlace, about: Circumstances, steps: Steps) -> PublicationOutcome:
    """Have the public see the release before. Nothing is announced: the next publication tells what then differs.

    Raises PublicationRefused.
    """
    with place.open() as session:
        record = _record_of(session.online, about)
        with steps(f"Remettre en ligne la publication précédente de « {about.target} »") as step:
            release = session.put_back()
            step.said = f"en ligne : celle du {moment_fr(release)}"
        made = record.publication_of(release.name)
        at = about.now.isoformat(timespec="seconds")
        commit, altered = (made.commit, made.altered) if made is not None else ("", False)
        record = record.begin(Publication(release.name, release.digest, at, commit, altered, back=True), record.kept)
        session.keep(record)
        notes = _look(release, about, replace(record, coming=()), place, session, steps)
        assert record.last is not None
        record = replace(record, publications=(*record.publications[:-1], replace(record.last, seen=True)))
        session.keep(record)
        return PublicationOutcome(release, record, notes=notes)


def _record_of(online: Online, about: Circumstances) -> PublicationRecord:
    """What the place remembers; one that has lost everything is told what this machine remembers of it."""
    return online.record if online.record != PublicationRecord() else about.remembered


def _is_online(online: Online, release: Release) -> bool:
    last = online.record.last
    same = online.release is not None and online.release.digest == release.digest
    return same and last is not None and last.seen and not last.back and last.release == release.name


def _complete(
    session: Session,
    record: PublicationRecord,
    outcome: PublicationOutcome,
    about: Circumstances,
) -> PublicationOutcome:
    """The one moment at which news become due."""
    release, at = outcome.release, about.now.isoformat(timespec="seconds")
    news = record.news(release, at) if about.announces else ()
    feeds = [*_changed_feeds(release, record.coming)] if about.announces and about.hub else []
    pages = [*pages_to_tell(release, record.coming)] if about.announces and about.engines else []
    record = record.complete(release, at, feeds, pages, announces=about.announces)
    session.keep(record)
    session.tidy()
    return replace(outcome, record=record, news=news)


def _changed_files(record: PublicationRecord, release: Release) -> tuple[str, ...]:
    """Paths of a release that are new or other than in the last one that was seen online."""
    return tuple(path for path in record.coming if path in release.files)


def _changed_feeds(release: Release, changed: tuple[str, ...]) -> Iterator[str]:
    for path in changed:
        if path in release.files and release.files[path].media_type.partition(";")[0] in _FEEDS:
            yield release.address(path)


def _gone_pages(before: Release | None, release: Release) -> Iterator[str]:
    """Pages of items that were online, and are not any more."""
    if before is not None:
        yield from sorted({*before.pages} - release.files.keys())


def _look(
    release: Release,
    about: Circumstances,
    record: PublicationRecord,
    place: PublishingPlace,
    session: Session,
    steps: Steps,
) -> tuple[str, ...]:
    """See it online. Returns what is to be known, in French. Raises PublicationRefused for what is not as it should."""
    site, changed = OnlineSite(release, about.url, about.wait), _changed_files(record, release)
    urgent = any(one.kind == _ALERT for one in record.news(release, about.now.isoformat()))
    with steps(f"Regarder {about.url}") as step:
        faults = site.faults(changed, step.progress)
        grave = [
            fault for fault in faults if not fault.is_type or (place.strict and _holds_back(fault, release, urgent))
        ]
        total = len(site.chosen_files(changed))
        if grave:
            session.doubt(fault.path for fault in grave if not fault.is_type)
            raise _not_online(about.target, grave, total)
        step.said = f"{count_fr(total, 'adresse répond', 'adresses répondent')} comme il faut"
    return tuple(f"{fault.address} {fault.words}" for fault in faults[:_SHOWN])


def _holds_back(fault: LiveFault, release: Release, urgent: bool) -> bool:
    """Whether a wrong type keeps what is new from being told: an alert waits for pages alone, where people are led."""
    return not urgent or release.files[fault.path].media_type.startswith(_HTML)


def _not_online(target: str, faults: list[LiveFault], total: int) -> PublicationRefused:
    first = " ; ".join(f"{fault.address} {fault.words}" for fault in faults[:_SHOWN])
    count = count_fr(len(faults), "adresse")
    code = "site-pas-en-ligne"
    if all(fault.is_type or fault.is_altered for fault in faults):
        code = "autres-octets" if any(fault.is_altered for fault in faults) else "mauvais-types"
    return PublicationRefused(code, target, count=count, total=total, first=first)


def moment_fr(release: Release) -> str:
    """`30 novembre 2026 à 9 h 05`: of which moment a release is, as a person names it."""
    return f"{date_fr(release.now)} à {hour_fr(release.now)}"


def sent_fr(sent: Sent, changes: Difference) -> str:
    """`3 fichiers envoyés, 12 ko ; 1 retiré`"""
    travelled = count_fr(sent.files, "fichier envoyé", "fichiers envoyés")
    removed = f" ; {count_fr(len(changes.removed), 'retiré', 'retirés')}" if changes.removed else ""
    twins = f" et {count_fr(sent.twins, 'compressé', 'compressés')}" if sent.twins else ""
    return f"{travelled}{twins}, {filesize_fr(sent.size)}{removed}"
