"""docs/erreurs.md explains every code that a person can meet, once, and is up to date."""

import re

from docs.references.errors import catalogues, error_reference
from tambour.messages.publishing import MESSAGES as OF_PUBLICATION
from tests.trees import ROOT

ROW = re.compile(
    r'^\| <a id="(?P<anchor>[^"]+)"></a>`(?P<code>[^`]+)` \| (?P<told>.+) \| (?P<hint>.+) \|$', re.MULTILINE
)


def test_the_page_is_current() -> None:
    assert (ROOT / "docs" / "erreurs.md").read_text("utf-8") == error_reference(), "run: inv docs"


def test_every_code_is_there_once_under_an_anchor_of_its_name() -> None:
    rows = ROW.findall(error_reference())

    assert sorted(code for _, code, _, _ in rows) == sorted(code for part in catalogues() for code in part)
    assert [(anchor, code) for anchor, code, _, _ in rows if anchor != code] == []


def test_what_to_do_is_said_of_each_refusal_of_a_publication() -> None:
    page = (ROOT / "docs" / "publier" / "rouge.md").read_text("utf-8")

    assert sorted(re.findall(r"^\| \[`([a-z-]+)`\]\(\.\./erreurs\.md#\1\) \|", page, re.MULTILINE)) == sorted(
        OF_PUBLICATION
    )


def test_a_sentence_reads_without_its_values() -> None:
    rows = {row["code"]: row for row in ROW.finditer(error_reference())}

    assert rows["date-illisible"]["told"] == "« … » n'est pas une date."
    assert rows["cle-inconnue"]["told"] == "« … » n'est pas un champ connu."
    assert rows["cle-inconnue"]["hint"] == "Champs possibles ici : …"
    assert rows["forme-inattendue"]["hint"] == "Le rapport dit ce qui est attendu à cet endroit."
    assert rows["lien-pelican-inconnu"]["hint"] == "Écrivez id:identifiant, {filename}chemin.md ou {static}chemin."


def test_what_a_sentence_says_of_markdown_stays_text() -> None:
    hint = next(row["hint"] for row in ROW.finditer(error_reference()) if row["code"] == "alt-manquant-texte")

    assert hint.startswith(r"Écrivez !\[ce que montre l'image\]\(…), ou !\[\]\(… ")
    assert not re.search(r"(?<!\\)[<>*]", re.sub(r'<a id="[^"]+"></a>', "", error_reference()).replace("**", ""))
