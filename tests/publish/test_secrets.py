"""A secret is read from the environment, and never said nor built."""

import pytest

from tambour.publish.refusals import PublicationRefused
from tambour.publish.secrets import Secrets, variable_of

PLANTED = "s3cret-plante-9f2"


def test_a_secret_that_was_read_is_hidden_wherever_it_is_said():
    secrets = Secrets({"TAMBOUR_MON_SITE_TOKEN": PLANTED})

    assert variable_of("mon-site", "TOKEN") == "TAMBOUR_MON_SITE_TOKEN"
    assert secrets.find("mon-site", "TOKEN") == PLANTED
    assert PLANTED not in secrets.hide(f"fatal: https://x:{PLANTED}@forge.fr refuse {PLANTED}")
    assert secrets.hide("https://agent:mdp@forge.fr/depot") == "https://•••@forge.fr/depot"


def test_a_secret_is_read_from_the_file_that_the_account_keeps_for_itself_unless_it_is_given(tmp_path):
    file = tmp_path / ".config" / "tambour" / "secrets.env"
    file.parent.mkdir(parents=True)
    file.write_text("# à moi seul\nTAMBOUR_UN_TOKEN='a=b c'\nexport TAMBOUR_DEUX_KEY = deux \n\nrien\n", "utf-8")
    file.chmod(0o600)
    secrets = Secrets({"HOME": str(tmp_path), "TAMBOUR_TROIS_TOKEN": "trois"})

    assert [secrets.find("un", "TOKEN"), secrets.find("deux", "KEY")] == ["a=b c", "deux"]
    assert secrets.find("trois", "TOKEN") == "trois"
    assert "a=b c" not in secrets.hide("le serveur refuse a=b c")


def test_a_file_of_secrets_that_others_may_read_is_refused(tmp_path):
    file = tmp_path / "ailleurs.env"
    file.write_text("TAMBOUR_UN_TOKEN=x\n", "utf-8")
    file.chmod(0o644)

    with pytest.raises(PublicationRefused, match="chmod 600") as refused:
        Secrets({"TAMBOUR_SECRETS": str(file)}).find("un", "TOKEN")

    assert refused.value.exitcode == 77


def test_a_planted_secret_is_in_no_file_and_no_word(territory, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TAMBOUR_PAGES_TOKEN", PLANTED)
    from tests.publish.conftest import publishconf

    target = '"pages": {"kind": "pages", "remote": "https://127.0.0.1:1/depot.git", "wait": 0}'
    territory.project.write("publishconf.py", publishconf(territory.web.url, target))

    assert territory.publish() == 69

    told = "".join(capsys.readouterr())
    assert PLANTED not in told
    written = [path for path in territory.project.root.rglob("*") if path.is_file()]
    assert [path for path in written if PLANTED.encode() in path.read_bytes()] == []
