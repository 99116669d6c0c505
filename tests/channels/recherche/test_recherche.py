"""What is published is found by the words that people have for it, and by nothing that is not published."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lxml import etree
from pydantic import ValidationError
from zlib_ng import gzip_ng

from tambour.channels import Topic
from tambour.channels.recherche import Recherche
from tambour.channels.recherche.answers import intervals
from tambour.channels.recherche.everyday_words import EVERYDAY, Lexicon, lexicon_of
from tambour.model.kinds import KINDS
from tambour.model.recording import Recording
from tambour.model.site.page_address import PageAddress
from tambour.model.slugs import fold
from tambour.model.time.holidays import holidays_around
from tambour.model.time.opening_hours import hours_on
from tambour.testing.building import NOW, make, output_at, published, ready, rendered, site
from tambour.testing.village import STATUS, village

TOPIC = Topic.model_validate({"id": "dechets", "nom": "Déchets", "synonymes": ["poubelles", "tri"]})
NEWS = {"id": "travaux", "titre": "Le pont rouvre", "publier_le": "2026-11-20", "themes": ["dechets"]}
PAGE = {"id": "trier", "titre": "Trier", "themes": ["dechets"]}
HOURS = {
    "semaine": {"lundi au vendredi": "9h-12h, 14h-18h (sur rendez-vous)", "samedi": "20h-2h"},
    "exceptions": [
        {"du": "2026-12-01", "heures": "ferme", "raison": "Inventaire"},
        {"du": "2026-12-06", "heures": "10h-11h"},
    ],
}
PLACE = {"id": "halle", "titre": "La halle", "horaires": HOURS, "telephone": "03 85 00 00 00"}


def shown(*items, **settings) -> dict[str, Any]:
    """What is shown of each page found, by name."""
    given = site(items, topics={"dechets": TOPIC}, communes=village().communes)
    return fragments(rendered(make(Recherche, **settings), given))


def fragments(files: dict[str, bytes]) -> dict[str, Any]:
    return {
        _plain_name(path): json.loads(gzip_ng.decompress(data)[12:])
        for path, data in files.items()
        if path.endswith("_fragment")
    }


def _plain_name(path: str) -> str:
    """An item's id; of the rest, `commune_mijoux`."""
    kind, _, name = path.rpartition("/")[2].removesuffix(".pf_fragment").partition("_")
    return name if kind in KINDS else f"{kind}_{name}"


def answers(*items, **more) -> dict[str, Any]:
    files = rendered(make(Recherche), site(items, **{"communes": village().communes} | more))
    return dict(json.loads(files["recherche/reponses.json"]))


def words_of(page: dict[str, Any]) -> list[str]:
    return page["meta"]["mots"].removeprefix("xqtout").split()


def test_everything_published_is_found_communes_and_topics_too():
    found = fragments(rendered(make(Recherche), village()))
    given = village()

    assert {name for name in found if "_" not in name} == {
        one.id for one in given.items if not one.expired or one.kind.remembered
    }
    assert {f"commune_{name}" for name in given.communes} | {f"topic_{name}" for name in given.topics} <= set(found)
    assert "roadworks" in found, "a translation is found by its own words"


def test_what_is_found_is_told_with_its_kind_its_communes_its_topics_and_its_date():
    page = fragments(rendered(make(Recherche), village()))["marche-de-noel"]

    assert page["url"] == village().get("marche-de-noel").path
    assert page["filters"]["genre"] == ["event"]
    assert page["filters"]["avenir"] == ["oui"]
    assert page["meta"]["date"].startswith("samedi 5\u00a0décembre\u00a02026")
    assert page["content"].startswith(village().get("marche-de-noel").item.summary[:20])


def test_what_is_for_everybody_is_found_from_each_commune():
    assert shown(published("page", PAGE))["trier"]["filters"]["commune"] == sorted(village().communes)


def test_a_date_that_is_over_is_not_to_come():
    past = {"id": "fete", "titre": "Fête", "publier_le": "2026-01-01", "debut": "2026-02-01 10:00", "lieu": "Halle"}

    assert "avenir" not in shown(published("event", past))["fete"]["filters"]


def test_a_page_is_found_by_everyday_words_for_what_it_says():
    assert "poubelle" in words_of(shown(published("page", {"id": "p", "titre": "Les bacs"}))["p"])
    assert words_of(shown(published("page", {"id": "p", "titre": "Le bac à sable, au baccalauréat"}))["p"]) == [
        *("ordures", "poubelle")
    ]


def test_the_synonyms_of_a_topic_lead_to_it_and_to_what_is_there_all_year():
    found = shown(published("page", PAGE), published("news", NEWS))

    assert words_of(found["topic_dechets"])[:2] == words_of(found["trier"])[-2:] == ["poubelles", "tri"]
    assert words_of(found["travaux"]) == []


def test_a_territory_says_its_own_words_instead_of_ours():
    page = published("page", {"id": "p", "titre": "La zone d’activités et les bacs"})

    assert words_of(shown(page, synonyms={"usines": ["zone d’activités"], "Poubelle": []})["p"]) == [
        "ordures",
        "usines",
    ]


def test_what_is_in_another_language_has_an_index_with_the_endings_of_that_language():
    french = published("page", PAGE)
    english = published("page", {"id": "bins", "titre": "Collections and bins", "langue": "en", "themes": ["dechets"]})
    files = rendered(make(Recherche), site([french, english], topics={"dechets": TOPIC}))
    found = fragments(files)

    assert "recherche/pagefind/en/fragment/page_bins.pf_fragment" in files
    assert "recherche/pagefind/fragment/page_trier.pf_fragment" in files
    assert (found["bins"]["meta"]["langue"], found["trier"]["meta"].get("langue")) == ("en", None)
    assert words_of(found["bins"]) == ["garbage", "rubbish", "trash"], "and none of the French words of its topic"
    assert b'"en"' in files["recherche/pagefind/en/pagefind-entry.json"]
    assert files["recherche/pagefind/en/wasm.recherche.pagefind"] != files["recherche/pagefind/wasm.recherche.pagefind"]


def test_a_commune_is_found_by_its_mayor_and_its_town_hall_answers():
    commune = village().communes["mijoux"].model_copy(update={"mayor": "Ève Lenoir", "phone": "03 85 11 22 33"})
    files = rendered(make(Recherche), site([], communes={"mijoux": commune}))
    [contact] = json.loads(files["recherche/reponses.json"])["contacts"]

    assert "Maire : Ève Lenoir. Mairie : 03 85 11 22 33." in fragments(files)["commune_mijoux"]["content"]
    assert (contact["nom"], contact["tel"]) == ("Mijoux\u00a0: mairie", "03 85 11 22 33")
    assert contact["adresse"] == "communes/mijoux/"


def test_a_list_that_is_narrowed_does_not_stand_before_what_it_lists():
    paths = ("marches/", "marches/achat/travaux/", "agenda/communes/mijoux/", "calendriers/mijoux/")
    pages = tuple(PageAddress(path, path, None, indexable=True) for path in paths)
    found = fragments(rendered(make(Recherche), replace(site([]), pages=pages)))

    assert {page["url"] for page in found.values()} == {"marches/", "calendriers/mijoux/"}


@pytest.mark.parametrize("wrong", [{"a": ["bac"]}, {"poubelle": "bac"}, {"poubelle": ["x" * 61]}])
def test_words_that_are_none_are_refused(wrong):
    with pytest.raises(ValidationError):
        make(Recherche, synonyms=wrong)


def test_our_everyday_words_say_something_else_than_themselves():
    for word, terms in EVERYDAY.items():
        assert terms, word
        assert fold(word) not in [fold(term) for term in terms]


def test_everyday_words_are_found_in_whole_words_whatever_their_number():
    lexicon = Lexicon(lexicon_of({}))

    assert "décharge" in lexicon.said_for(["Les DÉCHÈTERIES du Val"])
    assert lexicon.said_for(["Un bachelier"]) == ()


def test_the_words_of_the_site_are_told_as_they_are_written_most_often_first():
    text = "<p>L’école, l’École et l’ecole de 2026 ; à n° 3 : déchèterie.</p>"
    page = published("page", PAGE, html=text)
    listed = rendered(make(Recherche), site([page], topics={"dechets": TOPIC}))["recherche/mots.txt"].decode().split()

    assert listed.index("école") < listed.index("déchèterie")
    assert "ecole" not in listed
    assert {"poubelles", "nounou"} <= set(listed), "right, though nobody has written them"
    assert not any(char.isdigit() for word in listed for char in word)
    assert "xqtout" not in listed


def test_an_index_is_made_again_when_a_content_changes_and_only_then():
    given = village()
    later = replace(given, now=NOW + timedelta(minutes=1), posting_days=3)
    changed = village(lambda words: words.replace("Marché", "Foire"))
    channel, path = make(Recherche), "recherche/pagefind/index/mots-0.pf_index"

    assert output_at(channel, given, path).key == output_at(channel, later, path).key
    assert output_at(channel, given, path).key != output_at(channel, changed, path).key


def test_what_is_dear_waits_and_what_answers_does_not():
    outputs = ready(make(Recherche), village()).outputs()

    waiting = {output.path for output in outputs if output.can_wait}
    assert {output.path for output in outputs} - waiting == {"opensearch.xml", "recherche/reponses.json"}


def test_a_browser_can_offer_to_search():
    given = replace(village(), url="https://exemple.fr/depot")
    root = etree.fromstring(rendered(make(Recherche), given)["opensearch.xml"])
    names = {etree.QName(child).localname: child for child in root}

    assert etree.QName(root).namespace == "http://a9.com/-/spec/opensearch/1.1/"
    assert names["Url"].get("template") == "https://exemple.fr/depot/recherche/?q={searchTerms}"
    assert 0 < len(names["ShortName"].text) <= 16


@pytest.mark.parametrize("zone", ["Europe/Paris", "Indian/Reunion", "America/Martinique"])
def test_a_place_is_open_when_the_model_says_so(zone):
    """Every half hour of two months, a change of clock included."""
    given = village()
    place = published("place", PLACE | {"horaires": HOURS | {"jours_feries": "10h-12h"}}).item
    territory = given.territory.model_copy(update={"timezone": zone})
    given = replace(given, territory=territory)
    first, last = date(2027, 3, 1), date(2027, 5, 15)
    open_at = intervals(place.hours, given, first, last)
    holidays = holidays_around(first, last, territory.holidays)

    def open_by_the_model(moment: datetime) -> bool:
        wall = moment.replace(tzinfo=None)
        for back in (0, 1):
            day = wall.date() - timedelta(days=back)
            minute = (wall - datetime.combine(day, datetime.min.time())).total_seconds() / 60
            if any(
                opens <= minute < closes for opens, closes in map(_minutes, hours_on(place.hours, day, holidays).ranges)
            ):
                return True
        return False

    start = datetime(2027, 3, 2, tzinfo=ZoneInfo("UTC"))
    for step in range(2 * 24 * 70):
        moment = (start + timedelta(minutes=30 * step)).astimezone(territory.zone)
        minute = int(moment.timestamp()) // 60
        assert any(opens <= minute < closes for opens, closes in open_at) == open_by_the_model(moment), moment


def _minutes(opening) -> tuple[int, int]:
    return opening.minutes()


def test_a_place_tells_why_its_day_is_another_and_how_to_call():
    [place] = answers(published("place", PLACE))["lieux"]
    days = {key: (date(2026, 12, number) - date(1970, 1, 1)).days for key, number in (("closed", 1), ("open", 2))}

    assert (place["tel"], place["mots"]) == ("03 85 00 00 00", "la hall")
    assert place["motifs"][str(days["closed"])] == "Inventaire"
    assert place["notes"][str(days["open"])] == "sur rendez-vous"


def test_a_date_tells_whether_it_holds():
    event = {"id": "fete", "titre": "Fête", "publier_le": "2026-01-01", "lieu": "Halle"} | {
        "creneaux": [
            {"debut": "2026-12-05 10:00", "fin": "12h", "statut": "annule"},
            {"debut": "2026-12-06 10:00", "fin": "12h"},
        ]
    }
    [found] = answers(published("event", event))["dates"]

    assert [one["etat"] for one in found["dates"]] == ["Annulé", ""]
    assert found["dates"][1]["quand"] == "dimanche 6\u00a0décembre\u00a02026 de 10\u00a0h à midi"


def test_a_round_that_a_holiday_moves_tells_its_day_and_why():
    calendar = {
        "id": "bacs",
        "titre": "Bacs",
        "feries": "decale_lendemain",
        "collectes": [
            {
                "id": "jaune",
                "libelle": "Bac jaune",
                "jours": "vendredi",
                "heures": "9h-12h",
                "du": "2026-01-01",
                "au": "2026-12-31",
            }
        ],
    }
    [found] = answers(published("service", calendar))["collectes"]
    friday = (date(2026, 12, 25) - date(1970, 1, 1)).days

    assert [friday + 1, [[540, 720]], friday, 0, "Noël"] in found["jours"]
    assert [friday - 7, [[540, 720]]] in found["jours"]
    assert "poubell" in found["aussi"].split()


def test_what_its_writer_keeps_out_is_neither_found_nor_answered():
    kept_out = {"canaux": {"recherche": {"exclure": "oui"}}}
    files = rendered(make(Recherche), site([published("place", PLACE | kept_out)]))

    assert "halle" not in fragments(files)
    assert json.loads(files["recherche/reponses.json"])["lieux"] == []


def test_what_is_said_in_a_video_is_found_and_a_closed_service_is_not_told_to_be_open():
    typed = {"type": "audio", "titre": "Le conseil", "fichier": "conseil.mp3", "transcription": "On vote la piscine."}
    told = replace(published("news", NEWS), recordings=(Recording.model_validate(typed),))

    assert "On vote la piscine." in shown(told)[NEWS["id"]]["content"]
    usual = answers(published("place", PLACE))["lieux"][0]
    state = STATUS | {"depuis": "2026-11-20", "jusqu_au": None, "lieu": "halle"}
    closed = answers(published("place", PLACE), published("status", state))["lieux"][0]
    assert usual["ouvert"]
    assert closed["ouvert"] == []
