"""Pages write the site's own addresses without its host; what names a page to machines, and what is copied, keep it."""

import pytest

from tambour.website.local_addresses import LocalAddresses

URL = "https://www.exemple.fr/interco"


def within(page: str, file: str = "agenda/fete/index.html", *, url: str = URL, relative: bool = False) -> str:
    return LocalAddresses(url, relative=relative).within(page, file)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('<a href="{url}/agenda/#mai">', '<a href="/interco/agenda/#mai">'),
        ('<a class="a" hidden href="{url}/">', '<a class="a" hidden href="/interco/">'),
        ('<a href="{url}">', '<a href="/interco/">'),
        ('<a href="{url}?a=1">', '<a href="/interco/?a=1">'),
        ("<a title='Un \"mot\"' href='{url}/a/'>", "<a title='Un \"mot\"' href='/interco/a/'>"),
        ('<link rel="stylesheet" href="{url}/theme/a.css">', '<link rel="stylesheet" href="/interco/theme/a.css">'),
        (
            '<link rel="alternate" type="a/b" href="{url}/a.rss">',
            '<link rel="alternate" type="a/b" href="/interco/a.rss">',
        ),
        ('<script src="{url}/a.js" defer></script>', '<script src="/interco/a.js" defer></script>'),
        ('<form action="{url}/recherche/">', '<form action="/interco/recherche/">'),
        ('<form data-charge-mots="{url}/mots.txt">', '<form data-charge-mots="/interco/mots.txt">'),
        (
            '<img alt="a > b" src="{url}/a.jpg" srcset="{url}/b.jpg 400w, {url}/c.jpg 800w">',
            '<img alt="a > b" src="/interco/a.jpg" srcset="/interco/b.jpg 400w, /interco/c.jpg 800w">',
        ),
        ("<source srcset='{url}/b.avif 1x'>", "<source srcset='/interco/b.avif 1x'>"),
    ],
)
def test_what_is_followed_or_loaded_loses_the_host(written: str, shown: str) -> None:
    assert within(written.replace("{url}", URL)) == shown


@pytest.mark.parametrize(
    "written",
    [
        '<link rel="canonical" href="{url}/a/">',
        '<link href="{url}/a/" rel=canonical>',
        '<link rel="alternate" hreflang="en" href="{url}/en/">',
        '<meta property="og:url" content="{url}/a/">',
        '<script type="application/ld+json">{"url":"{url}/a/"}</script>',
        '<input value="{url}/a.ics">',
        '<p data-copie="{url}/a.ics">',
        '<p>href="{url}/" ou srcset="{url}/a.jpg 1x"</p>',
        '<code>&lt;a href="{url}/"&gt;</code>',
        '<a href="https://www.exemple.fr/interco-bis/">',
        '<a href="https://www.exemple.fr/">',
        '<a href="webcal://www.exemple.fr/interco/a.ics">',
        '<a href="{url}//ailleurs.example/">',
        '<a href="https://ailleurs.example/?u={url}/">',
    ],
)
def test_what_names_the_page_what_is_copied_and_what_is_elsewhere_stays(written: str) -> None:
    page = written.replace("{url}", URL)

    assert within(page) == within(page, relative=True) == page


def test_at_the_root_of_a_host():
    assert (
        within('<a href="https://a.fr/b/"><a href="https://a.fr">', url="https://a.fr") == '<a href="/b/"><a href="/">'
    )


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("index.html", '<a href="./agenda/"><a href="./">'),
        ("agenda/index.html", '<a href="../agenda/"><a href="../">'),
        ("agenda/fete/index.html", '<a href="../../agenda/"><a href="../../">'),
        ("404.html", '<a href="/interco/agenda/"><a href="/interco/">'),  # it answers everywhere
    ],
)
def test_from_where_the_page_is(file: str, shown: str) -> None:
    assert within(f'<a href="{URL}/agenda/"><a href="{URL}/">', file, relative=True) == shown
