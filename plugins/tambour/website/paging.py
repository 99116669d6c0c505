"""A long list cut in parts, each a page of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from tambour.model.site.site import Site
from tambour.website.page import PageView, Pagination

_T = TypeVar("_T")


def parts(site: Site, base: PageView, entries: Sequence[_T], size: int) -> Iterator[tuple[PageView, tuple[_T, ...]]]:
    """A listing in parts of `size`: the first at its own path, the next under `page/2/`; one part when it is empty."""
    count = max(1, -(-len(entries) // size))
    paths = [base.path if number == 1 else f"{base.path}page/{number}/" for number in range(1, count + 1)]
    urls = tuple(site.absolute(path) for path in paths)
    for number, path in enumerate(paths, start=1):
        pagination = Pagination(number, count, len(entries), urls)
        part = tuple(entries[(number - 1) * size : number * size])
        yield replace(base, path=path, url=urls[number - 1], pagination=pagination), part
