"""Whoever subscribes to a part of the territory hears of it, newest first, and of nothing else."""

import json
import re
from dataclasses import replace
from datetime import UTC
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest

from tambour.channels import Scope
from tambour.channels.feeds import Feeds
from tambour.channels.feeds import generator as generator_module
from tambour.channels.feeds.all_feeds import AllFeeds
from tambour.channels.feeds.feed import ATOM as ATOM_TYPE
from tambour.channels.feeds.feed import RSS
from tambour.model.media import Original
from tambour.model.recording import Recording
from tambour.testing.building import URL, Files, make, published, ready, site
from tambour.testing.village import ALERT, DOCUMENT, LETTER, LIFTED_ALERT, PAGE, PLACE, SERVICE, STATUS, village
from tests.channels.feeds.reading import (
    ATOM,
    FAIR,
    atom_entries,
    event,
    ids,
    in_all_formats,
    item_of,
    json_items,
    news,
    place,
    rss_items,
    written,
)

STEMS = {
    "tout",
    "actualites",
    "agenda",
    "alertes",
    "etats",
    "communes/bellecombe",
    "communes/mijoux",
    "themes/culture",
    "themes/sport",
}


@pytest.mark.parametrize("path", ["tout.rss", "tout.atom", "tout.json", "abonnements.opml"])
def test_whole_files(golden, path):
    golden(path, written(village())[path])


def test_every_part_of_the_territory_has_its_feed_in_three_formats_even_when_empty():
    files = written(place())

    assert set(files) == {f"{stem}.{end}" for stem in STEMS for end in ("rss", "atom", "json")} | {
        "abonnements.opml",
        "flux.css",
    }
    assert all(ids(place(), stem) == [] for stem in STEMS)


def test_pages_are_told_which_part_each_feed_follows():
    told = {output.path: output for output in ready(make(Feeds), place()).outputs()}
    scopes = {path.removeprefix("flux/").rpartition(".")[0]: o.scope for path, o in told.items() if o.role == "feed"}

    assert scopes == {
        "tout": Scope("all"),
        "actualites": Scope("kind", "news"),
        "agenda": Scope("kind", "event"),
        "alertes": Scope("kind", "alert"),
        "etats": Scope("kind", "status"),
        "communes/bellecombe": Scope("commune", "bellecombe"),
        "communes/mijoux": Scope("commune", "mijoux"),
        "themes/culture": Scope("topic", "culture"),
        "themes/sport": Scope("topic", "sport"),
    }
    assert told["flux/agenda.atom"].title == "Agenda — Haut-Jura d’en Bas"
    assert {o.rel for o in told.values() if o.role == "feed"} == {"alternate"}
    assert (told["flux/abonnements.opml"].role, told["flux/abonnements.opml"].rel) == ("opml", None)


def test_what_is_announced_on_a_day_is_in_the_feed_of_everything_and_what_stands_all_year_is_not():
    kinds = [("news", {"id": "a", "titre": "A", "publier_le": "2026-11-01"}), ("event", FAIR), ("alert", ALERT)]
    kinds += [("document", DOCUMENT), ("letter", LETTER), ("page", PAGE), ("place", PLACE), ("service", SERVICE)]

    found = ids(place(*(published(kind, typed) for kind, typed in kinds)))

    assert found == ["eau-non-potable", "lettre-decembre-2026", "fete-du-lac", "a", "budget-2026"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, [("ferme-2026-11-30", "FERMÉ – La piscine")]),
        ({"statut": "perturbe"}, [("perturbe-2026-11-30", "PERTURBÉ – La piscine")]),
        ({"statut": "normal"}, [("normal-2026-11-30", "FONCTIONNE NORMALEMENT – La piscine")]),
        ({"depuis": "2026-12-05"}, []),  # on 1 December it has not begun
        (
            {"jusqu_au": "2026-11-30 20:00"},
            [("normal-2026-11-30", "FONCTIONNE NORMALEMENT – La piscine"), ("ferme-2026-11-30", "FERMÉ – La piscine")],
        ),
    ],
)
def test_each_state_of_a_service_is_an_entry_of_its_own(typed, told):
    given = place(published("status", STATUS | typed))
    entries = json_items(given, "etats")

    assert [(entry["id"].partition("#")[2], entry["title"].replace("\u00a0", " ")) for entry in entries] == told
    assert all("accepte nos abonnements" in one["content_html"] for one in entries if "#normal" not in one["id"])
    assert all("jusqu" not in one["content_html"] for one in entries if "#normal" in one["id"])


def test_a_kind_has_its_own_feed():
    given = place(news("a"), event(), published("alert", ALERT))

    assert (ids(given, "actualites"), ids(given, "agenda")) == (["a"], ["fete-du-lac"])
    assert ids(given, "alertes") == ["eau-non-potable"]


def test_a_commune_hears_of_itself_and_of_the_whole_territory():
    given = place(news("ici", communes=["mijoux"]), news("ailleurs", communes=["bellecombe"]), news("partout"))

    assert ids(given, "communes/mijoux") == ["ici", "partout"]


def test_a_topic_hears_of_what_carries_it():
    assert ids(place(news("a", themes=["culture"]), news("b", themes=["sport"]), news("c")), "themes/culture") == ["a"]


def test_the_newest_comes_first_whatever_the_order_of_the_files():
    given = place(
        news("a", publier_le="2026-11-02"), news("b", publier_le="2026-11-03"), news("c", publier_le="2026-11-01")
    )

    assert ids(given) == ["b", "a", "c"]


def test_what_has_left_the_listings_leaves_the_feeds():
    over = published("alert", {**LIFTED_ALERT, "statut": "en_cours"}, expired=True)

    assert ids(place(news("a"), news("vieux", expired=True), over)) == ["a"]


def test_translations_and_easy_french_are_left_to_their_original():
    given = place(news("a"), news("b", langue="en", traduction_de="a"), news("c", falc_de="a"))

    assert ids(given) == ["a"]


def test_an_item_kept_out_is_in_no_feed():
    given = place(news("a", canaux={"feeds": {"exclure": "oui"}}), news("b", canaux={"api": {"exclure": "oui"}}))

    assert ids(given) == ["b"]


def test_a_feed_holds_the_newest_entries_alone():
    given = place(*(news(f"n-{day}", publier_le=f"2026-10-{day:02}") for day in range(1, 31)))

    assert ids(given, limit=7) == [f"n-{day}" for day in range(30, 23, -1)]
    assert len(ids(given)) == 30


def test_a_feed_stays_under_its_weight_and_the_three_formats_are_cut_at_the_same_entry():
    given = place(
        *(
            news(f"n-{day}", publier_le=f"2026-10-{day:02}", html=f"<p>{'é <b>&amp;</b> ' * 250}</p>")
            for day in range(1, 31)
        )
    )

    files = written(given, max_bytes=100_000)

    assert 5 < len(ids(given, max_bytes=100_000)) < 30  # the same in three formats: `ids` sees to it
    assert max(map(len, files.values())) <= 100_000


def test_a_text_that_would_fill_a_feed_gives_way_to_its_summary_and_a_link():
    given = place(
        news("long", resume="L’essentiel.", html=f"<p>{'a' * 300_000}</p>"), news("b", publier_le="2026-11-01")
    )

    assert ids(given) == ["long", "b"]
    assert item_of(given, "long")["content_html"] == (
        f'<p>L’essentiel.</p>\n<p><a href="{URL}/actualites/long/">Lire la suite sur le site</a></p>'
    )


def test_ten_thousand_characters_are_not_too_many():
    assert "é" * 10_000 in item_of(place(news("long", html=f"<p>{'é' * 10_000}</p>")), "long")["content_html"]


def test_a_feed_is_dated_by_its_newest_change():
    given = place(news("a", publier_le="2026-11-01", modifie="2026-11-25 08:30"), news("b", publier_le="2026-11-20"))
    channel = ElementTree.fromstring(written(given)["tout.rss"]).find("channel")
    feed = ElementTree.fromstring(written(given)["tout.atom"])

    assert channel.findtext("lastBuildDate") == "Wed, 25 Nov 2026 08:30:00 +0100"
    assert feed.findtext(f"{ATOM}updated") == "2026-11-25T08:30:00+01:00"


def test_an_empty_feed_is_dated_by_what_it_once_carried_and_never_by_the_clock():
    lifted = published("alert", LIFTED_ALERT | {"modifie": "2026-11-29 18:00"}, expired=True)

    feeds = [written(given)["alertes.atom"] for given in (place(lifted, news("a")), place(news("a")))]

    updated = [ElementTree.fromstring(feed).findtext(f"{ATOM}updated") for feed in feeds]
    assert updated == ["2026-11-29T18:00:00+01:00", "2026-01-01T01:00:00+01:00"]


def test_a_feed_says_who_speaks_in_which_language_and_where():
    files = written(place(news("a")))
    channel = ElementTree.fromstring(files["agenda.rss"]).find("channel")
    atom, feed = ElementTree.fromstring(files["agenda.atom"]), json.loads(files["agenda.json"])

    assert channel.findtext("title") == atom.findtext(f"{ATOM}title") == feed["title"] == "Agenda — Haut-Jura d’en Bas"
    assert channel.findtext("description") == atom.findtext(f"{ATOM}subtitle") == feed["description"] != ""
    assert channel.findtext("language") == atom.get("{http://www.w3.org/XML/1998/namespace}lang") == feed["language"]
    assert channel.findtext("link") == feed["home_page_url"] == f"{URL}/agenda/"
    assert atom.findtext(f"{ATOM}author/{ATOM}name") == feed["authors"][0]["name"] == place().territory.name
    assert feed["feed_url"] == f"{URL}/flux/agenda.json"


def test_a_feed_is_shown_by_a_style_sheet_that_exists_and_by_no_program():
    files = written(place())

    for path in ("tout.rss", "tout.atom"):
        assert f'<?xml-stylesheet type="text/css" href="{URL}/flux/flux.css"?>'.encode() in files[path]
    assert b"url(" not in files["flux.css"]
    assert b"Ceci est un flux" in files["flux.css"]


def test_the_opml_lists_every_feed_once_by_its_name_and_page():
    root = ElementTree.fromstring(written(place(news("a", modifie="2026-11-25")))["abonnements.opml"])
    groups = {
        group.get("text"): [(feed.get("text"), feed.get("xmlUrl"), feed.get("htmlUrl")) for feed in group]
        for group in root.find("body")
    }

    assert list(groups) == ["Tout le territoire", "Par commune", "Par thème"]
    assert groups["Par thème"][1] == (
        "Sport — Haut-Jura d’en Bas",
        f"{URL}/flux/themes/sport.rss",
        f"{URL}/themes/sport/",
    )
    assert {address for group in groups.values() for _, address, _ in group} == {
        f"{URL}/flux/{stem}.rss" for stem in STEMS
    }
    assert parsedate_to_datetime(root.findtext("head/dateModified")).astimezone(UTC).day == 24


def test_each_entry_is_written_once_for_all_the_files_that_carry_it(monkeypatch):
    added: list[str] = []
    add = generator_module.add
    monkeypatch.setattr(
        "tambour.channels.feeds.xml_feeds.add",
        lambda made, entry, lang: (added.append(entry.id), add(made, entry, lang)),
    )
    given = place(*(news(f"n-{n}", themes=["culture", "sport"]) for n in range(20)))

    files = written(given)

    assert sum(data.count(b"<item>") + data.count(b"<entry>") for data in files.values()) > 5 * len(added)
    assert sorted(added) == sorted(2 * [f"tag:exemple.fr,2026:n-{n}" for n in range(20)])


@pytest.mark.parametrize(("media_type", "ending"), [(RSS, "rss"), (ATOM_TYPE, "atom")])
def test_what_is_put_together_is_what_feedgen_writes_in_one_go(media_type, ending):
    given, channel = village(), make(Feeds)
    full = AllFeeds(given, channel.name, channel.settings, channel.templates).by_stem["flux/tout"]
    made = generator_module.generator(full.feed, media_type)
    for one in full.entries:
        generator_module.add(made, one.entry, full.feed.language)

    whole = made.rss_str() if media_type == RSS else made.atom_str()

    ours = re.sub(rb">\n(?=<item>|<entry|</channel>|</feed>)", b">", written(given)[f"tout.{ending}"])
    assert len(full.entries) > 5
    assert ElementTree.canonicalize(ours.split(b"\n", 2)[2]) == ElementTree.canonicalize(whole)


def test_another_language_is_told_entry_by_entry():
    given = place(news("a", langue="oc"), news("b"))
    [atom, _], [rss, _] = atom_entries(given), rss_items(given)

    assert atom.get("{http://www.w3.org/XML/1998/namespace}lang") == "oc"
    assert rss.findtext("{http://purl.org/dc/elements/1.1/}language") == "oc"
    assert [item["language"] for item in json_items(given)] == ["oc", "fr"]


def test_nothing_is_said_to_the_agent_of_an_item_that_is_in_no_feed():
    shown = make(Feeds)
    given = place(news("a"), news("b", langue="en", traduction_de="a"), news("c", expired=True))
    given = replace(given, items=(*given.items, published("page", PAGE)))

    assert [item.id for item in given.items if ready(shown, given).excerpt(item) is not None] == ["a"]


def test_the_agent_sees_what_a_reader_lists():
    channel, given = make(Feeds), place(event(statut="annule"))

    excerpt = ready(channel, given).excerpt(given.items[0])

    assert excerpt.text.splitlines() == [
        "Fête du lac",
        "mardi 10 novembre 2026".replace(" ", "\u00a0").replace("mardi\u00a0", "mardi "),
        "Annulé\u00a0: samedi 12\u00a0décembre\u00a02026 de 15\u00a0h à 22\u00a0h, Ponton nord, Mijoux",
    ]
    assert (excerpt.output.path, [part.title for part in excerpt.parts]) == ("flux/tout.rss", ["ANNULÉ – Fête du lac"])
    assert excerpt.notes == ()


def test_the_agent_is_told_what_is_missing_or_left_out():
    channel, given = make(Feeds), site([news("a", html=f"<p>{'a' * 70_000}</p>")])

    assert len(ready(channel, given).excerpt(given.items[0]).notes) == 2


def test_each_format_names_the_hub_when_there_is_one_and_itself_always():
    hub = "https://hub.exemple.fr/"
    for given in (village(), replace(village(), hub=hub)):
        files, wanted = written(given), [given.hub] if given.hub else []
        rss = ElementTree.fromstring(files["communes/bellecombe.rss"]).find("channel")
        for links, ending in ((rss.findall(f"{ATOM}link"), "rss"), (_atom_links(files), "atom")):
            by_rel = [(one.get("rel"), one.get("href")) for one in links if one.get("rel") in ("hub", "self")]
            assert by_rel == [*(("hub", one) for one in wanted), ("self", f"{URL}/flux/communes/bellecombe.{ending}")]
        document = json.loads(files["communes/bellecombe.json"])
        assert document["feed_url"] == f"{URL}/flux/communes/bellecombe.json"
        assert document.get("hubs") == ([{"type": "WebSub", "url": hub}] if wanted else None)


def _atom_links(files):
    return ElementTree.fromstring(files["communes/bellecombe.atom"]).findall(f"{ATOM}link")


def test_a_video_of_ours_is_enclosed_so_that_programs_for_podcasts_play_it():
    path = "documents/conseil.mp3"
    files = Files({path: Original(path, "audio/mpeg", 4_000_000, "ab" * 32)})
    typed = {"type": "audio", "titre": "Le conseil", "fichier": "conseil.mp3", "duree": "1 h 05", "transcription": "…"}
    told = replace(news("conseil"), recordings=(Recording.model_validate(typed),))

    [rss], [atom], [item] = in_all_formats(place(told, media=files))

    assert rss.find("enclosure").attrib == {"url": f"{URL}/{path}", "length": "4000000", "type": "audio/mpeg"}
    assert [one.get("href") for one in atom.iter(f"{ATOM}link") if one.get("rel") == "enclosure"] == [f"{URL}/{path}"]
    assert item["attachments"] == [
        {
            "url": f"{URL}/{path}",
            "mime_type": "audio/mpeg",
            "size_in_bytes": 4_000_000,
            "title": "Le conseil",
            "duration_in_seconds": 3900,
        }
    ]
