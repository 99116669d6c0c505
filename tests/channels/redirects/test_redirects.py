"""Whoever follows an old link arrives at the right page, or the writer is told why not before anything is published."""

import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from pydantic import ValidationError

from tambour.channels.redirects import Redirects
from tambour.model.media import Original
from tambour.model.site.page_address import PageAddress
from tambour.testing.building import CHANNELS, URL, Files, make, output_at, published, ready, rendered, site
from tambour.testing.village import NEWS, PAGE, village

MAP = "redirects.nginx.map"
APACHE = "redirects.apache.map"
MAPS = [APACHE, MAP]
PLAIN = {"id": "voeux", "titre": "Vœux 2019", "publier_le": "2019-01-10"}


def moved(*aliases: str, **typed: object):
    return published("news", PLAIN | {"alias": list(aliases)} | typed)


def problems(*items, **more):
    return ready(make(Redirects), site(items, **more)).check()


@pytest.mark.parametrize("path", ["2026/travaux.html", MAP, APACHE])
def test_whole_village(golden, path):
    golden(path, rendered(make(Redirects), village())[path])


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
    assert sorted(rendered(make(Redirects), site([moved(alias)]))) == sorted([file, *MAPS])


def test_one_address_with_and_without_a_slash_is_one_file():
    twice = site([moved("/ancien", "/ancien/")])

    assert sorted(rendered(make(Redirects), twice)) == ["ancien/index.html", *MAPS]
    assert ready(make(Redirects), twice).check() == ()


def test_the_page_forwards_at_once_and_says_so_to_people_and_robots():
    page = BeautifulSoup(rendered(make(Redirects), site([moved("/2019/voeux.html")]))["2019/voeux.html"], "html.parser")
    target = "/interco/actualites/voeux/"

    assert page.find("meta", {"http-equiv": "refresh"})["content"] == f"0; url={target}"
    assert page.find("link", rel="canonical")["href"] == f"{URL}/actualites/voeux/"
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
    assert list(rendered(make(Redirects), site([moved("/a", canaux={"redirects": {"exclure": "oui"}})]))) == [
        MAP,
        APACHE,
    ]


def rules(*items, **settings: object) -> list[str]:
    """What nginx reads: the lines that are no comment."""
    name = settings.get("nginx_map", MAP)
    lines = rendered(make(Redirects, **settings), site(items))[name].decode().splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_nginx_gets_every_form_of_an_address_under_the_sub_path():
    target = '"/interco/actualites/voeux/";'

    assert rules(moved("/ancien", "/l%27été.html")) == [
        f'"/interco/ancien" {target}',
        f'"/interco/ancien/" {target}',
        f'"/interco/ancien/index.html" {target}',
        f'"/interco/l\'été.html" {target}',
    ]


def test_nginx_sees_no_variable_in_an_address():
    [rule] = rules(replace(moved("/$a.html"), url="https://exemple.fr/$b/"))

    assert rule == '"/interco/$a.html" "/%24b/";'


def test_nginx_is_told_how_long_the_longest_address_is():
    text = rendered(make(Redirects), site([moved("/" + "é" * 120)]))[MAP].decode()

    assert "map_hash_bucket_size 512;" in text


def test_nginx_always_finds_the_file_that_it_includes():
    assert rules() == []


def test_the_map_can_have_another_name_or_be_left_out():
    assert rules(nginx_map="serveur/anciennes.map") == []
    assert rendered(make(Redirects, nginx_map=None, apache_map=None), site()) == {}


def test_apache_gets_what_it_can_read():
    table = rendered(make(Redirects), site([moved("/ancien", "/avec%20espace.html")]))[APACHE].decode().splitlines()

    assert table[1:] == [
        "/interco/ancien /interco/actualites/voeux/",
        "/interco/ancien/ /interco/actualites/voeux/",
        "/interco/ancien/index.html /interco/actualites/voeux/",
    ]


@pytest.mark.parametrize(
    "name", ["../map", "a/../b", "/map", "a//b", "a/", "", ".htaccess", "a/.git", "a b", "a\\b", "été"]
)
def test_a_map_without_a_plain_path_is_refused(name):
    with pytest.raises(ValidationError):
        make(Redirects, nginx_map=name)


def test_the_address_of_a_listing_is_refused_with_its_line():
    listing = PageAddress("actualites/", "Actualités")
    [problem] = problems(moved("/a", "/actualites"), pages=(listing,))

    assert str(problem) == (
        "actualites/voeux.md:7: Anciennes adresses : l'ancienne adresse « /actualites » est déjà celle de la page "
        "« Actualités » [alias-pris]\n    → Supprimez cette ligne."
    )


@pytest.mark.parametrize("alias", ["/Agenda/", "/agenda/index.html", "/AGENDA"])
def test_a_page_is_the_same_whatever_the_case_and_the_spelling(alias):
    [problem] = problems(moved(alias), pages=(PageAddress("agenda/", "Agenda"),))

    assert problem.code == "alias-pris"


def test_a_refused_address_is_not_promised_either():
    given = site([moved("/agenda")], pages=(PageAddress("agenda/", "Agenda"),))

    outputs = ready(make(Redirects), given).outputs()
    assert [output.path for output in outputs] == [MAP, APACHE]
    assert {output.media_type for output in outputs} == {"application/octet-stream"}, "any type will do, on any server"


def test_the_address_of_a_picture_is_refused():
    picture = Original("images/a.html", "image/svg+xml", 1, "a")
    [problem] = problems(moved("/images/a.html"), media=Files({picture.path: picture}))

    assert "est déjà celle du fichier images/a.html" in problem.message


@pytest.mark.parametrize("aliases", [("/a.html", "/a.html/b"), ("/a.html/b", "/a.html")])
def test_one_name_cannot_be_a_file_and_a_folder(aliases):
    [problem] = problems(moved(*aliases))

    assert problem.code == "alias-pris"


def test_a_folder_of_pages_cannot_become_a_page():
    [problem] = problems(moved("/2019.html"), pages=(PageAddress("2019.html/a/", "A"),))

    assert "est déjà celle d'un dossier (2019.html/)" in problem.message


def test_two_items_that_spell_one_address_differently_are_told():
    other = published("page", PAGE | {"alias": ["/f%C3%AAte"]})
    [problem] = problems(other, moved("/fête"))

    assert (problem.code, str(problem.path)) == ("alias-double", "actualites/voeux.md")
    assert "pages/dechets.md" in problem.message


@pytest.mark.parametrize("alias", ["/a%2F..%2Fb", "/a:b", "/%00", "/%FF", "/" + "x" * 10_000, "//", "/a|b", "/a%0Ab"])
def test_an_address_that_no_file_can_have_is_refused(alias):
    [problem] = problems(moved(alias))

    assert problem.code == "alias-impossible"
    assert len(problem.message) < 250


def test_the_readme_tells_every_problem():
    codes = set(re.findall(r'"(alias-[a-z]+)"', (CHANNELS / "redirects" / "answers.py").read_text("utf-8")))
    told = set(re.findall(r"^- `([a-z-]+)`", (CHANNELS / "redirects" / "README.md").read_text("utf-8"), re.MULTILINE))

    assert len(codes) == 3
    assert told == codes


def test_old_addresses_of_an_expired_item_still_lead_to_it():
    assert "2026/travaux.html" in rendered(make(Redirects), site([published("news", NEWS, expired=True)]))
