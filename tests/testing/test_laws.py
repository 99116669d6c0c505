"""The laws see what they forbid: each of these channels breaks one."""

import sys
from types import ModuleType

import pytest

from tambour.testing import laws

HEAD = """
from tambour.channels import Channel, ChannelSettings, Output, Problem, digest

class Settings(ChannelSettings):
    {settings}

class Bad(Channel[Settings]):
    Settings = Settings
    def outputs(self, site):
        return {outputs}
    def render(self, site, output):
        return {bytes}
    {more}

CHANNEL = Bad
"""
SEEN = (AssertionError, ValueError, IndexError, ZeroDivisionError, SyntaxError)
TEXT = 'Output("a.txt", "text/plain")'


@pytest.fixture
def channel(tmp_path, monkeypatch):
    """A channel's module, made of what is given; the rest is blameless."""

    def make(settings="pass", outputs=f"[{TEXT}]", render='b"a"', more="pass") -> ModuleType:
        (tmp_path / "bad").mkdir()
        file = tmp_path / "bad" / "__init__.py"
        file.write_text(HEAD.format(settings=settings, outputs=outputs, bytes=render, more=more), "utf-8")
        module = ModuleType("bad")
        module.__file__ = str(file)
        monkeypatch.setitem(sys.modules, "bad", module)
        exec(compile(file.read_text("utf-8"), str(file), "exec"), module.__dict__)
        return module

    return make


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.__name__)
def test_a_blameless_channel_breaks_none(channel, law):
    law(channel())


@pytest.mark.parametrize(
    ("law", "given"),
    [
        ("no_setting_is_required", {"settings": "limit: int"}),
        ("an_empty_site_can_be_said", {"render": "site.items[0].html.encode()"}),
        ("promises_are_plain", {"outputs": '[Output("/a.txt", "text/plain")]'}),
        ("promises_are_plain", {"outputs": '[Output("../a.txt", "text/plain")]'}),
        ("promises_are_plain", {"outputs": '[Output("a", "text")]'}),
        ("promises_are_plain", {"outputs": '[Output("a", "text/plain", about="nobody")]'}),
        ("promises_are_plain", {"outputs": '[Output("a", "text/plain", rel="alternate")]'}),
        ("promises_are_plain", {"outputs": f"[{TEXT}, {TEXT}]"}),
        (
            "a_whole_village_is_no_problem",
            {"more": "def check(self, site): return [Problem(i.origin.path, 1, '', 'a', 'b') for i in site.items]"},
        ),
        ("same_site_same_bytes", {"render": "bytes(self.SAID.append(1) or len(self.SAID))", "more": "SAID = []"}),
        (
            "the_order_of_rendering_does_not_matter",
            {
                "outputs": f'[{TEXT}, Output("b.txt", "text/plain")]',
                "render": "bytes(site.append(1) or len(site))",
                "more": "def prepare(self, site): return []",
            },
        ),
        ("nothing_is_dated_by_the_clock", {"render": "site.now.isoformat().encode()"}),
        (
            "equal_keys_mean_equal_bytes",
            {"outputs": '[Output("a.txt", "text/plain", key="a")]', "render": "site.url.encode()"},
        ),
        (
            "equal_keys_mean_equal_bytes",  # the text of another item
            {
                "outputs": '[Output(i.id, "text/plain", key=i.html + i.url) for i in site.items]',
                "render": "site.get('marche-de-noel').url.encode()",
            },
        ),
        (
            "equal_keys_mean_equal_bytes",  # whether another item is over
            {
                "outputs": '[Output(i.id, "text/plain", key=i.url) for i in site.items if i.item.kind == "event"]',
                "render": "repr(site.get('dechets').expired).encode()",
            },
        ),
        (
            "equal_keys_mean_equal_bytes",  # whether one item is over, where the key tells of all others
            {
                "outputs": '[Output("a", "a/b", key=repr([i.expired for i in site.items if i.id != "dechets"]))]',
                "render": "repr(site.get('dechets').expired).encode()",
            },
        ),
        (
            "what_people_type_stays_text",
            {
                "outputs": '[Output("a.html", "text/html")]',
                "render": "('<p>' + ''.join(i.item.title for i in site.items)).encode()",
            },
        ),
        (
            "what_people_type_stays_text",
            {
                "outputs": '[Output("a.xml", "application/xml")]',
                "render": "('<p>' + ''.join(i.item.title for i in site.items) + '</p>').encode()",
            },
        ),
        (
            "very_long_texts_are_no_accident",
            {"render": "b'a' if len(''.join(i.html for i in site.items)) < 9e3 else 1/0"},
        ),
        (
            "an_item_kept_out_is_not_promised",
            {"outputs": '[Output(i.id, "text/plain", about=i.id) for i in site.items]'},
        ),
        ("nothing_forbidden_is_imported_or_called", {"more": "import os.path"}),
        ("nothing_forbidden_is_imported_or_called", {"more": "from urllib import request"}),
        ("nothing_forbidden_is_imported_or_called", {"more": "from tambour.source import explain"}),
        ("nothing_forbidden_is_imported_or_called", {"more": "from tambour.channels.sitemap import Sitemap"}),
        ("nothing_forbidden_is_imported_or_called", {"render": "open('a').read()"}),
        ("nothing_forbidden_is_imported_or_called", {"render": "site.now.today()"}),
        ("each_setting_is_explained_in_french", {"settings": "limit: int = 3"}),
    ],
)
def test_a_bad_channel_is_seen(channel, law, given):
    module = channel(**given)

    with pytest.raises(SEEN):
        getattr(laws, law)(module)


def test_a_template_that_does_not_compile_is_seen(channel):
    module = channel()
    templates = laws.folder(module) / "templates"
    templates.mkdir()
    (templates / "a.html").write_text("{% if %}", "utf-8")

    with pytest.raises(Exception, match="Expected an expression"):
        laws.each_template_compiles(module)
