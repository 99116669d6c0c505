"""An alert in one command: written, read again, published; whatever was typed, it is text and nothing else."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup

from tambour.commands.alert import AlertOrder
from tambour.commands.alert_text import TypedAlert, alert_file, as_text, chosen_communes, meant_end, moment_text
from tambour.commands.build import build
from tambour.commands.cli import main
from tambour.model.conversions import clean_text
from tambour.source import frontmatter
from tests.projects import Project

NO_TARGET = 78  # these projects are published nowhere: what follows the alert is tested elsewhere
PARIS = ZoneInfo("Europe/Paris")
NIGHT = datetime(2026, 12, 5, 22, 10, tzinfo=PARIS)
HOSTILE = {
    "quotes": 'L\'eau "du" robinet',
    "shell": "$(touch /tmp/x) `id` ${HOME} ; rm -rf / && x",
    "head": "a\n---\nstatut: levee\n---\nb",
    "yaml": "!!python/object/apply:os.system [id] &a *a <<: {x: y} # z",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)> </p></main>",
    "runner": "a\n::error::x\n::add-mask::a\n##[error]b",
    "markdown": "# Titre\n===\n* a\n+ b\n1. c\n> d\n[x](javascript:alert(1)) ![i](https://x.fr/a.png) *g* _h_\n\tcode",
    "templates": "{{ 7*7 }} {% raw %} ${{ github.token }} $[[ inputs.a ]] *|MERGE|* [[x]]",
    "entities": "&lt;b&gt; &amp;copy; &#0; &eacute;",
    "controls": "a\x00b\x1b[31mc\u202ed\r\ne\u2028f",
    "tables": "a | b\n--|--\n1 | 2\n\n[^1]: note\n\n:::\nx",
}


def signs(text: str) -> list[str]:
    """All that is seen of a text: lines may be cut elsewhere, and French spaces are ours to mend."""
    return re.findall(r"\S", str(clean_text(text)))


@pytest.fixture
def desk(project: Project) -> Project:
    """A project that is published as it is."""
    project.write(
        "content/referentiel/communes.yaml", "bois-joli: {nom: Bois-Joli, insee: '61001', code_postal: '61000'}\n"
    )
    project.write(
        "theme/templates/alert.html", "<h1>{{ page.title }}</h1><main>{{ page.published.html | safe }}</main>"
    )
    return project


def alert(*options: str) -> int:
    return main(["alerte", "--settings=pelicanconf.py", *options])


def files(project: Project) -> list[str]:
    return sorted(file.name for file in (project.root / "content/alertes").glob("*"))


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_head_holds_what_was_typed_and_no_field_more(kind):
    text = HOSTILE[kind]

    raw = frontmatter.split(alert_file("a-1", TypedAlert("urgence", text, text, "demain", text), NIGHT, {}).encode())

    assert not raw.flaws
    assert set(raw.fields) == {"id", "titre", "niveau", "publier_le", "fin", "communes"}
    assert raw.fields["titre"] == " ".join(str(clean_text(text)).split())
    assert raw.body.strip() == as_text(text)


def test_hostile_alerts_reach_the_built_page_as_text(desk, capsys):
    for kind, text in HOSTILE.items():
        title = f"Alerte {kind} {' '.join(str(clean_text(text)).split())[:100]}"
        assert alert("--niveau=urgence", f"--titre={title}", f"--texte={text}", "--fin=2026-12-06") == NO_TARGET
        said = capsys.readouterr()
        assert f"content/alertes/alerte-{kind}" in said.out, said

    assert build() == 0, capsys.readouterr().err

    for kind, text in HOSTILE.items():
        [folder] = (desk.output / "alertes").glob(f"alerte-{kind}*")
        page = BeautifulSoup((folder / "index.html").read_text("utf-8"), "html.parser")
        assert {tag.name for tag in page.main.find_all(True)} <= {"p", "br", "a"}, kind
        assert all(link["href"].startswith("https://x.fr/") for link in page.main.find_all("a")), kind
        assert signs(page.main.get_text()) == signs(text), kind
        assert {tag.name for tag in page.h1.find_all(True)} == set(), kind


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--fin=bientôt"], "Fin : « bientôt » n'est pas une date"),
        (["--fin=2026-11-30"], "Fin : "),
        (["--niveau=rouge"], "Niveau : "),
        (
            ["--communes=Bois-Jolie"],
            "Communes n° 1 : « bois-jolie » n'est l'identifiant d'aucune commune. Vouliez-vous dire « bois-joli »",
        ),
        (["--titre=" + "Très long " * 40], "Titre : "),
        (["--titre=!!!"], "Titre : il faut au moins un mot"),
    ],
)
def test_what_is_refused_is_told_by_the_field_and_nothing_is_written(desk, capsys, options, words):
    given = {"--niveau": "info", "--titre": "Eau", "--texte": "Bouillir.", "--fin": "2026-12-06"}
    given |= dict(option.split("=", 1) for option in options)

    code = alert(*(f"{name}={value}" for name, value in given.items()))

    assert code in (64, 65)
    assert capsys.readouterr().err.replace("\u00a0", " ").startswith(words)
    assert files(desk) == []


def test_what_lacks_is_asked_for(desk, monkeypatch, capsys):
    answers = iter(["", "vigilance", "L'eau est coupée", "Faites des réserves.", "2026-12-01 18 h", "bois-joli"])
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))

    assert alert() == NO_TARGET

    [name] = files(desk)
    text = (desk.root / "content/alertes" / name).read_text("utf-8")
    assert name == "l-eau-est-coupee-2026-12-01.md"
    assert text.startswith(
        '---\nid: l-eau-est-coupee-2026-12-01\ntitre: "L\'eau est coupée"\nniveau: "vigilance"\n'
        'publier_le: 2026-12-01 09:00\nfin: "2026-12-01 18 h"\ncommunes: ["bois-joli"]\n---\nFaites des réserves.'
    )


def test_all_that_is_wrong_is_told_at_once(desk, capsys):
    alert("--niveau=rouge", "--titre=Eau", "--texte=Bouillir.", "--fin=hier", "--communes=Bois-Jolie")
    told = capsys.readouterr().err.replace("\u00a0", " ")

    assert all(words in told for words in ("Niveau : ", "Fin : ", "Communes n° 1 : « bois-jolie »"))


def test_a_level_that_there_is_not_is_asked_anew_before_the_rest(desk, monkeypatch, capsys):
    asked: list[str] = []
    answers = {"Niveau": iter(["urgnce", "urgence"]), "Texte": iter(["Bouillir."]), "Communes": iter([""])}

    def answer(question: str) -> str:
        asked.append(question.split(" ", maxsplit=1)[0].strip(","))
        return next(answers[asked[-1]])

    monkeypatch.setattr("builtins.input", answer)

    assert alert("--niveau=rouje", "--titre=Eau", "--fin=2026-12-06") == NO_TARGET
    assert asked == ["Niveau", "Niveau", "Texte", "Communes"]
    assert "« urgnce » n'est pas un niveau. Vouliez-vous dire « urgence »" in capsys.readouterr().out.replace(
        "\u00a0", " "
    )


def test_nobody_who_answers_is_told_how_to_say_it_all_beforehand(desk, monkeypatch, capsys):
    def hang_up(_question: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", hang_up)

    assert alert("--niveau=info") == 64
    assert "--niveau=… --titre=… --texte=… --fin=…" in capsys.readouterr().err


def test_the_same_alert_is_written_once_and_again_once_it_was_lifted(desk, capsys):
    options = ("--niveau=info", "--titre=Eau", "--texte=Bouillir.", "--fin=demain 8 h")
    alert(*options)
    alert(*options)

    assert "Alerte déjà écrite : content/alertes/eau-2026-12-01.md" in capsys.readouterr().out
    assert files(desk) == ["eau-2026-12-01.md"]

    alert("--lever=")
    alert(*options)
    assert files(desk) == ["eau-2026-12-01-2.md", "eau-2026-12-01.md"]


def test_an_alert_is_lifted_by_its_name_its_address_or_as_the_only_one(desk, capsys):
    options = ("--niveau=info", "--texte=Bouillir.", "--fin=demain 8 h")
    file = desk.root / "content/alertes/eau-2026-12-01.md"
    alert("--titre=Eau", *options)
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    alert("--titre=Route", *options)
    capsys.readouterr()

    assert alert("--lever=eua-2026-12-01") == 64
    said = capsys.readouterr().err
    assert "Vouliez-vous dire « eau-2026-12-01 » ?" in said
    assert "route-2026-12-01 : « Route »" in said
    assert alert("--lever=") == 64
    assert "Laquelle ?" in capsys.readouterr().err

    assert alert("--lever=https://www.exemple.fr/interco/alertes/eau-2026-12-01/") == NO_TARGET
    assert b'fin: "2026-12-02 08:00"\r\nstatut: levee\r\n---\r\n' in file.read_bytes()
    assert alert("--lever=") == NO_TARGET
    assert "statut: levee" in (desk.root / "content/alertes/route-2026-12-01.md").read_text("utf-8")
    capsys.readouterr()
    assert alert("--lever=eau-2026-12-01") == 64
    assert "Il n'y a pas d'alerte en cours." in capsys.readouterr().err


def test_another_s_fault_holds_no_alert_back(desk):
    desk.write("content/actualites/loto.md", "---\nid: loto\ntitre: Loto\npublier_le: demain\n---\n")

    alert("--niveau=urgence", "--titre=Crue", "--texte=Montez.", "--fin=demain")

    assert files(desk) == ["crue-2026-12-01.md"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("18 h", "2026-12-06 18:00"),
        ("23h15", "2026-12-05 23:15"),
        ("22:10", "2026-12-06 22:10"),
        ("ce soir 23 h", "2026-12-05 23:00"),
        ("Demain à 8 h", "2026-12-06 08:00"),
        ("demain", "2026-12-06"),
        ("05/12/2026 23h00", "05/12/2026 23h00"),
        ("99 h", "99 h"),
        ("bientôt", "bientôt"),
    ],
)
def test_an_end_is_typed_as_it_is_said(typed, meant):
    assert meant_end(typed, NIGHT) == meant


def test_the_hour_that_comes_twice_is_told_apart():
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=PARIS, fold=1)

    assert moment_text(twice) == "2026-10-25 02:30+01:00"
    assert moment_text(NIGHT) == "2026-12-05 22:10"


def test_communes_are_typed_by_their_names():
    communes = {"bois-joli": "Bois-Joli", "saint-l": "Saint-L’Abbaye"}

    assert chosen_communes("saint l'abbaye ; BOIS JOLI, Bois-Joli, ailleurs", communes) == [
        "saint-l",
        "bois-joli",
        "ailleurs",
    ]


@pytest.mark.parametrize(
    ("environ", "lift"),
    [
        ({"TAMBOUR_ALERTE_LEVER": ""}, ""),
        ({"TAMBOUR_ALERTE_LEVER": "eau-1", "TAMBOUR_ALERTE_TITRE": "", "TAMBOUR_ALERTE_ACTION": "lever"}, "eau-1"),
        ({"TAMBOUR_ALERTE_LEVER": "", "TAMBOUR_ALERTE_TITRE": "Eau", "TAMBOUR_ALERTE_ACTION": "alerte"}, None),
        ({"TAMBOUR_ALERTE_TITRE": "Eau"}, None),
    ],
)
def test_a_form_says_whether_it_lifts(environ, lift):
    assert AlertOrder.of_form(environ).lift == lift
