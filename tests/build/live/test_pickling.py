"""Objects of one process are the same in the next, functions that other functions make among them."""

import io
from functools import lru_cache, partial
from types import MappingProxyType, SimpleNamespace

import pytest

from tambour.build.live.kept_build import KeptBuild
from tambour.build.live.kept_parts import KeptParts
from tambour.build.live.pickling import CANNOT_BE_KEPT, ObjectReader, ObjectWriter, ThoroughWriter
from tambour.build.live.staged import StagedFolder


def counter(start):
    """Two functions that share what they count."""
    total = [start]

    def add(number):
        total.append(number)
        return sum(total)

    return add, lambda: sum(total)


def again(value, writer=ObjectWriter, **given):
    file = io.BytesIO()
    writer(file, given).dump(value)
    file.seek(0)
    return ObjectReader(file, given).load()


def test_what_the_settings_have_made_is_what_they_make_in_the_next_process():
    ours, another = SimpleNamespace(name="ours"), SimpleNamespace(name="another")

    mine, other, frozen = again((ours, another, MappingProxyType({"a": ours})), ours=ours)

    assert mine is ours and frozen["a"] is ours
    assert type(frozen) is MappingProxyType
    assert (other.name, other is another) == ("another", False)


def test_functions_that_another_makes_are_kept_with_what_they_share():
    with pytest.raises(CANNOT_BE_KEPT):
        again(counter(1))

    add, total = again(counter(1), ThoroughWriter)

    assert (add(2), total()) == (3, 3)


@pytest.mark.parametrize("function", [len, partial(int, base=2), lru_cache(partial(int, base=2))])
def test_other_functions_are_kept_by_any_writer(function):
    assert again(function)("101") == function("101")


def test_a_build_whose_channel_holds_a_function_of_its_own_is_kept_all_the_same(tmp_path):
    folders = {name: StagedFolder(tmp_path / name, {}) for name in ("public", "kit")}
    settings = SimpleNamespace(channels={}, territory=object())
    state = {**folders, "memory": None, "prepared": counter(1)[1]}
    parts = KeptParts(tmp_path / "kept.state", "0" * 64)

    KeptBuild(parts).keep(SimpleNamespace(settings=settings, state=lambda: state, has_gone_on=False))

    *_, last = zip(range(3), parts.read({}), strict=False)
    assert last[1]["prepared"]() == 1
    assert [file.name for file in tmp_path.iterdir()] == ["kept.state"]
