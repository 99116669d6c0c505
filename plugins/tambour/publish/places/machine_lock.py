"""Who holds a place, and whether that process still lives, as far as this machine can tell.

A lock is one line that no other lock has, then a line that says whose it is.
"""

import json
import os
import secrets
import socket
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tambour.words.dates import date_fr, hour_fr

_BOOT, _NAMESPACE = Path("/proc/sys/kernel/random/boot_id"), Path("/proc/self/ns/pid")


@dataclass(frozen=True)
class Holder:
    """One publication. token: unlike any other's."""

    token: str
    owner: str

    @classmethod
    def ourselves(cls, now: datetime) -> "Holder":
        """This process, from now on."""
        owner = {"machine": _machine(), "pid": os.getpid(), "started": _start_of(os.getpid()), "at": now.isoformat()}
        return cls(secrets.token_hex(8), json.dumps(owner, sort_keys=True))

    @classmethod
    def read(cls, lock: str) -> "Holder":
        """Of a lock; of a damaged one, nobody."""
        token, _, owner = lock.strip().partition("\n")
        return cls(token, owner)

    def text(self) -> str:
        return f"{self.token}\n{self.owner}\n"

    @property
    def _facts(self) -> dict[str, Any]:
        with suppress(ValueError):
            facts = json.loads(self.owner)
            return facts if isinstance(facts, dict) else {}
        return {}

    @property
    def is_dead(self) -> bool:
        """Whether it was a process of this very machine that is no more; False where that cannot be told."""
        facts = self._facts
        if facts.get("machine") != _machine() or not isinstance(pid := facts.get("pid"), int):
            return False
        return _start_of(pid) != facts.get("started")

    def name_fr(self) -> str:
        """`commencée le 30 novembre 2026 à 4 h 12 sur pc-com`"""
        facts = self._facts
        try:
            at, machine = datetime.fromisoformat(facts["at"]), str(facts["machine"]).partition(" ")[0]
            return f"commencée le {date_fr(at)} à {hour_fr(at)} sur {machine}"
        except (KeyError, ValueError, TypeError):
            return "on ne sait pas par qui"


def _machine() -> str:
    """This machine since it was started; a container is a machine."""
    boot, namespace = "", ""
    with suppress(OSError):
        boot = _BOOT.read_text("ascii").strip()
        namespace = str(_NAMESPACE.readlink())
    return f"{socket.gethostname()} {boot} {namespace}".strip()


def _start_of(pid: int) -> str:
    """When a process began, which tells it from a later one of the same number; "" when there is none."""
    with suppress(OSError, IndexError):
        stat = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        return "" if stat[0] in ("Z", "X") else stat[19]  # proc_pid_stat(5): state, starttime
    return ""
