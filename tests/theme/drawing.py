"""Pages that the theme makes of a site made from values: no content on disk, no Pelican."""

from collections.abc import Iterable
from functools import cache

from bs4 import BeautifulSoup
from jinja2 import Environment, StrictUndefined
from jinja2.bccache import Bucket, BytecodeCache
from markupsafe import Markup

from tambour.build import jinja
from tambour.channels import Output, OutputIndex, Site
from tambour.testing.village import village
from tambour.website import plan
from tambour.website.functions import by_language, page_functions
from tambour.website.page import PageView
from tests.trees import ROOT

TEMPLATES = ROOT / "theme" / "templates"


class _Compiled(BytecodeCache):
    """Templates compiled once for all the pages that a run of the tests draws."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()
_planned: list[tuple[Site, tuple[PageView, ...]]] = []  # the last site, and its pages
the_village = cache(village)  # the same one, so that its pages are planned once


def _plan(given: Site) -> tuple[PageView, ...]:
    if not _planned or _planned[0][0] is not given:
        _planned[:] = [(given, plan.plan(given, 20, lambda name: (TEMPLATES / name).is_file()))]
    return _planned[0][1]


def drawn(given: Site, path: str, outputs: Iterable[Output] = (), **settings: object) -> BeautifulSoup:
    """The page at `path`, as the build writes it when channels promise `outputs`, read back. settings: Pelican's."""
    promised = OutputIndex.of_all(outputs)
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_COMPILED,
    )
    jinja.prepare(environment, [TEMPLATES])
    environment.filters.update(jinja.FILTERS)

    @by_language
    def shared(name: str) -> Markup:
        return Markup(environment.get_template(name).render())

    environment.globals.update(jinja.GLOBALS, **page_functions(given, promised), shared=shared)
    page = next(view for view in plan.announce(_plan(given), promised.outputs) if view.path == path)
    with page.speaking():
        return BeautifulSoup(environment.get_template(page.template).render(page=page, **settings), "lxml")
