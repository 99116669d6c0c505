"""The same over SSH, and what is said when the machine does not let us in."""

import subprocess

import pytest


def test_a_site_is_published_to_a_machine_that_ssh_reaches(territory, ssh_machine, capsys):
    territory.target(f', "host": "127.0.0.1", "ssh_config": "{ssh_machine.config}"')
    assert territory.publish() == 0, capsys.readouterr().err
    territory.event("statut: annule\n")
    capsys.readouterr()

    assert territory.publish() == 0, capsys.readouterr().err

    out = capsys.readouterr().out
    assert territory.current("tambour.json") == (territory.project.output / "tambour.json").read_bytes()
    assert "Annulé : « Fête du lac »" in out
    assert len(territory.releases) == 2


def test_a_machine_that_refuses_is_told_with_what_to_do(territory, ssh_machine, tmp_path, capsys):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "other")], check=True)
    config = ssh_machine.config_for(tmp_path, key=tmp_path / "other")
    territory.target(f', "host": "127.0.0.1", "ssh_config": "{config}"')

    assert territory.publish() == 77
    assert "« 127.0.0.1 » refuse ce compte" in capsys.readouterr().err
    config = ssh_machine.config_for(tmp_path, known=False)
    assert territory.publish() == 77
    assert "la clé de « 127.0.0.1 » n'est pas connue ici" in capsys.readouterr().err
    config.write_text(config.read_text().replace(f"Port {ssh_machine.port}", "Port 1"))
    assert territory.publish() == 69
    assert "« 127.0.0.1 » ne répond pas" in capsys.readouterr().err


@pytest.mark.parametrize("line", ['"password": "hunter2"', '"folder": "/srv/x", "token": "abc"'])
def test_a_secret_in_the_settings_is_refused_and_not_shown(territory, capsys, line):
    territory.project.write(
        "publishconf.py", f'from pelicanconf import *\nTARGETS = {{"serveur": {{"kind": "serveur", {line}}}}}\n'
    )

    assert territory.publish() == 78

    said = capsys.readouterr().err
    assert "[secret-dans-les-reglages]" in said
    assert "hunter2" not in said
