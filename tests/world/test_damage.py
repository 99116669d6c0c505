"""What somebody, or a disk, has damaged is found out and made anew: what is live, what was kept, what is remembered."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.projects import EVENT
from tests.world.builds import Circumstances

Damage = Callable[[Path], object]


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes() or b" ")
    data[len(data) // 2] ^= 1
    with file.open("r+b") as stream:  # in place, as a failing disk or a careless script does
        stream.write(data)


def put_folder_there(file: Path) -> None:
    file.unlink()
    (file / "a").mkdir(parents=True)


def put_link_there(file: Path) -> None:
    file.unlink()
    file.symlink_to("/etc/hostname")


FILE_DAMAGES: dict[str, Damage] = {
    "cut": lambda file: file.write_bytes(file.read_bytes()[:-1]),
    "emptied": lambda file: file.write_bytes(b""),
    "flipped": flip,
    "a folder": put_folder_there,
    "a link": put_link_there,
    "unreadable": lambda file: file.chmod(0),
    "removed": Path.unlink,
}


@pytest.mark.parametrize("damage", FILE_DAMAGES.values(), ids=FILE_DAMAGES)
def test_whatever_happened_to_the_caches_the_next_build_equals_a_clean_one(site, damage) -> None:
    site.publish(0, 1)
    for file in [path for path in site.root.joinpath(".cache").rglob("*") if path.is_file()]:
        damage(file)
    site.edit(2)

    assert site.build(Circumstances(almighty=False)) == 0, site.said()

    assert site.trees() == site.clean()


@pytest.mark.parametrize("damage", [damage for name, damage in FILE_DAMAGES.items() if name != "unreadable"])
def test_whatever_happened_to_what_is_live_the_next_build_mends_it(site, damage) -> None:
    """One file of each sort: a page, a picture, a document, a style sheet, a drawing, a file for the agent."""
    site.publish()
    clean = site.trees()
    kit = site.output.with_name("output.kit")
    sorts = [
        next(site.output.glob(sort)) for sort in ("agenda/*/index.html", "media/*.jpg", "dessins/*", "theme/*.css")
    ]
    for file in (*sorts, site.output / "documents/plan.pdf", kit / "fete.txt"):
        damage(file)

    assert site.build() == 0, site.said()

    assert site.trees() == clean
    assert "fichiers, dont" in site.said()
    assert site.build() == 0
    assert "Rien n'a changé" in site.said()


def put_file_there(output: Path) -> None:
    shutil.rmtree(output / "agenda")
    (output / "agenda").write_text("?")


@pytest.mark.parametrize(
    "damage",
    [
        lambda output: (output / "tambour.json").unlink(),
        lambda output: (output / "tambour.json").write_text("{}"),
        lambda output: (output / "tambour.json").write_text('{"version":1,"url":"","items":{},"site":[],"former":[3]}'),
        lambda output: (output / "agenda/stray.html").write_text("?"),
        lambda output: (output / "theme").rename(output / "thème"),
        put_file_there,
        lambda output: shutil.rmtree(output / "media"),
        lambda output: output.joinpath(".nojekyll").write_text("?"),
        lambda output: output.with_name(".output.state").write_bytes(b'{"since": 3}'),
        lambda output: flip(output.with_name(".output.state")),
    ],
)
def test_a_damaged_folder_is_mended(site, damage) -> None:
    site.publish()
    clean = site.trees()
    damage(site.output)

    assert site.build() == 0, site.said()

    assert site.trees() == clean


def test_a_former_file_that_was_damaged_is_served_no_longer_and_that_is_told(site) -> None:
    site.publish()
    [former, *_] = site.output.glob("dessins/fete-*")
    site.project.write("content/agenda/fete.md", EVENT_OF_NEW_TITLE)
    assert site.build() == 0
    assert former.exists(), "whoever has its address finds it"
    flip(former)

    assert site.build() == 0

    assert f"« dessins/{former.name} » n'est plus ce qui avait été publié" in site.said()
    assert not former.exists()


EVENT_OF_NEW_TITLE = EVENT.replace("Fête du lac", "Fête du village")


def test_what_no_time_betrays_is_mended_when_all_is_made_anew(site) -> None:
    site.publish()
    clean = site.trees()
    for file in (next(site.output.glob("media/*.jpg")), next(site.root.glob(".cache/media/*/*.jpg"))):
        before = file.stat()
        flip(file)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert site.build() == 0
    assert "Rien n'a changé" in site.said()

    assert site.build(anew=True) == 0

    assert site.trees() == clean


def test_all_that_is_made_anew_leaves_what_somebody_keeps_in_the_cache_s_folder(site) -> None:
    site.project.set('CACHE_PATH = "partage"')
    mine = [site.project.write(f"partage/{path}", "à moi") for path in ("notes.txt", "media/notes.txt", "outputs/a")]
    assert site.build() == 0

    assert site.build(anew=True) == 0

    assert [file.read_text("utf-8") for file in mine] == ["à moi"] * 3


@pytest.mark.parametrize(
    "moments", [("2026-12-01 09:00", "2031-01-01", "2026-12-01 09:00"), ("2031-01-01", "2026-12-01")]
)
def test_a_clock_that_jumps_makes_what_it_would_have_made(site, moments) -> None:
    site.project.write("content/actualites/plus-tard.md", "---\nid: b\ntitre: B\npublier_le: 2027-01-01\n---\n")
    made = []
    for moment in moments:
        assert site.build(now=moment) == 0
        made.append(site.trees())

    if len(moments) == 3:
        assert public(made[0]) == public(made[2]) != public(made[1])
    site.project.set(f"NOW = {moments[-1]!r}")
    assert public(site.clean()) == public(made[-1])


def public(trees: tuple[dict[str, str], dict[str, str]]) -> dict[str, str]:
    """Without former drawings, which stay served for a year, and the manifest, which lists them."""
    return {path: digest for path, digest in trees[0].items() if "dessins/" not in path and path != "tambour.json"}


@pytest.mark.parametrize("when", [0, 4_102_444_800], ids=["1970", "2100"])
def test_files_of_another_year_are_what_they_say(site, when) -> None:
    for path in (*site.root.glob("content/*/*"), *site.root.glob("theme/*/*")):
        os.utime(path, (when, when))
    assert site.build() == 0
    for path in site.root.glob(".cache/**/*"):
        os.utime(path, (when, when))
    kept = {path.name for path in site.root.glob(".cache/outputs/*")}
    site.edit(1)
    os.utime(site.root / "content/pages/mentions.md", (when, when))

    assert site.build() == 0

    assert site.trees() == site.clean()
    assert {path.name for path in site.root.glob(".cache/outputs/*")} >= kept


def test_a_ledger_that_was_shortened_is_told_and_an_emptied_one_refused(site) -> None:
    from tambour.commands.ledger import record

    assert record(site.root / "content", site.root / "pelicanconf.py") == 0
    ledger = site.root / "content/registre.jsonl"
    lines = ledger.read_text("utf-8").splitlines(keepends=True)
    assert site.build() == 0

    ledger.write_text("".join(lines[:-1]), "utf-8")
    assert site.build() == 0
    assert "registre.jsonl a perdu 1 ligne depuis la dernière construction." in site.said()

    live = site.trees()
    for damaged, told in (
        (b"", "registre.jsonl: le registre est vide"),
        ("".join(lines)[:-9].encode(), "registre-illisible"),
    ):
        ledger.write_bytes(damaged)
        assert site.build(strict=True) == 65
        assert told in site.said()
        assert site.trees() == live
        assert site.build() == 0
        assert told in site.said() and "garde son état publié" in site.said()
        assert site.trees() == live
