"""What an agent pastes: state first, dates in words, place, text, link, hashtags; as each network wants it."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tambour.channels import Excerpt
from tambour.channels.kit import Kit
from tambour.channels.posts import Posts
from tambour.channels.posts.networks import Name
from tambour.channels.posts.writing import hashtag
from tambour.model.kinds import KINDS
from tambour.testing.building import NOW, URL, make, published, ready, rendered, site
from tambour.testing.laws import HOSTILE
from tambour.testing.village import ALERT, LETTER, LIFTED_ALERT, MARKET, NEWS, SERIES, village

EVENT = {
    "id": "fete",
    "titre": "Fête du lac",
    "resume": "Un bal et des lampions.",
    "publier_le": "2026-11-20",
    "debut": "2026-12-05 18:00",
    "fin": "23h",
    "lieu": {"nom": "Plage", "ville": "Mijoux"},
    "prix": "gratuit",
}
PLAIN = "Le bal commence à la tombée de la nuit. Apportez un lampion."


def excerpt(typed, *, kind="event", html=f"<p>{PLAIN}</p>", given=None, **settings) -> Excerpt:
    item = published(kind, typed, html=html)
    base = given or village()
    return ready(make(Posts, **settings), replace(base, items=(*base.items, item))).excerpt(item)


def told(typed, network="Facebook", **more) -> str:
    """The text of one network, with plain spaces: where they must not break is tested apart."""
    found = {part.title: part.text for part in excerpt(typed, **more).parts}
    return found[network].replace("\u00a0", " ")


def test_an_event_says_when_where_how_much_and_where_to_read_on():
    assert told(EVENT) == (
        "Fête du lac\n\n"
        "Samedi 5 décembre de 18 h à 23 h\nPlage, Mijoux\nGratuit\n\n"
        "Un bal et des lampions.\n\n"
        f"{PLAIN}\n\n"
        f"Tous les détails : {URL}/agenda/fete/\n\n"
        "#HautJuraDEnBas"
    )


def test_a_short_network_gets_a_short_text():
    assert told(EVENT, "X") == (
        "Fête du lac\nSamedi 5 décembre de 18 h à 23 h\nPlage, Mijoux\nGratuit\n\n"
        f"Un bal et des lampions.\n\n{PLAIN}\n\n{URL}/agenda/fete/\n#HautJuraDEnBas"
    )


def test_a_text_message_has_the_facts_alone_in_its_own_alphabet():
    assert told(EVENT, "SMS") == (
        f"Fete du lac\nSamedi 5 décembre de 18 h à 23 h\nPlage, Mijoux\nGratuit\n{URL}/agenda/fete/"
    )


def test_a_text_message_leaves_out_the_price_where_it_would_cost_a_message_more():
    title = "Fête du lac, son bal, ses lampions et son feu d’artifice"

    assert "\nGratuit\n" in told(EVENT | {"titre": title}, "SMS")
    assert "Gratuit" not in told(EVENT | {"titre": f"{title} à la nuit"}, "SMS")


def test_instagram_follows_no_address_and_says_where_it_is():
    assert URL not in told(EVENT, "Instagram")
    assert "le lien est dans notre profil" in told(EVENT, "Instagram")
    notes = {part.title: part.notes for part in excerpt(EVENT).parts}
    assert notes["Instagram"] == ("À publier avec une image : la photo, ou la carte carrée.",)


def test_an_app_has_a_field_for_the_title():
    assert told(EVENT, "illiwap : titre") == "Fête du lac"
    assert told(EVENT, "illiwap : message").startswith("Samedi 5 décembre de 18 h à 23 h\n")


@pytest.mark.parametrize(
    ("change", "title", "date"),
    [
        ({"statut": "annule"}, "ANNULÉ – Fête du lac", "Date prévue : samedi 5 décembre de 18 h à 23 h"),
        ({"statut": "complet"}, "COMPLET – Fête du lac", "Samedi 5 décembre de 18 h à 23 h"),
        (
            {"statut": "reporte", "debut_precedent": "2026-11-28 18:00"},
            "REPORTÉ au samedi 5 décembre – Fête du lac",
            "Samedi 5 décembre de 18 h à 23 h (prévu d’abord samedi 28 novembre à 18 h)",
        ),
        (
            {"statut": "reporte"},
            "REPORTÉ – Fête du lac",
            "Prévu d’abord samedi 5 décembre de 18 h à 23 h, nouvelle date à venir",
        ),
        (
            {"statut": "deplace", "debut_precedent": "2026-12-05 15:00"},
            "DÉPLACÉ – Fête du lac",
            "Samedi 5 décembre de 18 h à 23 h (au lieu de 15 h)",
        ),
        (
            {"titre": "Bal : la fête du lac", "statut": "annule"},
            "ANNULÉ – Bal : la fête du lac",
            "Date prévue : samedi 5 décembre de 18 h à 23 h",
        ),
    ],
)
def test_a_change_is_said_first_everywhere(change, title, date):
    for network in ("Facebook", "Mastodon", "Threads"):
        assert told(EVENT | change, network).startswith(f"{title}\n\n{date}\n")
    assert told(EVENT | change, "X").startswith(f"{title}\n")
    assert told(EVENT | change, "illiwap : titre") == title


WHY = "Le ponton a cédé"
WEEKLY = EVENT | {"fin": "20h", "recurrence": {"frequence": "hebdomadaire", "nombre": 8}}


def test_one_of_several_dates_that_is_off_is_told_with_its_reason():
    dates = [
        {"debut": "2026-12-05 18:00"},
        {"debut": "2026-12-12 18:00", "statut": "annule", "note": WHY},
        {"debut": "2026-12-19 18:00", "note": "Le bar est ouvert"},
    ]
    typed = {key: value for key, value in EVENT.items() if key not in ("debut", "fin")} | {"creneaux": dates}

    title = "UNE DATE ANNULÉE : samedi 12 décembre – Fête du lac"
    assert told(typed).startswith(f"{title}\n\n{WHY}.\nSamedi 5 décembre à 18 h\nANNULÉ : samedi 12 décembre à 18 h\n")
    assert "\nSamedi 19 décembre à 18 h. Le bar est ouvert." in told(typed)
    assert told(typed, "X").startswith(f"{title}\n{WHY}.\nProchaine date : samedi 5 décembre à 18 h\n")
    assert "Le bar" not in told(typed, "X")
    assert told(typed, "illiwap : titre") == title
    assert f"{WHY}." in told(typed, "SMS")  # for nothing: it costs no message more
    assert told(typed, "SMS").startswith("UNE DATE ANNULÉE : samedi 12 décembre - Fete du lac\n")


def test_a_date_that_is_off_is_told_with_its_reason_however_far_it_is():
    off = {"date": "2027-01-09", "statut": "annule", "note": WHY}
    text = told(WEEKLY | {"exceptions": [off]})

    title = "UNE DATE ANNULÉE : samedi 9 janvier 2027 – Fête du lac"
    assert text.startswith(f"{title}\n\n{WHY}.\n")
    assert text.count(WHY) == 1
    assert told(WEEKLY | {"exceptions": [off]}, "X").startswith(f"{title}\n{WHY}.\n")


def test_dates_that_are_off_for_one_reason_are_told_together():
    off = [{"date": day, "statut": "annule", "note": WHY} for day in ("2027-01-09", "2027-01-16")]

    title = "DES DATES ANNULÉES : samedis 9 et 16 janvier 2027 – Fête du lac"
    assert told(WEEKLY | {"exceptions": off}).startswith(f"{title}\n\n{WHY}.\n")


def test_a_date_postponed_without_another_says_so_with_its_reason():
    off = {"date": "2027-01-09", "statut": "reporte", "note": WHY}

    title = "UNE DATE REPORTÉE : samedi 9 janvier 2027 – Fête du lac"
    assert told(WEEKLY | {"exceptions": [off]}).startswith(f"{title}\n\n{WHY}.\nNouvelle date à venir\n")
    assert told(WEEKLY | {"exceptions": [off]}, "X").startswith(f"{title}\n{WHY}.\nNouvelle date à venir\n")


def test_a_date_that_is_elsewhen_says_when_and_where_it_is_now():
    moved = {"date": "2027-01-09", "statut": "deplace", "debut": "2027-01-10 17:00", "lieu": "cluny", "note": WHY}

    assert told(WEEKLY | {"exceptions": [moved]}, "X").startswith(
        "UNE DATE DÉPLACÉE au dimanche 10 janvier 2027 (au lieu du samedi 9 janvier 2027) – Fête du lac\n"
        f"{WHY}.\nDimanche 10 janvier 2027 de 17 h à 19 h (prévu d’abord samedi 9 janvier 2027 à 18 h)"
    )


@settings(max_examples=40)
@given(
    day=st.sampled_from(["2026-12-05", "2026-12-19", "2027-01-16"]),
    state=st.sampled_from(
        [{"statut": "annule"}, {"statut": "reporte"}, {"statut": "deplace", "debut": "21h"}, {"statut": "complet"}]
    ),
    title=st.text(st.sampled_from("aé ’:🎉ع-"), min_size=3, max_size=150).filter(str.strip),
    note=st.sampled_from(["", WHY, "Le ponton a cédé sous la neige, et il faut le temps d’en refaire un. " * 2]),
)
def test_however_little_room_there_is_the_date_that_changed_is_named_whole(day, state, title, note):
    exception = {"date": day, **state, **({"note": note} if note else {})}
    texts = {}
    for part in excerpt(WEEKLY | {"titre": f"T{title}", "exceptions": [exception]}, given=site([])).parts:
        name = part.title.partition(" : ")[0]
        texts[name] = texts.get(name, "") + part.text.replace("\u00a0", " ")
    number = f"{int(day[-2:])} {'janvier 2027' if day > '2027' else 'décembre'}"

    assert {name for name, text in texts.items() if number not in text} == set()


def test_dates_that_are_all_off_for_different_reasons_have_each_its_own():
    dates = [
        {"debut": "2026-12-05 18:00", "note": WHY},
        {"debut": "2026-12-12 18:00", "note": "L’orchestre est souffrant."},
    ]
    typed = {key: value for key, value in EVENT.items() if key not in ("debut", "fin")}
    text = told(typed | {"creneaux": dates, "statut": "annule"})

    assert f"Samedi 5 décembre : {WHY}. Samedi 12 décembre : L’orchestre est souffrant." in text


def test_a_cancelled_event_tells_why_and_no_longer_invites():
    text = told(EVENT | {"statut": "annule"}, html="<p>Le vent est trop fort.</p>")

    assert "Le vent est trop fort." in text
    assert "lampions" not in text
    assert "Gratuit" not in text


def test_each_date_of_several_says_its_own_state_and_place():
    lines = told(MARKET).split("\n")

    assert lines[2:7] == [
        "Samedi 5 décembre de 10 h à 19 h, Salle des fêtes, Bellecombe",
        "DÉPLACÉ : dimanche 6 décembre à 14 h (au lieu de 10 h), Salle des fêtes, Bellecombe. À l’abri.",
        "ANNULÉ : samedi 12 décembre, Préau de l’école, Mijoux",
        "Plein tarif : 5 € ; moins de 12 ans : gratuit",
        "Réservation : https://billets.exemple.fr/noel?a=1&b=2",
    ]


def test_of_many_dates_the_first_are_listed_and_the_others_counted():
    weekly = EVENT | {"recurrence": {"frequence": "hebdomadaire", "nombre": "10"}}

    assert "18 h à 23 h\nPlage, Mijoux\nEt 7 autres dates, tous les samedis\nGratuit" in told(weekly)
    assert told(weekly, "X").startswith(
        "Fête du lac\nSamedi 5 décembre de 18 h à 23 h\nPlage, Mijoux\nEt 9 autres dates"
    )


def test_a_short_list_of_dates_reaches_one_that_people_can_come_to():
    weekly = EVENT | {
        "recurrence": {"frequence": "hebdomadaire", "nombre": "5"},
        "exceptions": [{"date": "2026-12-05", "statut": "complet"}],
    }

    assert told(weekly, "X").startswith(
        "UNE DATE COMPLÈTE : samedi 5 décembre – Fête du lac\n"
        "COMPLET : samedi 5 décembre de 18 h à 23 h\nSamedi 12 décembre de 18 h à 23 h\n"
    )


def test_what_lasts_for_days_and_has_begun_says_until_when():
    exhibition = EVENT | {"debut": "2026-11-14", "fin": "2027-01-16"}

    assert "\nJusqu’au samedi 16 janvier 2027\n" in told(exhibition)


@pytest.mark.parametrize(
    ("prices", "ample", "short"),
    [
        ("5", "5 €", "5 €"),
        ("Au chapeau", "Au chapeau", "Au chapeau"),
        (
            [{"libelle": "Adultes", "montant": "5"}, {"libelle": "Enfants", "montant": "gratuit"}],
            "Adultes : 5 € ; enfants : gratuit",
            "Gratuit ou 5 €",
        ),
        (
            [{"libelle": n, "montant": m} for n, m in (("A", "2"), ("B", "3"), ("C", "4"), ("D", "4,50"))],
            "De 2 € à 4,50 €",
            "De 2 € à 4,50 €",
        ),
        (
            [{"libelle": n, "montant": m} for n, m in (("A", "0"), ("B", "3"), ("C", "4"), ("D", "4"))],
            "Jusqu’à 4 €",
            "Jusqu’à 4 €",
        ),
    ],
)
def test_prices_are_told_as_there_is_room(prices, ample, short):
    assert f"\n{ample}\n" in told(EVENT | {"prix": prices})
    assert f"\n{short}\n" in told(EVENT | {"prix": prices}, "X")


def test_an_alert_says_its_level_what_to_do_and_until_when():
    text = told(ALERT, kind="alert", html="<p>Ne la buvez pas. Des bouteilles sont à la mairie.</p>")

    assert text.startswith(
        "URGENCE – Eau non potable à Mijoux\n\nNe la buvez pas. Des bouteilles sont à la mairie.\n\n"
    )
    assert "Valable jusqu’au jeudi 3 décembre.\n\nSuivre la situation : " in text


def test_an_alert_s_advice_comes_before_hashtags():
    long = {
        "resume": "Restez chez vous. " + "Fermez les volets et les portes " * 4 + "avant la tombée de la nuit, ce soir."
    }
    text = told(ALERT | long, "X", kind="alert")

    assert "ce soir." in text
    assert "#" not in text


def test_an_alert_to_come_says_from_when():
    later = {"debut": "2026-12-02 08:00", "fin": "2026-12-02 18:00"}

    assert "\nMercredi 2 décembre de 8 h à 18 h.\n" in told(ALERT | later, kind="alert")


def test_the_end_of_an_alert_is_posted_as_long_as_it_was_to_last():
    lifted = published("alert", LIFTED_ALERT, expired=True)
    channel = make(Posts)

    text = ready(channel, site([lifted])).excerpt(lifted).parts[0].text
    assert text.startswith("ALERTE LEVÉE – Route du col coupée\n\nTerritoire concerné\u00a0: Haut-Jura d’en Bas.\n\n")
    assert ready(channel, site([lifted], now=NOW.replace(month=12, day=26))).excerpt(lifted) is None


def test_the_end_of_an_alert_is_not_said_twice():
    text = told(LIFTED_ALERT | {"modifie": "2026-11-30 18:00"}, kind="alert", html="<p>La route est rouverte.</p>")

    assert text.startswith(
        "ALERTE LEVÉE – Route du col coupée\n\nDepuis le lundi 30 novembre 2026 à 18 h.\n"
        "Territoire concerné : Haut-Jura d’en Bas.\n\nLa route est rouverte.\n\n"
    )


def test_a_letter_tells_its_preheader():
    assert told(LETTER, kind="letter").startswith(
        "La lettre de décembre\n\nLe marché de Noël, les travaux et les collectes.\n\nÀ lire ici : "
    )


def test_what_is_over_or_withdrawn_has_no_text():
    assert excerpt(EVENT | {"debut": "2026-11-28", "fin": "2026-11-29"}) is None
    gone = published("news", NEWS, expired=True)
    assert ready(make(Posts), site([gone])).excerpt(gone) is None


def test_lasting_contents_have_no_texts_and_cannot_be_asked_for_any():
    assert excerpt({"id": "bus", "titre": "Prendre le bus"}, kind="page") is None
    with pytest.raises(ValidationError):
        make(Posts, kinds=["pages"])


def test_a_list_or_a_table_opens_no_text():
    assert PLAIN not in told(EVENT, html=f"<p>- Un\n- {PLAIN}</p>")
    assert told(EVENT, html="<p>Voici le programme :</p>").count("programme") == 0


def test_french_spaces_do_not_break():
    typed = EVENT | {"titre": "Lire : pourquoi ?", "resume": "« Oui ! » à 18 h 30 ; 5 € ou rien."}
    found = next(part.text for part in excerpt(typed).parts)

    assert "Lire\u00a0: pourquoi\u00a0?" in found
    assert "«\u00a0Oui\u00a0!\u00a0» à 18\u00a0h\u00a030\u00a0; 5\u00a0€" in found


def test_what_is_in_another_language_keeps_its_spaces_and_has_that_language_around():
    english = {"id": "bins", "titre": "Yellow bins: every week", "publier_le": "2026-11-20", "langue": "en"}

    assert told(english, kind="news", html="<p>Ask us!</p>") == (
        f"Yellow bins: every week\n\nAsk us!\n\nMore information: {URL}/actualites/bins/\n\n#HautJuraDEnBas"
    )


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("Pont-d’Aubrelle", "#PontDAubrelle"),
        ("L'Haÿ-les-Roses", "#LHaÿLesRoses"),
        ("Eau & environnement", "#EauEnvironnement"),
        ("PLUi 2027", "#PLUi2027"),
        ("E\u0301cole", "#École"),
        ("2027", ""),
        ("#<script>", "#Script"),
        ("عربي", "#عربي"),
    ],
)
def test_a_hashtag_is_one_word_that_a_screen_reader_can_say(name, tag):
    assert hashtag(name) == tag


def test_hashtags_are_as_many_as_help_on_each_network():
    news = NEWS | {"themes": ["mobilites", "culture"], "communes": ["bellecombe", "mijoux"]}
    wanted = {"Facebook": 3, "Instagram": 5, "LinkedIn": 3, "X": 2, "Mastodon": 4, "Bluesky": 2, "Threads": 1, "SMS": 0}

    for network, count in wanted.items():
        assert told(news, network, kind="news").count("#") == count, network


def test_hashtags_can_be_chosen_or_left_out():
    text = told(NEWS, kind="news", hashtags={"mobilites": "Bouger ici", "bellecombe": ""})

    assert text.endswith("#BougerIci #HautJuraDEnBas")


def test_a_hashtag_for_nothing_is_a_problem():
    [wrong] = ready(make(Posts, hashtags={"mobilités": "x"}), village()).check()

    assert wrong.code == "posts-mot-diese-inconnu"
    assert "bellecombe, culture, mijoux, mobilites" in wrong.hint


def test_the_writer_has_her_own_words_for_one_network_and_the_facts_stay():
    own = EVENT | {"canaux": {"x": {"titre": "Bal !", "texte": "On danse."}}, "statut": "complet"}

    assert told(own, "X") == (
        "COMPLET – Bal !\nSamedi 5 décembre de 18 h à 23 h\nPlage, Mijoux\nGratuit\n\n"
        f"On danse.\n\n{URL}/agenda/fete/\n#HautJuraDEnBas"
    )
    assert told(own, "Bluesky").startswith("COMPLET – Fête du lac\n")


def test_her_words_for_all_of_them_take_the_place_of_the_summary():
    own = EVENT | {"canaux": {"posts": {"texte": "On danse."}, "sms": {"texte": "Venez danser."}}}

    assert "\nOn danse.\n" in told(own)
    assert "lampions" not in told(own)
    assert "\nVenez danser.\n" in told(own, "SMS")


def test_her_text_for_one_network_is_never_cut_but_refused():
    item = published("event", EVENT | {"canaux": {"mastodon": {"texte": "Venez. " * 80}}})
    [wrong] = ready(make(Posts), site([item])).check()

    assert (wrong.code, str(wrong.path)) == ("posts-texte-long", "agenda/fete.md")
    assert wrong.line == item.origin.line("canaux.mastodon.texte")
    assert "ne tient pas sur Mastodon : 689, date, lieu" in wrong.message
    assert wrong.message.endswith("; 500 au plus")


def test_her_title_that_is_too_long_for_an_app_is_refused():
    item = published("event", EVENT | {"canaux": {"illiwap": {"titre": "Grande fête du lac " * 5}}})

    assert [wrong.code for wrong in ready(make(Posts), site([item])).check()] == ["posts-titre-long"]


def test_her_text_for_all_of_them_is_shortened_like_a_summary():
    item = published("event", EVENT | {"canaux": {"posts": {"texte": "Venez danser au lac. " * 40}}})
    given, channel = site([item]), make(Posts)

    assert ready(channel, given).check() == []
    parts = {part.title: part for part in ready(channel, given).excerpt(item).parts}
    assert parts["Mastodon"].text.count("Venez danser au lac.") > 5
    assert parts["Mastodon"].notes == ("Raccourci à la fin d’une phrase.",)


def test_the_build_is_told_how_many_texts_were_shortened():
    item = published("event", EVENT | {"resume": "Un bal et des lampions sur la plage. " * 10})

    assert ready(make(Posts), site([item])).notes() == [
        "des textes à publier sont raccourcis pour tenir (X 1, Bluesky 1, Threads 1), à relire avant."
    ]
    assert ready(make(Posts), site([published("event", EVENT)])).notes() == []


def test_networks_can_be_left_out_by_the_settings_or_by_the_writer():
    kept_out = EVENT | {"canaux": {"facebook": {"exclure": "oui"}}}
    parts = excerpt(kept_out, networks=["facebook", "x"]).parts

    assert [part.title for part in parts] == ["X"]
    assert excerpt(EVENT | {"canaux": {"posts": {"exclure": "oui"}}}) is None


def test_writers_may_name_the_channel_and_every_network_those_that_are_off_too():
    assert list(make(Posts, networks=["facebook", "x"]).names()) == ["posts", *Name]


def test_the_description_of_the_photo_is_at_hand():
    last = excerpt(NEWS, kind="news").parts[-1]

    assert (last.title, last.text) == ("Texte de remplacement de la photo", "Une pelleteuse devant la mairie")
    assert excerpt(EVENT).parts[-1].title == "illiwap : message"


def test_a_text_message_says_what_it_costs():
    notes = {part.title: part.notes for part in excerpt(EVENT).parts}
    arabic = {part.title: part.notes for part in excerpt(EVENT | {"titre": "خط"}).parts}

    assert notes["SMS"] == ("1 SMS par destinataire.",)
    assert "Une lettre hors de l’alphabet des SMS réduit la place à 70 caractères." in arabic["SMS"]


def test_a_server_of_mastodon_may_accept_more():
    long = EVENT | {"resume": "Un bal et des lampions sur la plage. " * 10}
    parts = {part.title: part for part in excerpt(long, html=f"<p>{PLAIN * 5}</p>", mastodon_limit=2000).parts}

    assert parts["Mastodon"].limit == 2000
    assert PLAIN * 5 in parts["Mastodon"].text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_fit_everywhere_and_keep_the_link(hostile):
    item = published("event", EVENT | {"titre": (hostile * 5)[:150], "resume": (hostile * 20)[:400]})
    given, channel = site([item]), make(Posts)

    for part in ready(channel, given).excerpt(item).parts:
        if "titre" in part.title:
            continue  # a word of 150 letters is longer than any field for a title
        assert part.length <= part.limit
        assert part.title == "Instagram" or f"{URL}/agenda/fete/" in part.text


def test_every_text_is_in_one_file_with_its_length(golden):
    [(path, data)] = rendered(make(Posts), village()).items()

    assert path == "textes.json"
    golden(path, data)
    for item in json.loads(data)["items"]:
        assert len(item["texts"]) == len(Name)
        assert all(text["length"] <= text["limit"] for text in item["texts"])


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_what_can_be_chosen_has_a_page_in_the_kit_and_nothing_else(kind):
    given = replace(village(), posting_days=400)
    in_kit = rendered(make(Kit), given)
    shown = [f"contenus/{item.id}/index.html" in in_kit for item in given.listed(kind.name)]

    try:
        make(Posts, kinds=[kind.folder])
    except ValidationError as error:
        assert [found["type"] for found in error.errors()] == ["enum"]
        assert not any(shown)
    else:
        assert shown
        assert all(shown)


def test_a_series_is_told_by_its_dates_to_come():
    assert told(SERIES).split("\n")[2:5] == [
        "Jeudi 3 décembre de 18 h 30 à 20 h",
        "REPORTÉ : jeudi 10 décembre de 18 h 30 à 20 h, nouvelle date à venir",
        "Jeudi 17 décembre de 18 h 30 à 20 h",
    ]
