"""What is dear is made once, on every core; the agent's kit comes last; former addresses still answer."""

import json
import os
import tomllib
from pathlib import Path

import pytest

from tambour.build.rendering import code_digest
from tambour.build.rendering.cache import OutputCache
from tambour.channels.cards import Cards
from tambour.commands.build import build
from tambour.testing.building import make
from tests.trees import ROOT

DRAWING = "foreign.drawing_channel"
NEWS = "---\nid: travaux\ntitre: {title}\npublier_le: 2026-11-20\n---\nTexte.\n"


@pytest.fixture
def log(project, tmp_path) -> Path:
    return tmp_path / "log"


def drawing(project, log, **settings):
    project.set(f"CHANNELS = {{{DRAWING!r}: {settings | {'log': str(log)}!r}}}")


def drawn(log) -> list[str]:
    lines = log.read_text().splitlines() if log.exists() else []
    log.write_text("")
    return sorted(line.split()[0] for line in lines)


def news(project, title):
    project.write("content/actualites/travaux.md", NEWS.format(title=title))


def drawings(project) -> list[str]:
    return sorted(file.name for file in (project.output / "dessins").iterdir() if file.name.startswith("travaux-"))


def test_what_is_known_is_not_made_again(project, log):
    drawing(project, log)
    build()
    made = drawn(log)

    news(project, "Autre titre")
    build()

    assert set(made) == {"fete", "mentions-legales", "travaux"}
    assert drawn(log) == ["travaux"]


def test_the_cache_is_enough_when_the_output_is_gone(project, log):
    drawing(project, log)
    build()
    before = project.tree()
    drawn(log)

    build(output=project.output.with_name("ailleurs"))

    assert drawn(log) == []
    assert project.tree() == before


def test_bytes_that_were_touched_are_made_again(project, log):
    drawing(project, log)
    build()
    drawn(log)
    for kept in (project.output.parent / ".cache" / "outputs").iterdir():
        kept.write_bytes(kept.read_bytes() + b"!")

    build(output=project.output.with_name("ailleurs"))

    assert drawn(log) == ["fete", "mentions-legales", "travaux"]


def test_many_are_made_on_every_core_with_the_same_result(project, log, monkeypatch):
    drawing(project, log, copies=8, seconds=0.05)
    monkeypatch.setattr("tambour.build.rendering.workers.cores", lambda: 2)
    build()
    processes = {line.split()[1] for line in log.read_text().splitlines()}
    together = {path: (project.output / path).read_bytes() for path in project.tree()}

    monkeypatch.setattr("tambour.build.rendering.workers.cores", lambda: 1)
    project.set("CACHE_PATH = 'vide'")
    build(output=project.output.with_name("seul"))

    alone = project.output.with_name("seul")
    assert str(os.getpid()) not in processes, "what drawing takes of memory is given back"
    assert len(processes) == 3, "one tries what the two others share"
    assert together == {path: (alone / path).read_bytes() for path in together}


@pytest.mark.parametrize("copies", [1, 8], ids=["in this process", "in others"])
def test_all_that_cannot_be_drawn_is_told_at_once(project, log, capsys, monkeypatch, copies):
    monkeypatch.setattr("tambour.build.rendering.workers.cores", lambda: 2)
    drawing(project, log, refuses=("fete", "travaux"), copies=copies)

    assert build(strict=True) == 65

    told = capsys.readouterr().err
    assert "agenda/fete.md:2: Titre : fete ne se dessine pas [pas-dessinable]" in told
    assert "actualites/travaux.md:2: Titre : travaux ne se dessine pas" in told
    assert told.count("[pas-dessinable]") == 2
    assert not project.output.exists()


def test_what_cannot_be_drawn_waits_and_the_rest_is_built(project, log, capsys):
    drawing(project, log, refuses=("fete",))

    assert build() == 0

    assert "« Fête du lac » (agenda/fete.md:2) : n'est pas publié" in capsys.readouterr().err
    assert not (project.output / "agenda/fete").exists()
    assert "Voir la fête." in project.page("actualites/travaux")


@pytest.mark.parametrize("copies", [1, 8], ids=["in this process", "in others"])
def test_a_channel_prepares_once_a_build(project, log, monkeypatch, copies):
    monkeypatch.setattr("tambour.build.rendering.workers.cores", lambda: 2)
    drawing(project, log, copies=copies)
    build()

    assert log.with_suffix(".prepared").read_text().splitlines() == ["prepared"]


def test_the_kit_shows_excerpts_and_what_the_others_have_made(project, log):
    drawing(project, log)
    build()

    kit = project.output.with_name(f"{project.output.name}.kit")
    assert (kit / "fete.txt").read_text() == "extrait : Fête du lac | dessin : Fête du lac"


@pytest.mark.parametrize(("public", "folder"), [(False, "output.kit"), (True, "output/kit")])
def test_what_shows_the_others_knows_their_promises_and_comes_last(project, log, public, folder):
    project.set(f"CHANNELS = {{'kit': {{'public': {public}}}, {DRAWING!r}: {{'log': {str(log)!r}}}}}")

    assert build(now="2026-11-23") == 0

    page = project.output.with_name("output.kit") if folder == "output.kit" else project.output / "kit"
    assert "extrait : Travaux" in (page / "contenus" / "travaux" / "index.html").read_text("utf-8")
    assert (project.output / "kit").exists() is public


def test_what_nobody_has_asked_for_in_months_is_forgotten(tmp_path):
    cache = OutputCache(tmp_path, {"dessin": "code"})
    for key in ("old", "new"):
        cache.put("dessin", key, key.encode())
    for file in tmp_path.iterdir():
        os.utime(file, (0, 0))

    assert cache.get("dessin", "new") == b"new"
    cache.forget_the_oldest()

    assert cache.get("dessin", "new") == b"new"
    assert cache.get("dessin", "old") is None


def test_a_former_address_answers_for_a_year(project, log):
    drawing(project, log)
    build(now="2026-12-01")
    [first] = drawings(project)

    news(project, "Autre titre")
    build(now="2026-12-02")
    [second] = [name for name in drawings(project) if name != first]
    build(now="2027-06-01")

    assert drawings(project) == sorted([first, second])
    assert (project.output / "dessins" / first).read_text() == 'dessin : Travaux & "route"'
    former = json.loads((project.output / "tambour.json").read_text())["former"]
    assert [(file["path"], file["until"]) for file in former] == [(f"dessins/{first}", "2027-12-02")]

    build(now="2027-12-03")
    assert drawings(project) == [second]


def test_of_what_changes_again_and_again_the_last_few_stay(project, log):
    drawing(project, log)
    for day in range(1, 9):
        news(project, f"Titre {day}")
        build(now=f"2026-12-{day:02}")

    former = json.loads((project.output / "tambour.json").read_text())["former"]
    travaux = [file for file in former if "travaux" in file["path"]]
    assert [file["until"] for file in sorted(travaux, key=lambda file: file["until"])] == [
        f"2027-12-{day:02}" for day in (5, 6, 7, 8)
    ]
    assert len(drawings(project)) == 5


def test_what_comes_back_is_former_no_more(project, log):
    drawing(project, log)
    before = None
    for title in ("Un", "Deux", "Un"):
        news(project, title)
        build(now="2026-12-01")
        before = before or drawings(project)

    former = json.loads((project.output / "tambour.json").read_text())["former"]
    assert [file["path"] for file in former] == [f"dessins/{name}" for name in drawings(project) if name not in before]


def test_what_is_kept_of_a_channel_is_told_by_the_code_that_it_may_run(monkeypatch, tmp_path):
    """Every room under channels, and its own: another channel's code makes nothing of this one's."""
    package = tmp_path / "tambour"
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0][
        "layers"
    ]
    above = next(place for place, layer in enumerate(layers) if "tambour.channels" in layer)
    under = {room.strip().removeprefix("tambour.") for layer in layers[above + 1 :] for room in layer.split("|")}
    files = {
        room: package / room / "a.py" for room in (under - {"source"}) | {"channels/cards", "channels/kit", "build"}
    }
    for file in files.values():
        file.parent.mkdir(parents=True)
        file.write_text("un")
    monkeypatch.setattr("tambour.build.rendering.PACKAGE", package)
    cards = make(Cards)
    digests = [code_digest(cards)]
    for room, file in files.items():
        file.write_text("deux")
        digests.append(code_digest(cards))
        assert (digests[-1] == digests[-2]) is (room in ("channels/kit", "build")), room
