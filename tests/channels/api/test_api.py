"""Whoever reuses the data gets every published fact, in the words of the content files, as the schemas say."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from tambour.channels.api import Api
from tambour.channels.api.documents import RESOURCES
from tambour.channels.api.kinds import SHAPES
from tambour.channels.api.schemas import schema_names
from tambour.channels.api.shapes import ApiItem
from tambour.model.kinds import KINDS
from tambour.model.news import News
from tambour.model.recording import Recording
from tambour.model.ways import MenuLink, Task
from tambour.testing.building import NOW, TERRITORY, URL, make, published, ready, rendered, site
from tambour.testing.village import ALERT, LIFTED_ALERT, MARKET, NEWS, PLACE, SERIES, SERVICE, village

ROOT = "api/v1/"


def documents(given=None, **settings: Any) -> dict[str, Any]:
    """Every document, parsed, by path under api/v1/; the schemas apart."""
    files = (
        _plain()
        if given is None and not settings
        else rendered(make(Api, **settings), village() if given is None else given)
    )
    return {path.removeprefix(ROOT): json.loads(data) for path, data in files.items() if "/schema/" not in path}


def schemas() -> dict[str, Any]:
    """Every schema by the URL under which it is served."""
    return {f"{URL}/{path}": json.loads(data) for path, data in _plain().items() if "/schema/" in path}


@cache
def _plain() -> dict[str, bytes]:
    """What the channel makes of the village, without a setting."""
    return rendered(make(Api), village())


def values(document: Any) -> Iterator[tuple[str, Any]]:
    """Every key of a document, however deep, with its value."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield key, value
            yield from values(value)
    elif isinstance(document, list):
        for value in document:
            yield from values(value)


@pytest.mark.parametrize(
    "path",
    [
        "index.json",
        "alertes.json",
        "communes.json",
        "contacts.json",
        "actualites/travaux-rue-haute.json",
        "agenda/marche-de-noel.json",
        "lieux/salle-des-fetes.json",
        "schema/alertes.json",
        "schema/agenda/element.json",
    ],
)
def test_whole_documents(golden, path):
    golden(path, _plain()[ROOT + path])


def test_every_schema_is_valid_and_every_document_satisfies_the_one_it_names():
    known = schemas()
    for schema in known.values():
        Draft202012Validator.check_schema(schema)
    for path, document in documents().items():
        errors = list(Draft202012Validator(known[document["$schema"]]).iter_errors(document))
        assert errors == [], path


def test_schemas_know_every_key_that_is_written():
    def undeclared(document: Any, schema: Any, root: Any) -> Iterator[str]:
        while "$ref" in schema:
            schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
        if isinstance(document, list):
            for value in document:
                yield from undeclared(value, schema["items"], root)
        elif isinstance(document, dict) and "properties" in schema:
            yield from (key for key in document if key not in schema["properties"])
            for key in document.keys() & schema["properties"].keys():
                yield from undeclared(document[key], schema["properties"][key], root)

    known = schemas()
    for path, document in documents().items():
        schema = known[document["$schema"]]
        assert list(undeclared(document, schema, schema)) == [], path


def test_a_schema_refuses_what_the_documents_never_say():
    market = documents()["agenda/marche-de-noel.json"]
    schema = Draft202012Validator(schemas()[market["$schema"]])

    for wrong in ({"titre": None}, {"etat": "brouillon"}, {"statut": None}, {"occurrences": {}}, {"gratuit": "oui"}):
        assert not schema.is_valid(market | wrong), wrong


def test_a_schema_s_name_outlives_the_site_s_address():
    moved = replace(village(), url="https://ailleurs.example")
    here, there = (rendered(make(Api), given) for given in (village(), moved))
    path = f"{ROOT}schema/agenda.json"

    assert json.loads(here[path])["$id"] == "tag:exemple.fr,2026:tambour/api/v1/agenda"
    assert here[path] == there[path]


def test_schemas_speak_french_to_their_readers():
    described = [
        (key, value)
        for schema in schemas().values()
        for node in [schema, *(value for _, value in values(schema) if isinstance(value, dict))]
        if "properties" in node
        for key, field in node["properties"].items()
        for value in [field.get("title", ""), field.get("description", "")]
    ]

    assert [key for key, text in described if not text] == []
    assert not any("description" in definition for s in schemas().values() for definition in s["$defs"].values())


@pytest.mark.parametrize(("model", "shape"), [(News, ApiItem), *SHAPES.items()])
def test_a_key_of_the_content_files_means_the_same_here(model, shape):
    written = {info.alias or name: name for name, info in model.model_fields.items()}
    said = {info.alias: name for name, info in shape.model_fields.items() if info.alias in written}

    assert len(said) > 8
    assert {alias: name for alias, name in said.items() if written[alias] != name and name != "key"} == {}


def test_the_index_leads_to_every_resource():
    given, known = documents(), schemas()
    index = given["index.json"]

    assert [resource["nom"] for resource in index["ressources"]] == list(RESOURCES)
    for resource in index["ressources"]:
        elements = given[resource["url"].removeprefix(f"{URL}/{ROOT}")]["elements"]
        assert len(elements) == resource["nombre"]
        assert resource["schema"] in known


def test_the_index_says_where_one_item_is():
    agenda = next(r for r in documents()["index.json"]["ressources"] if r["nom"] == "agenda")
    address = agenda["element"].replace("{id}", "marche-de-noel")

    assert documents()[address.removeprefix(f"{URL}/{ROOT}")]["titre"] == "Marché de Noël"


def test_the_licence_is_a_setting():
    index = documents(licence="ODbL 1.0", licence_url="https://opendatacommons.org/licenses/odbl/1-0/")["index.json"]

    assert index["licence"] == {"nom": "ODbL 1.0", "url": "https://opendatacommons.org/licenses/odbl/1-0/"}


def test_lists_leave_out_what_has_expired_but_its_own_file_says_so():
    given = documents()

    assert "foire-2025" not in json.dumps(given["actualites.json"])
    assert given["actualites/foire-2025.json"]["etat"] == "expire"
    assert [alert["id"] for alert in given["alertes.json"]["elements"]] == [ALERT["id"]]
    assert given[f"alertes/{LIFTED_ALERT['id']}.json"]["statut"] == "levee"


def test_lists_leave_texts_to_the_files_of_the_items():
    given = documents()
    [listed] = [element for element in given["actualites.json"]["elements"] if element["id"] == NEWS["id"]]
    whole = given[f"actualites/{NEWS['id']}.json"]

    assert {key: value for key, value in whole.items() if key not in ("html", "texte", "$schema")} == listed
    assert "documents/plan.pdf" in whole["html"]


def test_an_item_kept_out_is_said_nowhere():
    kept_out = published("event", SERIES | {"canaux": {"api": {"exclure": "oui"}}})

    assert SERIES["id"] not in json.dumps(documents(site([kept_out])))


def test_a_wording_of_its_own_replaces_title_and_summary():
    said = {"canaux": {"api": {"titre": "Travaux", "texte": "Rue fermée."}}}
    given = documents(replace(village(), items=(published("news", NEWS | said),)))["actualites.json"]["elements"]

    assert [(element["titre"], element["resume"]) for element in given] == [("Travaux", "Rue fermée.")]


@pytest.mark.parametrize("hidden", ["a_revoir_le", "brouillon", "canaux", "alias", "maire"])
def test_what_is_not_for_the_public_is_never_said(hidden):
    secret = {"a_revoir_le": "2027-01-01", "canaux": {"feeds": {"titre": "Secret"}}}
    given = replace(village(), items=(published("news", NEWS | secret),))

    assert hidden not in {key for document in documents(given).values() for key, _ in values(document)}
    assert "Secret" not in json.dumps(documents(given))


def test_every_date_is_a_day_or_an_instant_with_its_offset():
    dated = {"publier_le", "retirer_le", "maj", "debut", "fin", "debut_precedent"}
    for document in documents().values():
        for key, value in values(document):
            if key in dated and len(value) > len("2026-12-05"):
                assert datetime.fromisoformat(value).utcoffset() is not None, (key, value)


def test_an_event_tells_each_of_its_dates():
    first, second, third = documents()["agenda/marche-de-noel.json"]["occurrences"]

    assert (first["debut"], first["fin"]) == ("2026-12-05T10:00:00+01:00", "2026-12-05T19:00:00+01:00")
    assert (second["statut"], second["debut_precedent"]) == ("deplace", "2026-12-06T10:00:00+01:00")
    assert (third["debut"], third["journee_entiere"], third["statut"]) == ("2026-12-12", True, "annule")
    assert "fin" not in third


def test_a_place_of_the_site_is_told_in_full_and_a_free_one_as_far_as_it_is_known():
    first, _, third = documents()["agenda/marche-de-noel.json"]["occurrences"]

    assert first["lieu"]["url"] == f"{URL}/lieux/salle-des-fetes/"
    assert first["lieu"]["coordonnees"] == {"latitude": 46.4342, "longitude": 6.019}
    assert third["lieu"] == {"nom": "Préau de l’école", "ville": "Mijoux"}


def test_a_place_that_is_not_published_is_not_told():
    assert (
        "lieu"
        not in documents(site([published("event", MARKET | {"communes": [], "themes": []})]))[
            "agenda/marche-de-noel.json"
        ]
    )


@pytest.mark.parametrize(
    ("typed", "said", "free"),
    [
        ("gratuit", [{"montant": 0.0}], True),
        ("12,50 €", [{"montant": 12.5}], False),
        ("Participation libre", [{"libelle": "Participation libre"}], None),
    ],
)
def test_prices(typed, said, free):
    event = documents(site([published("event", SERIES | {"prix": typed})]))["agenda/lecture-du-jeudi.json"]

    assert (event["prix"], event.get("gratuit")) == (said, free)


def test_a_picture_and_a_file_are_addresses_that_can_be_fetched():
    news = documents()[f"actualites/{NEWS['id']}.json"]

    assert news["image"] == {
        "url": f"{URL}/images/F%C3%AAte%20du%20lac.jpg",
        "alt": "Une pelleteuse devant la mairie",
        "largeur": 1600,
        "hauteur": 1067,
        "type": "image/jpeg",
        "credit": "A. Dupont, CC BY 4.0",
    }
    [document] = news["documents"]
    assert (document["url"], document["taille"]) == (f"{URL}/documents/plan.pdf", 51_200)


def test_a_decorative_picture_has_an_empty_text():
    decorative = {key: value for key, value in NEWS.items() if key != "alt"} | {"decorative": "oui"}
    given = replace(village(), items=(published("news", decorative),))

    assert documents(given)[f"actualites/{NEWS['id']}.json"]["image"]["alt"] == ""


@pytest.mark.parametrize(("typed", "said"), [("ouvert", None), ("ferme", []), ("10h-12h", [("10:00", "12:00")])])
def test_public_holidays_are_like_another_day_closed_or_have_hours(typed, said):
    place = published("place", PLACE | {"horaires": {"semaine": {"lundi": "9h-12h"}, "jours_feries": typed}})
    told = documents(site([place]))["lieux/salle-des-fetes.json"]["horaires"].get("jours_feries")

    assert told == said if not said else [(r["ouverture"], r["fermeture"]) for r in told] == said


def test_a_service_tells_the_days_to_come_and_what_moved_them():
    days = documents(service_days=40)[f"services/{SERVICE['id']}.json"]["jours"]
    by_day = {day["prevu"]: day for day in days}

    assert days[0]["date"] == "2026-12-04"
    assert by_day["2026-12-25"]["date"] == "2026-12-26"
    assert by_day["2026-12-25"]["note"] == "Noël"
    assert by_day["2026-12-18"]["annule"] is True
    assert max(by_day) <= (NOW + timedelta(days=40)).date().isoformat()


def test_events_come_in_the_order_in_which_they_take_place():
    assert [event["id"] for event in documents()["agenda.json"]["elements"]] == ["lecture-du-jeudi", "marche-de-noel"]


def test_the_date_of_a_list_is_that_of_its_newest_element():
    assert documents()["actualites.json"]["maj"] == "2026-11-25T08:30:00+01:00"
    assert "maj" not in documents()["pages.json"]


def test_an_item_s_page_can_announce_its_data():
    outputs = [output for output in ready(make(Api), village()).outputs() if output.about == MARKET["id"]]

    assert [(o.path, o.rel, o.media_type) for o in outputs] == [
        ("api/v1/agenda/marche-de-noel.json", "alternate", "application/json")
    ]


def test_an_empty_site_has_every_document_but_items():
    assert sorted(documents(site())) == sorted(["index.json", *(f"{name}.json" for name in RESOURCES)])
    assert len(schema_names()) == 1 + len(RESOURCES) + len(KINDS)


def test_the_language_of_an_item_is_always_said():
    given = documents()

    assert given["actualites/roadworks.json"]["langue"] == "en"
    assert given[f"actualites/{NEWS['id']}.json"]["langue"] == TERRITORY.languages[0]


@pytest.mark.parametrize("setting", [{"licence": ""}, {"licence_url": "etalab.gouv.fr"}, {"service_days": 0}])
def test_settings_that_mean_nothing_are_refused(setting):
    with pytest.raises(ValidationError):
        make(Api, **setting)


def test_hours_are_told_as_maps_write_them_too():
    week = {"lundi au jeudi": "9h-12h", "vendredi": "20h-24h", "1er et dernier samedi": "10h-12h"}
    week |= {"mardi des semaines impaires": "14h-17h (sur rendez-vous)", "1er lundi": "ferme"}
    summer = {"du": "01/07", "au": "31/08", "semaine": {"samedi semaines paires": "8h-12h"}}
    works = {"du": "2027-02-01", "heures": "ferme", "raison": "Le toit"}
    hours = {"semaine": week, "saisons": [summer], "jours_feries": "10h-12h", "exceptions": [works]}
    told = documents(site([published("place", PLACE | {"horaires": hours})]))["lieux/salle-des-fetes.json"]["horaires"]

    assert told["osm"].split("; ") == [
        "Mo-Th 09:00-12:00",
        "Fr 20:00-24:00",
        'week 01-53/2 Tu 14:00-17:00 "sur rendez-vous"',
        "Sa[1] 10:00-12:00",
        "Sa[-1] 10:00-12:00",
        "Mo[1] off",
        "Jul 01-Aug 31: Mo-Su off",
        "Jul 01-Aug 31: week 02-52/2 Sa 08:00-12:00",
        "PH 10:00-12:00",
        '2027 Feb 01 off "Le toit"',
    ]
    assert told["certains_jours"][0] == {
        "jour": "samedi",
        "rang": 1,
        "heures": [{"ouverture": "10:00", "fermeture": "12:00"}],
    }
    assert told["certains_jours"][-1]["semaines"] == "impaires"


def test_a_video_is_told_with_its_transcript_in_the_file_of_its_item_alone():
    typed = {"type": "video", "titre": "Le tri", "lien": "https://youtu.be/aqz-KE-bpKQ", "duree": "3 min 20"}
    recording = Recording.model_validate(typed | {"transcription": "On trie."})
    news = {"id": "tri", "titre": "Trier", "publier_le": "2026-11-20"}
    told = documents(site([replace(published("news", news), recordings=(recording,))]))

    [listed] = told["actualites.json"]["elements"]
    assert "enregistrements" not in listed
    assert told["actualites/tri.json"]["enregistrements"] == [
        {
            "type": "video",
            "titre": "Le tri",
            "url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
            "hebergeur": "youtube.com",
            "duree": 200,
            "transcription": "On trie.",
        }
    ]


def test_tasks_and_links_lead_somewhere_in_the_order_in_which_people_see_them():
    there = {"id": "eau", "nom": "Payer l’eau", "adresse": "https://exemple.fr/eau", "resume": "Avec votre facture."}
    nowhere = {"id": "ailleurs", "nom": "Rien", "adresse": "id:pas-encore-paru"}
    foot = {"id": "billets", "nom": "Billetterie", "adresse": "https://exemple.fr/b", "menu": "pied"}
    tasks = {one["id"]: Task.model_validate(one) for one in (nowhere, there)}
    told = documents(site(tasks=tasks, menu_links={"billets": MenuLink.model_validate(foot)}))

    assert told["demarches.json"]["elements"] == [
        {"id": "eau", "nom": "Payer l’eau", "url": "https://exemple.fr/eau", "resume": "Avec votre facture."}
    ]
    assert told["liens.json"]["elements"] == [
        {"id": "billets", "nom": "Billetterie", "url": "https://exemple.fr/b", "menu": "pied"}
    ]
