"""Which engine a territory runs on: one line of its requirements.txt, which pip reads, and the wheel that it names.

The wheel lies in the territory's own repository (`moteur/`) unless it has a public address: what was tried is what is
installed on every machine, with nothing to download but the libraries, which the engine's lock pins with their hashes.
"""

import hashlib
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from tambour.build.engine import PACKAGE, engine_version
from tambour.commands.terminal import UsageRefused

FOLDER = "moteur"
FILE = "requirements.txt"
_ADDRESS = re.compile(r"(?:git\+)?https://\S+")
_VERSION = re.compile(r"\d[\w.!+-]*")
_WHEEL = re.compile(r"tambour-[\w.!+]+-py3-none-any\.whl")


@dataclass(frozen=True)
class EnginePin:
    """line: for pip. wheel: to be copied to `path`, when it is to lie in the repository."""

    line: str
    wheel: Path | None = None

    @property
    def path(self) -> str:
        """Where the wheel goes."""
        return f"{FOLDER}/{self.wheel.name}" if self.wheel is not None else ""


def pin_of(typed: str) -> EnginePin:
    """The engine that somebody names: a wheel's path, an address, or a version. Raises UsageRefused."""
    if _ADDRESS.fullmatch(typed):
        return EnginePin(f"tambour @ {typed}")
    if _VERSION.fullmatch(typed):
        return EnginePin(f"tambour=={typed}")
    file = Path(typed)
    if not _WHEEL.fullmatch(file.name) or not file.is_file():
        raise UsageRefused(
            f"« {typed} » n'est ni un paquet de Tambour (tambour-….whl), ni une adresse https:// ou git+https://, ni "
            "un numéro de version."
        )
    return _pin_of_wheel(file)


def pin_of_this_engine() -> EnginePin:
    """The engine that is running. Of a copy of its repository, the wheel is made. Raises UsageRefused."""
    repository = PACKAGE.parent.parent
    if (repository / "pyproject.toml").is_file():
        return _pin_of_wheel(_made_wheel(repository))
    try:
        origin = json.loads(distribution("tambour").read_text("direct_url.json") or "{}")
    except PackageNotFoundError:
        origin = {}
    address = str(origin.get("url", ""))
    if not address:
        return EnginePin(f"tambour=={engine_version()}")
    if address.startswith("file:"):
        file = Path(url2pathname(unquote(urlsplit(address).path)))
        if not file.is_file():
            raise UsageRefused(f"Le paquet d'où vient Tambour n'est plus là ({file}). Dites où : --moteur=CHEMIN.whl")
        return _pin_of_wheel(file)
    if commit := origin.get("vcs_info", {}).get("commit_id"):
        return EnginePin(f"tambour @ git+{address}@{commit}")
    digest = origin.get("archive_info", {}).get("hashes", {}).get("sha256")
    return EnginePin(f"tambour @ {address}#sha256={digest}" if digest else f"tambour @ {address}")


def change_pin(folder: Path, pin: EnginePin) -> None:
    """Name another engine in a territory's repository; the last one's wheel goes. Raises OSError, UsageRefused."""
    file = folder / FILE
    if not file.is_file():
        raise UsageRefused(f"Il n'y a pas de {FILE} dans {folder}/ : la version de Tambour ne s'y choisit pas.")
    kept = [line for line in file.read_text("utf-8").splitlines() if not _is_pin(line)]
    if pin.wheel is not None:
        data = pin.wheel.read_bytes()
        (folder / FOLDER).mkdir(exist_ok=True)
        (folder / pin.path).write_bytes(data)
    file.write_text("\n".join([*kept, pin.line, ""]), "utf-8")
    for old in (folder / FOLDER).glob("*.whl"):
        if pin.wheel is None or old.name != pin.wheel.name:
            old.unlink()


def pin_line(folder: Path) -> str:
    """The line that names the engine; "" when there is none."""
    file = folder / FILE
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    return next((line for line in lines if _is_pin(line)), "")


def _is_pin(line: str) -> bool:
    return re.match(r"\s*(?:tambour\b|\./moteur/)", line) is not None


def _pin_of_wheel(file: Path) -> EnginePin:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return EnginePin(f"./{FOLDER}/{file.name} --hash=sha256:{digest}", file)


def _made_wheel(repository: Path) -> Path:
    """The wheel of a copy of the engine's repository."""
    into = Path(mkdtemp(prefix="tambour-"))
    command = [sys.executable, "-m", "pip", "wheel", "-qq", "--disable-pip-version-check", "--no-deps"]
    command += ["--no-build-isolation", "--wheel-dir", str(into), str(repository)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    made = next(into.glob("*.whl"), None)
    if done.returncode != 0 or made is None:
        raise UsageRefused(f"Le paquet de Tambour ne peut pas être fabriqué : {done.stderr.strip()[-400:]}")
    return made
