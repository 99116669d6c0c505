"""Search engines are told when and where an event takes place, at what price, and whether it still does."""

import pytest

from tambour.model.registers import Commune
from tambour.testing.building import TERRITORY, URL, published
from tests.website.head.building import event, found, item_head, place

COMMUNES = {
    name: Commune.model_validate({"id": name, "nom": name.capitalize(), "insee": insee, "code_postal": "39999"})
    for name, insee in (("bellecombe", "39001"), ("mijoux", "39002"))
}
SLOTS = [
    {"debut": "2026-11-28 10:00"},
    {"debut": "2026-12-05 10:00", "fin": "12h"},
    {"debut": "2026-12-06 14:00", "debut_precedent": "2026-12-06 10:00", "note": "À l’abri."},
    {"debut": "2026-12-12", "statut": "annule"},
]


def dates(*others, **typed):
    return found(item_head(event(**typed), *others, communes=COMMUNES), "Event")


def only(*others, **typed):
    [one] = dates(*others, **typed)
    return one


def test_an_event_says_everything_once():
    hall = place(rue="2, rue du Lac", code_postal="39999", ville="Bellecombe", coordonnees="46.4342, 6.0190")

    assert only(hall, fin="18h", lieu="salle", prix="5", billetterie="https://billets.exemple.fr/?a=1&b=2") == {
        "@type": "Event",
        "@id": "tag:exemple.fr,2026:date/fete",
        "name": "Fête",
        "description": "Samedi 5\u00a0décembre\u00a02026 de 10\u00a0h à 18\u00a0h, "
        "Salle des fêtes, Bellecombe. Un bal.",
        "url": f"{URL}/agenda/fete/",
        "startDate": "2026-12-05T10:00:00+01:00",
        "endDate": "2026-12-05T18:00:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "@id": "tag:exemple.fr,2026:salle",
            "name": "Salle des fêtes",
            "url": f"{URL}/lieux/salle/",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "2, rue du Lac",
                "postalCode": "39999",
                "addressLocality": "Bellecombe",
                "addressCountry": "FR",
            },
            "geo": {"@type": "GeoCoordinates", "latitude": 46.4342, "longitude": 6.019},
        },
        "offers": [
            {
                "@type": "Offer",
                "price": 5,
                "priceCurrency": "EUR",
                "url": "https://billets.exemple.fr/?a=1&b=2",
                "availability": "https://schema.org/InStock",
            }
        ],
        "isAccessibleForFree": False,
        "organizer": {
            "@type": "GovernmentOrganization",
            "@id": "tag:exemple.fr,2026:site/organization",
            "name": TERRITORY.name,
            "url": f"{URL}/",
        },
        "inLanguage": "fr",
    }


@pytest.mark.parametrize(
    ("typed", "status", "previous"),
    [
        ({"statut": "confirme"}, "EventScheduled", None),
        ({"statut": "annule"}, "EventCancelled", None),
        ({"statut": "annule", "debut_precedent": "2026-12-04 10:00"}, "EventCancelled", "2026-12-04T10:00:00+01:00"),
        ({"statut": "reporte"}, "EventPostponed", None),
        ({"statut": "reporte", "debut_precedent": "2026-12-04 10:00"}, "EventRescheduled", "2026-12-04T10:00:00+01:00"),
        ({"debut_precedent": "2026-12-04 10:00"}, "EventRescheduled", "2026-12-04T10:00:00+01:00"),
        ({"statut": "deplace"}, "EventScheduled", None),
        ({"statut": "complet"}, "EventScheduled", None),
        ({"statut": "complet", "debut_precedent": "2026-12-04 10:00"}, "EventRescheduled", "2026-12-04T10:00:00+01:00"),
        ({"statut": "confirme", "debut_precedent": "2026-12-04 10:00"}, "EventScheduled", None),
    ],
)
def test_its_state_is_said(typed, status, previous):
    one = only(**typed)

    assert one["eventStatus"] == f"https://schema.org/{status}"
    assert one.get("previousStartDate") == previous
    assert one["startDate"] == "2026-12-05T10:00:00+01:00"


def test_whole_days_have_no_hour_and_the_last_one_is_included():
    one = only(debut="2026-12-05", fin="2026-12-06")

    assert (one["startDate"], one["endDate"]) == ("2026-12-05", "2026-12-06")


def test_an_hour_has_the_offset_of_its_season():
    assert only(debut="2027-07-03 19:00")["startDate"] == "2027-07-03T19:00:00+02:00"


def test_an_end_that_nobody_knows_is_not_made_up():
    assert "endDate" not in only()


def test_each_date_to_come_is_an_event_of_the_same_name():
    first, second, third = dates(debut=None, creneaux=SLOTS)

    assert {first["name"], second["name"], third["name"]} == {"Fête"}
    assert [one["startDate"] for one in (first, second, third)] == [
        "2026-12-05T10:00:00+01:00",
        "2026-12-06T14:00:00+01:00",
        "2026-12-12",
    ]
    assert (second["eventStatus"], second["disambiguatingDescription"]) == (
        "https://schema.org/EventRescheduled",
        "À l’abri.",
    )
    assert third["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_date_keeps_its_id_when_title_address_and_hour_change():
    before = dates(debut=None, creneaux=SLOTS)
    moved = [*SLOTS[:3], {"debut": "2026-12-19", "debut_precedent": "2026-12-12"}]
    after = dates(debut=None, creneaux=moved, titre="La fête", adresse="la-fete-du-lac")

    assert [one["@id"] for one in before] == [one["@id"] for one in after]
    assert len({one["@id"] for one in before}) == 3


def test_a_series_is_told_for_its_next_twenty_dates():
    series = dates(debut="2026-09-03 08:00", fin="12h30", recurrence={"frequence": "hebdomadaire", "nombre": "40"})

    assert len(series) == len({one["@id"] for one in series}) == 20
    assert series[0]["startDate"] == "2026-12-03T08:00:00+01:00"
    assert "organizer" in series[0]
    assert series[1]["organizer"] == {"@id": series[0]["organizer"]["@id"]}


def test_an_event_that_is_over_keeps_its_last_date():
    past = dates(debut=None, creneaux=[{"debut": "2026-11-20 10:00"}, {"debut": "2026-11-28 10:00"}], prix="5")

    [one] = past
    assert one["startDate"].startswith("2026-11-28")
    assert "availability" not in one["offers"][0]


@pytest.mark.parametrize(
    ("typed", "mode", "types"),
    [
        ({"lieu": "Préau"}, "Offline", ["Place"]),
        ({"en_ligne": "https://visio.exemple.fr/a"}, "Online", ["VirtualLocation"]),
        ({"lieu": "Préau", "en_ligne": "https://visio.exemple.fr/a"}, "Mixed", ["Place", "VirtualLocation"]),
        ({}, "Offline", ["Place"]),
    ],
)
def test_it_takes_place_somewhere_online_or_both(typed, mode, types):
    one = only(**typed)
    places = one["location"] if isinstance(one["location"], list) else [one["location"]]

    assert one["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert [found["@type"] for found in places] == types
    assert all(found.get("url") == "https://visio.exemple.fr/a" for found in places if found["@type"] != "Place")


@pytest.mark.parametrize(
    ("typed", "name", "address"),
    [
        ({"lieu": {"nom": "Préau", "ville": "Mijoux"}}, "Préau", {"addressLocality": "Mijoux", "addressCountry": "FR"}),
        (
            {"lieu": {"nom": "Préau", "commune": "mijoux"}},
            "Préau",
            {"postalCode": "39999", "addressLocality": "Mijoux", "addressCountry": "FR"},
        ),
        (
            {"lieu": "Préau", "communes": "bellecombe"},
            "Préau",
            {"postalCode": "39999", "addressLocality": "Bellecombe", "addressCountry": "FR"},
        ),
        (
            {"lieu": {"nom": "Mairie", "code_postal": "L-1234", "ville": "Luxembourg"}},
            "Mairie",
            {"postalCode": "L-1234", "addressLocality": "Luxembourg"},
        ),
        (
            {"communes": "bellecombe"},
            "Bellecombe",
            {"postalCode": "39999", "addressLocality": "Bellecombe", "addressCountry": "FR"},
        ),
        ({"communes": ["bellecombe", "mijoux"]}, "Bellecombe et Mijoux", {"addressCountry": "FR"}),
        ({}, TERRITORY.label, {"addressCountry": "FR"}),
    ],
)
def test_a_place_has_the_address_that_is_known(typed, name, address):
    location = only(**typed)["location"]

    assert location["name"] == name
    assert location["address"] == {"@type": "PostalAddress"} | address


@pytest.mark.parametrize(
    ("typed", "free", "offers"),
    [
        ({}, None, None),
        ({"prix": "gratuit"}, True, [{"price": 0, "priceCurrency": "EUR"}]),
        (
            {"prix": [{"libelle": "Adultes", "montant": "6,50"}, {"libelle": "Enfants", "montant": "gratuit"}]},
            False,
            [
                {"name": "Adultes", "price": 6.5, "priceCurrency": "EUR"},
                {"name": "Enfants", "price": 0, "priceCurrency": "EUR"},
            ],
        ),
        ({"prix": "Participation libre"}, None, [{"description": "Participation libre"}]),
        ({"billetterie": "https://billets.exemple.fr/"}, None, [{"url": "https://billets.exemple.fr/"}]),
    ],
)
def test_the_price_is_told_as_far_as_it_is_known(typed, free, offers):
    one = only(**typed)
    common = {"@type": "Offer", "url": f"{URL}/agenda/fete/", "availability": "https://schema.org/InStock"}

    assert one.get("isAccessibleForFree") is free
    assert one.get("offers") == (offers and [common | offer for offer in offers])


@pytest.mark.parametrize(
    ("statut", "availability"),
    [
        ("complet", "https://schema.org/SoldOut"),
        ("annule", None),
        ("reporte", None),
        ("deplace", "https://schema.org/InStock"),
    ],
)
def test_whether_there_is_a_seat_left_is_told(statut, availability):
    [offer] = only(statut=statut, prix="5")["offers"]

    assert offer.get("availability") == availability


def test_a_full_event_without_a_price_is_sold_out_too():
    assert only(statut="complet")["offers"][0]["availability"] == "https://schema.org/SoldOut"


def test_another_organiser_is_named():
    assert only(organisateur="Comité des fêtes")["organizer"] == {"@type": "Organization", "name": "Comité des fêtes"}


def test_an_event_in_another_language_says_so():
    assert only(langue="en")["inLanguage"] == "en"


def test_a_withdrawn_event_keeps_its_state():
    withdrawn = published(
        "event",
        {"id": "a", "titre": "A", "publier_le": "2026-11-01", "debut": "2026-12-05", "statut": "annule"},
        expired=True,
    )
    head = item_head(withdrawn)

    assert head.robots == "noindex"
    assert found(head, "Event")[0]["eventStatus"] == "https://schema.org/EventCancelled"
    assert found(head, "Event")[0]["startDate"] == "2026-12-05"
