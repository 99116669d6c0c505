"""A program that is missing is installed where that is possible, else asked for in one French sentence."""

from pathlib import Path

import pytest

from tests import toolbox


@pytest.fixture
def no_chromium(monkeypatch):
    """A machine without Chromium; what it runs is recorded."""
    commands: list[list[str]] = []
    monkeypatch.setattr(toolbox, "find_chromium", lambda: None)
    monkeypatch.setattr(toolbox.subprocess, "run", lambda command, **_options: commands.append(command))
    return commands


def test_root_on_debian_gets_chromium_by_apt(no_chromium, monkeypatch) -> None:
    monkeypatch.setattr(toolbox, "may_apt_install", lambda: True)

    with pytest.raises(toolbox.ToolMissing):
        toolbox.chromium.__wrapped__()

    assert [command[-1] for command in no_chromium] == ["update", "chromium-headless-shell", "update", "chromium"]
    assert no_chromium[1][3:-1] == ["install", "--yes", "--no-install-recommends"]


@pytest.mark.parametrize(
    ("environ", "installed"),
    [
        ({}, []),
        ({"CI": "true"}, ["update", "chromium-headless-shell"]),
        ({"CI": "true", "CHROMIUM": "/opt/navigateur"}, []),
    ],
)
def test_in_ci_a_chromium_that_is_there_gives_way_to_a_cheaper_one(
    no_chromium, monkeypatch, environ, installed
) -> None:
    for name in ("CI", "CHROMIUM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(toolbox, "may_apt_install", lambda: True)
    monkeypatch.setattr(toolbox, "find_chromium", lambda: Path("/usr/bin/chromium"))
    monkeypatch.setattr(toolbox.shutil, "which", lambda _name: None)

    assert toolbox.chromium.__wrapped__() == Path("/usr/bin/chromium")

    assert [command[-1] for command in no_chromium] == installed


@pytest.mark.parametrize(
    ("platform", "snap", "command"),
    [
        ("linux", None, "sudo apt install chromium"),
        ("linux", "/usr/bin/snap", "sudo snap install chromium"),
        ("darwin", None, "brew install --cask chromium"),
        ("win32", None, "winget install Google.Chrome"),
    ],
)
def test_others_are_told_the_command(no_chromium, monkeypatch, platform: str, snap: str | None, command: str) -> None:
    monkeypatch.setattr(toolbox, "may_apt_install", lambda: False)
    monkeypatch.setattr(toolbox.sys, "platform", platform)
    monkeypatch.setattr(toolbox.shutil, "which", lambda name: snap if name == "snap" else None)

    with pytest.raises(toolbox.ToolMissing, match=f"^Il manque le navigateur Chromium ; pour l'installer : {command}$"):
        toolbox.chromium.__wrapped__()

    assert no_chromium == []


@pytest.mark.parametrize(
    ("platform", "command"),
    [
        ("linux", "sudo apt install libical3"),
        ("darwin", "brew install libical"),
        ("win32", r"sudo apt install libical3 \(sous Windows : dans WSL\)"),
    ],
)
def test_who_lacks_libical_is_told_the_command(monkeypatch, platform: str, command: str) -> None:
    monkeypatch.setattr(toolbox, "may_apt_install", lambda: False)
    monkeypatch.setattr(toolbox, "LIBICAL_NAMES", ("libnulle-part.so.3",))
    monkeypatch.setattr(toolbox.sys, "platform", platform)

    with pytest.raises(toolbox.ToolMissing, match=f"^Il manque la bibliothèque libical 3 ; .* : {command}$"):
        toolbox.libical.__wrapped__()


def test_who_lacks_sshd_is_told_the_command(monkeypatch) -> None:
    monkeypatch.setattr(toolbox, "may_apt_install", lambda: False)
    monkeypatch.setattr(toolbox.shutil, "which", lambda _name, path: None)
    monkeypatch.setattr(toolbox.sys, "platform", "linux")

    with pytest.raises(
        toolbox.ToolMissing, match=r"^Il manque le programme sshd ; .* : sudo apt install openssh-server$"
    ):
        toolbox.sshd.__wrapped__()


def test_root_on_debian_gets_libical_by_apt(no_chromium, monkeypatch) -> None:
    monkeypatch.setattr(toolbox, "may_apt_install", lambda: True)
    monkeypatch.setattr(toolbox, "LIBICAL_NAMES", ("libnulle-part.so.3",))

    with pytest.raises(toolbox.ToolMissing):
        toolbox.libical.__wrapped__()

    assert no_chromium[-1][3:] == ["install", "--yes", "--no-install-recommends", "libical3"]


def test_who_lacks_what_publishing_needs_is_told_the_command(monkeypatch) -> None:
    monkeypatch.setattr(toolbox, "may_apt_install", lambda: False)
    monkeypatch.setattr(toolbox.shutil, "which", lambda name, path: None if name == "apache2" else name)
    monkeypatch.setattr(toolbox, "NGINX_MODULE", Path(__file__))

    with pytest.raises(toolbox.ToolMissing, match=r"pour les installer : sudo apt install apache2-bin$"):
        toolbox.servers.__wrapped__()


def test_the_environment_can_name_a_browser(monkeypatch, tmp_path) -> None:
    browser = tmp_path / "navigateur"
    browser.touch()
    monkeypatch.setenv("CHROMIUM", str(browser))

    assert toolbox.find_chromium() == browser


def test_the_java_and_node_of_the_lock_run(java, node) -> None:
    told = [toolbox.subprocess.check_output([tool, "--version"], encoding="utf-8") for tool in (java, node)]

    assert told[0].startswith("openjdk 25.")
    assert told[1].startswith("v24.")
