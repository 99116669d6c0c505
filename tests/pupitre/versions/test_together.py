"""Several places with one repository: nothing of anybody is lost, and no mark of conflict is ever in a file."""

import threading
from pathlib import Path

import pytest

from tambour.pupitre.files.source_file import SourceFile
from tambour.pupitre.versions.history import ContentHistory
from tambour.pupitre.versions.refusals import HistoryRefused
from tambour.pupitre.versions.store import Author
from tests.pupitre.versions.repositories import FETE, git, history, repository, two_of

CLAIRE, PAUL = Author("Claire", "claire@exemple.fr"), Author("Paul", "paul@exemple.fr")
PATH = "agenda/fete.md"


@pytest.fixture(params=["git", "dulwich"])
def two(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[ContentHistory, ContentHistory]:
    first, second = two_of(tmp_path)
    return history(first, request.param), history(second, request.param)


def save(kept: ContentHistory, author: Author, **fields: object) -> None:
    kept.save([(PATH, SourceFile.read(kept.folder / PATH).change(fields))], author, "Changement")


def fields(kept: ContentHistory) -> dict[str, object]:
    return dict(SourceFile.read(kept.folder / PATH).fields)


def test_what_is_sent_is_received(two: tuple[ContentHistory, ContentHistory]):
    claire, paul = two
    save(claire, CLAIRE, titre="Bal")
    assert claire.send().sent
    got = paul.receive()

    assert got.received == (PATH,)
    assert fields(paul)["titre"] == "Bal"
    assert [version.author for version in paul.of(PATH)][:1] == [CLAIRE]
    assert paul.receive().received == ()
    assert git(paul.folder, "status", "--porcelain") == ""


def test_two_fields_of_one_content_at_once(two: tuple[ContentHistory, ContentHistory]):
    claire, paul = two
    save(claire, CLAIRE, titre="Bal")
    save(paul, PAUL, resume="Trois jours.")
    claire.send()
    sent = paul.send()
    claire.receive()

    assert (sent.sent, sent.conflicts) == (True, ())
    assert fields(claire) == fields(paul)
    assert (fields(paul)["titre"], fields(paul)["resume"]) == ("Bal", "Trois jours.")
    assert {version.author for version in claire.of(PATH)} >= {CLAIRE, PAUL}
    assert git(paul.folder, "status", "--porcelain") == git(claire.folder, "status", "--porcelain") == ""


def test_the_same_field_is_asked_before_anything_changes(two: tuple[ContentHistory, ContentHistory]):
    claire, paul = two
    save(claire, CLAIRE, titre="Bal")
    save(paul, PAUL, titre="Foire", lieu="Halle")
    claire.send()
    before = (paul.folder / PATH).read_bytes()
    asked = paul.send()

    assert [(it.path, it.name, it.mine, it.theirs) for it in asked.conflicts] == [(PATH, "titre", "Foire", "Bal")]
    assert (asked.sent, (paul.folder / PATH).read_bytes()) == (False, before)
    assert paul.send({PATH: {"titre": "Foire et bal"}}).sent
    claire.receive()
    assert (fields(claire)["titre"], fields(claire)["lieu"]) == ("Foire et bal", "Halle")


def test_files_that_only_one_changed_made_or_removed(two: tuple[ContentHistory, ContentHistory]):
    claire, paul = two
    claire.save([("pages/x.md", b"x\n"), ("images/a.png", b"\x89\xff")], CLAIRE, "Neuf")
    paul.save([(PATH, None), ("pages/y.md", b"y\n")], PAUL, "Autre")
    (claire.folder.parent / "pelicanconf.py").write_text("A = 2\n")
    git(claire.folder.parent, "commit", "--quiet", "--all", "--message=réglage")
    claire.send()
    (paul.folder / "pages/brouillon.md").write_text("à moi\n", "utf-8")
    got = paul.send()
    claire.receive()

    assert set(got.received) == {"pages/x.md", "images/a.png", "../pelicanconf.py"}
    for kept in two:
        assert (kept.folder.parent / "pelicanconf.py").read_text() == "A = 2\n"
        assert (kept.folder / "images/a.png").read_bytes() == b"\x89\xff"
        assert not (kept.folder / PATH).exists()
    assert git(paul.folder, "status", "--porcelain") == "?? content/pages/brouillon.md"


def test_work_that_is_in_no_version_yet_is_not_written_over(two: tuple[ContentHistory, ContentHistory]):
    claire, paul = two
    save(claire, CLAIRE, titre="Bal")
    claire.send()
    (paul.folder / PATH).write_text(FETE.replace("Venez.", "Ne venez pas."))
    with pytest.raises(HistoryRefused) as refused:
        paul.receive()

    assert refused.value.code == "historique-travail-en-cours"
    assert "Ne venez pas." in (paul.folder / PATH).read_text()
    paul.save([(PATH, (paul.folder / PATH).read_bytes())], PAUL, "Le mien")
    paul.receive()
    assert "Ne venez pas." in (paul.folder / PATH).read_text()
    assert fields(paul)["titre"] == "Bal"


def test_sending_goes_on_when_others_are_quicker(
    two: tuple[ContentHistory, ContentHistory], monkeypatch: pytest.MonkeyPatch
):
    claire, paul = two
    save(paul, PAUL, lieu="Halle")
    turns = iter(["Un", "Deux"])
    store = type(paul.store)
    push = store.push

    def slow_push(self: object) -> bool:
        if self is paul.store and (title := next(turns, None)):
            save(claire, CLAIRE, titre=title)
            claire.send()
        return push(self)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "push", slow_push)
    assert paul.send().sent
    monkeypatch.setattr(store, "push", push)
    claire.receive()

    assert (fields(claire)["titre"], fields(claire)["lieu"]) == ("Deux", "Halle")
    monkeypatch.setattr(store, "push", lambda _self: False)
    with pytest.raises(HistoryRefused) as refused:
        paul.send()
    assert refused.value.code == "historique-envoi-refuse"


def test_a_place_that_does_not_answer_is_told(two: tuple[ContentHistory, ContentHistory], tmp_path: Path):
    claire, _ = two
    save(claire, CLAIRE, titre="Bal")
    git(claire.folder, "remote", "set-url", "origin", str(tmp_path / "rien.git"))
    with pytest.raises(HistoryRefused) as refused:
        claire.send()

    assert refused.value.code == "historique-injoignable"
    assert claire.of(PATH)[0].author == CLAIRE


def test_without_a_place_to_send_to_nothing_happens(tmp_path: Path):
    kept = history(repository(tmp_path))

    assert (kept.send(), kept.receive()) == (type(kept.send())(), type(kept.send())())


def test_several_at_once_in_one_folder_lose_nothing(tmp_path: Path):
    content = repository(tmp_path, {f"agenda/x{number}.md": FETE for number in range(8)})
    failures: list[BaseException] = []

    def agent(number: int) -> None:
        try:
            kept = ContentHistory(content)
            for turn in range(3):
                path = f"agenda/x{number}.md"
                file = SourceFile.read(content / path)
                kept.save([(path, file.change({"titre": f"{number}.{turn}"}))], CLAIRE, f"{number}.{turn}")
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=agent, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert sorted(git(tmp_path, "log", "--format=%s").split("\n")) == sorted(
        ["Début", *(f"{number}.{turn}" for number in range(8) for turn in range(3))]
    )
    assert git(tmp_path, "status", "--porcelain") == ""


def test_two_pictures_of_one_name_both_stay(two: tuple[ContentHistory, ContentHistory]):
    claire, paul = two
    lac, gare = b"\xff\xd8\xff\xe0 du lac", b"\xff\xd8\xff\xe0 de la gare"
    for kept, author, data, path in ((claire, CLAIRE, lac, "agenda/bal.md"), (paul, PAUL, gare, "agenda/foire.md")):
        named = FETE.replace("id: fete", f"id: {Path(path).stem}\nimage: lac.jpg") + "\n![Vue](../images/lac.jpg)\n"
        kept.save([("images/lac.jpg", data), (path, named.encode())], author, "Une photo")
    save(paul, PAUL, resume="Sans image.")
    claire.send()

    sent = paul.send()
    claire.receive()

    assert (sent.sent, sent.conflicts) == (True, ())
    for kept in (claire, paul):
        images = {file.name: file.read_bytes() for file in (kept.folder / "images").iterdir()}
        assert images == {"lac.jpg": lac, "lac-2.jpg": gare}
        assert "image: lac.jpg\n" in (kept.folder / "agenda/bal.md").read_text("utf-8")
        foire = (kept.folder / "agenda/foire.md").read_text("utf-8")
        assert ("image: lac-2.jpg\n" in foire, "![Vue](../images/lac-2.jpg)" in foire) == (True, True)
        assert git(kept.folder, "status", "--porcelain") == ""
    assert paul.send().conflicts == ()


def test_one_picture_given_twice_is_one(two: tuple[ContentHistory, ContentHistory]):
    claire, paul = two
    for kept, author in ((claire, CLAIRE), (paul, PAUL)):
        kept.save([("images/lac.jpg", b"\xff\xd8\xff\xe0 du lac")], author, "Une photo")
    claire.send()

    assert paul.send().sent
    assert [file.name for file in (paul.folder / "images").iterdir()] == ["lac.jpg"]
