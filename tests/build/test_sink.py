"""Files go where they are told, once, and never through a link into the last output."""

import os
from pathlib import Path

import pytest

from tambour.build.last_build import signatures
from tambour.build.sink import Sink, UnsafePath, WrittenTwice, digest


def test_bytes_come_out_as_they_went_in(tmp_path):
    sink = Sink(tmp_path)

    written = sink.write("a/b/ville.ics", b"X\r\nY\r\n")

    assert (tmp_path / "a/b/ville.ics").read_bytes() == b"X\r\nY\r\n"
    assert (written.length, written.sha256, written.linked) == (6, digest(tmp_path / "a/b/ville.ics"), False)


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "a//b", "", "a/./b", "a\\b", "a\0b", "a\nb", "."])
def test_nothing_is_written_outside_the_folder(tmp_path, path):
    with pytest.raises(UnsafePath):
        Sink(tmp_path / "out").write(path, b"")

    assert not list(tmp_path.rglob("x"))


@pytest.mark.parametrize("path", ["images/Fête du lac.jpg", "images/📷\u00a0été.jpg"])
def test_names_that_people_give_are_accepted(tmp_path, path):
    Sink(tmp_path).write(path, b"x")

    assert (tmp_path / path).read_bytes() == b"x"


def test_a_path_is_written_once_a_run(tmp_path):
    sink = Sink(tmp_path)
    sink.write("a", b"1")

    with pytest.raises(WrittenTwice):
        sink.write("a", b"2")

    assert (tmp_path / "a").read_bytes() == b"1"


def test_an_unchanged_file_is_a_link_to_the_last_output(tmp_path):
    last, new = tmp_path / "last", tmp_path / "new"
    Sink(last).write("same", b"1")
    Sink(last).write("other", b"1")

    sink = Sink(new, last)
    same, other = sink.write("same", b"1"), sink.write("other", b"2")

    assert (last / "same").samefile(new / "same")
    assert (last / "other").read_bytes() == b"1"
    assert (same.linked, other.linked) == (True, False)


def test_writing_over_a_link_leaves_what_it_linked_to(tmp_path):
    live, new = tmp_path / "live", tmp_path / "new"
    Sink(live).write("page", b"live")
    new.mkdir()
    os.link(live / "page", new / "page")

    Sink(new).write("page", b"new!")

    assert ((live / "page").read_bytes(), (new / "page").read_bytes()) == (b"live", b"new!")


def test_a_run_over_its_own_output_touches_only_what_changed(tmp_path):
    Sink(tmp_path).write("same", b"1")
    before = (tmp_path / "same").stat()

    written = Sink(tmp_path, tmp_path).write("same", b"1")

    assert written.linked
    assert (tmp_path / "same").stat() == before


def test_a_symbolic_link_in_the_last_output_is_not_taken_for_the_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(b"1")
    (tmp_path / "last").mkdir()
    (tmp_path / "last/page").symlink_to(secret)

    assert not Sink(tmp_path / "new", tmp_path / "last").write("page", b"1").linked


@pytest.fixture
def photo(tmp_path):
    """An original, and the last output, which has it at images/photo.jpg."""
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"pixels")
    Sink(tmp_path / "last").copy("images/photo.jpg", file, digest(file))
    return file


def copied(tmp_path, photo, untouched, last_sha256):
    sink = Sink(tmp_path / "new", tmp_path / "last", untouched)
    return sink.copy("images/photo.jpg", photo, digest(photo), last_sha256).linked


def test_a_picture_that_nobody_has_touched_is_linked_without_being_read(tmp_path, photo, monkeypatch):
    untouched, sha256 = signatures(tmp_path / "last"), digest(photo)
    monkeypatch.setattr("tambour.build.sink.digest", None)

    assert Sink(tmp_path / "new", tmp_path / "last", untouched).copy("images/photo.jpg", photo, sha256, sha256).linked


def test_a_picture_that_somebody_may_have_touched_is_read_and_linked_when_it_is_right(tmp_path, photo):
    assert copied(tmp_path, photo, {}, digest(photo))
    assert not photo.samefile(tmp_path / "new/images/photo.jpg"), "an edited original must not change the live site"


def damaged(file):
    file.write_bytes(b"pixelz")


def closed(file):
    file.chmod(0o600)  # as under `umask 077`: the web server could not read it


def linked_away(file):
    elsewhere = file.with_name("elsewhere")
    file.rename(elsewhere)
    file.symlink_to(elsewhere)


@pytest.mark.parametrize("damage", [damaged, closed, linked_away, Path.unlink])
def test_a_picture_that_is_not_what_was_written_is_copied_anew(tmp_path, photo, damage):
    untouched = signatures(tmp_path / "last")
    damage(tmp_path / "last/images/photo.jpg")

    assert not copied(tmp_path, photo, untouched, digest(photo))
    made = tmp_path / "new/images/photo.jpg"
    assert made.read_bytes() == b"pixels"
    assert not made.is_symlink()
    assert made.stat().st_mode & 0o444 == 0o444


def test_what_an_older_output_left_makes_room(tmp_path):
    """A file where a folder is wanted, a folder where a file is wanted, and what nobody wants."""
    old = Sink(tmp_path / "out")
    for path in ("kept/a", "gone/b/c", "kept/gone", "file", "folder/a"):
        old.write(path, b"1")
    new = Sink(tmp_path / "out", tmp_path / "live")
    planned = {"kept/a", "file/a", "folder"}

    new.prune(planned)
    for path in sorted(planned):
        new.write(path, b"2")

    found = {
        p.relative_to(tmp_path / "out").as_posix(): p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()
    }
    assert found == dict.fromkeys(planned, b"2")


def test_a_folder_that_is_written_over_keeps_what_is_not_ours(tmp_path):
    Sink(tmp_path).write("CNAME", b"www.exemple.fr")

    Sink(tmp_path, tmp_path).prune({"index.html"})

    assert (tmp_path / "CNAME").exists()
