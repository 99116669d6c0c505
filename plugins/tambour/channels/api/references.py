"""What items refer to → data: communes, topics, contacts, places, pictures, files."""

from tambour.channels import FreePlace, Place, Published, Site
from tambour.model.fields import Language
from tambour.model.kinds import REGISTERS
from tambour.model.recording import Recording
from tambour.model.site.services_now import goal

from .shapes import (
    CommuneData,
    ContactData,
    FileData,
    LinkData,
    PictureData,
    PlaceData,
    Point,
    RecordingData,
    TaskData,
    TopicData,
)

_COPIED_OF_COMMUNE = ("postal_code", "population", "website", "phone", "email", "summary")
_COPIED_OF_CONTACT = ("id", "name", "role", "phone", "email", "website", "hours")


def commune_data(site: Site, commune_id: str) -> CommuneData:
    """A member commune, as far as an item needs it."""
    commune = site.communes[commune_id]
    return CommuneData(
        id=commune.id, name=commune.name, insee=commune.insee, url=_register_url(site, "commune", commune_id)
    )


def full_commune(site: Site, commune_id: str) -> CommuneData:
    """A member commune, with what its own record says. No mayor: a person."""
    commune = site.communes[commune_id]
    copied = {name: getattr(commune, name) for name in _COPIED_OF_COMMUNE}
    return commune_data(site, commune_id).model_copy(update={**copied, "geo": point(commune.geo)})


def topic_data(site: Site, topic_id: str) -> TopicData:
    """A topic, as far as an item needs it."""
    topic = site.topics[topic_id]
    return TopicData(id=topic.id, name=topic.name, url=_register_url(site, "topic", topic_id))


def full_topic(site: Site, topic_id: str) -> TopicData:
    """A topic, with its summary."""
    return topic_data(site, topic_id).model_copy(update={"summary": site.topics[topic_id].summary})


def contact_data(site: Site, contact_id: str) -> ContactData:
    """A contact, without the portrait."""
    contact = site.contacts[contact_id]
    return ContactData(**{name: getattr(contact, name) for name in _COPIED_OF_CONTACT})


def task_data(site: Site, task_id: str) -> TaskData:
    """Something that people come to do, and where: what leads to an unpublished content is not among the sources."""
    task = site.tasks[task_id]
    return TaskData(
        id=task.id,
        name=task.name,
        url=goal(site, task.target) or "",
        summary=task.summary,
        topic=topic_data(site, task.topic) if task.topic and task.topic in site.topics else None,
    )


def link_data(site: Site, link_id: str) -> LinkData:
    """A useful link."""
    link = site.menu_links[link_id]
    url = goal(site, link.target) or ""
    return LinkData(id=link.id, name=link.name, url=url, place=link.place, under=link.under, column=link.column)


def place_data(site: Site, place: str | FreePlace | None) -> PlaceData | None:
    """Where something happens: a place of this site by id, or one that is named once."""
    if place is None:
        return None
    if isinstance(place, FreePlace):
        return PlaceData(
            name=place.name,
            street=place.street,
            postal_code=place.postal_code,
            city=place.city,
            commune=place.commune,
            geo=point(place.geo),
        )
    published = site.get(place)
    if published is None or not isinstance(published.item, Place):
        return None  # a place that is not published yet
    return _known_place(published, published.item)


def _known_place(published: Published, place: Place) -> PlaceData:
    return PlaceData(
        id=place.id,
        name=place.name,
        street=place.street,
        extra=place.extra,
        postal_code=place.postal_code,
        city=place.city,
        commune=place.commune,
        geo=point(place.geo),
        url=published.url,
    )


def picture_data(site: Site, published: Published) -> PictureData | None:
    """An item's main picture."""
    item = published.item
    if item.image is None:
        return None
    version = site.media.originals[f"images/{item.image}"].readable[-1]
    return PictureData(
        url=site.absolute(version.path),
        alt=item.alt or "",
        width=version.width,
        height=version.height,
        media_type=version.media_type,
        credit=item.credit,
    )


def file_data(site: Site, path: str, title: str, language: Language | None = None) -> FileData:
    """A file of content/documents/. path: under that folder."""
    original = site.media.originals[f"documents/{path}"]
    version = original.readable[-1]
    return FileData(
        url=site.absolute(version.path),
        title=title,
        media_type=version.media_type,
        length=version.length,
        language=language or original.language or None,
    )


def recording_data(site: Site, recording: Recording) -> RecordingData:
    """A video or a sound of a text."""
    own = site.media.originals.get(f"documents/{recording.file}") if recording.file else None
    picture = site.media.originals.get(f"images/{recording.image}") if recording.image else None
    version = picture.readable[-1] if picture is not None else None
    return RecordingData(
        kind=recording.kind,
        title=recording.title,
        url=site.absolute(own.path) if own is not None else recording.address,
        media_type=own.media_type if own is not None else None,
        length=own.length if own is not None else None,
        host=recording.player.host if recording.player is not None else None,
        duration=recording.duration,
        image=version
        and PictureData(
            url=site.absolute(version.path),
            alt=recording.alt or "",
            width=version.width,
            height=version.height,
            media_type=version.media_type,
        ),
        subtitles=site.absolute(f"documents/{recording.subtitles}") if recording.subtitles else None,
        transcript=recording.transcript,
        no_transcript=recording.no_transcript,
    )


def point(geo: tuple[float, float] | None) -> Point | None:
    """Latitude and longitude, by name."""
    return Point(latitude=geo[0], longitude=geo[1]) if geo else None


def _register_url(site: Site, register: str, record_id: str) -> str:
    return site.absolute(REGISTERS[register].path(record_id))
