"""What was over a year ago keeps its page and a picture of the size of a screen; all others go as far as they are."""

from tambour.commands.build import build
from tests.media.pictures import phone_photo

NOW = "2026-11-23 09:00"
SMALL = {"400.avif", "800.avif", "400.jpg"}
FULL = SMALL | {"800.jpg", "1600.avif", "1200.jpg"}
NEWS = "---\nid: {id}\ntitre: {id}\npublier_le: {day}\n{more}image: {photo}\nalt: Le lac\n---\nBonjour.\n"


def shown(project, photo: str) -> set[str]:
    paths = (path for path in project.tree() if path.startswith(f"media/{photo}-"))
    return {path.rpartition("-")[2] for path in paths}


def write(project, folder, id_, day, photo, more=""):
    project.write(f"content/{folder}/{id_}.md", NEWS.format(id=id_, day=day, photo=f"{photo}.jpg", more=more))


def test_pictures_of_what_is_long_past_are_fewer_and_none_of_the_others(project):
    project.set(f'NOW = "{NOW}"')
    for number, photo in enumerate(("old", "new", "changed", "event", "both", "page")):
        project.write(f"content/images/{photo}.jpg", phone_photo((1700 + number, 900)))
    write(project, "actualites", "old", "2025-11-22", "old")
    write(project, "actualites", "new", "2025-11-24", "new")
    write(project, "actualites", "changed", "2024-01-02", "changed", "modifie: 2026-02-01\n")
    write(project, "agenda", "event", "2025-09-01", "event", "debut: 2025-10-01\nfin: 2025-12-01\n")
    write(project, "actualites", "both", "2024-01-02", "both")
    write(project, "agenda", "both-later", "2026-09-01", "both", "debut: 2026-12-01\n")
    write(project, "pages", "page", "2020-01-02", "page")

    assert build() == 0

    found = {photo: shown(project, photo) for photo in ("old", "new", "changed", "event", "both", "page")}
    assert found == {"old": SMALL, **dict.fromkeys(("new", "changed", "event", "both", "page"), FULL)}


def test_a_picture_in_an_old_text_is_still_as_wide_as_the_text(project):
    project.set(f'NOW = "{NOW}"')
    project.write("content/images/lac.jpg", phone_photo((1700, 900)))
    text = "---\nid: old\ntitre: Le lac\npublier_le: 2024-11-22\n---\n![Le lac](/images/lac.jpg)\n"
    project.write("content/actualites/old.md", text)

    assert build() == 0

    assert shown(project, "lac") == SMALL | {"800.jpg"}
    assert "-800.jpg" in project.page("actualites/old")


def test_sizes_that_go_stay_served_for_a_year(project):
    project.write("content/images/lac.jpg", phone_photo((1700, 900)))
    write(project, "actualites", "old", "2025-11-22", "lac")
    for now, sizes in (("2026-11-20", FULL), ("2026-11-23", FULL), ("2027-11-22", FULL), ("2027-11-24", SMALL)):
        project.set(f'NOW = "{now} 09:00"')

        assert build() == 0

        assert shown(project, "lac") == sizes
