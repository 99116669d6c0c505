"""Events within an event: what has a programme is an event, and none is part of what is part of it."""

from collections.abc import Iterator

from tambour.messages import problem
from tambour.model.events.event import Event
from tambour.model.problems import Problem
from tambour.source.explain import label_of
from tambour.source.reading import Reading
from tambour.source.rules.known import Targets

_KEY = "au_programme_de"


def wrong_programs(reading: Reading, targets: Targets) -> Iterator[Problem]:
    """Events at the programme of something else, or of themselves by a detour. reading: whose files are looked at."""
    for entry in reading.entries:
        item = entry.item
        if not isinstance(item, Event) or item.part_of is None or item.part_of not in targets.entries:
            continue
        place = entry.origin.path, entry.origin.line(_KEY), label_of(Event, (_KEY,))
        if not isinstance(targets.entries[item.part_of].item, Event):
            yield problem("programme-d-autre-chose", *place, value=item.part_of)
        elif item.id in _above(item.part_of, targets):
            yield problem("programme-en-rond", *place, value=item.part_of)


def _above(item_id: str, targets: Targets) -> list[str]:
    """What an event is part of, and that in turn."""
    above = [item_id]
    while (entry := targets.entries.get(above[-1])) is not None:
        whole = entry.item.part_of if isinstance(entry.item, Event) else None
        if whole is None or whole in above:
            break
        above.append(whole)
    return above[1:]
