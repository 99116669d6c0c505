"""The journal, and whatever speaks of files, calls them as people do."""

from tambour.pupitre.people.person import OWNER
from tests.media.pictures import phone_photo
from tests.pupitre.conftest import Visitor, words

FETE = "ecrire/agenda/fete.md"
ELSEWHERE = ("agenda/bal.md", "images/parti.jpg", "images/ponton.jpg", "referentiel/contacts.yaml", ".gitattributes")


def test_the_journal_tells_titles_and_kinds_and_leads_there(visitor: Visitor):
    visitor.project.write("content/images/ponton.jpg", phone_photo((50, 40)))
    visitor.desk.forget()
    visitor.send(FETE, "publier", {"resume": "Un tour du lac."})
    visitor.desk.deeds.note(OWNER, "enregistrement", "Deux images", ELSEWHERE)
    newest, saved = (line for line in visitor.page("journal").xpath("//ol[@class='deeds']/li"))

    assert words(saved).endswith("a enregistré Fête du lac (événement)")
    assert saved.xpath(".//a/@href") == ["/pupitre/ecrire/agenda/fete.md"]
    assert (
        words(newest)
        .replace("\u00a0", " ")
        .endswith(
            "a enregistré événement, qui n’est plus là, parti.jpg (image, qui n’est plus là), ponton.jpg (image), "
            "Contacts (répertoire) : Deux images"
        )
    )
    assert newest.xpath(".//a/@href") == ["/pupitre/medias/voir/images/ponton.jpg", "/pupitre/repertoire/contacts/"]
