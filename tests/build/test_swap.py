"""A site is served at every moment: before, during and after it is replaced, and after a death in between."""

import signal
import subprocess
import sys
import time

from tambour.build import swap


def site(folder, text):
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(text)
    return folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_next_output_takes_the_place_of_the_last(tmp_path):
    live = site(tmp_path / "output", "last")
    site(swap.next_folder(live), "next")

    swap.put_in_place(live)

    assert (live / "index.html").read_text() == "next"
    assert (swap.next_folder(live) / "index.html").read_text() == "last", "the ground of the output after this one"


def test_the_first_output_needs_no_last_one(tmp_path):
    live = tmp_path / "output"
    site(swap.next_folder(live), "first")

    swap.put_in_place(live)

    assert (live / "index.html").read_text() == "first"
    assert names(tmp_path) == ["output"]


def test_where_folders_cannot_be_exchanged_renames_do_it(tmp_path, monkeypatch):
    monkeypatch.setattr(swap, "exchange", lambda _one, _other: False)
    live = site(tmp_path / "output", "last")
    site(swap.next_folder(live), "next")

    swap.put_in_place(live)

    assert (live / "index.html").read_text() == "next"
    assert names(tmp_path) == [".output.next", "output"]


def test_a_death_between_the_first_two_renames_is_repaired(tmp_path):
    live = tmp_path / "output"
    site(swap.aside_folder(live), "last")
    site(swap.next_folder(live), "next")

    swap.repair(live)

    assert (live / "index.html").read_text() == "last"


def test_a_death_before_the_last_rename_leaves_nothing_behind(tmp_path):
    live = site(tmp_path / "output", "next")
    site(swap.aside_folder(live), "last")

    swap.repair(live)

    assert (live / "index.html").read_text() == "next"
    assert names(tmp_path) == ["output"]


def test_a_site_is_there_at_every_moment_under_kill_9(tmp_path):
    live = site(tmp_path / "output", "0")
    endless = (
        "import sys; from pathlib import Path; from tambour.bridge import swap\n"
        "live = Path(sys.argv[1]); print('ready', flush=True)\n"
        "for n in range(10**9):\n"
        "    swap.repair(live); new = swap.next_folder(live); new.mkdir(exist_ok=True)\n"
        "    (new / 'new').write_text(str(n)); (new / 'new').replace(new / 'index.html'); swap.put_in_place(live)\n"
    )
    for attempt in range(12):
        with subprocess.Popen([sys.executable, "-c", endless, str(live)], stdout=subprocess.PIPE) as builder:
            builder.stdout.readline()
            time.sleep(0.005 + attempt * 0.003)
            builder.send_signal(signal.SIGKILL)
        if not sys.platform.startswith("linux"):  # elsewhere, the next start puts it back
            swap.repair(live)
        assert (live / "index.html").read_text().isdigit()
