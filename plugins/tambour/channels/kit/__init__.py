"""Kit: for the agent, what every channel makes of each item, side by side, to check, to copy and to take away."""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import groupby
from pathlib import PurePosixPath
from typing import Literal

from markupsafe import Markup

from tambour.channels import Absence, Channel, Output, OutputIndex, Published, Results, Site, digest
from tambour.look.palette import day_palette, night_palette
from tambour.model.kinds import KINDS
from tambour.model.site.output import KIT_FEED, KIT_PLAN
from tambour.model.web import is_local
from tambour.words.announcements import account_fr, failure_fr, moment_fr, posted_fr

from . import qr
from .announced_feed import ATOM, announced_feed
from .coverage import Coverage, Pattern, coverage_document, coverage_of
from .document import archive, block_name, document, text_name
from .settings import KitSettings
from .sheet import ITEMS, ROLE, Sheet, announced_items, pictures_of, reasons, sheet_of

HTML, JSON = "text/html; charset=utf-8", "application/json"
INDEX, RECEIPT_PAGE, RECEIPT = "index.html", "recu.html", "recu.json"
ANNOUNCEMENTS = KIT_PLAN
PAGE, DOCUMENT = "index.html", "kit.json"  # of an item
_SAYING = {"posted_fr": posted_fr, "failure_fr": failure_fr, "account_fr": account_fr, "moment_fr": moment_fr}
_BEGIN, _END = "<!-- annonces -->", "<!-- fin des annonces -->"  # around what is made anew once something has left
_SHARED = {"kit.css": "text/css; charset=utf-8", "kit.js": "text/javascript; charset=utf-8"}
_WHOLE = (
    (INDEX, HTML, "Kit de diffusion"),
    (RECEIPT_PAGE, HTML, "Reçu : où chaque contenu a paru"),
    (RECEIPT, JSON, "Le reçu, pour un script"),
)
# An address is drawn once, whatever becomes of the item.
_CODES: Mapping[str, Callable[[str], bytes]] = {"qr.svg": qr.svg, "qr.png": qr.png}


class Kit(Channel[KitSettings, Site]):
    """`index.html`, and for each item `contenus/<id>/`: its page, pictures, QR code, `kit.json` and `<id>.zip`."""

    Settings = KitSettings
    for_agents = True

    def outputs(self, site: Site) -> Sequence[Output]:
        return [self._output(name, media_type) for name, media_type in _SHARED.items()]

    def render(self, site: Site, output: Output) -> bytes:
        colours, name = site.territory.colours, PurePosixPath(output.path).name
        return self.templates.render(name, day=day_palette(colours), night=night_palette(colours)).encode()

    def last_outputs(self, site: Site, outputs: OutputIndex) -> Sequence[Output]:
        promises = [self._output(path, kind, title=title) for path, kind, title in _WHOLE]
        if self._tells_announcements(site):
            promises.append(self._output(ANNOUNCEMENTS, HTML, title="Annonces : où chaque contenu est allé"))
            promises.append(self._output(KIT_FEED, ATOM, title="Annonces, en flux Atom"))
        for item in announced_items(site, self.name):
            promises += [
                self._output(f"{ITEMS}/{item.id}/{name}", kind, item) for name, kind in self._files(outputs, item)
            ]
        return promises

    def render_last(self, site: Site, output: Output, results: Results) -> bytes:
        item, name = site.get(output.about) if output.about else None, PurePosixPath(output.path).name
        if item is None:
            return self._whole(site, name, results)
        if name in _CODES:
            return _CODES[name](item.url)
        sheet = sheet_of(site, item, results, public=self.settings.public)
        if name == PAGE:
            return self._page(site, sheet, results.outputs)
        if name == DOCUMENT:
            return document(sheet, self._reasons(site, item), asked=item.id in site.asked)
        if name == f"{item.id}.zip":
            texts = {text_name(text): f"{text.text}\n".encode() for text in sheet.texts}
            return archive(texts | {block_name(block): block.html.encode() for block in sheet.blocks})
        return results.read(next(picture.output for picture in sheet.pictures if picture.name == name))

    def announcements(
        self, site: Site, titles: Mapping[str, str] | None = None, plan: object = None, kit: Collection[str] = ()
    ) -> str:
        """The page of announcements.

        Args:
            site: whose they are.
            titles: of items, by id; by default, those of the site.
            plan: what will leave (`tambour.announce.plan_view.PlanView`); a build, which asks nobody, knows none.
            kit: ids of the items that have a page in the kit; by default, those of the site.
        """
        titles = {item.id: item.item.title for item in site.items} if titles is None else titles
        announced = site.announcements()
        return self.templates.render(
            "announcements.html",
            site=site,
            local=is_local(site.url),
            titles=defaultdict(str, titles),
            kit={*kit} or {item.id for item in announced_items(site, self.name)},
            plan=plan,
            asked=site.now,
            gone=sorted((one for one in announced if one.posts), key=lambda one: one.posts[-1].at, reverse=True),
            failed=sorted((one for one in announced if one.failed), key=lambda one: one.failed[0].at),
            **_SAYING,
        )

    def announced_feed(self, site: Site, titles: Mapping[str, str] | None = None) -> bytes:
        """What left, as a feed. titles: of items, by id; by default, those of the site."""
        titles = {item.id: item.item.title for item in site.items} if titles is None else titles
        return announced_feed(site.territory, site.announcements(), titles, site.absolute(""))

    def refresh_page(self, site: Site, item: str, page: str) -> str:
        """The page of an item in the kit, with what is known of its announcements by now.

        Args:
            site: whose they are.
            item: its id.
            page: as it was built.
        """
        part = self.templates.render("announced.html", site=site, **self._went(site, item))
        before, begin, rest = page.partition(_BEGIN)
        _, end, after = rest.partition(_END)
        return f"{before}{begin}\n{part}{end}{after}" if end else page

    def _tells_announcements(self, site: Site) -> bool:
        """Whether there is a page of them: never on the site, where it would speak of what is the agent's alone."""
        return not self.settings.public and site.announces

    def _went(self, site: Site, item: str) -> dict[str, object]:
        """What the page of an item tells of its announcements."""
        if not self._tells_announcements(site):
            return {"posts": (), "failed": ()}
        announced = site.announcement_of(item)
        return {"posts": announced.posts, "failed": announced.failed, **_SAYING}

    def presence(self, site: Site, item: Published) -> tuple[str, ...] | Absence:
        return site.why_not_posted(item) or Absence.NOTHING

    def _output(self, path: str, media_type: str, item: Published | None = None, title: str = "") -> Output:
        public = self.settings.public
        root: Literal["public", "kit"] = "public" if public else "kit"
        about = item.id if item else None
        name = PurePosixPath(path).name
        key = digest(name, item.url) if item and name in _CODES else None
        path = f"kit/{path}" if public else path
        return Output(path, media_type, title=title, about=about, root=root, role=ROLE, key=key)

    def _page(self, site: Site, sheet: Sheet, outputs: OutputIndex) -> bytes:
        return self.templates.render(
            "item.html",
            site=site,
            local=is_local(site.url),
            sheet=sheet,
            item=sheet.item.item,
            kind=sheet.item.kind,
            reasons=self._reasons(site, sheet.item),
            previews=[(block, _with_copies(block.html, site, sheet)) for block in sheet.blocks],
            files=[(output, site.absolute(output.path)) for output in _other_files(outputs, sheet)],
            mail=None if self.settings.public else _mail_preview(outputs, sheet.item),
            **self._went(site, sheet.item.id),
        ).encode()

    def _index(self, site: Site, results: Results) -> str:
        items = announced_items(site, self.name)
        rows = [site.once(f"{self.name}: ligne", item, partial(self._row, site, item, results)) for item in items]
        months = groupby(
            (item.item.publish_at for item in items if item.item.publish_at), lambda day: day.replace(day=1).date()
        )
        return self.templates.render(
            "index.html",
            site=site,
            local=is_local(site.url),
            rows=rows,
            kinds=[kind for kind in KINDS.values() if any(item.kind is kind for item in items)],
            months=[month for month, _ in months],
            announcements=ANNOUNCEMENTS if self._tells_announcements(site) else "",
        )

    def _row(self, site: Site, item: Published, results: Results) -> tuple[bool, Markup]:
        """Whether to post it this week, and its line of the index."""
        sheet, why = sheet_of(site, item, results, public=self.settings.public), self._reasons(site, item)
        return bool(why), Markup(self.templates.render("row.html", site=site, published=item, reasons=why, sheet=sheet))  # noqa: S704 — a template escapes

    def _files(self, outputs: OutputIndex, item: Published) -> Iterator[tuple[str, str]]:
        """Name and media type of each file that we put into an item's folder."""
        yield PAGE, HTML
        yield DOCUMENT, JSON
        yield f"{item.id}.zip", "application/zip"
        yield "qr.svg", "image/svg+xml"
        yield "qr.png", "image/png"
        for picture in pictures_of(outputs, item, public=self.settings.public):
            if not picture.there:
                yield picture.name, picture.output.media_type

    def _whole(self, site: Site, name: str, results: Results) -> bytes:
        """What is about the whole site: the index, announcements and their feed, the receipt."""
        if name == INDEX:
            return self._index(site, results).encode()
        if name == ANNOUNCEMENTS:
            return self.announcements(site).encode()
        if name == KIT_FEED:
            return self.announced_feed(site)
        coverage = coverage_of(site, results.receipt, self.name, secret=not self.settings.public)
        if name == RECEIPT:
            return coverage_document(coverage).encode()
        local, kit = is_local(site.url), {item.id for item in announced_items(site, self.name)}
        cells = cache(partial(self._cells, coverage))
        page = self.templates.render("receipt.html", site=site, local=local, coverage=coverage, kit=kit, cells=cells)
        return page.encode()

    def _cells(self, coverage: Coverage, pattern: Pattern) -> Markup:
        """The cells of a line of the receipt."""
        return Markup(self.templates.render("cells.html", coverage=coverage, pattern=pattern))  # noqa: S704 — as above

    def _reasons(self, site: Site, item: Published) -> tuple[str, ...]:
        return reasons(item, site.now, self.settings.days)


def _mail_preview(outputs: OutputIndex, item: Published) -> str | None:
    """Path in the kit of the page on which a letter is looked at before it is sent: that of the whole territory."""
    previews = (output.path for output in outputs.about(item.id, "letter-preview"))
    pages = (path for path in previews if path.endswith("/index.html"))
    return min(pages, key=lambda path: path.count("/"), default=None)


def _with_copies(html: str, site: Site, sheet: Sheet) -> str:
    """A block of HTML that shows its pictures before they are online and without any request.

    Those beside the page; of the item's own picture, which pages show, the smallest version in the page itself.
    """
    for picture in sheet.pictures:
        html = html.replace(site.absolute(picture.output.path), picture.name)
    original = site.media.originals.get(f"images/{sheet.item.item.image}")
    if original is None:
        return html
    small = original.readable[0]
    for version in original.readable:
        if (address := site.absolute(version.path)) in html:
            data = b64encode(site.media.read(small.path)).decode()
            html = html.replace(address, f"data:{small.media_type};base64,{data}")
    return html


def _other_files(outputs: OutputIndex, sheet: Sheet) -> Sequence[Output]:
    """What else is public about an item and has a name."""
    copied = {picture.output.path for picture in sheet.pictures}
    about = outputs.about(sheet.item.id)
    return [o for o in about if o.root == "public" and o.title and o.path not in copied and o.role != ROLE]


CHANNEL = Kit
