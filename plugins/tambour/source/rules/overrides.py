"""`canaux:` names channels that this site has, on or off, by their name or in French."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from tambour.messages import problem
from tambour.model.problems import Problem
from tambour.model.site.published import Origin
from tambour.source.entry import ContentFile
from tambour.source.reading import Reading
from tambour.source.suggest import did_you_mean


def _none() -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class ChannelNames:
    """What `canaux:` may say: each spelling of a channel, or of a part of one, → the name that it goes by.

    on: of the channels that are on. off: of those that are installed but off, asked for when somebody names one: to
    know them is to import them.
    """

    on: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    off: Callable[[], Mapping[str, str]] = _none

    def name_of(self, typed: str) -> str | None:
        """The name that a spelling stands for; None when no channel is called so."""
        return self.on.get(typed) or self.off().get(typed)

    def spellings(self) -> list[str]:
        """All of them, sorted."""
        return sorted({*self.off(), *self.on})


def wrong_overrides(reading: Reading, channels: ChannelNames) -> Iterator[Problem]:
    """Overrides for a channel that does not exist, which would be lost without a word; two of them for one channel."""
    for entry in reading.entries:
        typed_as: dict[str, str] = {}
        for typed in entry.item.channels:
            path, line = entry.origin.path, entry.origin.line(f"canaux.{typed}", "canaux")
            if (name := channels.name_of(typed)) is None:
                spellings = channels.spellings()
                taken = {channels.name_of(other) for other in entry.item.channels}
                near = did_you_mean(typed, (other for other in spellings if channels.name_of(other) not in taken))
                context = {"near": near, "known": ", ".join(spellings) or "aucun"}
                yield problem("canal-inconnu", path, line, "Canaux", value=typed, **context)
            elif (other := typed_as.setdefault(name, typed)) != typed:
                yield problem("canal-deux-fois", path, line, "Canaux", value=typed, other=other)


def with_names(entry: ContentFile, channels: ChannelNames) -> ContentFile:
    """An entry whose overrides go by the channels' own names, whichever form was typed; lines are found by both."""
    names = {typed: channels.name_of(typed) or typed for typed in entry.item.channels}
    if all(typed == name for typed, name in names.items()):
        return entry
    overrides = {names[typed]: override for typed, override in entry.item.channels.items()}
    lines = dict(entry.origin.lines)
    for place, line in entry.origin.lines.items():
        first, *rest = place.split(".")
        if first == "canaux" and rest and rest[0] in names:
            lines[".".join((first, names[rest[0]], *rest[1:]))] = line
    origin = Origin(entry.origin.path, MappingProxyType(lines), entry.origin.body_line)
    return replace(entry, item=entry.item.model_copy(update={"channels": overrides}), origin=origin)
