"""A template that is not MJML is told with its line; the compiler would have let it pass."""

import pytest

from tambour.channels.newsletter.mjml_check import MjmlFault, check_mjml


def mjml(inside: str) -> str:
    return f"<mjml>\n<mj-body>\n{inside}\n</mj-body>\n</mjml>"


def test_what_mjml_allows_passes():
    check_mjml(
        mjml(
            '<mj-section css-class="a" padding="0 10px 5%"><mj-column width="50%">'
            '<mj-text color="#1f5746"><p class="html">Tout <b>HTML</b></p></mj-text></mj-column></mj-section>'
        )
    )


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("<mj-sction />", "la balise <mj-sction> n'existe pas en MJML, ou pas dans <mj-body>"),
        ("<p>Texte</p>", "la balise <p> n'existe pas en MJML, ou pas dans <mj-body>"),
        ('<mj-section bgcolor="#fff" />', "<mj-section> n'a pas d'attribut « bgcolor »"),
        ('<mj-section padding="1em" />', "<mj-section padding> n'accepte pas « 1em » (unit(px,%){1,4})"),
        ('<mj-section text-align="middle" />', "<mj-section text-align> n'accepte pas « middle »"),
        ("<mj-section><mj-column></mj-section>", "une balise n'est pas fermée, ou mal placée"),
    ],
)
def test_the_first_fault_is_told_with_its_line(inside, told):
    with pytest.raises(MjmlFault) as fault:
        check_mjml(mjml(inside))

    assert str(fault.value).startswith(f"ligne 3 : {told}")


def test_a_document_that_is_something_else_is_told():
    with pytest.raises(MjmlFault, match="ligne 1 : la balise <html> n'existe pas"):
        check_mjml("<html></html>")
