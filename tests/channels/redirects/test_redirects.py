"""Whoever follows an old link arrives at the right page, or the writer is told why not before anything is published."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from pydantic import ValidationError

from tambour.channels import Output
from tambour.channels.redirects import Redirects
from tambour.model.media import Original
from tambour.model.site import PageAddress
from tests.channels.building import URL, Files, make, output_at, published, rendered, site
from tests.channels.village import NEWS, PAGE, village

MAP = "redirects.nginx.map"
PLAIN = {"id": "voeux", "titre": "Vœux 2019", "publier_le": "2019-01-10"}


def moved(*aliases: str, **typed: object):
    return published("news", PLAIN | {"alias": list(aliases)} | typed)


def problems(*items, **more):
    return make(Redirects).check(site(items, **more))


def test_whole_village(golden):
    for path, data in rendered(make(Redirects), village()).items():
        golden(path, data)


@pytest.mark.parametrize(
    ("alias", "file"),
    [
        ("/2019/voeux.html", "2019/voeux.html"),
        ("/2019/VOEUX.HTM", "2019/VOEUX.HTM"),
        ("/ancien/", "ancien/index.html"),
        ("/ancien", "ancien/index.html"),
        ("/ancien//index.html", "ancien/index.html"),
        ("/spip.php", "spip.php/index.html"),  # a server redirects /spip.php to this folder by itself
        ("/docs/plan.pdf", "docs/plan.pdf/index.html"),
        ("/l%27eau-et-les-d%C3%A9chets", "l'eau-et-les-déchets/index.html"),
        ("/e\u0301te\u0301", "été/index.html"),
    ],
)
def test_file_that_answers(alias, file):
    assert sorted(rendered(make(Redirects), site([moved(alias)]))) == sorted([file, MAP])


def test_one_address_with_and_without_a_slash_is_one_file():
    twice = site([moved("/ancien", "/ancien/")])

    assert sorted(rendered(make(Redirects), twice)) == ["ancien/index.html", MAP]
    assert make(Redirects).check(twice) == ()


def test_the_page_forwards_at_once_and_says_so_to_people_and_robots():
    page = BeautifulSoup(rendered(make(Redirects), site([moved("/2019/voeux.html")]))["2019/voeux.html"], "html.parser")
    target = f"{URL}/actualites/voeux/"

    assert page.find("meta", {"http-equiv": "refresh"})["content"] == f"0; url={target}"
    assert page.find("link", rel="canonical")["href"] == target
    assert page.find("meta", {"name": "robots"})["content"] == "noindex"
    assert page.html["lang"] == "fr"
    assert page.a["href"] == target
    assert page.p.get_text() == "Cette page a changé d’adresse : Vœux 2019"


def test_a_title_with_markup_stays_text():
    page = rendered(make(Redirects), site([moved("/a", titre='<b>"Voeux"</b> & co')]))["a/index.html"].decode()

    assert "&lt;b&gt;&#34;Voeux&#34;&lt;/b&gt; &amp; co" in page


def test_a_title_in_another_language_says_which():
    page = rendered(make(Redirects), site([moved("/a", langue="en")]))["a/index.html"]

    assert BeautifulSoup(page, "html.parser").a["lang"] == "en"


def test_each_page_is_about_its_item_and_changes_with_its_title():
    channel = make(Redirects)
    before = output_at(channel, site([moved("/a")]), "a/index.html")
    after = output_at(channel, site([moved("/a", titre="Autre")]), "a/index.html")

    assert before.about == "voeux"
    assert before.key != after.key


def test_an_item_kept_out_of_the_channel_leaves_no_page():
    assert list(rendered(make(Redirects), site([moved("/a", canaux={"redirects": {"exclure": "oui"}})]))) == [MAP]


def test_nginx_gets_every_form_of_an_address_under_the_sub_path():
    lines = rendered(make(Redirects), site([moved("/ancien", '/l"été.html')]))[MAP].decode().splitlines()
    target = f'"{URL}/actualites/voeux/";'

    assert [line for line in lines if not line.startswith("#")] == [
        f'"/interco/ancien" {target}',
        f'"/interco/ancien/" {target}',
        f'"/interco/ancien/index.html" {target}',
    ]
