"""CHANNELS says which channels there are; a mistake in it is told with its line, and no channel is lost in silence."""

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path, PurePosixPath

import pytest

from tambour.build import registry
from tambour.build.templates import TemplatesMaker
from tambour.channels.sitemap import Sitemap
from tambour.model.problems import SettingsRefused
from tambour.model.territory import Territory
from tambour.source.catalogue import ChannelNames, read_catalogue
from tests.trees import ROOT

FILE = PurePosixPath("pelicanconf.py")
CHANNEL = """
from tambour.channels import Channel, ChannelSettings, Output

class Settings(ChannelSettings):
    pass

class Mine(Channel[Settings]):
    Settings = Settings
    def outputs(self, site): return [Output("mine.txt", "text/plain")]
    def render(self, site, output): return self.templates.render("mine.txt").encode()

CHANNEL = Mine
"""


def load(channels):
    """With a made-up settings file in which each place has the line of its depth."""
    return registry.load(channels, TemplatesMaker(), file=FILE, line_of=len)


def refused(channels) -> list[str]:
    with pytest.raises(SettingsRefused) as told:
        load(channels)
    return [str(problem) for problem in told.value.problems]


@pytest.fixture
def package(tmp_path, monkeypatch) -> Callable[[str, str], Path]:
    """`package("a.b", code)`: an importable package that is not Tambour's. Each test names its own."""
    monkeypatch.syspath_prepend(tmp_path)

    def write(dotted: str, code: str) -> Path:
        folder = tmp_path.joinpath(*dotted.split("."))
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text(code, "utf-8")
        return folder

    return write


def test_a_name_is_a_channel_of_tambour():
    channels = load({"sitemap": {"disallow": ["/a/"]}, "redirects": {}})

    assert list(channels) == ["sitemap", "redirects"]
    assert isinstance(channels["sitemap"], Sitemap)
    assert channels["sitemap"].settings.disallow == ("/a/",)


def test_no_channel_is_no_problem():
    assert load({}) == {}


def test_a_dotted_path_is_any_package_and_brings_its_templates(package):
    folder = package("syndicat_a.panneau_lumineux", CHANNEL)
    (folder / "templates").mkdir()
    (folder / "templates" / "mine.txt").write_text("à moi", "utf-8")
    channels = load({"syndicat_a.panneau_lumineux": {}})

    assert list(channels) == ["panneau-lumineux"]
    assert channels["panneau-lumineux"].render(None, None).decode() == "à moi"


def test_an_installed_package_may_give_its_channel_a_short_name(package, monkeypatch):
    package("syndicat_b.canal", CHANNEL)
    entry = EntryPoint("panneau", "syndicat_b.canal", registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group, name=entry.name: [entry] if name == entry.name else [])

    assert list(load({"panneau": {}})) == ["panneau"]
    assert load({"panneau": {}})["panneau"].name == "panneau"
    assert "panneau" in registry.available()


def test_an_unknown_channel_is_told_with_what_was_meant():
    [told] = refused({"sitmap": {}})

    assert told.startswith("pelicanconf.py:2: « sitmap » n'est pas un canal")
    assert "Vouliez-vous dire « sitemap » ?" in told
    assert "panneaux, posts, recherche, redirects, sitemap" in told


@pytest.mark.parametrize("key", ["", ".", "..sitemap", "a..b", "a-b.c", "os.path ", "sitemap.", "__pycache__"])
def test_what_cannot_be_imported_is_unknown(key):
    [told] = refused({key: {}})

    assert "[canal-inconnu]" in told
    assert told.endswith('; pour un paquet à vous, son chemin avec les points ("syndicat.panneau").')


@pytest.mark.parametrize("key", ["nulle_part.canal", "tambour.nulle_part", "tambour.channels.nulle_part"])
def test_a_path_that_leads_nowhere(key):
    [told] = refused({key: {}})

    assert f"« {key} » ne mène à aucun module Python [canal-introuvable]" in told


def test_a_missing_package_is_named(package):
    package("syndicat_c.canal", "import segno_absent.encoder\n")
    [told] = refused({"syndicat_c.canal": {}})

    assert "a besoin du module Python « segno_absent », qui n'est pas installé [canal-dependance]" in told


def test_a_channel_made_for_another_version_is_told(package):
    package("syndicat_d.canal", "from tambour.channels import NoSuchThing\n")
    [told] = refused({"syndicat_d.canal": {}})

    assert "ne se charge pas" in told
    assert "NoSuchThing" in told


@pytest.mark.parametrize(
    "code",
    ["", "CHANNEL = 3", "CHANNEL = int", "from tambour.channels import Channel as CHANNEL"],
    ids=["nothing", "no class", "another class", "an incomplete class"],
)
def test_a_package_that_holds_no_channel_is_told(package, code, request):
    name = f"syndicat_{request.node.callspec.id.replace(' ', '_')}"
    package(f"{name}.canal", code)
    [told] = refused({f"{name}.canal": {}})

    assert "[canal-sans-classe]" in told


def test_a_broken_channel_shows_its_author_the_traceback(package):
    package("syndicat_e.canal", "1 / 0\n")

    with pytest.raises(ZeroDivisionError):
        load({"syndicat_e.canal": {}})


@pytest.mark.parametrize("raw", [None, True, [], "oui"])
def test_settings_that_are_no_mapping_are_told(raw):
    [told] = refused({"sitemap": raw})

    assert "[reglage-mauvais-type]" in told
    assert '"sitemap": {}' in told


def test_a_wrong_setting_has_its_line_and_its_french_name():
    [told] = refused({"sitemap": {"disallow": ["lettres/"]}})

    assert told.startswith("pelicanconf.py:4: Chemins interdits n° 1 : « lettres/ » n'a pas la forme attendue")


def test_a_setting_that_does_not_exist_is_told_with_those_that_do():
    [told] = refused({"sitemap": {"disalow": []}})

    assert "« disalow »" in told
    assert "Vouliez-vous dire « disallow » ?" in told


def test_everything_wrong_is_told_at_once():
    assert len(refused({"sitmap": {}, "api": {"licence": ""}, "redirects": {"nginx_map": "/"}})) == 3


def test_one_channel_twice_is_told():
    told = refused({"sitemap": {}, "tambour.channels.sitemap": {}})

    assert [line for line in told if "s'appellent tous deux « sitemap » [canal-double]" in line] == told


def test_a_channel_that_is_off_is_known_by_both_its_names_and_by_those_of_its_parts():
    off = registry.spellings_off({})

    assert {"cards": "cards", "cartes": "cards", "mastodon": "mastodon", "reseaux": "posts"}.items() <= off.items()
    assert set(registry.available()) <= off.keys()
    assert "cards" not in registry.spellings_off(load({"cards": {}}))


def test_a_channel_that_is_on_is_known_by_both_its_names():
    assert registry.spellings(load({"feeds": {}, "kit": {}})) == {"feeds": "feeds", "flux": "feeds", "kit": "kit"}


def test_a_channel_that_is_off_stops_nothing_whatever_is_wrong_with_it(package, monkeypatch):
    package("syndicat_z.canal", "1 / 0\n")
    entry = EntryPoint("panneau", "syndicat_z.canal", registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group, name=entry.name: [entry] if name == entry.name else [])

    assert registry.spellings_off({})["panneau"] == "panneau"


def test_no_two_channels_are_called_the_same():
    factories = [import_module(path).CHANNEL for path in registry.own_channels().values()]
    spelt = [*registry.own_channels(), *(name for one in factories for name in (one.french_name, *one.parts) if name)]

    assert len(spelt) == len(set(spelt))


def test_the_guide_for_agents_says_what_each_channel_is_called():
    guide = (ROOT / "docs" / "agent" / "autres-contenus.md").read_text("utf-8")
    for name, path in registry.own_channels().items():
        french = import_module(path).CHANNEL.french_name
        assert f"| `{french}` ou `{name}` |" in guide if french else f"| `{name}` |" in guide


def test_the_demonstration_is_valid_with_no_channel_on():
    territory = Territory.model_construct(timezone="Europe/Paris")
    names = ChannelNames(registry.spellings({}), lambda: registry.spellings_off({}))

    assert read_catalogue(ROOT / "content", territory, names).entries
