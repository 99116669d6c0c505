"""Where a page of the website is, and what whoever lists pages must know of it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PageAddress:
    """One HTML page of the website: an item's, a listing, a commune's, a topic's, the home page.

    Attributes:
        path: path under the site: "" for the home page, else ending in "/" or a file name (`404.html`).
        title: French, plain text.
        lastmod: last change that its content admits. `None` when it has none.
        indexable: False when the page asks robots to leave it out: an expired item, an alert that is over, an error.
        about: id of the item whose page it is.
    """

    path: str
    title: str
    lastmod: datetime | None = None
    indexable: bool = True
    about: str | None = None

    @property
    def file(self) -> str:
        """The file that answers at this path, relative to the site's root: `agenda/index.html`."""
        return f"{self.path}index.html" if self.path.endswith("/") or not self.path else self.path
