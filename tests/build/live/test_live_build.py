"""A build that stays makes what a full build makes, whatever is edited, in whatever order, as time goes by."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from tambour.bridge import connect
from tambour.bridge.runner import make_ready
from tambour.build.clock import EPOCH, Phases
from tambour.build.live import kept_build
from tambour.build.live.kept_parts import KeptParts
from tambour.build.live.pickling import ObjectWriter
from tambour.build.live.site_build import SiteBuild
from tambour.build.live.watch import Interrupted, Watch
from tambour.build.request import Request
from tambour.channels.feeds.entries import Writer
from tambour.channels.kit import Kit
from tambour.channels.newsletter import Newsletter
from tambour.channels.posts import Posts
from tambour.commands.build import build, build_anew
from tambour.commands.ledger import record
from tambour.model.problems import Refused
from tests.build.live.valley import Valley


def begin(settings: Path, output: Path) -> SiteBuild:
    connect()
    request = Request.read(settings=settings, output=output)
    return SiteBuild(make_ready(request, request.output, request.kit, Phases()))


def tree(*roots: Path) -> dict[str, bytes]:
    return {
        f"{number}/{file.relative_to(root).as_posix()}": file.read_bytes()
        for number, root in enumerate(roots)
        for file in root.rglob("*")
        if file.is_file()
    }


def other_files(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def build_fully(settings: Path, output: Path) -> int:
    """As Pelican runs it, knowing nothing of what earlier builds have read. Returns the exit code."""
    try:
        build_anew(Request.read(settings=settings, output=output)).keep_states()
    except SystemExit as stopped:
        return int(str(stopped.code))
    return 0


@pytest.fixture(scope="module")
def fully_built():
    """What a full build makes of a territory, site and kit: once for all tests that end with the same content."""
    made: dict[str, dict[str, bytes]] = {}

    def build_it(settings: Path, output: Path) -> dict[str, bytes]:
        sources = repr(tree(settings.parent / "content")) + settings.read_text("utf-8") + os.environ[EPOCH]
        if sources not in made:
            assert build_fully(settings, output) == 0
            made[sources] = tree(output, output.with_name(f"{output.name}.kit"))
        return made[sources]

    return build_it


def build_elsewhere(settings: Path, output: Path) -> int:
    """A command in a process of its own, where strings have other hashes."""
    asked = f"build(settings=Path({str(settings)!r}), output=Path({str(output)!r}), quiet=True)"
    code = f"from pathlib import Path\nfrom tambour.commands.build import build\nraise SystemExit({asked})"
    return subprocess.run([sys.executable, "-c", code], cwd=settings.parent, check=False).returncode


def test_what_stays_is_what_a_full_build_makes(tmp_path, monkeypatch, pytestconfig, capsys):
    """Compared whole after each edit, files of the kit and former files included; a build in three is left halfway.

    The same with commands, one after the other: each goes on with what the last one kept on disk, or one before.
    """
    steps, seed = pytestconfig.getoption("edits"), pytestconfig.getoption("edits_seed")
    valley = Valley.begin(tmp_path, seed)
    monkeypatch.chdir(tmp_path)
    settings = tmp_path / "pelicanconf.py"
    live, commands, full = (tmp_path / name for name in ("live", "commands", "full"))
    session, compared = None, 0
    for step in range(steps):
        before = {file: file.read_bytes() for file in (tmp_path / "content").rglob("*") if file.is_file()}
        touched = valley.edit() if step else []
        monkeypatch.setenv(EPOCH, str(int(valley.moment.timestamp())))
        if step % 7 == 5:
            record()
            touched.append(tmp_path / "content/registre.jsonl")
        if step % 10 == 9:
            valley.settings_or_theme()
        if session is None or step % 10 == 9:
            session = begin(settings, live)
        session.look_into(touched)
        leave_halfway(session, valley)
        try:
            session.bring_up_to_date(Phases())
        except Refused:
            assert build_fully(settings, full) != 0, valley.edits
            assert build(settings=settings, output=commands, quiet=True) != 0, valley.edits
            restore(tmp_path / "content", before)
            session.look_into(before)
            session.bring_up_to_date(Phases())
        assert build_fully(settings, full) == 0, (valley.edits, capsys.readouterr())
        monkeypatch.setattr(kept_build, "FEW", 0.5 if step % 3 else 0)  # some go on with what an older one has kept
        by_command = build_elsewhere if step % 4 == 3 else partial(build, quiet=True)
        assert by_command(settings=settings, output=commands) == 0, (valley.edits, capsys.readouterr())
        assert [*tmp_path.glob(".cache/builds/*.state")], "there is something to go on with"
        made, again, wanted = (tree(root, root.with_name(f"{root.name}.kit")) for root in (live, commands, full))
        assert other_files(made, wanted) == [], (step, valley.edits)
        assert other_files(again, wanted) == [], ("commands", step, valley.edits)
        compared += 1
    assert compared == steps


def test_what_can_wait_is_left_as_it_was_while_somebody_writes(tmp_path, monkeypatch):
    """The index of the search: the last one stands, then what a full build makes."""
    valley = Valley.begin(tmp_path, 1)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(EPOCH, str(int(valley.moment.timestamp())))
    session = begin(tmp_path / "pelicanconf.py", tmp_path / "live")
    index, shown = (tmp_path / "live/recherche/pagefind" / name for name in ("index/mots-0.pf_index", "fragment"))

    session.bring_up_to_date(Phases(), Watch(hurries=True))
    before = {file: file.read_bytes() for file in (index, shown / "news_news-0.pf_fragment")}

    news = tmp_path / "content/actualites/news-0.md"
    news.write_text(news.read_text("utf-8").replace("titre: ", "titre: Zorglub "), "utf-8")
    session.look_into([news])
    session.bring_up_to_date(Phases(), Watch(hurries=True))
    assert {file: file.read_bytes() for file in before} == before
    session.bring_up_to_date(Phases())
    assert build_fully(tmp_path / "pelicanconf.py", tmp_path / "full") == 0

    assert [file for file, data in before.items() if file.read_bytes() == data] == []
    assert other_files(tree(tmp_path / "live"), tree(tmp_path / "full")) == []


@pytest.mark.parametrize("keep", [64, 0.5])
def test_what_was_kept_by_a_build_that_was_killed_meanwhile_is_not_believed(tmp_path, monkeypatch, fully_built, keep):
    """keep: how much of it lies there, in bytes or as a share."""
    valley = Valley.begin(tmp_path, 1)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(EPOCH, str(int(valley.moment.timestamp())))
    settings, output = tmp_path / "pelicanconf.py", tmp_path / "output"
    assert build(settings=settings, output=output, quiet=True) == 0
    [kept] = tmp_path.glob(".cache/builds/*.state")
    whole = kept.read_bytes()
    torn = whole[: int(len(whole) * keep) if isinstance(keep, float) else keep]
    kept.with_name(f"{kept.name}.tambour-new").write_bytes(torn)
    kept.write_bytes(torn)
    news = tmp_path / "content/actualites/news-0.md"
    news.write_text(news.read_text("utf-8").replace("titre: ", "titre: Autre "), "utf-8")

    assert build(settings=settings, output=output, quiet=True) == 0

    made = tree(output, output.with_name("output.kit"))
    assert other_files(made, fully_built(settings, tmp_path / "full")) == []
    assert [file.name for file in kept.parent.glob("*.state*")] == [kept.name]
    assert len(kept.read_bytes()) > 1000


@pytest.mark.parametrize(("few", "written"), [(1, 1), (0, 3)], ids=["little is made", "much is made"])
def test_what_is_kept_is_written_again_when_much_was_made_anew_and_serves_until_then(
    tmp_path, monkeypatch, fully_built, few, written
):
    """Two edits, the first one undone by the second: what lies in the folders is not what is kept."""
    valley = Valley.begin(tmp_path, 1)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(EPOCH, str(int(valley.moment.timestamp())))
    monkeypatch.setattr(kept_build, "FEW", few)
    settings, output = tmp_path / "pelicanconf.py", tmp_path / "output"
    dumped: list[object] = []
    write = KeptParts._write
    monkeypatch.setattr(KeptParts, "_write", lambda own, *rest: dumped.append(rest[-1]) or write(own, *rest))
    one, other = (tmp_path / f"content/actualites/news-{number}.md" for number in (0, 1))
    as_it_was = one.read_text("utf-8")
    edited = as_it_was.replace("titre: ", "titre: Autre ")
    others = other.read_text("utf-8").replace("titre: ", "titre: Encore ")

    assert build(settings=settings, output=output, quiet=True) == 0
    for first, second in ((edited, others), (as_it_was, others)):
        one.write_text(first, "utf-8")
        other.write_text(second, "utf-8")
        assert build(settings=settings, output=output, quiet=True) == 0

    made = tree(output, output.with_name("output.kit"))
    assert other_files(made, fully_built(settings, tmp_path / "full")) == []
    assert dumped == [ObjectWriter] * written, "no channel of ours holds what only the slow writer knows"


def test_one_edit_makes_the_kit_s_sheets_of_what_it_changes_alone(tmp_path, monkeypatch):
    """And what channels say of it, once each: its texts to post, its entry, its block of mail."""
    valley = Valley.begin(tmp_path, 1)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(EPOCH, str(int(valley.moment.timestamp())))
    session = begin(tmp_path / "pelicanconf.py", tmp_path / "live")
    session.bring_up_to_date(Phases())
    made: list[str] = []
    said: list[tuple[str, str]] = []
    whole, posts, entry, block = Kit.render_last, Posts._posts, Writer._entry, Newsletter._block

    def note(kit, site, output, results):
        made.append(output.about or output.path)
        return whole(kit, site, output, results)

    def say(what, item, answer):
        said.append((what, item.id))
        return answer

    monkeypatch.setattr(Kit, "render_last", note)
    monkeypatch.setattr(Posts, "_posts", lambda own, site, item: say("posts", item, posts(own, site, item)))
    monkeypatch.setattr(Writer, "_entry", lambda own, post: say("entry", post.published, entry(own, post)))
    monkeypatch.setattr(Newsletter, "_block", lambda own, files, item: say("block", item, block(own, files, item)))
    news = tmp_path / "content/actualites/news-0.md"
    news.write_text(news.read_text("utf-8").replace("titre: ", "titre: Autre "), "utf-8")
    session.look_into([news])
    session.bring_up_to_date(Phases())

    shown = tmp_path / "live.kit/contenus"
    assert "news-0" in made
    assert {path for path in made if (shown / path).is_dir()} <= {"news-0", "decembre"}, (
        "it, and the letter that has it"
    )
    assert len(list(shown.iterdir())) > 4
    assert sorted(said) == [("block", "news-0"), ("entry", "news-0"), ("posts", "news-0")]


def leave_halfway(session: SiteBuild, valley: Valley) -> None:
    """Sometimes, begin a build and leave it at any point; another thing may be saved before the next."""
    if valley.chance.random() < 2 / 3:
        return
    left = iter(range(valley.chance.randrange(60)))
    with suppress(Interrupted, Refused):
        session.bring_up_to_date(Phases(), Watch(lambda: next(left, None) is None))


def restore(content: Path, files: dict[Path, bytes]) -> None:
    shutil.rmtree(content)
    for file, data in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
