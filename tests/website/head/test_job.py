"""An offer of work as search engines read it: who recruits, where, until when."""

from tambour.testing.building import published
from tests.website.head.building import found, item_head

TYPED = {
    "id": "cantonnier",
    "titre": "Cantonnier",
    "publier_le": "2026-11-16",
    "fin": "2026-12-18",
    "contrat": "cdi",
    "temps": "partiel",
}


def test_an_offer_says_until_when_and_where():
    hall = published("place", {"id": "mairie", "titre": "Mairie", "rue": "1, rue Haute", "ville": "Mijoux"})
    [job] = found(item_head(published("job", {**TYPED, "lieu": "mairie"}), hall), "JobPosting")

    assert (job["title"], job["employmentType"]) == ("Cantonnier", ["PART_TIME"])
    assert job["validThrough"] == "2026-12-19T00:00:00+01:00"
    assert job["jobLocation"]["address"]["addressLocality"] == "Mijoux"
    assert job["hiringOrganization"]["@type"] == "GovernmentOrganization"


def test_a_neighbour_recruits_and_the_seat_is_where_one_works_unless_it_is_said():
    [job] = found(item_head(published("job", {**TYPED, "employeur": "Commune de Mijoux"})), "JobPosting")

    assert job["hiringOrganization"]["name"] == "Commune de Mijoux"
    assert job["jobLocation"]["address"]["addressLocality"] == "Bellecombe"
