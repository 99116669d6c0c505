"""`canaux:` names channels that this site has."""

from collections.abc import Collection, Iterator

from tambour.messages import problem
from tambour.model.problems import Problem
from tambour.source.reading import Reading
from tambour.source.suggest import did_you_mean


def problems(reading: Reading, channels: Collection[str]) -> Iterator[Problem]:
    """Overrides for a channel that does not exist: they would be lost without a word."""
    for entry in reading.entries:
        for name in sorted(set(entry.item.channels) - set(channels)):
            context = {
                "value": name,
                "near": did_you_mean(name, channels),
                "known": ", ".join(sorted(channels)) or "aucun",
            }
            line = entry.origin.line(f"canaux.{name}", "canaux")
            yield problem("canal-inconnu", entry.origin.path, line, "Canaux", **context)
