"""A panel says first what is urgent, then what is near, in lines and letters that it has."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tambour.channels import Absence
from tambour.channels.panneaux import Panneaux
from tambour.channels.panneaux.settings import Panel
from tambour.channels.panneaux.wrapping import paginate, transliterate, wrap
from tambour.testing.building import CHANNELS, NOW, make, published, ready, rendered, site
from tambour.testing.laws import HOSTILE
from tambour.testing.village import ALERT, MARKET, SERIES, STATUS, village

EVENT = {
    "id": "fete",
    "titre": "Fête du lac",
    "publier_le": "2026-11-20",
    "debut": "2026-12-05 18:00",
    "fin": "23h",
    "lieu": {"nom": "Plage", "ville": "Mijoux"},
}


def pages(*items, **panel) -> list[list[str]]:
    """Pages of the one panel of a site, as a panel's own software would take them apart."""
    given = replace(village(), items=tuple(items))
    [data] = rendered(make(Panneaux, panels={"mairie": panel}), given).values()
    return [page.split("\n") for page in data.decode().removesuffix("\n").split("\n\n")]


def event(**change):
    return published("event", EVENT | change)


def test_whole_village(golden):
    settings = {"mairie": {}, "ecole": {"lines": 3, "columns": 14, "accents": False, "commune": "mijoux"}}
    for path, data in rendered(make(Panneaux, panels=settings), village()).items():
        golden(path, data)


def test_an_event_is_its_title_its_date_and_its_place():
    assert pages(event()) == [["Fête du lac", "sam. 5 déc. 18h-23h", "Plage, Mijoux"]]


@pytest.mark.parametrize(
    ("change", "date"),
    [
        ({"fin": None, "debut": "2026-12-05 18:30"}, "sam. 5 déc. 18h30"),
        ({"fin": "00:00"}, "sam. 5 déc. 18h-minuit"),
        ({"fin": "2026-12-06 02:00"}, "sam. 5 déc. 18h-2h"),
        ({"debut": "2026-12-05", "fin": None}, "sam. 5 déc."),
        ({"debut": "2026-12-05", "fin": "2026-12-06"}, "du 5 au 6 déc."),
        ({"debut": "2026-12-20", "fin": "2027-01-03"}, "du 20 déc. au 3 janv."),
        ({"debut": "2026-12-05 10:00", "fin": "2026-12-06 19:00"}, "du 5 au 6 déc."),
        ({"debut": "2026-11-14", "fin": "2027-01-16"}, "jusqu'au 16 janv."),
        ({"debut": "2026-12-01 18:00", "fin": "2026-12-02 00:00"}, "mar. 1er déc. 18h-minuit"),
    ],
)
def test_dates_are_short(change, date):
    typed = {key: value for key, value in (EVENT | change).items() if value is not None}

    assert pages(published("event", typed), columns=40)[0][1] == date


@pytest.mark.parametrize(
    ("change", "state", "date"),
    [
        ({"statut": "annule"}, "ANNULÉ", "sam. 5 déc. 18h-23h"),
        ({"statut": "complet"}, "COMPLET", "sam. 5 déc. 18h-23h"),
        ({"statut": "deplace"}, "DÉPLACÉ", "sam. 5 déc. 18h-23h"),
        ({"statut": "reporte"}, "REPORTÉ", "prévu sam. 5 déc.,"),
        ({"statut": "reporte", "debut_precedent": "2026-11-30 18:00"}, "REPORTÉ", "au sam. 5 déc. 18h-23h"),
    ],
)
def test_a_state_comes_first(change, state, date):
    assert pages(event(**change))[0][:3] == [state, "Fête du lac", date]


def test_alerts_come_first_the_gravest_before_the_others():
    watch = published("alert", ALERT | {"id": "vent", "titre": "Vent fort", "niveau": "vigilance"})
    info = published("alert", ALERT | {"id": "info", "titre": "Mairie fermée", "niveau": "info", "fin": "2026-12-02"})
    emergency = published("alert", ALERT | {"resume": "Ne la buvez pas."})

    told = pages(event(), info, watch, emergency)

    assert [page[0] for page in told] == ["URGENCE", "VIGILANCE", "INFO", "Fête du lac"]
    assert told[0] == ["URGENCE", "Eau non potable à Mijoux", "jusqu'au jeu. 3 déc.", "Ne la buvez pas."]


def test_what_is_near_comes_before_what_lasts():
    exhibition = event(id="expo", titre="Exposition", debut="2026-11-14", fin="2027-01-16")

    assert [page[0] for page in pages(exhibition, event(), days=60)] == ["Fête du lac", "Exposition"]


def test_of_a_series_the_next_date_is_shown_and_those_that_are_off():
    held = published("event", SERIES | {"exceptions": []})
    first = published("event", SERIES | {"exceptions": [{"date": "2026-12-03", "statut": "annule"}]})
    second = published("event", SERIES | {"exceptions": [{"date": "2026-12-10", "statut": "annule"}]})

    assert [page[0] for page in pages(held)] == ["La lecture du jeudi"]
    assert [page[0] for page in pages(first)] == ["ANNULÉ", "La lecture du jeudi"]
    assert [page[0] for page in pages(second)] == ["La lecture du jeudi", "ANNULÉ"]


def test_what_is_too_far_ahead_can_wait():
    assert pages(event(debut="2027-03-05 18:00", fin="23h")) == [["Haut-Jura d'en Bas"]]


def test_a_panel_is_never_blank():
    assert pages(columns=10) == [["Haut-Jura", "d'en Bas"]]


def test_a_panel_of_a_commune_shows_what_concerns_it():
    here, there = event(communes=["mijoux"]), event(id="foire", titre="Foire", communes=["bellecombe"])
    everywhere = event(id="voeux", titre="Vœux")

    told = pages(here, there, everywhere, commune="mijoux")

    assert [page[0] for page in told] == ["Fête du lac", "Vœux"]


def test_an_unknown_commune_is_a_problem():
    [wrong] = ready(make(Panneaux, panels={"mairie": {"commune": "mijou"}}), village()).check()

    assert wrong.code == "panneaux-commune-inconnue"
    assert wrong.field == 'CHANNELS["panneaux"]["panels"]["mairie"]["commune"]'
    assert "bellecombe, mijoux" in wrong.hint


def test_a_panel_without_accents_shows_plain_letters():
    told = pages(event(titre="« L’été à Mâcon » : cœur, ça & 5 €…", lieu={"nom": "Préau"}), accents=False, columns=60)

    assert told == [['"L\'ete a Macon" : coeur, ca & 5 EUR...', "sam. 5 dec. 18h-23h", "Preau"]]


def test_a_panel_without_accents_says_so_to_what_reads_it():
    [output] = ready(make(Panneaux, panels={"a": {"accents": False}}), village()).outputs()
    [other] = ready(make(Panneaux), village()).outputs()

    assert (output.path, output.media_type) == ("panneaux/a.txt", "text/plain; charset=us-ascii")
    assert (other.path, other.media_type) == ("panneaux/panneau.txt", "text/plain; charset=utf-8")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_letters(hostile):
    for accents, charset in ((True, "iso-8859-15"), (False, "ascii")):
        told = pages(event(titre=f"Fête {hostile}"), accents=accents)
        text = "".join(line for page in told for line in page)
        assert text.encode(charset).decode(charset).isprintable()


def test_a_title_in_letters_that_no_panel_has_is_left_to_other_channels():
    assert pages(event(titre="خط عربي"), event(id="b", titre="Bal")) == [
        ["Bal", "sam. 5 déc. 18h-23h", "Plage, Mijoux"]
    ]


def test_an_announcement_that_has_no_room_is_left_out_whole():
    long = event(id="a", titre="Une fête " * 10, debut="2026-12-04 10:00", fin="12h")

    assert pages(event(), long, lines=4, columns=20, pages=1)[0][0] == "Une fête Une fête"
    told = pages(long, event(), lines=4, columns=20, pages=3)
    assert [page[0] for page in told][-1] == "Fête du lac"


def test_the_writer_has_her_own_words_or_leaves_it_out():
    own = event(canaux={"panneaux": {"titre": "Bal au lac", "texte": "Navette gratuite"}})
    out = event(id="b", canaux={"panneaux": {"exclure": "oui"}})

    assert pages(own, out) == [["Bal au lac", "sam. 5 déc. 18h-23h", "Plage, Mijoux", "Navette gratuite"]]


def test_the_kit_shows_the_pages_of_each_panel_that_has_the_item():
    channel = make(Panneaux, panels={"mairie": {}, "ecole": {"commune": "bellecombe"}, "bourg": {"commune": "mijoux"}})
    item, far = event(communes=["mijoux"]), event(id="loin", debut="2027-10-05 18:00", fin="23h")
    given = replace(village(), items=(item, far))

    told = ready(channel, given).excerpt(item)

    assert [part.title for part in told.parts] == ["Panneau « mairie »", "Panneau « bourg »"]
    assert told.parts[0].text == "Fête du lac\nsam. 5 déc. 18h-23h\nPlage, Mijoux\n"
    assert told.parts[0].output.path == "panneaux/mairie.txt"
    assert ready(channel, given).excerpt(far) is None


@pytest.mark.parametrize("panels", [{"Mairie": {}}, {"a/b": {}}, {"..": {}}, {"a": {"lines": 0}}, {"a": {"lignes": 4}}])
def test_a_wrong_setting_is_refused(panels):
    with pytest.raises(ValidationError):
        make(Panneaux, panels=panels)


def test_the_readme_explains_each_setting_of_a_panel():
    readme = (CHANNELS / "panneaux" / "README.md").read_text("utf-8")

    for name, info in Panel.model_fields.items():
        assert f"| `{name}` | {info.title}. {info.description} | `{info.default!r}` |" in readme


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("Marché de Noël sous les halles", 16, ["Marché de Noël", "sous les halles"]),
        ("Saint-Ouvrain-les-Trois-Fontenelles", 16, ["Saint-Ouvrain-", "les-Trois-", "Fontenelles"]),
        ("Anticonstitutionnellement vôtre", 10, ["Anticonsti", "tutionnell", "ement", "vôtre"]),
        ("À 18\u00a0h\u00a030 précises", 9, ["À 18 h 30", "précises"]),
        ("Rendez-vous\u00a0: ici", 11, ["Rendez-", "vous : ici"]),
        ("", 10, []),
    ],
)
def test_lines_break_between_words(text, columns, lines):
    assert wrap(text, columns) == lines


TEXTS = st.text(st.sampled_from("abcdéà -’'.\u00a0€œ🎉"), max_size=150)


@given(TEXTS, st.integers(8, 40))
def test_no_line_is_too_long_and_no_letter_is_lost(text, columns):
    clean = transliterate(text, accents=True)
    lines = wrap(clean, columns)

    assert all(0 < len(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean.split())


@given(TEXTS, st.integers(8, 40))
def test_a_word_is_cut_only_when_it_is_longer_than_a_line(text, columns):
    words = [word for word in transliterate(text, accents=True).replace("\u00a0", " ").split() if len(word) <= columns]
    lines = [word for line in wrap(" ".join(words), columns) for word in line.split()]

    assert lines == words


@given(st.lists(TEXTS, max_size=5), st.integers(1, 8), st.integers(8, 40))
def test_pages_hold_every_line_in_order_and_none_too_many(blocks, lines, columns):
    clean = [transliterate(block, accents=True) for block in blocks]
    made = paginate(clean, lines, columns)

    assert all(0 < len(page) <= lines for page in made)
    assert [line for page in made for line in page] == [line for block in clean for line in wrap(block, columns)]


def test_two_days_of_a_market_are_told_one_after_the_other():
    market = published("event", {key: value for key, value in MARKET.items() if key != "lieu"})
    [today] = rendered(make(Panneaux), site([market])).values()
    [tomorrow] = rendered(make(Panneaux), site([market], now=NOW.replace(day=6))).values()

    off = "\nANNULÉ\nMarché de Noël\nsam. 12 déc."
    assert today.decode().startswith(f"Marché de Noël\nsam. 5 déc. 10h-19h\nGratuit ou 5 €\n{off}")
    assert tomorrow.decode().startswith(f"DÉPLACÉ\nMarché de Noël\ndim. 6 déc. 14h\nGratuit ou 5 €\n{off}")


def test_a_service_that_is_closed_stands_before_the_dates_until_it_works_again():
    def told(**change):
        return pages(event(), published("status", STATUS | change))

    assert told()[0] == [
        "FERMÉ",
        "La piscine",
        "jusqu'au ven. 18 déc.",
        "La piscine de Mijoux",
        "accepte nos abonnements.",
    ]
    assert told(jusqu_au=None, a_la_place=None)[0] == ["FERMÉ", "La piscine", "depuis le lun. 30 nov."]
    assert told(statut="normal") == pages(event())
    assert told(jusqu_au="2026-11-30 20:00") == pages(event())
    assert told(canaux={"panneaux": {"exclure": "oui"}}) == pages(event())


def test_the_receipt_says_why_a_panel_does_not_show_a_service():
    channel = ready(make(Panneaux), site([usual := published("status", STATUS | {"statut": "normal"})]))

    assert channel.presences([usual]) == [Absence.NOTHING]
