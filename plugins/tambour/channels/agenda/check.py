"""What cannot be said in a calendar: two dates under one UID, of which most programs show the last one alone."""

from collections.abc import Iterator

from tambour.channels import Problem, Published, ServiceCalendar, Site

from .messages import problem


def doubles(site: Site, channel: str) -> Iterator[Problem]:
    """Items whose UIDs are the same: « bal » on all of 5 December, and another event whose id is « bal-20261205 »."""
    owners: dict[str, str] = {}
    for published in site.items:
        if not published.left_out_of(channel):
            for uid, key in _uids(published):
                other = owners.setdefault(uid, published.id)
                if other != published.id:
                    line = published.origin.line(key)
                    yield problem(
                        "agenda-identifiant-double", published.origin.path, line, "Identifiant", value=uid, other=other
                    )


def _uids(published: Published) -> Iterator[tuple[str, str]]:
    """Each UID, or what each of several begins with; and the key under which the writer has named it."""
    for uid in dict.fromkeys(slot.uid for slot in published.history.slots.values()):
        yield uid, "id"
    if isinstance(published.item, ServiceCalendar):
        for index, collection in enumerate(published.item.collections):
            yield f"{published.id}-{collection.id}-", f"collectes.{index}.id"
