"""A folder that would be replaced or emptied is ours, or the build stops before any work and leaves it alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tambour.build import last_build, swap
from tambour.build.folders import empty_cache
from tambour.commands.build import build

SETTINGS = 78
EVENT = "---\nid: fete\ntitre: Fête\npublier_le: 2026-11-20\ndebut: {} 10:00\n---\n"
DRAWING = "foreign.drawing_channel"


@pytest.fixture
def with_kit(project, tmp_path):
    project.set(f"CHANNELS = {{{DRAWING!r}: {{'log': {str(tmp_path / 'log')!r}}}}}")
    return project


@pytest.mark.parametrize("place", ["output.kit", "mes-photos"])
def test_a_folder_of_somebody_s_is_no_kit(with_kit, capsys, place):
    photo = with_kit.write(f"{place}/photo.jpg", "pixels")
    if place != "output.kit":
        with_kit.set(f"KIT_PATH = {place!r}")

    assert build() == SETTINGS

    assert f"/{place} » contient autre chose que ce que Tambour y écrit" in capsys.readouterr().err
    assert photo.read_text() == "pixels"
    assert not with_kit.output.exists()


@pytest.mark.parametrize("preview", [".local", ".apercu"])
def test_a_preview_has_a_kit_of_its_own(with_kit, preview):
    """What `serve` and `lettre` make tells other addresses than what is published."""
    with_kit.set("KIT_PATH = 'diffusion'")
    build(quiet=True)
    published = {file: file.read_bytes() for file in (with_kit.root / "diffusion").rglob("*") if file.is_file()}
    shown = with_kit.root / f"output{preview}"
    with_kit.write("content/actualites/neuf.md", "---\nid: neuf\ntitre: Neuf\npublier_le: 2026-11-30\n---\nOui.\n")

    assert build(output=shown, url="http://127.0.0.1:8000", quiet=True) == 0

    assert {file: file.read_bytes() for file in (with_kit.root / "diffusion").rglob("*") if file.is_file()} == published
    assert len(list((with_kit.root / f"output{preview}.kit").iterdir())) >= len(published) > 1


def test_a_kit_of_ours_is_replaced_even_when_its_mark_is_gone(with_kit):
    assert build() == 0
    kit = with_kit.root / "output.kit"
    (kit / ".tambour").unlink()

    assert build() == 0

    assert (kit / ".tambour").read_text("utf-8").startswith("Tambour refait ce dossier en entier")
    assert (kit / "fete.txt").is_file()


def test_what_somebody_has_put_beside_a_lost_mark_stops_the_build(with_kit):
    assert build() == 0
    kit = with_kit.root / "output.kit"
    (kit / ".tambour").unlink()
    (kit / "photo.jpg").write_text("pixels")

    assert build() == SETTINGS
    assert (kit / "photo.jpg").exists()


def test_a_site_without_kit_leaves_the_folder_of_that_name_alone(project):
    assert build() == 0
    kit = project.root / "output.kit"
    kit.mkdir()

    project.write("content/pages/mentions.md", "---\nid: mentions-legales\ntitre: Mentions\n---\n")
    assert build() == 0
    assert kit.is_dir()

    (kit / "photo.jpg").write_text("pixels")
    project.write("content/pages/mentions.md", "---\nid: mentions-legales\ntitre: Mentions légales\n---\n")
    assert build() == SETTINGS
    assert (kit / "photo.jpg").exists()


@pytest.mark.parametrize("name", [".output.next", ".output.last", ".output.kit.next"])
def test_a_hidden_folder_of_somebody_s_is_not_emptied(project, capsys, name):
    mine = project.write(f"{name}/photo.jpg", "pixels")

    assert build() == SETTINGS

    assert "[dossier-etranger]" in capsys.readouterr().err
    assert mine.exists()


@pytest.mark.parametrize(
    "line",
    [
        'KIT_PATH = "output"',
        'KIT_PATH = "output/kit"',
        'KIT_PATH = "content"',
        'OUTPUT_PATH, KIT_PATH = "site/public", "site"',
        'OUTPUT_PATH, PATH = "site", "site/content"',
        'OUTPUT_PATH = "."',
        'CACHE_PATH = "output/cache"',
    ],
)
def test_folders_that_would_erase_each_other_are_told(project, capsys, line):
    (project.root / "site/content").mkdir(parents=True)
    project.set(line)

    assert build() == SETTINGS

    assert "[dossiers-emboites]" in capsys.readouterr().err
    assert (project.root / "content/pages/mentions.md").exists()
    assert not project.output.exists()


def test_an_output_that_is_a_file_is_not_replaced(project, capsys):
    file = project.write("output", "pixels")

    assert build() == SETTINGS

    assert "[sortie-etrangere]" in capsys.readouterr().err
    assert file.read_text() == "pixels"


def test_a_link_in_place_of_the_output_leads_to_the_folder_that_is_replaced(project, tmp_path):
    (tmp_path / "www").mkdir()
    project.output.symlink_to(tmp_path / "www")

    assert build() == 0

    assert project.output.is_symlink()
    assert (tmp_path / "www/tambour.json").is_file()


def test_a_link_that_leads_to_itself_is_told(project, capsys):
    project.output.symlink_to(project.output)

    assert build() in (SETTINGS, 74)

    assert "Traceback" not in capsys.readouterr().err


def test_only_what_builds_have_kept_leaves_the_cache(tmp_path):
    ours = [f"outputs/{'a' * 64}", f"outputs/{'a' * 64}.123", f"media/{'b' * 32}/1.jpg", "media/originals.json"]
    theirs = ["media/photo.jpg", "outputs/notes.txt", "autre/a"]
    for path in (*ours, *theirs):
        Path(tmp_path, path).parent.mkdir(parents=True, exist_ok=True)
        Path(tmp_path, path).write_text("")

    empty_cache(tmp_path)

    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()) == sorted(
        theirs
    )


class Killed(BaseException):
    """Ends a build at once, as a signal does."""


def test_two_builds_killed_in_turn_leave_no_kit_of_another_content(project, monkeypatch):
    """The first when all is in place and nothing is remembered; the second between the site and the kit."""
    project.set('CHANNELS = {"kit": {}}')
    kit = project.output.with_name("output.kit")

    def build_killed(owner: object, name: str, dies: Callable[..., bool]) -> None:
        true = getattr(owner, name)

        def die(*arguments: object, **options: object) -> object:
            if dies(*arguments):
                raise Killed
            return true(*arguments, **options)

        with monkeypatch.context() as patched, pytest.raises(Killed):
            patched.setattr(owner, name, die)
            build()

    def kit_of(day: str) -> dict[str, bytes]:
        project.write("content/agenda/fete.md", EVENT.format(day))
        return {path.name: path.read_bytes() for path in sorted(kit.rglob("*")) if path.is_file()}

    kit_of("2026-12-05")
    assert build() == 0
    first = kit_of("2026-12-06")
    build_killed(last_build.StateFile, "keep", lambda *_: True)
    assert kit_of("2026-12-05") != first
    build_killed(swap, "put_in_place", lambda folder: folder == kit)

    assert build() == 0

    assert kit_of("2026-12-05") == first
