"""Forms come from the model: every field has its widget, and what a file says comes back as it was typed."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from pydantic import BaseModel, ValidationError

from tambour.model.events.event import Event
from tambour.model.kinds import KINDS, REGISTERS, Kind
from tambour.pupitre.forms.choices import NO_CHOICES, ChannelChoice, Choices
from tambour.pupitre.forms.data import FormData
from tambour.pupitre.forms.form import Form
from tambour.pupitre.forms.groups import BlockControl, FormField, with_row
from tambour.pupitre.web.drawing import Drawing, FieldProblem, environment, seen_at
from tambour.source.catalogue import read_folder
from tambour.source.schema import model_schema
from tambour.testing import village
from tambour.testing.building import PARIS
from tests.trees import ROOT

CHOICES = Choices(
    {
        "commune": {"bellecombe": "Bellecombe", "mijoux": "Mijoux"},
        "topic": {"culture": "Culture", "mobilites": "Mobilités"},
        "place": {"salle-des-fetes": "Salle des fêtes"},
    },
    (ChannelChoice("posts", "Réseaux"),),
)
MODELS = {named.name: named.model for named in (*KINDS.values(), *REGISTERS.values())}
ITEMS = [
    ("news", village.NEWS),
    ("news", village.TRANSLATION),
    ("event", village.MARKET),
    ("event", village.SERIES),
    ("alert", village.ALERT),
    ("alert", village.LIFTED_ALERT),
    ("page", village.PAGE),
    ("place", village.PLACE),
    ("document", village.DOCUMENT),
    ("service", village.SERVICE),
    ("status", village.STATUS),
    ("letter", village.LETTER),
    ("elected", village.ELECTED),
    ("tender", village.TENDER),
    ("project", village.PROJECT),
    ("entry", village.ENTRY),
    ("menu", village.MENU),
]


@cache
def form_of(kind: str) -> Form:
    return Form.of(MODELS[kind], CHOICES)


def retyped(data: FormData, **texts: str) -> FormData:
    """What a person has typed: `debut__jour` for `debut.jour`."""
    return data.with_values({name.replace("__", "."): (text,) for name, text in texts.items()})


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_every_field_of_every_kind_and_register_has_a_widget_and_a_place(model: type[BaseModel]):
    form = Form.of(model, NO_CHOICES)
    keys = {info.alias or name for name, info in model.model_fields.items()}
    placed = [key for part in form.parts for key in part.keys if not key.startswith("_")]

    assert {*form.fields} == keys - {"id", "brouillon"}
    assert len(placed) == len(set(placed))
    assert {*placed} | ({"debut", "fin", "creneaux", "recurrence", "sauf", "exceptions"} & keys) == {*form.fields}
    assert all(field.title and field.control.macro for field in form.fields.values())


@pytest.mark.parametrize(("kind", "typed"), ITEMS, ids=[str(typed["id"]) for _, typed in ITEMS])
def test_what_is_not_touched_does_not_change_and_means_the_same(kind: str, typed: dict[str, Any]):
    form = form_of(kind)
    shown = form.data_of(typed)
    context = {"zone": PARIS}

    assert form.changes(typed, shown) == {}
    again = MODELS[kind].model_validate({"id": typed["id"], **form.values(shown)}, context=context)
    assert again == MODELS[kind].model_validate(typed, context=context)


def test_the_whole_demo_goes_through_its_forms_unharmed(territory):
    read = read_folder(ROOT / "content", territory)
    forms = {kind.folder: Form.of(kind.model, NO_CHOICES) for kind in KINDS.values()}

    for path, raw in read.heads.items():
        model = next(kind.model for kind in KINDS.values() if Path(path).parts[0] == kind.folder)
        form = forms[Path(path).parts[0]]
        shown = form.data_of(raw.fields)
        again = {key: raw.fields[key] for key in ("id", "brouillon") if key in raw.fields} | form.values(shown)
        context = {"zone": PARIS}

        assert form.changes(raw.fields, shown) == {}, path
        assert model.model_validate(again, context=context) == model.model_validate(raw.fields, context=context), path


def test_of_a_list_only_the_date_that_is_touched_is_written_anew():
    form, typed = form_of("event"), village.MARKET
    changes = form.changes(typed, retyped(form.data_of(typed), creneaux__1__note="Sous la halle."))

    first, second, third = changes["creneaux"]
    assert changes.keys() == {"creneaux"}
    assert (first, third) == (typed["creneaux"][0], typed["creneaux"][2])
    assert second == {**typed["creneaux"][1], "note": "Sous la halle."}


def test_a_date_that_is_removed_takes_none_of_the_others_with_it():
    form, typed = form_of("event"), village.MARKET
    changes = form.changes(typed, retyped(form.data_of(typed), creneaux__1___retirer="oui"))

    assert changes == {"creneaux": [typed["creneaux"][0], typed["creneaux"][2]]}


def test_a_dish_that_has_a_name_alone_is_written_as_one():
    form, typed = form_of("menu"), village.MENU
    data = form.data_of(typed)
    changes = form.changes(typed, retyped(data, jours__0__dessert__1__nom="Yaourt"))
    marked = form.changes(typed, data.with_values({"jours.0.entree.0.marques": ("bio",)}))

    assert data.first("jours.0.entree.0.nom") == "Velouté de courge"
    assert changes["jours"][0]["dessert"] == ["Poire", "Yaourt"]
    assert marked["jours"][0]["entree"] == [{"nom": "Velouté de courge", "marques": ["bio"]}]


def test_one_more_row_says_nothing_until_something_is_typed():
    form, typed = form_of("event"), village.MARKET
    data = with_row(form.data_of(typed), "creneaux")

    assert data.rows("creneaux") == (0, 1, 2, 3)
    assert form.changes(typed, data) == {}


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        ({"debut__jour": "2026-12-05", "debut__heure": "10:00"}, "2026-12-05 10:00"),
        ({"debut__jour": "2026-12-05", "debut__heure": ""}, "2026-12-05"),
        ({"debut__jour": "2026-12-05", "debut__heure": "10:00", "debut__entiere": "oui"}, "2026-12-05"),
        ({"debut__jour": "05/12/2026", "debut__heure": "10h"}, "05/12/2026 10h"),
        ({"debut__jour": ""}, None),
    ],
)
def test_a_moment_is_a_day_and_perhaps_an_hour(texts: dict[str, str], value: str | None):
    assert form_of("event").values(retyped(FormData(), **texts)).get("debut") == value


def test_an_end_may_be_an_hour_alone():
    assert form_of("event").values(retyped(FormData(), fin__heure="12:30"))["fin"] == "12:30"


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        ({"lieu__sorte": "connu", "lieu__id": "salle-des-fetes", "lieu__nom": "Ailleurs"}, "salle-des-fetes"),
        ({"lieu__sorte": "ailleurs", "lieu__nom": "Le préau"}, "Le préau"),
        (
            {"lieu__sorte": "ailleurs", "lieu__nom": "Le préau", "lieu__ville": "Mijoux", "lieu__id": "x"},
            {"nom": "Le préau", "ville": "Mijoux"},
        ),
        ({"lieu__sorte": "", "lieu__nom": "Le préau"}, None),
        ({"prix__sorte": "gratuit"}, "gratuit"),
        ({"prix__sorte": "un", "prix__montant": "5"}, "5 €"),
        ({"prix__sorte": "mots", "prix__mots": "Participation libre"}, "Participation libre"),
        (
            {"prix__sorte": "plusieurs", "prix__tarifs__0__libelle": "Plein", "prix__tarifs__0__montant": "8"},
            [{"libelle": "Plein", "montant": "8"}],
        ),
    ],
)
def test_of_several_forms_of_a_value_the_chosen_one_counts(texts: dict[str, str], value: object):
    said = form_of("event").values(retyped(FormData(), **texts))

    assert (said.get("lieu") or said.get("prix")) == value


def test_dates_are_written_in_the_form_that_is_chosen():
    form = form_of("event")
    data = retyped(FormData(), _dates="plusieurs", debut__jour="2026-12-01", creneaux__0__debut__jour="2026-12-05")

    assert form.values(data) == {"creneaux": [{"debut": "2026-12-05"}]}


def test_a_series_is_built_of_words():
    texts = {"frequence": "mensuelle", "jours__0__rang": "1er", "jours__0__jour": "mardi", "nombre": "6"}
    data = retyped(
        FormData(),
        _dates="serie",
        debut__jour="2026-12-01",
        **{f"recurrence__{name}": text for name, text in texts.items()},
    )
    item = Event.model_validate(
        {"id": "a", "titre": "A", "publier_le": "2026-11-01", **form_of("event").values(data)}, context={"zone": PARIS}
    )

    assert item.recurrence is not None
    assert item.recurrence.count == 6


def test_a_week_names_the_days_that_have_the_same_hours_once():
    texts = {f"horaires__semaine__{day}": "9h-12h" for day in ("lundi", "mardi", "mercredi", "samedi")}

    assert form_of("place").values(retyped(FormData(), **texts))["horaires"] == {
        "semaine": {"lundi au mercredi": "9h-12h", "samedi": "9h-12h"}
    }


def test_a_week_says_which_saturdays_of_the_month_and_which_weeks():
    form = form_of("place")
    week = {"samedi": "9h-12h", "1er samedi": "ferme", "jeudi des semaines paires": "14h-18h"}
    typed: dict[str, Any] = {"horaires": {"semaine": {"1er et 3e lundi": "9h-12h"}}}
    lines = {"0__lequel": "1er", "0__jour": "samedi", "0__heures": "ferme", "1__lequel": "semaines paires"}
    texts = {"samedi": "9h-12h", **lines, "1__jour": "jeudi", "1__heures": "14h-18h"}
    filled = form.values(retyped(FormData(), **{f"horaires__semaine__{name}": one for name, one in texts.items()}))
    shown = form.data_of({"horaires": {"semaine": week}})

    assert filled["horaires"] == {"semaine": week}
    assert form.changes({"horaires": {"semaine": week}}, shown) == {}
    assert form.changes(typed, form.data_of(typed)) == {}
    assert shown.first("horaires.semaine.1.lequel") == "semaines paires"


@pytest.mark.parametrize(
    ("typed", "texts", "value"),
    [
        ("01/07", {"au__jour": "31", "au__mois": "8"}, "31/08"),
        ("2026-07-01", {"au__jour": "5", "au__mois": "9", "au__annee": "2026"}, "2026-09-05"),
        ("01/07", {"au__jour": "31", "au__mois": ""}, "31"),  # the build says what is wrong with it
    ],
)
def test_a_season_is_said_by_day_and_month_with_its_year_or_each_year(typed: str, texts: dict[str, str], value: str):
    form = form_of("place")
    week = {"lundi": "9h-12h"}
    hours: dict[str, Any] = {"horaires": {"semaine": week, "saisons": [{"du": typed, "au": typed, "semaine": week}]}}
    shown = form.data_of(hours)
    changes = form.changes(
        hours, retyped(shown, **{f"horaires__saisons__0__{name}": one for name, one in texts.items()})
    )

    assert form.changes(hours, shown) == {}
    [season] = changes["horaires"]["saisons"]  # type: ignore[index, call-overload]
    assert (season["du"], season["au"]) == (typed, value)


@pytest.mark.parametrize(
    ("typed", "sort", "value"),
    [("ferme", "ouvert", "ouvert"), ("10h-12h", "", None), ("ouvert", "heures", "9h-12h"), (None, "ouvert", "ouvert")],
)
def test_a_holiday_is_closed_or_as_usual_or_has_its_hours(typed: str | None, sort: str, value: str | None):
    form, week = form_of("place"), {"lundi": "9h-12h"}
    hours: dict[str, Any] = {"horaires": {"semaine": week} | ({"jours_feries": typed} if typed else {})}
    shown = form.data_of(hours)
    texts = {"horaires__jours_feries__sorte": sort, "horaires__jours_feries__heures": "9h-12h"}
    changes = form.changes(hours, retyped(shown, **texts))

    assert form.changes(hours, shown) == {}
    assert changes["horaires"].get("jours_feries") == value  # type: ignore[union-attr]


def test_a_round_is_called_by_its_label_and_keeps_its_id_whatever_it_is_called_later():
    form = form_of("service")
    typed: dict[str, Any] = {"collectes": [{"id": "om", "libelle": "Ordures", "jours": "mardi"}]}
    shown = form.data_of(typed)
    texts = {
        "collectes__1__libelle": "Bac jaune",
        "collectes__2__libelle": "Bac jaune",
        "collectes__0__libelle": "Sacs",
    }
    changes = form.changes(typed, retyped(shown, **texts))

    assert form.changes(typed, shown) == {}
    assert [one["id"] for one in changes["collectes"]] == ["om", "bac-jaune", "bac-jaune-2"]  # type: ignore[union-attr, index, call-overload]


@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_a_help_is_whole_and_fits_its_form(model: type[BaseModel]):
    helps = [*helps_of(Form.of(model, CHOICES).fields.values())]
    keys = {info.alias for info in model.model_fields.values()}

    assert [
        said for said in helps if "id:" in said or not (said[0].isupper() or said[0].isdigit() or said[0] == "«")
    ] == []
    assert [said for said in helps if said != said.strip() or said.endswith((",", "ou"))] == []
    assert "lieu" in keys or "celle du lieu" not in " ".join(helps)


def helps_of(parts: Iterable[FormField]) -> Iterator[str]:
    """What is said at each field, those inside others included."""
    for part in parts:
        if part.help:
            yield part.help
        inside = getattr(part.control, "item", part.control)
        blocks = [inside, *getattr(inside, "blocks", {}).values()]
        for block in blocks:
            yield from helps_of(getattr(block, "fields", ()))


def test_a_help_names_fields_as_the_form_does():
    helps = {part.key: part.help for part in form_of("event").fields["recurrence"].control.fields}  # type: ignore[attr-defined]

    assert "jusqu_au" not in helps["nombre"]
    assert "Jusqu" in helps["nombre"]


@pytest.mark.parametrize("typed", ["?", "demain", ["2026-12-05"]])
def test_what_a_widget_cannot_show_is_kept_until_something_else_is_typed(typed: Any):
    form = form_of("news")
    shown = form.data_of({"publier_le": typed})

    assert form.values(shown)["publier_le"] == typed
    assert form.changes({"publier_le": typed}, retyped(shown, publier_le__jour="2026-12-05")) == {
        "publier_le": "2026-12-05"
    }
    assert form.changes({"publier_le": typed}, retyped(shown, publier_le___effacer="oui")) == {"publier_le": None}


def test_a_commune_that_is_not_offered_stays_ticked_and_an_unknown_key_stays_in_its_block():
    form = form_of("news")
    typed: dict[str, Any] = {"communes": ["mijoux", "perdue"], "documents": [{"fichier": "a.pdf", "taille": "3"}]}
    shown = form.data_of(typed)

    assert form.values(shown) == typed
    assert form.changes(typed, shown) == {}


def test_an_optional_block_with_a_required_part_asks_for_nothing_while_it_is_empty():
    texts = {"recurrence__intervalle": "", "recurrence__nombre": ""}

    assert form_of("event").values(retyped(FormData(), _dates="serie", debut__jour="2026-12-05", **texts)) == {
        "debut": "2026-12-05"
    }


def test_channels_are_those_of_the_project_and_those_that_are_written():
    form = form_of("news")
    control = form.fields["canaux"].control
    typed: dict[str, Any] = {"canaux": {"cards": {"titre": "Court"}}}
    shown = form.data_of(typed)

    assert [choice.name for choice in control.shown_channels(shown, "canaux")] == ["posts", "cards"]  # type: ignore[attr-defined]
    assert form.changes(typed, retyped(shown, canaux__posts__exclure="oui")) == {
        "canaux": {"cards": {"titre": "Court"}, "posts": {"exclure": "oui"}}
    }


def test_a_form_tells_the_field_that_a_problem_names():
    assert form_of("event").place_of("Créneaux n° 2, Lieu") == "creneaux"
    assert form_of("event").place_of("Texte") == ""


def test_blocks_have_the_fields_of_their_model():
    control = form_of("event").fields["recurrence"].control

    assert isinstance(control, BlockControl)
    assert [part.key for part in control.fields] == ["frequence", "intervalle", "jours", "jusqu_au", "nombre"]


@pytest.mark.parametrize("typed", ["5", "5 €", "5 euros", "5euro"])
def test_an_amount_is_in_euros_once_whatever_is_typed_beside_it(typed: str):
    form = Form.of(Event, CHOICES)
    data = FormData({"prix.sorte": ("un",), "prix.montant": (typed,)})

    assert form.fields["prix"].control.read(data, "prix") == "5 €"


properties_of = cache(lambda model: model_schema(model)["properties"])
EXAMPLES = ("id", "titre", "adresse", "image", "alt")


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_an_example_is_of_its_kind(kind: Kind):
    described = properties_of(kind.model)
    told = {key: described[key]["examples"][0] for key in EXAMPLES}
    shown = {key: form_of(kind.name).fields[key].example for key in EXAMPLES[1:]}

    assert shown == {key: told[key] for key in EXAMPLES[1:]}
    others = [properties_of(other.model) for other in KINDS.values() if other is not kind]
    assert not [key for key in EXAMPLES for other in others if told[key] in other[key]["examples"]]
    if kind.model is not Event:
        assert "oël" not in " ".join(field.example for field in form_of(kind.name).fields.values())


@pytest.mark.parametrize(
    ("kind", "field", "typed", "demanded"),
    [
        ("news", "alt", {}, False),
        ("news", "alt", {"image": "pont.jpg"}, True),
        ("news", "alt", {"image": "pont.jpg", "decorative": "oui"}, False),
        ("event", "alt", {"image": "pont.jpg"}, True),
        ("event", "langue", {}, False),
        ("event", "langue", {"traduction_de": "fete"}, True),
        ("letter", "objet", {"titre": "Court"}, False),
        ("letter", "objet", {"titre": "Une lettre au titre si long qu’aucune messagerie ne le montre"}, True),
        ("event", "recurrence.nombre", {"recurrence.frequence": "hebdomadaire"}, True),
        ("event", "recurrence.jusqu_au", {"recurrence.nombre": "4"}, False),
        ("event", "recurrence.nombre", {"recurrence.jusqu_au.jour": "2027-01-01"}, False),
        ("service", "collectes.0.du", {"collectes.0.semaines": "toutes"}, False),
        ("service", "collectes.0.du", {"collectes.0.semaines": "une_sur_deux"}, True),
        ("place", "horaires.semaine", {}, True),
        ("place", "horaires.semaine", {"horaires.saisons.0.nom": "Été"}, False),
    ],
)  # fmt: skip
def test_what_another_field_demands_is_not_said_to_be_left_out(
    kind: str, field: str, typed: dict[str, str], demanded: bool
):
    form, data = form_of(kind), FormData({name: (text,) for name, text in typed.items()})
    drawing = Drawing(environment(), form, data)
    drawn = html.fragment_fromstring(drawing.top(field.partition(".")[0]), create_parent=True)
    mark = drawn.xpath(f".//*[@data-nom='{field}']/*[self::label or self::legend]/span[@class='optional']")[0]

    assert mark.get("hidden", "no") == ("" if demanded else "no")
    assert mark.get("data-exige") is not None, "a script follows what is typed"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (village.NEWS | {"image": "pont.jpg", "alt": ""}, ("alt",)),
        (village.TRANSLATION | {"langue": ""}, ("traduction_de",)),
        (village.LETTER | {"titre": "L" * 115, "objet": ""}, ("subject",)),
    ],
)
def test_what_a_form_says_is_demanded_the_model_demands(typed: dict[str, Any], wrong: tuple[str, ...]):
    kind = next(kind for kind, item in ITEMS if item["id"] == typed["id"])
    with pytest.raises(ValidationError) as refused:
        MODELS[kind].model_validate({key: value for key, value in typed.items() if value}, context={"zone": PARIS})
    assert [error["loc"] for error in refused.value.errors()] == [wrong]


@pytest.mark.parametrize(
    ("dates", "key"), [("", "debut"), ("une", "debut"), ("plusieurs", "creneaux"), ("serie", "debut")]
)
def test_what_is_said_of_dates_is_said_at_the_field_that_is_seen(dates: str, key: str):
    form, data = form_of("event"), FormData({"_dates": (dates,)})
    said = seen_at([FieldProblem("creneaux", "Créneaux", "Cet événement n’a pas de date")], form, data)

    assert [(problem.place, problem.title) for problem in said] == [(key, form.fields[key].title)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ({"prix.sorte": "un"}, ("prix",)),
        ({"prix.sorte": "un", "prix.montant": "5"}, ()),
        ({"prix.sorte": "plusieurs", "prix.tarifs.0.montant": ""}, ("prix",)),
        ({"prix.sorte": "gratuit", "lieu.sorte": ""}, ()),
        ({"lieu.sorte": "connu", "lieu.id": ""}, ("lieu",)),
        ({"lieu.sorte": "ailleurs", "lieu.nom": "Chez Paul"}, ()),
        ({"_dates": "serie", "debut.jour": "2026-12-05"}, ("recurrence",)),
        ({"_dates": "serie", "recurrence.frequence": "mensuelle"}, ()),
        ({"_dates": "une", "debut.heure": "10:00"}, ("debut",)),
        ({"_dates": "plusieurs", "debut.heure": "10:00", "creneaux.0.debut.heure": "9:00"}, ("creneaux.0.debut",)),
        ({"_dates": "une", "debut.jour": "2026-12-05", "fin.heure": "12:00"}, ()),
        ({"_dates": "plusieurs", "creneaux.0.lieu.sorte": "connu", "creneaux.0._retirer": "oui"}, ()),
    ],
)
def test_what_was_chosen_and_left_empty_is_told(typed: dict[str, str], names: tuple[str, ...]):
    form = Form.of(Event, NO_CHOICES)

    assert form.gaps(FormData({name: (text,) for name, text in typed.items()})) == names


def test_a_field_that_a_sentence_quotes_is_called_as_the_form_calls_it():
    form = Form.of(Event, NO_CHOICES)

    assert form.with_titles("« retirer_le » doit venir après « publier_le ».") == (
        "« Retirer le » doit venir après « Publier le »."
    )
    assert form.with_titles("Rapprochez « jusqu_au » ; « mars » reste.") == "Rapprochez « Jusqu'au » ; « mars » reste."
