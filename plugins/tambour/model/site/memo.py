"""Work that is done once for a site, however many files show its result."""

from collections.abc import Callable
from typing import TypeVar

from tambour.model.site.site import Site

T = TypeVar("T")


def once_per_site(work: Callable[[Site], T]) -> Callable[[Site], T]:
    """The same function, remembering its result for the last site that it was given.

    Sites never change, so that the result cannot; they are told apart by identity, since to compare two of them would
    take longer than most work. Nothing but time is gained: a channel that uses it still has no state.
    """
    last: list[tuple[Site, T]] = []

    def known(site: Site) -> T:
        if not last or last[0][0] is not site:
            last[:] = [(site, work(site))]
        return last[0][1]

    return known
