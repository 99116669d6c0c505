"""The files of a territory's repository, from its answers; written whole, or not at all."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from string import Template
from typing import Any

from tambour.commands.new_territory.answers import TerritoryAnswers
from tambour.commands.new_territory.engine_pin import EnginePin
from tambour.model.slugs import id_from
from tambour.words.dates import date_fr

_TEMPLATES = Path(__file__).with_name("templates")
_RENAMED = {"gitignore": ".gitignore"}  # packages leave out what begins with a dot
_MISSING = "[à compléter{about}]"


def territory_files(answers: TerritoryAnswers, pin: EnginePin, today: date) -> dict[str, bytes]:
    """Every file, by its path in the new folder."""
    words = {**_settings_words(answers), **_content_words(answers, today), "pin": pin.line}
    files = {}
    for source in sorted(_TEMPLATES.rglob("*.txt")):
        path = source.relative_to(_TEMPLATES).as_posix().removesuffix(".txt")
        text = Template(source.read_text("utf-8")).substitute(words)
        files[_RENAMED.get(path, path)] = text.encode()
    if pin.wheel is not None:
        files[pin.path] = pin.wheel.read_bytes()
    if answers.logo is not None:
        files[f"content/images/{_logo_name(answers.logo)}"] = Path(answers.logo).read_bytes()
    return files


def write_territory(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put the files in a folder that does not exist or is empty, at one instant: stopped before, nothing is there.

    The folder becomes a git repository where git is installed and it is in none. Raises OSError.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    spare = folder.with_name(f".{folder.name}.nouveau")
    shutil.rmtree(spare, ignore_errors=True)
    try:
        for path, data in files.items():
            file = spare / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        _start_history(spare, folder.parent)
        if folder.is_dir():
            folder.rmdir()
        spare.rename(folder)
    finally:
        shutil.rmtree(spare, ignore_errors=True)


def _start_history(folder: Path, above: Path) -> None:
    with suppress(OSError, subprocess.SubprocessError):  # no git: no history yet
        inside = _git("-C", str(above), "rev-parse", "--is-inside-work-tree")
        if inside.returncode != 0:
            _git("-c", "init.defaultBranch=main", "init", "--quiet", str(folder))


def _git(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *arguments], capture_output=True, check=False, timeout=60)  # noqa: S603, S607


def _settings_words(answers: TerritoryAnswers) -> dict[str, str]:
    """What the settings say, as Python."""
    host, seat = answers.host, answers.address
    phone = _quote(host.phone if host else answers.phone)
    words = {
        "name": answers.name,
        "short_name": answers.short_name,
        "kind": answers.kind.value,
        "siren": answers.siren,
        "domain": answers.ids_domain,
        "street": seat.street,
        "city": seat.city,
        "email": answers.email,
        "president": answers.president or _to_complete("prénom et nom"),
        "host_name": host.name if host else _to_complete("nom de l’hébergeur"),
        "host_address": host.address if host else _to_complete("son adresse postale"),
        "main": answers.colours.main,
        "second": answers.colours.second,
        "site": answers.site,
    }
    typed = {key: _quote(value) for key, value in words.items()}
    typed["host_phone"] = phone if host else f"{phone},  # {_to_complete('le sien ; celui-ci est le vôtre')}"
    return typed | {
        "phone": _quote(answers.phone),
        "postal_code": _quote(seat.postal_code),
        "logo": _quote(_logo_name(answers.logo)) if answers.logo else "None",
    }


def _content_words(answers: TerritoryAnswers, today: date) -> dict[str, str]:
    """What the contents say: as text, and as YAML what is typed in a head."""
    seat = answers.address
    return {
        "plain_name": answers.name,
        "reception": _quote(f"Accueil – {answers.short_name}"),
        "phone_number": answers.phone,
        "email_text": answers.email,
        "street_text": _quote(seat.street),
        "city_text": _quote(seat.city),
        "communes": "\n".join(_commune(commune.model_dump(by_alias=True), commune.id) for commune in answers.communes),
        "first_commune": answers.communes[0].id,
        "today": date_fr(today),
        "day": today.isoformat(),
        "later": (today + timedelta(days=30)).isoformat(),
    }


def _commune(fields: Mapping[str, Any], commune_id: str) -> str:
    lines = [f"  {key}: {_quote(value)}" for key, value in fields.items() if value is not None]
    return "\n".join([f"{commune_id}:", *lines])


def _to_complete(about: str = "") -> str:
    return _MISSING.format(about=f" : {about}" if about else "")


def _quote(value: str) -> str:
    """A text between double quotes, as Python and YAML both read it."""
    return json.dumps(value, ensure_ascii=False)


def _logo_name(logo: str) -> str:
    file = Path(logo)
    return f"{id_from(file.stem)}{file.suffix.lower()}"
