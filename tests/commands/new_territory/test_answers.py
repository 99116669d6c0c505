"""A file of answers is read as a person writes it; what is wrong is told at once, at its line, with a remedy."""

from pathlib import Path

import pytest
from PIL import Image

from tambour.commands.new_territory.answers import commune_in, fault_of, meaning_lines, read_answers
from tambour.model.problems import SettingsRefused

ANSWERS = """\
nom: Communauté de communes du Haut-Serein
nom_court: Haut-Serein
siren: 200 999 985
site: www.haut-serein.fr/
telephone: 03 53 01 00 00
courriel: accueil@haut-serein.fr
siege: {rue: "1, rue du Pont", code_postal: 89999, ville: Serein-le-Haut}
"""
LISTED = "communes:\n  - Corbeval ; 61901\n  - Les Loges 61902 61940\n"


@pytest.fixture
def read(tmp_path: Path):
    def answers(text: str, **files: bytes):
        for name, data in files.items():
            (tmp_path / name.replace("_", ".")).write_bytes(data)
        file = tmp_path / "reponses.yaml"
        file.write_text(text, "utf-8")
        return read_answers(file)

    return answers


def refused(read, text: str, **files: bytes) -> list[str]:
    with pytest.raises(SettingsRefused) as error:
        read(text, **files)
    return [f"{problem.path}:{problem.line} {problem.code}" for problem in error.value.problems]


def test_what_is_left_out_has_a_default(read):
    answers = read(ANSWERS + LISTED)

    assert (answers.site, answers.ids_domain) == ("https://www.haut-serein.fr", "haut-serein.fr")
    assert [(one.id, one.insee, one.postal_code) for one in answers.communes] == [
        ("corbeval", "61901", None),
        ("les-loges", "61902", "61940"),
    ]
    assert (answers.president, answers.host, answers.logo) == (None, None, None)


@pytest.mark.parametrize(
    "data",
    ["Nom;Code Insee\nÉvreuil;61901\nLes Loges;61902\n".encode(code) for code in ("utf-8-sig", "utf-8", "cp1252")],
)
def test_communes_come_from_a_file_as_a_spreadsheet_saves_it(read, data):
    answers = read(f"{ANSWERS}communes: communes.csv\n", communes_csv=data)

    assert [one.name for one in answers.communes] == ["Évreuil", "Les Loges"]


def test_a_list_may_be_pasted_as_it_is(read):
    answers = read(f"{ANSWERS}communes: |\n  Corbeval;61901\n  # celles du nord\n\n  61902\tLes Loges\n")

    assert [one.id for one in answers.communes] == ["corbeval", "les-loges"]


def test_everything_wrong_is_told_at_once(read):
    wrong = ANSWERS.replace("985", "984").replace("00 00\n", "00 0\n").replace(", ville: Serein-le-Haut", "")
    wrong += 'couleurs: {principale: "#ffff00"}\nlogo: absent.svg\nzut: 1\n'
    wrong += "communes:\n  - Corbeval ; 61901\n  - Bidule\n"

    assert refused(read, wrong) == [
        "reponses.yaml:3 siren-faux",
        "reponses.yaml:5 telephone-illisible",
        "reponses.yaml:7 champ-manquant",
        "reponses.yaml:8 contraste-insuffisant",
        "reponses.yaml:9 logo-illisible",
        "reponses.yaml:10 cle-inconnue",
        "reponses.yaml:13 commune-illisible",
    ]


def test_a_line_of_a_list_is_named_in_the_list(read):
    told = refused(read, f"{ANSWERS}zut: 1\ncommunes: communes.csv\n", communes_csv=b"Nom;Code\nA;61901\n\nB;6190\n")

    assert told == ["communes.csv:4 commune-illisible", "reponses.yaml:8 cle-inconnue"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("communes: absentes.csv\n", "reponses.yaml:8 liste-introuvable"),
        ("communes: [A ; 61901, A ; 61902]\n", "reponses.yaml:8 commune-en-double"),
        ("communes: [A ; 61901, B ; 61901]\n", "reponses.yaml:8 commune-en-double"),
        ("communes: [A ; 99999, B ; 00]\n", "reponses.yaml:8 commune-illisible"),
        ("", "reponses.yaml:1 champ-manquant"),
    ],
)
def test_a_list_that_cannot_be_taken(read, text, told):
    assert refused(read, ANSWERS + text) == [told]


def test_a_colour_without_quotes_is_told_how_to_be_typed(read):
    assert refused(read, f"{ANSWERS}{LISTED}couleurs:\n  principale: #1f4e5f\n") == ["reponses.yaml:12 yaml-diese"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("logo_png", b"", "fichier-sans-contenu"),
        ("logo_png", b"GIF89a", "image-illisible"),
        ("logo_svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "svg-actif"),
        ("logo_jpg", b"\xff\xd8\xff", "logo-illisible"),
    ],
)
def test_a_logo_that_the_site_would_refuse_is_refused(read, name, data, code):
    text = f"{ANSWERS}{LISTED}logo: {name.replace('_', '.')}\n"

    assert refused(read, text, **{name: data}) == [f"reponses.yaml:11 {code}"]


def test_a_logo_is_looked_for_beside_the_file(read, tmp_path: Path):
    Image.new("RGB", (40, 20), "teal").save(tmp_path / "logo.png")

    assert read(f"{ANSWERS}{LISTED}logo: logo.png\n").logo == str(tmp_path / "logo.png")


@pytest.mark.parametrize(
    ("line", "commune"),
    [
        ("Corbeval;61901", ("Corbeval", "61901", None)),
        ("61901 ; Corbeval", ("Corbeval", "61901", None)),
        ("L’Haÿ-les-Roses,\u00a094038", ("L’Haÿ-les-Roses", "94038", None)),
        ("Ajaccio\t2A004\t20000", ("Ajaccio", "2A004", "20000")),
        ('"Corbeval";"61901";"1 874"', ("Corbeval", "61901", None)),
    ],
)
def test_a_commune_is_read_from_a_line(line, commune):
    assert tuple(commune_in(line).get(key) for key in ("nom", "insee", "code_postal")) == commune


def test_a_single_line_without_a_figure_is_no_head():
    assert meaning_lines("Bidule") == ["Bidule"]


def test_one_answer_is_judged_by_itself():
    assert fault_of(("siege", "ville"), "Cluny") == ""
    assert fault_of(("siren",), "12").startswith("« 12 » n'est pas un numéro SIREN. Neuf chiffres")
