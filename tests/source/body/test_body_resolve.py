"""Neutral addresses become absolute, nothing else moves."""

from pathlib import PurePosixPath

from tambour.source.body import read_body, resolve


def absolute(neutral: str) -> str:
    return f"https://exemple.fr/[{neutral}]&"


def test_every_kind_of_internal_address_is_asked_for_decoded_and_without_fragment():
    html = read_body(
        "[a](id:fete#tarifs) [b](<{filename}/lieux/la salle.md>) ![c](<é, t.jpg>) [d](/agenda/?x=1#y)",
        PurePosixPath("actualites/a.md"),
    ).html

    assert resolve(html, absolute) == (
        '<p><a href="https://exemple.fr/[id:fete]&amp;#texte-tarifs">a</a>'
        ' <a href="https://exemple.fr/[file:lieux/la salle.md]&amp;">b</a>'
        ' <img src="https://exemple.fr/[media:images/é, t.jpg]&amp;" alt="c" loading="lazy">'
        ' <a href="https://exemple.fr/[path:/agenda/]&amp;?x=1#y">d</a></p>'
    )


def test_addresses_of_others_and_texts_that_look_like_addresses_stay():
    html = read_body(
        '[a](https://b.fr/?id:c) `href="id:fete"` mailto:x@y.fr <abbr title=\'href="id:x"\'>b</abbr> [c](tel:15)',
        PurePosixPath("actualites/a.md"),
    ).html

    assert resolve(html, absolute) == html


def test_a_srcset_is_resolved_candidate_by_candidate():
    html = '<img src="media:a.jpg" srcset="media:a-400.webp 400w, media:b%2C.webp 800w, https://c.fr/id:x 2x">'

    assert resolve(html, lambda neutral: f"https://x.fr/{neutral[6:]}") == (
        '<img src="https://x.fr/a.jpg"'
        ' srcset="https://x.fr/a-400.webp 400w, https://x.fr/b,.webp 800w, https://c.fr/id:x 2x">'
    )


def test_feeds_and_mails_get_whole_addresses_for_anchors_too():
    html = read_body("## A\n\n[b](#a)", PurePosixPath("actualites/a.md")).html

    assert '<a href="#texte-a">' in resolve(html, absolute)
    assert '<a href="https://x.fr/a/#texte-a">' in resolve(html, absolute, page="https://x.fr/a/")
