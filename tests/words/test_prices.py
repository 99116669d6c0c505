"""A price is told in one way, in full and in short."""

import pytest

from tambour.words.prices import fares_fr, price_fr, price_in_short
from tests.model.building import event
from tests.words.reading import plain


def fare(label, amount):
    return {"libelle": label, "montant": amount} if label else {"montant": amount}


@pytest.mark.parametrize(
    ("typed", "full", "short"),
    [
        ("gratuit", "Gratuit", "Gratuit"),
        ("5", "5 €", "5 €"),
        ([fare("Plein tarif", "5")], "Plein tarif : 5 €", "5 €"),
        ([fare("Adultes", "5"), fare("Enfants", "0")], "Adultes : 5 € ; enfants : gratuit", "Gratuit ou 5 €"),
        (
            [fare("Plein", "14"), fare("CE", "10"), fare("", "7")],
            "Plein : 14 € ; CE : 10 € ; tarif : 7 €",
            "De 7 € à 14 €",
        ),
        ([fare("A", "0"), fare("B", "7"), fare("C", "14")], "A : gratuit ; b : 7 € ; c : 14 €", "Jusqu’à 14 €"),
        ([fare(name, amount) for name, amount in zip("ABCD", "2345", strict=True)], "De 2 € à 5 €", "De 2 € à 5 €"),
        ([fare("Membres", "0"), fare("Autres", "0")], "Gratuit", "Gratuit"),
        ("Participation libre", "Participation libre", "Participation libre"),
        (
            "Au chapeau. Le bénéfice va à la restauration du lavoir, comme l’an dernier.",
            "Au chapeau. Le bénéfice va à la restauration du lavoir, comme l’an dernier.",
            "Au chapeau. Le bénéfice va à la restauration du lavoir…",
        ),
    ],
)
def test_a_price_in_full_and_in_short(typed, full, short):
    price = event(debut="2026-12-05", prix=typed).price

    assert (plain(price_fr(price)), plain(price_in_short(price))) == (full, short)


def test_what_is_not_known_is_not_said():
    assert (price_fr(None), price_in_short(None), fares_fr(None)) == ("", "", ())


def test_a_table_of_fares_is_there_when_one_line_says_less():
    several = event(debut="2026-12-05", prix=[fare("Adultes", "5"), fare("", "3")]).price

    assert [plain(" ".join(row)) for row in fares_fr(several)] == ["Adultes 5 €", "Tarif 3 €"]
    assert fares_fr(event(debut="2026-12-05", prix="5").price) == ()
    assert fares_fr("Au chapeau") == ()
