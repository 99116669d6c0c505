"""A text that is held in UTF-8 is read, compared, copied and kept as any text."""

import pickle
from dataclasses import FrozenInstanceError, replace

import pytest

from tambour.model.packed_text import bytes_of
from tambour.model.site.published import Fragment
from tambour.source.body import Body


@pytest.mark.parametrize("text", ["", "Été", "L’été — « vu »", "🥁", "\ud800"])
def test_a_text_is_what_it_was(text):
    fragment = Fragment(f"<p>{text}</p>", text)

    assert (fragment.html, fragment.plain) == (f"<p>{text}</p>", text)
    assert fragment == Fragment(f"<p>{text}</p>", text) != Fragment("", text)
    assert replace(fragment, html="").plain == text
    assert pickle.loads(pickle.dumps(fragment)) == fragment


def test_it_has_no_default_and_cannot_be_changed():
    with pytest.raises(TypeError, match="html"):
        Fragment(plain="")  # type: ignore[call-arg]
    with pytest.raises(FrozenInstanceError):
        Fragment("", "").html = "a"  # type: ignore[misc]


def test_two_that_say_the_same_hold_it_once():
    body = Body("<p>L’été</p>", "L’été")
    fragment = Fragment(bytes_of(body, "html"), "")

    assert fragment.html == body.html
    assert bytes_of(fragment, "html") is bytes_of(body, "html")
