"""A machine that refuses something is told in French, with the file; what is live stays whole, and the work is done
as soon as it can be."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.world.builds import Circumstances, tree

MACHINE, SETTINGS, CONTENT, GONE_ROUND = 74, 78, 65, 0
MORTAL = Circumstances(almighty=False)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[Path, Circumstances]]:
    """A folder with place for 1 MB, and how to build in it; where nothing may be mounted, files of 300 kB at most."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = (
        shutil.which("mount")
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True, check=False
        ).returncode
    )
    yield folder, Circumstances(file_limit=0 if mounted else 300_000)
    if mounted:
        subprocess.run(["umount", folder], check=True)


def test_a_disk_that_is_full_leaves_the_live_site_and_the_work_is_done_when_there_is_room(site, small_disk) -> None:
    folder, circumstances = small_disk
    site.project.set(f"OUTPUT_PATH = {str(folder / 'site')!r}")
    assert site.build(circumstances) == 0, site.said()
    live = tree(folder / "site")
    site.edit("[gros](../documents/gros.pdf)")
    heavy = site.project.write("content/documents/gros.pdf", b"%PDF-1.4\n" + os.urandom(1_200_000))

    assert site.build(circumstances) == MACHINE
    assert "[disque-plein]" in site.said()
    assert "gros.pdf" in site.said()
    assert f"Le site en place reste entier, dans {folder / 'site'}/." in site.said()
    assert "Traceback" not in site.said()
    assert tree(folder / "site") == live

    heavy.write_bytes(b"%PDF-1.4\n")
    assert site.build(circumstances) == 0, site.said()
    assert tree(folder / "site") == site.clean()[0]


def test_a_cache_without_room_is_told_too(site, small_disk) -> None:
    folder, circumstances = small_disk
    site.publish()
    live = site.trees()
    site.project.set(f"CACHE_PATH = {str(folder / 'cache')!r}")
    (folder / "ballast").write_bytes(os.urandom(1_000_000))
    site.edit(1)

    code = site.build(Circumstances(file_limit=circumstances.file_limit and 100))

    assert (code, "[disque-plein]" in site.said()) == (MACHINE, True), site.said()
    assert site.trees() == live
    (folder / "ballast").unlink()
    assert site.build() == 0
    assert site.trees() == site.clean()


def test_an_output_that_is_a_volume_is_told_before_any_work(site, small_disk) -> None:
    folder, _ = small_disk
    volume = folder if os.path.ismount(folder) else Path("/proc")

    assert site.build(output=volume) == SETTINGS

    assert "[sortie-point-de-montage]" in site.said()
    assert f"« {volume}/site »" in site.said()
    assert not list(folder.iterdir())
    assert site.build(output=folder / "site") == 0, site.said()


def close(path: str) -> Callable[[Path], Path]:
    def closing(root: Path) -> Path:
        (root / path).chmod(0)
        return root / path

    return closing


def lock_folder(path: str) -> Callable[[Path], Path]:
    def locking(root: Path) -> Path:
        (root / path).chmod(0o555)
        return root / path

    return locking


@pytest.mark.parametrize(
    ("refuse", "code", "told"),
    [
        (close("content/actualites/travaux.md"), GONE_ROUND, "actualites/travaux.md: le système ne laisse pas lire"),
        (close("content/agenda"), CONTENT, "agenda: le système ne laisse pas lire ce dossier"),
        (close("content/images/lac.jpg"), GONE_ROUND, "images/lac.jpg: le système ne laisse pas lire"),
        (close("content/documents"), CONTENT, "[dossier-illisible]"),
        (close("content"), MACHINE, "[droit-manquant]"),
        (close("pelicanconf.py"), MACHINE, "pelicanconf.py: le système ne laisse pas"),
        (close("theme/static/site.css"), MACHINE, "theme/static/site.css: le système ne laisse pas"),
        (close("theme/templates/_footer.html"), MACHINE, "_footer.html: le système ne laisse pas"),
        (close(".output.state"), MACHINE, ".output.state: le système ne laisse pas"),
        (close(".output.next"), MACHINE, "[droit-manquant]"),
        (lock_folder(".output.next"), MACHINE, "[droit-manquant]"),
        (lock_folder("."), SETTINGS, "[dossier-sans-droit]"),
        (lock_folder(".cache"), SETTINGS, "[dossier-sans-droit]"),
        (lock_folder(".cache/outputs"), MACHINE, "[droit-manquant]"),
    ],
    ids=[
        *("news", "folder", "picture", "documents", "content", "settings", "style", "template", "state", "next"),
        *("next locked", "project locked", "cache locked", "drawings locked"),
    ],
)
def test_what_may_not_be_read_or_written_is_named(site, refuse, code, told) -> None:
    site.publish(1, 0)
    live = site.trees()
    site.project.write("content/actualites/travaux.md", NEWS_OF_NEW_TITLE)
    closed = refuse(site.root)
    try:
        assert (site.build(MORTAL), told in site.said()) == (code, True), site.said()
        assert "Traceback" not in site.said()
        assert site.trees() == live or (code == GONE_ROUND and public(live).keys() <= site.trees()[0].keys())
    finally:
        closed.chmod(0o755 if closed.is_dir() else 0o644)
    assert site.build(MORTAL) == 0, site.said()
    assert public(site.trees()) == public(site.clean())


NEWS_OF_NEW_TITLE = "---\nid: travaux\ntitre: Un autre titre\npublier_le: 2026-11-20\n---\nTexte.\n"


def public(trees: tuple[dict[str, str], dict[str, str]]) -> dict[str, str]:
    """Without drawings of a former title, which stay served for a year, and the manifest that lists them."""
    return {path: digest for path, digest in trees[0].items() if "dessins/" not in path and path != "tambour.json"}


def test_a_disk_in_read_only_is_told_before_any_work(site, small_disk) -> None:
    folder, _ = small_disk
    if os.path.ismount(folder):
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
    else:
        folder.chmod(0o555)

    assert site.build(MORTAL, output=folder / "site") == SETTINGS
    assert f"ne peut rien écrire dans « {folder} », où il faut faire « site »" in site.said()


@pytest.mark.parametrize("path", ["content/images", "content", "theme", ".cache", ".output.next", "output"])
def test_what_vanishes_in_the_middle_of_a_build_is_told_or_not_needed(site, path) -> None:
    site.publish()
    live = site.trees()
    site.edit(1)
    shutil.copytree(site.root, site.root.with_name("kept"), symlinks=True)
    site.project.set(f'CHANNELS["foreign.vanishing_channel"] = {{"path": {str(site.root / path)!r}}}')

    code = site.build()

    assert code in (0, MACHINE), site.said()
    assert "Traceback" not in site.said()
    if code:
        assert "[fichier-disparu]" in site.said()
        assert path == "output" or site.trees() == live
    shutil.rmtree(site.root / path, ignore_errors=True)
    if (site.root.with_name("kept") / path).exists() and not path.startswith("."):
        shutil.copytree(site.root.with_name("kept") / path, site.root / path)
    site.project.set('del CHANNELS["foreign.vanishing_channel"]')
    assert site.build() == 0, site.said()
    assert site.trees() == site.clean()


def test_what_is_published_can_be_read_by_a_web_server_whoever_builds(site) -> None:
    closed = Circumstances(umask=0o077)
    assert site.build(closed) == 0
    kit = site.output.with_name("output.kit")

    assert {path for path in site.output.rglob("*") if path.stat().st_mode & 0o044 != 0o044} == set()
    assert site.output.stat().st_mode & 0o055 == 0o055
    assert kit.stat().st_mode & 0o077 == 0, "what is for the agent stays hers"


def test_what_an_earlier_build_left_closed_is_opened(site) -> None:
    site.publish()
    for path in (site.output, *site.output.rglob("*"), *site.root.joinpath(".output.next").rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)

    assert site.build(Circumstances(umask=0o077)) == 0

    assert {path for path in site.output.rglob("*") if path.stat().st_mode & 0o044 != 0o044} == set()
