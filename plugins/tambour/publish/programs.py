"""Other people's programs, started without a shell; what they say that went wrong, as a sentence of ours."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from tambour.build.engine import RCLONE_LOCK
from tambour.publish.refusals import PublicationRefused

C_LOCALE: Mapping[str, str] = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
_INSTALLS = {"rsync": "sudo apt install rsync", "ssh": "sudo apt install openssh-client", "git": "sudo apt install git"}
_INSTALLS |= {"rclone": f"{sys.executable} -m pip install -r {RCLONE_LOCK}"}
_NOT_FOUND = 127
_SAID = {  # what it says → our code, in this order
    "knownhosts: ": "machine-inconnue",  # rclone's words first: the others' are parts of them
    "unable to authenticate": "acces-refuse",
    "530 ": "acces-refuse",  # RFC 959, § 4.2: 530 not logged in, 552 and 452 no room, 550 and 553 no right
    "InvalidAccessKeyId": "acces-refuse",
    "SignatureDoesNotMatch": "acces-refuse",
    "AccessDenied": "acces-refuse",
    "Forbidden": "acces-refuse",
    "x509: ": "certificat-refuse",
    "failed to verify certificate": "certificat-refuse",
    "no such host": "machine-injoignable",
    "connection refused": "machine-injoignable",
    "i/o timeout": "machine-injoignable",
    "no route to host": "machine-injoignable",
    "network is unreachable": "machine-injoignable",
    "552 ": "dossier-de-publication",
    "452 ": "dossier-de-publication",
    "550 ": "dossier-de-publication",
    "553 ": "dossier-de-publication",
    "QuotaExceeded": "dossier-de-publication",
    "SSH_FX_FAILURE": "dossier-de-publication",  # OpenSSH's answer to a full disk, too
    "SSH_FX_PERMISSION_DENIED": "dossier-de-publication",
    "permission denied": "dossier-de-publication",
    "Host key verification failed": "machine-inconnue",
    "REMOTE HOST IDENTIFICATION HAS CHANGED": "machine-inconnue",
    "Permission denied (": "acces-refuse",
    "Too many authentication failures": "acces-refuse",
    "Authentication failed": "acces-refuse",
    "could not read Username": "acces-refuse",
    "terminal prompts disabled": "acces-refuse",
    "HTTP 403": "acces-refuse",
    "error: 403": "acces-refuse",
    "Could not resolve host": "machine-injoignable",
    "Could not resolve hostname": "machine-injoignable",
    "Failed to connect": "machine-injoignable",
    "Connection refused": "machine-injoignable",
    "Connection timed out": "machine-injoignable",
    "No route to host": "machine-injoignable",
    "Network is unreachable": "machine-injoignable",
    "No space left on device": "dossier-de-publication",
    "Disk quota exceeded": "dossier-de-publication",
    "Read-only file system": "dossier-de-publication",
    "Permission denied": "dossier-de-publication",
}


def start(
    command: Sequence[str],
    target: str,
    where: str,
    data: bytes = b"",
    folder: Path | None = None,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> "subprocess.CompletedProcess[bytes]":
    """Run a program to its end, whatever its code. Raises PublicationRefused when it is not installed.

    where: on which machine it looks, in French. data: what it reads. environment: beside that of this process.
    """
    try:
        return subprocess.run(  # noqa: S603 — no shell
            [*command], input=data, capture_output=True, check=False, env={**C_LOCALE, **environment}, cwd=folder
        )
    except FileNotFoundError:
        raise stop_reason(command[0], target, "sur cette machine") from None


def stop_reason(program: str, target: str, where: str) -> PublicationRefused:
    """A program is not installed."""
    command = _INSTALLS.get(program, program)
    return PublicationRefused("programme-absent", target, program=program, where=where, command=command)


def explain(said: str, target: str, host: str, folder: str) -> PublicationRefused:
    """What a program that failed said, as a refusal. said: its standard error."""
    lines = [line.strip() for line in said.strip().splitlines() if line.strip()]
    if any("rsync" in line and "not found" in line for line in lines):
        return stop_reason("rsync", target, f"sur {host}")
    for sign, code in _SAID.items():
        if line := next((line for line in lines if sign in line), None):
            return PublicationRefused(code, target, host=host, folder=folder, error=line)
    return PublicationRefused("envoi-interrompu", target, error=lines[-1] if lines else "le programme n'a rien dit")
