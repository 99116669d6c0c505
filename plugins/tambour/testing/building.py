"""Sites made from values, and channels made with their settings: what the tests of channels are built of."""

import inspect
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image

import tambour.channels
from tambour.build import jinja
from tambour.build.prepared import PreparedChannel, prepared
from tambour.build.templates import TemplatesMaker
from tambour.channels import AnyChannel, Excerpt, Output, OutputIndex
from tambour.model.events.event import Event
from tambour.model.events.occurrences import expand
from tambour.model.item import Item
from tambour.model.kinds import KINDS
from tambour.model.ledger.ledger import NOTHING, Recorded
from tambour.model.letters.letter import Letter, TextBlock
from tambour.model.media import Original
from tambour.model.site.page_address import PageAddress
from tambour.model.site.published import Fragment, Origin, Published
from tambour.model.site.receipt import Receipt
from tambour.model.site.site import Site
from tambour.model.territory import Territory

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 12, 1, 9, tzinfo=PARIS)
URL = "https://www.exemple.fr/interco"  # under a sub-path: what works there works at a root
TERRITORY = Territory.model_validate(
    {
        "name": "Communauté de communes du Haut-Jura d’en Bas",
        "short_name": "Haut-Jura d’en Bas",
        "kind": "communaute-de-communes",
        "siren": "200999985",
        "domain": "exemple.fr",
        "address": {"street": "5, place du Marché", "postal_code": "39999", "city": "Bellecombe"},
        "phone": "03 84 00 00 00",
        "email": "accueil@exemple.fr",
        "president": "Camille Martin",
        "host": {"name": "Hébergeur", "address": "1, rue Haute, 39999 Bellecombe", "phone": "03 84 00 00 01"},
        "colours": {"main": "#1f5746", "second": "#a63d1e"},
    }
)
CHANNELS = Path(tambour.channels.__file__).parent


@dataclass(frozen=True)
class Files:
    """Pictures and documents that were never on disk: a `Media`, in which a picture is a field of one colour.

    Attributes:
        originals: the files, by path.
    """

    originals: Mapping[str, Original] = field(default_factory=dict)

    def read(self, path: str) -> bytes:
        """Make the bytes of a file.

        Args:
            path: of an original, or of one of its versions.

        Returns:
            A picture of the size that was said, or a few bytes of text for what is no picture.

        Raises:
            KeyError: for another path.
        """
        versions = {version.path: version for one in self.originals.values() for version in one.published}
        version = versions.get(path)
        if version is None or version.width is None or version.height is None:
            return b"bytes of " + self.originals[path].path.encode()
        data = io.BytesIO()
        size = (version.width, version.height)
        Image.new("RGB", size, "teal").save(data, version.media_type.removeprefix("image/").upper())
        return data.getvalue()


def published(
    kind: str,
    typed: Mapping[str, Any],
    *,
    expired: bool = False,
    html: str = "<p>Texte.</p>",
    recorded: Recorded = NOTHING,
) -> Published:
    """Make one item from what a writer types.

    Args:
        kind: English name of its kind: `event`.
        typed: its front matter: French keys, values as text, lists and mappings.
        expired: whether it has left the listings.
        html: its body.
        recorded: what the ledger of publications holds of it.

    Returns:
        The item, as a build publishes it.

    Raises:
        pydantic.ValidationError: for what a writer may not type.
    """
    item = KINDS[kind].model.model_validate(typed, context={"zone": PARIS})
    path = KINDS[kind].path(item)
    return Published(
        item=item,
        origin=Origin(PurePosixPath(KINDS[kind].folder, f"{item.id}.md"), _lines(typed)),
        path=path,
        url=f"{URL}/{path}",
        html=html,
        plain=html.replace("<p>", "").replace("</p>", ""),
        communes=item.communes,
        occurrences=expand(item, PARIS) if isinstance(item, Event) else (),
        expired=expired,
        recorded=recorded,
        fragments=dict(_fragments(item)),
    )


def _fragments(item: Item) -> Iterator[tuple[str, Fragment]]:
    """A letter's texts; what people typed in them is text, not Markdown."""
    for index, block in enumerate(item.blocks if isinstance(item, Letter) else ()):
        if isinstance(block, TextBlock):
            yield f"blocs.{index}.texte", Fragment(f"<p>{escape(block.text)}</p>", block.text)


def _lines(typed: Mapping[str, Any]) -> dict[str, int]:
    """The front matter as if it had one line for each key and each value of a list, nested ones included."""
    return {place: line for line, place in enumerate(_places(typed), start=2)}


def _places(value: Any, above: str = "") -> Iterator[str]:
    """Dotted places, as `tambour.source.frontmatter` names them: `creneaux.0.debut`."""
    inner = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, held in inner:
        yield f"{above}{key}"
        yield from _places(held, f"{above}{key}.")


def site(items: Iterable[Published] = (), **more: Any) -> Site:
    """Make a site.

    Args:
        items: what is published.
        more: other attributes of the `Site`, instead of those that all these sites have: `communes`, `topics`, `url`…

    Returns:
        The site, on 1 December 2026 at 9 o'clock; its pages are the items' and the home page.
    """
    items = tuple(items)
    home = PageAddress("", TERRITORY.name, max((i.changed_at for i in items if i.changed_at), default=None))
    pages = [PageAddress(i.path, i.item.title, i.changed_at, not i.expired, i.id) for i in items]
    values: dict[str, Any] = {"territory": TERRITORY, "url": URL, "now": NOW, "pages": (home, *pages)}
    return Site(items=items, **(values | more))


def make(factory: type[AnyChannel], **settings: Any) -> AnyChannel:
    """Make a channel as a build does, with its own templates.

    Args:
        factory: the channel's class.
        settings: as they are typed in pelicanconf.py.

    Returns:
        The channel, under the name of its folder.

    Raises:
        pydantic.ValidationError: for a wrong setting.
    """
    folder = Path(inspect.getfile(factory)).parent
    name = folder.name.replace("_", "-")
    templates = TemplatesMaker(filters=jinja.FILTERS, globals=jinja.GLOBALS)(name, folder)
    return factory(name, factory.Settings.model_validate(settings), templates)


def ready(channel: AnyChannel, given: Site) -> PreparedChannel[Any]:
    """Prepare a channel for a site: `ready(make(Panel), village()).check()`.

    Args:
        channel: made by `make`.
        given: the site.

    Returns:
        The channel with what it prepared: its methods, without their first argument.
    """
    return prepared(channel, given)


@dataclass(frozen=True)
class GivenResults:
    """What every channel made (`Results`), given as values: for tests of a channel that shows the others.

    Attributes:
        outputs: every channel's promises.
        shown: the excerpts of every item.
        files: bytes by path.
        receipt: where each item came out.
    """

    outputs: OutputIndex = field(default_factory=OutputIndex)
    shown: tuple[Excerpt, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    receipt: Receipt = field(default_factory=Receipt)

    def excerpts(self, item: Published) -> tuple[Excerpt, ...]:
        """As `Results` has it.

        Args:
            item: any.

        Returns:
            `shown`.
        """
        del item
        return self.shown

    def read(self, output: Output) -> bytes:
        """As `Results` has it.

        Args:
            output: a promise.

        Returns:
            What `files` has under its path.
        """
        return self.files[output.path]


def files_of(channel: PreparedChannel[Any], *, backwards: bool = False) -> dict[str, bytes]:
    """Render everything that a channel promises when there is no other.

    Args:
        channel: made by `ready`.
        backwards: whether the first promise is kept last.

    Returns:
        The bytes of each file, by path.
    """
    order = -1 if backwards else 1
    promised = list(channel.outputs())
    files = {output.path: channel.render(output) for output in promised[::order]}
    outputs = OutputIndex.of_all(promised)
    results = GivenResults(outputs, files=dict(files))
    last = list(channel.last_outputs(outputs))[::order]
    return files | {output.path: channel.render_last(output, results) for output in last}


def rendered(channel: AnyChannel, given: Site) -> dict[str, bytes]:
    """Render everything that a channel promises of a site when there is no other.

    Args:
        channel: made by `make`.
        given: the site.

    Returns:
        The bytes of each file, by path.
    """
    return files_of(ready(channel, given))


def output_at(channel: AnyChannel, given: Site, path: str) -> Output:
    """Find one promise.

    Args:
        channel: made by `make`.
        given: the site.
        path: of the file.

    Returns:
        The promise.

    Raises:
        StopIteration: when the channel does not promise it.
    """
    return next(output for output in ready(channel, given).outputs() if output.path == path)
