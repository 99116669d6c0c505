"""A web server's folder: one release beside the other, and a link that says which of them the public sees.

`<folder>/releases/<name>` holds a whole site each, `<folder>/current` is a symbolic link to one of them, replaced by
rename(2): a reader has the one or the other, whatever happens to whoever publishes. What does not change is one file
with several names (`rsync --link-dest`). `<folder>/.tambour/` holds the record of publications and the lock; a web
server that serves `current` never shows it. The server needs sh, rsync and the coreutils.
"""

import os
import re
import shlex
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from tambour.build.former_files import FormerFile
from tambour.build.targets import ServerTarget
from tambour.publish.compressed import lay_out, twins_of
from tambour.publish.places import Online, Progress, Sent
from tambour.publish.places.machine_lock import Holder
from tambour.publish.programs import C_LOCALE, explain, start, stop_reason
from tambour.publish.record import PublicationRecord
from tambour.publish.refusals import PublicationRefused
from tambour.publish.release import Release
from tambour.publish.secrets import Secrets

_BUSY, _OVERTAKEN, _FOREIGN = 75, 76, 73  # exit codes of the script
_MOST_PARTS = 5  # of what was cut short; rsync takes twenty folders to link from
_BEAT = 60  # seconds between two signs of life; after ten minutes without one, others go on
_PERCENT = re.compile(rb"\s(\d{1,3})%")
_FILES = re.compile(r"Number of regular files transferred: (\d+)")
_BYTES = re.compile(r"Total bytes sent: (\d+)")
_NAMED = "named:"  # before each name that travels
_TWIN = re.compile(rf"{_NAMED}[^\n]*\.(?:br|gz)\n".encode())
_LONGEST = 5000  # bytes of a path
_COMPRESSING = 0.5  # of the whole, where it is done
# Arguments: folder, action, bytes to be read, then those of the action; the first of most is the token of whoever holds
# the lock. What is read is believed only whole: whoever is killed in the middle of saying it closes the pipe too.
SCRIPT = r"""
set -eu
LC_ALL=C; export LC_ALL
umask 022
base=$1; action=$2; size=$3; shift 3
meta=$base/.tambour; lock=$meta/lock; releases=$base/releases
ours() { [ "$(head -n 1 "$lock" 2>/dev/null)" = "$1" ] || exit 76; touch "$lock"; }
receive() { cat > "$1"; if [ "$(($(wc -c < "$1")))" -ne "$size" ]; then rm -f "$1"; exit 74; fi; }
case $action in
look)
  link=$(readlink "$base/current" 2>/dev/null || :)
  printf '%s\n' "${link##*/}"
  for one in "$releases"/*; do if [ -d "$one" ]; then printf '%s\n' "${one##*/}"; fi; done
  printf '\n'
  if [ -f "$meta/record.json" ]; then cat "$meta/record.json"; fi ;;
receipt) cat "$releases/$1/tambour.json" ;;
lock)
  if [ -e "$base/current" ] && [ ! -L "$base/current" ]; then exit 73; fi
  if [ -d "$releases" ] && [ ! -d "$meta" ]; then exit 73; fi
  mkdir -p "$meta"; mkdir -p "$releases"
  receive "$meta/lock.$1"
  if ln "$meta/lock.$1" "$lock" 2>/dev/null; then
    rm -f "$meta/lock.$1" "$base"/current.* "$meta"/record.json.*
  else
    rm -f "$meta/lock.$1"
    if [ -n "$(find "$lock" -mmin +10 2>/dev/null)" ]; then echo old; else echo new; fi
    cat "$lock" 2>/dev/null || :
    exit 75
  fi ;;
free)
  if mv "$lock" "$meta/lock.$1" 2>/dev/null; then
    if [ "$(head -n 1 "$meta/lock.$1")" != "$2" ]; then ln "$meta/lock.$1" "$lock" 2>/dev/null || :; fi
    rm -f "$meta/lock.$1"
  fi ;;
beat) ours "$1" ;;
prepare)
  ours "$1"
  for one in "$releases"/*.partial; do if [ -d "$one" ]; then printf '%s\n' "${one##*/}"; fi; done
  mkdir -p "$releases/$2.partial" ;;
carry)
  ours "$1"
  while IFS= read -r path; do
    to=$releases/$2.partial/$path
    for from in "$base/current/$path" "$releases"/*/"$path"; do
      if [ -f "$from" ] && [ ! -e "$to" ]; then mkdir -p "${to%/*}"; ln "$from" "$to"; fi
    done
  done ;;
switch)
  if [ -d "$releases/$3.partial" ]; then ours "$1"; mv "$releases/$3.partial" "$releases/$2"; fi
  [ -d "$releases/$2" ]
  ln -s "releases/$2" "$base/current.$1"
  ours "$1"
  mv -T "$base/current.$1" "$base/current" ;;
keep)
  receive "$meta/record.json.$1"
  sync "$meta/record.json.$1" 2>/dev/null || :
  ours "$1"
  mv "$meta/record.json.$1" "$meta/record.json" ;;
tidy)
  ours "$1"
  link=$(readlink "$base/current" 2>/dev/null || :)
  kept=0
  for one in $(ls -r "$releases"); do
    case $one in *.partial) rm -rf "$releases/$one" || :; continue ;; esac
    kept=$((kept + 1))
    if [ "$kept" -gt "$2" ] && [ "$one" != "${link##*/}" ]; then rm -rf "$releases/$one" || :; fi
  done ;;
unlock) ours "$1"; rm -f "$lock" ;;
esac
"""


@dataclass(frozen=True)
class Server:
    """The place that a `ServerTarget` names. name: of the target. now: of the publication. cache: may be deleted."""

    name: str
    target: ServerTarget
    now: datetime
    secrets: Secrets
    root: Path
    cache: Path
    strict: bool = True

    @contextmanager
    def open(self) -> Iterator["ServerSession"]:
        """Hold the lock, with a sign of life every minute, until the body ends."""
        holder = self._take(Holder.ourselves(self.now))
        session = ServerSession(self, holder, self.look())
        ended = threading.Event()
        beating = threading.Thread(target=self._beat, args=(holder, ended), daemon=True)
        beating.start()
        try:
            yield session
        finally:
            ended.set()
            beating.join()
            with suppress(PublicationRefused):  # whoever took it over has it now
                self.run("unlock", holder.token)

    def look(self) -> Online:
        """What it holds."""
        head, _, record = self.run("look").partition(b"\n\n")
        current, *releases = head.decode("utf-8", "replace").split("\n")
        names = tuple(name for name in releases if name and not name.endswith(".partial"))
        known = self._record(record.lstrip(b"\n"))
        return Online(known, Release(self.run("receipt", current)) if current in names else None, names)

    def run(self, action: str, *arguments: str, data: bytes = b"") -> bytes:
        """Run one action of the script there. data: what it reads. Raises PublicationRefused."""
        typed = ["sh", "-c", SCRIPT, "tambour", self.target.folder, action, str(len(data)), *arguments]
        command = [*self.ssh, self.target.host, shlex.join(typed)] if self.target.host else typed
        done = start(command, self.name, self.where, data)
        if done.returncode == _OVERTAKEN:
            raise PublicationRefused("publication-depassee", self.name)
        if done.returncode == _FOREIGN:
            raise PublicationRefused("dossier-a-quelqu-un", self.name, folder=self.target.folder)
        if done.returncode not in (0, _BUSY):
            said = self.secrets.hide(done.stderr.decode("utf-8", "replace"))
            raise explain(said, self.name, self.where, self.target.folder)
        return done.stdout

    @property
    def where(self) -> str:
        return self.target.host or "cette machine"

    @cached_property
    def ssh(self) -> Sequence[str]:
        """Without questions: nobody may be there to answer."""
        options = ["BatchMode=yes", "ConnectTimeout=20", "ServerAliveInterval=15", "ServerAliveCountMax=4"]
        command = ["ssh", *(part for option in options for part in ("-o", option))]
        if self.target.ssh_config is not None:
            command += ["-F", str(self.root / self.target.ssh_config)]
        return [*command, *(["-p", str(self.target.port)] if self.target.port else [])]

    def _record(self, data: bytes) -> PublicationRecord:
        try:
            return PublicationRecord.read(data) if data.strip() else PublicationRecord()
        except (ValueError, TypeError, KeyError, AttributeError):
            path = f"{self.target.folder}/.tambour/record.json"
            raise PublicationRefused("trace-de-publication-illisible", self.name, path=path) from None

    def _take(self, holder: Holder) -> Holder:
        for _ in range(3):
            said = self.run("lock", holder.token, data=holder.text().encode()).decode("utf-8", "replace")
            if not said:
                return holder
            age, _, lock = said.partition("\n")
            other = Holder.read(lock)
            if age != "old" and not other.is_dead and other.token:
                raise PublicationRefused("publication-en-cours", self.name, owner=other.name_fr())
            self.run("free", holder.token, other.token)
        raise PublicationRefused("publication-en-cours", self.name, owner="elle vient de commencer")

    def _beat(self, holder: Holder, ended: threading.Event) -> None:
        while not ended.wait(_BEAT):
            with suppress(PublicationRefused):  # the next step tells
                self.run("beat", holder.token)


@dataclass
class ServerSession:
    """What is done while the lock is held."""

    place: Server
    holder: Holder
    online: Online
    _partial: dict[str, str] = field(default_factory=dict)

    def send(self, release: Release, kept: Mapping[str, FormerFile], progress: Progress) -> Sent:
        """Into a folder of its own, unseen: what was not cut short the last time does not travel again."""
        assert release.folder is not None, "a release that is sent lies somewhere"
        place, token, releases = self.place, self.holder.token, f"{self.place.target.folder}/releases"
        folders = [release.folder, *self._compress(release, _part_of(progress, 0, _COMPRESSING))]
        progress = _part_of(progress, _COMPRESSING if len(folders) > 1 else 0, 1)
        if release.name in self.online.releases:  # whatever became of it there: each file is what it must be
            return self._copy(folders, f"{releases}/{release.name}", [], progress)
        partial = self._partial[release.name] = f"{release.name}.{token}"
        begun = place.run("prepare", token, partial).decode().split()
        current = [self.online.release.name] if self.online.release is not None else []
        sent = self._copy(folders, f"{releases}/{partial}.partial", [*current, *begun[-_MOST_PARTS:]], progress)
        if kept:
            place.run("carry", token, partial, data="".join(f"{path}\n" for path in kept).encode())
        return sent

    def switch(self, release: Release) -> None:
        self.place.run("switch", self.holder.token, release.name, self._partial.get(release.name, release.name))

    def keep(self, record: PublicationRecord) -> None:
        self.place.run("keep", self.holder.token, data=record.data())

    def tidy(self) -> None:
        self.place.run("tidy", self.holder.token, str(self.place.target.keep))

    def doubt(self, paths: Iterable[str]) -> None:
        """Nothing: rsync compares what is there."""

    def put_back(self) -> Release:
        """The last that people have seen before the one that is online."""
        online = self.online.release
        names = dict.fromkeys(one.release for one in reversed(self.online.record.publications) if one.seen)
        before = [name for name in names if name in self.online.releases and (online is None or name < online.name)]
        if not before:
            raise PublicationRefused("rien-a-remettre", self.place.name)
        release = Release(self.place.run("receipt", before[0]))
        self.switch(release)
        return release

    def _compress(self, release: Release, progress: Progress) -> Iterator[Path]:
        """The folder of what a web server sends compressed, if it is wanted: it goes beside what it is made of."""
        if self.place.target.compressed and release.folder is not None:
            cache = self.place.cache
            twins = cache / "publications" / f"{self.place.name}.compressed"
            lay_out(twins_of(release.files.values(), release.folder, cache, progress), twins)
            yield twins

    def _copy(self, folders: Sequence[Path], there: str, known: Sequence[str], progress: Progress) -> Sent:
        """folders: of which one is made. known: folders beside it that hold what need not travel."""
        place = self.place
        typed = ["rsync", "--recursive", "--links", "--perms", "--checksum", "--chmod=D755,F644"]
        typed += ["--delete"] if known else []  # what is carried over lies in a whole release alone
        typed += [
            "--info=progress2,stats2",
            "--no-human-readable",
            f"--out-format={_NAMED}%n",
            *(f"--link-dest=../{name}" for name in known),
        ]
        sources = [f"{folder}/" for folder in folders]
        if place.target.host:
            typed += [f"--rsh={shlex.join(place.ssh)}", *sources, f"{place.target.host}:{there}/"]
        else:
            typed += [*sources, f"{there}/"]
        said, twins = b"", 0
        try:
            with subprocess.Popen(  # noqa: S603 — no shell
                typed, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=C_LOCALE
            ) as process:
                assert process.stdout is not None
                assert process.stderr is not None
                faults: list[bytes] = []
                reading = threading.Thread(target=lambda pipe: faults.append(pipe.read()), args=(process.stderr,))
                reading.start()
                while chunk := os.read(process.stdout.fileno(), 4096):
                    twins += len(_TWIN.findall(said[-_LONGEST:] + chunk)) - len(_TWIN.findall(said[-_LONGEST:]))
                    said = (said + chunk)[-100_000:]
                    if found := _PERCENT.findall(chunk):
                        progress(int(found[-1]) / 100)
                reading.join()
        except FileNotFoundError:
            raise stop_reason("rsync", place.name, "sur cette machine") from None
        if process.returncode:
            told = place.secrets.hide(b"".join(faults).decode("utf-8", "replace"))
            raise explain(told, place.name, place.where, place.target.folder)
        text = said.decode("utf-8", "replace")
        files, size = _FILES.search(text), _BYTES.search(text)
        return Sent((int(files[1]) if files else 0) - twins, int(size[1]) if size else 0, twins)


def _part_of(progress: Progress, begin: float, end: float) -> Progress:
    """Tells the progress of a part as that of the whole."""
    return lambda done: progress(begin + done * (end - begin))
