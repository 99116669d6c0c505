"""What is published of the demo says of each fact what its content says: else nobody could publish it."""

from pathlib import Path

import pytest

from tambour.commands.verify import verify
from tests.trees import DEMO_URL, Tree, settings_without


def test_every_channel_of_the_demo_says_the_same(demo: Tree, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    settings = settings_without(tmp_path)
    settings.write_text(f"{settings.read_text('utf-8')}SITEURL = {DEMO_URL!r}\n", "utf-8")

    assert verify(settings=settings, output=demo.root) == 0, capsys.readouterr().err
    assert "tous les canaux disent la même chose" in capsys.readouterr().out
