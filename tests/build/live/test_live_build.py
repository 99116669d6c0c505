"""A build that stays makes what a full build makes, whatever is edited, in whatever order, as time goes by."""

import shutil
from pathlib import Path

from tambour.bridge import connect
from tambour.bridge.runner import make_ready
from tambour.build.clock import EPOCH, Phases
from tambour.build.live.site_build import SiteBuild
from tambour.build.request import Request
from tambour.commands.build import build
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


def test_what_stays_is_what_a_full_build_makes(tmp_path, monkeypatch, pytestconfig, capsys):
    steps, seed = pytestconfig.getoption("edits"), pytestconfig.getoption("edits_seed")
    valley = Valley.begin(tmp_path, seed)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(EPOCH, str(int(valley.moment.timestamp())))
    settings, live, full = tmp_path / "pelicanconf.py", tmp_path / "live", tmp_path / "full"
    session, compared = begin(settings, live), 0
    for step in range(steps):
        before = {file: file.read_bytes() for file in (tmp_path / "content").rglob("*") if file.is_file()}
        if step % 7 == 5:
            record()
            touched = [tmp_path / "content/registre.jsonl"]
        else:
            touched = valley.edit() if step else []
        if step % 10 == 9:
            settings.write_text(f"{settings.read_text('utf-8')}PAGE_SIZE = {valley.chance.randrange(2, 6)}\n", "utf-8")
            session = begin(settings, live)
        monkeypatch.setenv(EPOCH, str(int(valley.moment.timestamp())))
        session.saved(touched)
        try:
            session.bring_up_to_date(Phases())
        except Refused:
            assert build(settings=settings, output=full, quiet=True) != 0, valley.edits
            restore(tmp_path / "content", before)
            session.saved(before)
            session.bring_up_to_date(Phases())
        assert build(settings=settings, output=full, quiet=True) == 0, (valley.edits, capsys.readouterr())
        made, wanted = (tree(root, root.with_name(f"{root.name}.kit")) for root in (live, full))
        assert other_files(made, wanted) == [], (step, valley.edits)
        compared += 1
    assert compared == steps


def restore(content: Path, files: dict[Path, bytes]) -> None:
    shutil.rmtree(content)
    for file, data in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
