"""Two versions of a text beside each other."""

import pytest

from tambour.pupitre.text.beside import around_marks, mark_differences


@pytest.mark.parametrize(
    ("one", "other", "marked"),
    [
        ("<p>Le bal est samedi.</p>", "<p>Le bal est dimanche.</p>", ("samedi.", "dimanche.")),
        ("<p>Le bal du lac.</p>", "<p>Le grand bal du lac.</p>", (None, "grand")),
        ("<p>Un bal de nuit</p>", "<p>Deux bals de nuit</p>", ("Un bal", "Deux bals")),
        ("<p>Le bal</p>", "<h2>Le bal</h2>", ("Le bal", "Le bal")),
        ('<h2 id="a">Le bal</h2>', '<h2 id="b">Le grand bal</h2>', (None, "grand")),
        ('<p><a href="/a">Le bal</a></p>', '<p><a href="/b">Le bal</a></p>', ("Le bal", "Le bal")),
    ],
)
def test_only_what_differs_is_marked(one: str, other: str, marked: tuple[str | None, str | None]):
    shown = mark_differences(one, other)

    assert shown[0].count("<mark>") == shown[0].count("</mark>") == (marked[0] is not None)
    assert all(f"<mark>{words}</mark>" in side for words, side in zip(marked, shown, strict=True) if words)
    assert tuple(side.replace("<mark>", "").replace("</mark>", "") for side in shown) == (one, other)


def test_a_mark_never_crosses_an_element():
    one, other = mark_differences("<p>Un <strong>bal</strong> ici<br>et là</p>", '<p><img src="/a>b.png" alt=""></p>')

    assert one == ("<p><mark>Un</mark> <strong><mark>bal</mark></strong> <mark>ici</mark><br><mark>et là</mark></p>")
    assert other == '<p><mark><img src="/a>b.png" alt=""></mark></p>'


def test_of_a_long_text_the_blocks_around_what_differs_are_shown():
    blocks = [*(f"<p>Bloc {number}.<br>Ligne.</p>\n" for number in range(6)), "<ul><li>Fin</li></ul>\n"]
    other = [*blocks[:3], "<p>Bloc trois.<br>Ligne.</p>\n", *blocks[4:]]
    one, _ = mark_differences("".join(blocks), "".join(other))

    assert around_marks(one) == "".join(
        ["<p>…</p>", blocks[2], "<p>Bloc <mark>3.</mark><br>Ligne.</p>\n", blocks[4], "<p>…</p>"]
    )
    assert around_marks("".join(blocks)) == "".join(blocks)
