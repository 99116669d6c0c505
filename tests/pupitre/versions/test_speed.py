"""A save costs the same however much there is beside it."""

import os
from pathlib import Path

from tambour.pupitre.files.source_file import SourceFile
from tambour.pupitre.versions.store import Author
from tests.pupitre.versions.repositories import FETE, history, repository


def test_five_thousand_files_do_not_make_a_save_slow(tmp_path: Path):
    files = {f"agenda/x{number}.md": FETE.replace("id: fete", f"id: x{number}") for number in range(5000)}
    content = repository(tmp_path, files)
    kept = history(content)
    spent = []
    for number in range(3):
        file = SourceFile.read(content / "agenda/x7.md")
        start = os.times()
        kept.save(
            [("agenda/x7.md", file.change({"titre": f"Bal {number}"}))],
            Author("Claire"),
            "Bal",
            {"agenda/x7.md": file.data},
        )
        end = os.times()
        spent.append(sum(end[:4]) - sum(start[:4]))

    assert min(spent) < 0.3
