"""An alert that is written on a machine is online when the command ends, and so is its end."""

from tambour.commands.cli import main
from tests.publish.conftest import Territory


def test_an_alert_is_published_and_lifted_from_a_machine(territory: Territory, capsys):
    assert territory.publish() == 0

    assert main(["alerte", "--niveau=urgence", "--titre=Crue", "--texte=Montez.", "--fin=demain 8 h"]) == 0

    assert "Nouveau : « Crue »" in capsys.readouterr().out
    [page] = (territory.place / "current/alertes").glob("crue-*/index.html")
    path = page.relative_to(territory.place / "current").as_posix()
    assert "Montez." in territory.current(path).decode()

    assert main(["alerte", "--lever="]) == 0

    assert "Alerte levée : « Crue »" in capsys.readouterr().out
    assert "Alerte levée" in territory.current(path).decode()
