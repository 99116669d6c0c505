"""A picture is made once: by the first build that needs it, the same on every machine, and again only when it must."""

import json
import os
import shutil

import pytest

from tambour.media.sealed import unseal
from tests.media.pictures import phone_photo

PHOTO = phone_photo((500, 300))
OTHER = phone_photo((300, 500), orientation=8)


def bytes_of(folder):
    return {path: file.file.read_bytes() for path, file in folder.public.items()}


def test_a_second_build_makes_no_picture(contents):
    contents.put("images/a.jpg", PHOTO)
    first, _ = contents.taken()

    second, _ = contents.taken()

    assert contents.made == [1]
    assert (second.originals, second.public) == (first.originals, first.public)


def test_one_more_picture_is_one_more_to_make(contents):
    contents.put("images/a.jpg", PHOTO)
    contents.taken()
    contents.put("images/b.jpg", OTHER)

    contents.taken()

    assert contents.made == [1, 1]


def test_a_picture_that_changed_is_made_again_under_another_name(contents):
    before = contents.original("images/a.jpg", PHOTO)

    after = contents.original("images/a.jpg", OTHER)

    assert contents.made == [1, 1]
    assert (after.width, after.height) == (300, 500)
    assert {version.path for version in before.derived}.isdisjoint(version.path for version in after.derived)


def test_the_same_photo_under_two_names_is_made_once(contents):
    contents.put("images/a.jpg", PHOTO)
    contents.put("images/2026/b.jpg", PHOTO)

    folder, _ = contents.taken()

    assert contents.made == [1]
    assert [folder.originals[path].at(400).path[:8] for path in sorted(contents.files)] == ["media/b-", "media/a-"]


def test_a_renamed_photo_is_not_made_again(contents):
    contents.put("images/a.jpg", PHOTO)
    contents.taken()
    contents.files["images/b.jpg"] = contents.files.pop("images/a.jpg")

    folder, _ = contents.taken()

    assert contents.made == [1]
    assert folder.originals["images/b.jpg"].at(400).path.startswith("media/b-")


def test_bytes_do_not_depend_on_how_many_cores_make_them(contents, tmp_path):
    for number in range(3):
        contents.put(f"images/{number}.jpg", phone_photo((500 + number, 300)))
    alone = bytes_of(contents.taken(workers=1)[0])
    (tmp_path / ".cache").rename(tmp_path / "made-by-one")

    together = bytes_of(contents.taken(workers=2)[0])

    assert contents.made == [3, 3]
    assert together == alone


def cut(entry):
    (entry / "400.avif").write_bytes(b"short")


def altered(entry):
    data = (entry / "400.jpg").read_bytes()
    (entry / "400.jpg").write_bytes(data[:-3] + b"\0\0\0")


def removed(entry):
    (entry / "500.jpg").unlink()


def unlisted(entry):
    (entry / "versions.json").write_text("[]")


def garbled(entry):
    (entry / "versions.json").write_text('[{"name": "400.avif"}]')


@pytest.mark.parametrize("spoil", [cut, altered, removed, unlisted, garbled])
def test_what_was_spoiled_in_the_cache_is_made_again(contents, spoil):
    contents.put("images/a.jpg", PHOTO)
    first = bytes_of(contents.taken()[0])
    [entry] = (path for path in contents.cache.iterdir() if path.is_dir())
    spoil(entry)

    again = bytes_of(contents.taken()[0])

    assert contents.made == [1, 1]
    assert again == first


def test_a_failed_picture_leaves_nothing_behind(contents):
    contents.put("images/a.jpg", PHOTO[: len(PHOTO) // 2])

    contents.taken()

    assert [path.name for path in contents.cache.iterdir()] == ["originals.json"]


@pytest.mark.parametrize("text", ["", "{}", '{"revision": 0, "files": {}}', '{"revision": 1, "files": 3}'])
def test_facts_that_cannot_be_trusted_are_found_out_again(contents, text):
    before = contents.original("images/a.jpg", PHOTO)
    (contents.cache / "originals.json").write_text(text)

    after, _ = contents.taken()

    assert after.originals["images/a.jpg"] == before
    assert json.loads(unseal((contents.cache / "originals.json").read_bytes()))["revision"] > 0


def flipped(data: bytes) -> bytes:
    """Another figure where the first one stands: still JSON, and false."""
    place = next(place for place, byte in enumerate(data) if place > 80 and chr(byte).isdecimal() and byte != 0x39)
    return data[:place] + bytes([data[place] + 1]) + data[place + 1 :]


def folder_instead(file):
    file.unlink()
    (file / "a").mkdir(parents=True)


DAMAGES = {
    "cut": lambda file: file.write_bytes(file.read_bytes()[:-9]),
    "emptied": lambda file: file.write_bytes(b""),
    "a figure flipped": lambda file: file.write_bytes(flipped(file.read_bytes())),
    "something else's": lambda file: file.write_bytes(b'[{"name": 3}]'),
    "a folder in its place": folder_instead,
    "removed": lambda file: file.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_whatever_happened_to_what_was_kept_the_same_is_made(contents, damage):
    contents.put("images/a.jpg", PHOTO)
    first, _ = contents.taken()
    before = first.originals, bytes_of(first)
    for file in [path for path in contents.cache.rglob("*") if path.is_file()]:
        damage(file)
        again, _ = contents.taken()
        assert (again.originals, bytes_of(again)) == before, file.name


def test_a_version_that_was_touched_is_made_anew_whatever_the_clock_said(contents):
    """Its time says nothing by being earlier: a clock may have been put back."""
    contents.put("images/a.jpg", PHOTO)
    before = bytes_of(contents.taken()[0])
    for file in contents.cache.glob("*/*.jpg"):
        file.write_bytes(b"!" + file.read_bytes()[1:])
        os.utime(file, (1, 1))

    assert bytes_of(contents.taken()[0]) == before


def test_what_stands_where_a_folder_of_versions_belongs_makes_room(contents):
    contents.put("images/a.jpg", PHOTO)
    before = bytes_of(contents.taken()[0])
    for folder in [path for path in contents.cache.iterdir() if path.is_dir()]:
        shutil.rmtree(folder)
        folder.write_text("a file")

    assert bytes_of(contents.taken()[0]) == before


def test_an_unchanged_file_is_not_read_again(contents, monkeypatch):
    contents.put("images/a.jpg", PHOTO)
    before, _ = contents.taken()
    monkeypatch.setattr("tambour.media.folder.measure", None)

    after, _ = contents.taken()

    assert after.originals == before.originals


def test_the_cache_can_be_deleted_at_any_time(contents):
    contents.put("images/a.jpg", PHOTO)
    first = bytes_of(contents.taken()[0])
    for path in sorted(contents.cache.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()

    assert bytes_of(contents.taken()[0]) == first
