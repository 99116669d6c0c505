"""What the measures are made of is content that a build takes."""

from dataclasses import replace

from tambour.commands.check import check
from tests.bench import projects
from tests.bench.corpus import corpus


def test_the_made_up_items_have_nothing_to_mend(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(projects, "write_photos", lambda _folder: None)  # drawing them takes seconds
    projects.write_tambour([replace(entry, photo=None) for entry in corpus(40)], tmp_path)
    monkeypatch.chdir(tmp_path)

    assert (check(), capsys.readouterr().err) == (0, "")
