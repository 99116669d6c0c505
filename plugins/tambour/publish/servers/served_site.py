"""A finished site as a web server sees it: an address, a folder, and what the receipt says of the files in it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from tambour.build.desk_settings import HeaderPeople, OpenIdPeople, PupitreSettings
from tambour.build.media_types import FOLDER_TYPES, TYPES
from tambour.model.web import is_local
from tambour.publish.release import Release, ReleaseFile
from tambour.publish.servers.rules import HEADERS

_ORIGIN = re.compile(r"https://[a-z0-9.-]+")
_PLAIN = re.compile(r"[A-Za-z0-9/._-]+")  # what every server's configuration takes without quotes


def check_plain(*paths: str) -> None:
    """Raises ValueError for a path that a configuration cannot name; one that is not given is none."""
    for path in paths:
        if path and not _PLAIN.fullmatch(path):
            raise ValueError(path)


class TypeInFolder(NamedTuple):
    """Files of a folder whose name alone does not tell their type. folder: at any depth below it. ending: `.json`."""

    folder: str
    ending: str
    media_type: str


class CertificateFiles(NamedTuple):
    """Files of a server's certificate and of its private key, there."""

    chain: str
    key: str


LETS_ENCRYPT = CertificateFiles("", "")  # those of certbot; Caddy asks for its own


@dataclass(frozen=True)
class ProxiedDesk:
    """The pupitre, as a web server sees it.

    Attributes:
        url: where people open it.
        upstream: `address:port` where the server reaches it.
        is_own_host: it has a name of its own, not that of the site.
        headers: those that only what recognises people may set.
        has_secret: it is a client that has one.
        certificate, key: as those of a site.
    """

    url: str
    upstream: str
    is_own_host: bool
    headers: tuple[str, ...] = ()
    has_secret: bool = False
    certificate: str = ""
    key: str = ""

    @classmethod
    def of(cls, desk: PupitreSettings, site_host: str, certificate: CertificateFiles = LETS_ENCRYPT) -> Self | None:
        """What the settings say; None where they say nothing of a server. site_host: name of the site."""
        served, people = desk.served, desk.people
        if served.url is None:
            return None
        headers = (people.email, people.name, people.siret) if isinstance(people, HeaderPeople) else ()
        address = f"[{served.address}]" if ":" in served.address else served.address
        host = urlsplit(served.origin).hostname or ""
        return cls(
            served.origin,
            f"{address}:{served.port}",
            host.removeprefix("www.") != site_host.removeprefix("www."),
            tuple(name for name in headers if name is not None),
            isinstance(people, OpenIdPeople),
            certificate.chain,
            certificate.key,
        )

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def certificate_file(self) -> str:
        return self.certificate or f"/etc/letsencrypt/live/{self.host}/fullchain.pem"

    @property
    def key_file(self) -> str:
        return self.key or f"/etc/letsencrypt/live/{self.host}/privkey.pem"


@dataclass(frozen=True)
class ServedSite:
    """What is served, and from where.

    url: of the site, absolute, no trailing slash. root: folder that holds it on the server. lasting: folders whose
    files are never another under the same name. types: see `TypeInFolder`. nginx_map, apache_map: the old addresses,
    under the root; "" without the channel `redirects`. certificate, key: files; "" for those that Let's Encrypt's
    certbot makes, or, with Caddy, for those that it asks for itself. http, https: ports. frames: origins of the players
    that pages load on a click. bridge: origin of what makes an account of the fediverse of the site; "" for none.
    """

    url: str
    root: Path
    lasting: tuple[str, ...] = ()
    types: tuple[TypeInFolder, ...] = ()
    nginx_map: str = ""
    apache_map: str = ""
    certificate: str = ""
    key: str = ""
    http: int = 80
    https: int = 443
    frames: tuple[str, ...] = ()
    bridge: str = ""

    @classmethod
    def of(cls, release: Release, root: Path, *, certificate: str = "", key: str = "", bridge: str = "") -> Self:
        """What a release tells. The folder may be another than the release's: the one that `publier` fills.

        Raises:
            ValueError: for a folder that a configuration cannot name.
        """
        check_plain(root.as_posix(), certificate, key)
        files = release.files.values()
        return cls(
            release.url,
            root,
            lasting=tuple(_lasting(files)),
            types=tuple(_types(files)),
            nginx_map=next((file.path for file in files if file.path.endswith(".nginx.map")), ""),
            apache_map=next((file.path for file in files if file.path.endswith(".apache.map")), ""),
            certificate=certificate,
            key=key,
            frames=tuple(filter(_ORIGIN.fullmatch, release.receipt["build"].get("frames", ()))),
            bridge=bridge.rstrip("/"),
        )

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def is_plain(self) -> bool:
        """Its address is one of plain HTTP: a trial on one machine, or what stands behind something that encrypts."""
        return urlsplit(self.url).scheme == "http"

    @property
    def port(self) -> int:
        """Of plain HTTP, where its address is one."""
        return urlsplit(self.url).port or self.http

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """What every answer says; of plain HTTP, not that only HTTPS is to be asked for."""
        return tuple(one for one in HEADERS if not (self.is_plain and one[0] == "Strict-Transport-Security"))

    @property
    def hosts(self) -> tuple[str, ...]:
        """With and without `www.`: the pages are the same under both. A machine that has no such name has one."""
        if is_local(self.url):
            return (self.host,)
        other = self.host.removeprefix("www.") if self.host.startswith("www.") else f"www.{self.host}"
        return self.host, other

    @property
    def base(self) -> str:
        """The sub-path, "" or "/repo"."""
        return urlsplit(self.url).path

    @property
    def certificate_file(self) -> str:
        return self.certificate or f"/etc/letsencrypt/live/{self.host}/fullchain.pem"

    @property
    def key_file(self) -> str:
        return self.key or f"/etc/letsencrypt/live/{self.host}/privkey.pem"

    @cached_property
    def endings(self) -> Mapping[str, tuple[str, ...]]:
        """Type without its charset → endings of names, without their dot."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for ending, media_type in sorted(TYPES.items()):
            found[_plain(media_type)].append(ending[1:])
        return {media_type: tuple(endings) for media_type, endings in sorted(found.items())}

    @cached_property
    def with_charset(self) -> tuple[str, ...]:
        """Types that are told to be in UTF-8, HTML apart: every server does that."""
        told = {_plain(media_type) for media_type in TYPES.values() if "charset" in media_type}
        return tuple(sorted(told - {"text/html"}))


def _lasting(files: Iterable[ReleaseFile]) -> list[str]:
    """The topmost folders in which each name holds a digest."""
    by_folder: defaultdict[PurePosixPath, set[bool]] = defaultdict(set)
    for file in files:
        for folder in PurePosixPath(file.path).parents[:-1]:
            by_folder[folder].add(file.lasting)
    found = {folder for folder, all_of_them in by_folder.items() if all_of_them == {True}}
    return sorted(folder.as_posix() for folder in found if folder.parent not in found)


def _types(files: Iterable[ReleaseFile]) -> Iterator[TypeInFolder]:
    """What differs from the table of endings, by folder; one in which an ending means two things is left alone.

    What channels may put there later counts, too: the first alert comes at night, when nobody configures a server.
    """
    by_folder: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for file in files:
        path = PurePosixPath(file.path)
        by_folder[path.parent.as_posix(), path.suffix.lower()].add(file.media_type)
    other = {
        (folder, ending): next(iter(types))
        for (folder, ending), types in by_folder.items()
        if len(types) == 1 and folder != "." and ending in TYPES and _plain(*types) != _plain(TYPES[ending])
    }
    for (folder, ending), media_type in sorted((other | FOLDER_TYPES).items()):
        parents = (parent.as_posix() for parent in PurePosixPath(folder).parents)
        if not any(other.get((parent, ending)) == media_type for parent in parents):
            yield TypeInFolder(folder, ending, media_type)


def _plain(media_type: str) -> str:
    return media_type.partition(";")[0]
