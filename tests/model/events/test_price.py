"""A price says whether it is free, and its amounts when it has some."""

import re
from decimal import Decimal
from pathlib import PurePosixPath

import pytest

from tambour.messages import MESSAGES
from tambour.model.events.event import Event
from tests.model.building import ITEM, event, event_refused, told


@pytest.mark.parametrize("typed", ["gratuit", "Gratuite", "entrée libre", "Entrée libre et gratuite", "0", "0 €"])
def test_what_costs_nothing_is_known_to_be_free(typed):
    assert event(debut="2026-12-05", prix=typed).is_free is True


@pytest.mark.parametrize(
    ("typed", "amount"), [("5", "5"), ("5 €", "5"), ("12,50 €", "12.50"), ("12.5 euros", "12.5"), ("7\u00a0€", "7")]
)
def test_an_amount_is_read_in_euros(typed, amount):
    made = event(debut="2026-12-05", prix=typed)

    assert [fare.amount for fare in made.price] == [Decimal(amount)]
    assert made.is_free is False


def test_words_stay_words_and_do_not_tell_whether_it_is_free():
    made = event(debut="2026-12-05", prix="participation libre, au chapeau")

    assert made.price == "participation libre, au chapeau"
    assert made.is_free is None
    assert event(debut="2026-12-05").is_free is None


def test_fares_keep_their_order_and_names():
    made = event(
        debut="2026-12-05",
        prix=[{"libelle": "Plein tarif", "montant": "12"}, {"libelle": "Moins de 12 ans", "montant": "gratuit"}],
    )

    assert [(fare.label, fare.amount) for fare in made.price] == [("Plein tarif", 12), ("Moins de 12 ans", 0)]
    assert made.is_free is False


def test_one_fare_needs_no_list():
    [fare] = event(debut="2026-12-05", prix={"montant": "3,50"}).price

    assert (fare.label, fare.amount) == (None, Decimal("3.5"))


def test_a_wrong_amount_is_told_at_its_place():
    fares = [{"libelle": "Plein tarif", "montant": "douze"}, {"libelle": "Réduit"}, {"montant": "-3"}]

    assert event_refused(debut="2026-12-05", prix=fares) == [
        ("montant-illisible", ("prix", 0, "montant")),
        ("missing", ("prix", 1, "montant")),
        ("montant-negatif", ("prix", 2, "montant")),
    ]


@pytest.mark.parametrize("typed", ["-3", "- 3 €", "−12,50 euros", "–3€"])
def test_an_amount_under_zero_is_refused_and_the_remedy_is_accepted(typed: str):
    assert event_refused(debut="2026-12-05", prix=typed) == [("montant-negatif", ("prix",))]

    [context] = told(Event, ITEM | {"debut": "2026-12-05", "prix": typed})
    hint = MESSAGES.problem("montant-negatif", PurePosixPath("agenda/fete.md"), **context).hint
    remedy = re.fullmatch(r"Écrivez (.+), ou gratuit\.", hint)

    assert event(debut="2026-12-05", prix=remedy[1]).price[0].amount > 0


def test_words_may_tell_of_a_reduction():
    assert event(debut="2026-12-05", prix="-3 € pour les adhérents").price == "-3 € pour les adhérents"


@pytest.mark.parametrize("typed", ["abc", "x", "à voir", "Zut !", "?"])
def test_words_that_tell_no_price_are_refused(typed: str):
    assert event_refused(debut="2026-12-05", prix=typed) == [("prix-illisible", ("prix",))]


@pytest.mark.parametrize(
    "typed",
    [
        "prix libre", "Sur inscription", "Un euro le livre, trois euros le sac", "Participation libre, au chapeau",
        "Entrée libre, repas 12 €", "selon le quotient familial", "10 à 15 €", "Réservé aux adhérents",
        "Billet à retirer à l’accueil", "entrée payante", "Compris dans l’abonnement", "à prix coûtant",
    ],
)  # fmt: skip
def test_words_that_tell_a_price_stay_as_they_are(typed: str):
    assert event(debut="2026-12-05", prix=typed).price == typed


def test_what_the_remedy_says_is_accepted():
    remedy = MESSAGES["prix-illisible"].hint.removesuffix(".").removeprefix("Écrivez un montant, comme ")
    words = [
        part.removeprefix("ou ").removeprefix("quelques mots, comme ") for part in re.split(r" ; |, (?=ou )", remedy)
    ]

    assert words == ["5 €", "gratuit", "prix libre", "sur inscription"]
    assert all(event(debut="2026-12-05", prix=typed).price for typed in words)
