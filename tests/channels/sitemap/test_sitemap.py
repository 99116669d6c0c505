"""Search engines are told every page that they may show, and since when it says what it says."""

from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree

import pytest
from lxml import etree
from pydantic import ValidationError

from tambour.channels.sitemap import MAX_ENTRIES, Sitemap
from tambour.channels.sitemap.sitemap_xml import NAMESPACE
from tambour.model.site.page_address import PageAddress
from tambour.testing.building import NOW, PARIS, URL, make, output_at, published, rendered, site
from tambour.testing.village import ALERT, NEWS, village

XML = f"{{{NAMESPACE}}}"


def locations(document: bytes) -> list[str]:
    """Read back with libxml2, which did not write it."""
    return [element.text for element in etree.fromstring(document).iter(f"{XML}loc")]


def lastmods(document: bytes) -> list[str]:
    return [element.text for element in etree.fromstring(document).iter(f"{XML}lastmod")]


def test_whole_village(golden):
    for path, data in rendered(make(Sitemap), village()).items():
        golden(path, data)


def test_expired_items_lifted_alerts_and_unindexed_pages_are_left_out():
    given = village()
    given = replace(given, pages=(*given.pages, PageAddress("404.html", "Page introuvable", indexable=False)))
    told = locations(rendered(make(Sitemap), given)["sitemap.xml"])

    assert f"{URL}/alertes/eau-non-potable/" in told
    assert not [url for url in told if "route-coupee" in url or "foire-2025" in url or "404" in url]


def test_an_expired_item_is_left_out_even_when_its_page_may_be_indexed():
    given = site([published("news", NEWS, expired=True)])
    pages = tuple(replace(page, indexable=True) for page in given.pages)

    assert locations(rendered(make(Sitemap), replace(given, pages=pages))["sitemap.xml"]) == [f"{URL}/"]


def test_an_item_that_its_writer_keeps_out_is_left_out():
    kept_out = published("alert", ALERT | {"canaux": {"sitemap": {"exclure": "oui"}}})

    assert locations(rendered(make(Sitemap), site([kept_out]))["sitemap.xml"]) == [f"{URL}/"]


def test_last_change_comes_from_the_content_never_from_the_clock():
    given = site([published("news", NEWS)], pages=(PageAddress("a/", "A", datetime(2026, 7, 1, 8, tzinfo=PARIS)),))
    told = rendered(make(Sitemap), given)["sitemap.xml"]

    assert lastmods(told) == ["2026-07-01T08:00:00+02:00"]
    assert rendered(make(Sitemap), replace(given, now=NOW.replace(year=2027)))["sitemap.xml"] == told


def test_a_page_without_a_known_change_has_no_date():
    assert lastmods(rendered(make(Sitemap), site(pages=(PageAddress("a/", "A"),)))["sitemap.xml"]) == []


def test_addresses_are_percent_encoded():
    told = rendered(make(Sitemap), site(pages=(PageAddress("thèmes/a & b/", "A"),)))["sitemap.xml"]

    assert locations(told) == [f"{URL}/th%C3%A8mes/a%20&%20b/"]


def test_a_very_large_site_has_an_index_of_sitemaps():
    newest = datetime(2026, 5, 2, tzinfo=PARIS)
    pages = [PageAddress(f"p/{number:06d}/", "P", newest.replace(day=1)) for number in range(MAX_ENTRIES + 1)]
    given = site(pages=(*pages[:-1], replace(pages[-1], lastmod=newest)))
    files = rendered(make(Sitemap), given)

    assert sorted(files) == ["robots.txt", "sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert etree.fromstring(files["sitemap.xml"]).tag == f"{XML}sitemapindex"
    assert locations(files["sitemap.xml"]) == [f"{URL}/sitemap-1.xml", f"{URL}/sitemap-2.xml"]
    assert lastmods(files["sitemap.xml"]) == ["2026-05-01T00:00:00+02:00", "2026-05-02T00:00:00+02:00"]
    assert len(locations(files["sitemap-1.xml"])) == MAX_ENTRIES
    assert locations(files["sitemap-2.xml"]) == [f"{URL}/p/{MAX_ENTRIES:06d}/"]


def test_the_longest_addresses_keep_under_the_size_limit():
    longest = "x" * (2_048 - len(f"{URL}/") - len("000000/"))
    pages = tuple(PageAddress(f"{longest}{number:06d}/", "P", NOW) for number in range(MAX_ENTRIES))

    assert len(rendered(make(Sitemap), site(pages=pages))["sitemap.xml"]) < 50 * 1024 * 1024


def test_the_key_tells_when_the_sitemap_changes():
    channel, before = make(Sitemap), village()
    after = replace(before, pages=before.pages[1:])

    assert output_at(channel, before, "sitemap.xml").key != output_at(channel, after, "sitemap.xml").key
    assert output_at(channel, before, "robots.txt").key == output_at(channel, after, "robots.txt").key


def test_robots_may_read_everything():
    assert rendered(make(Sitemap), site())["robots.txt"].decode() == (
        f"User-agent: *\nDisallow:\n\nSitemap: {URL}/sitemap.xml\n"
    )


def test_closed_paths_are_told_from_the_host_s_root():
    robots = rendered(make(Sitemap, disallow=["/lettres/", "/été*.pdf$"]), site())["robots.txt"].decode()

    assert robots.splitlines()[1:3] == ["Disallow: /interco/lettres/", "Disallow: /interco/%C3%A9t%C3%A9*.pdf$"]


@pytest.mark.parametrize("path", ["lettres/", "/a b", "/a\nAllow: /", "/a#b", ""])
def test_a_path_that_robots_would_misread_is_refused(path):
    with pytest.raises(ValidationError):
        make(Sitemap, disallow=[path])


def test_xml_is_read_alike_by_two_parsers():
    document = rendered(make(Sitemap), village())["sitemap.xml"]

    assert [element.text for element in ElementTree.fromstring(document).iter(f"{XML}loc")] == locations(document)


def test_the_key_of_indexnow_is_a_file_when_there_is_one():
    files = rendered(make(Sitemap), replace(village(), search_key="0a1b-2c3d"))

    assert files["0a1b-2c3d.txt"] == b"0a1b-2c3d"
    assert [path for path in rendered(make(Sitemap), village()) if path.endswith(".txt")] == ["robots.txt"]
