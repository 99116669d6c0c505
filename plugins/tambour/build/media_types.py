"""Media types by file name, as a server should send them. The system's own table differs from machine to machine."""

from pathlib import PurePosixPath

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml",
    ".rss": "application/rss+xml",
    ".atom": "application/atom+xml",
    ".ics": "text/calendar; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
    ".eml": "message/rfc822",
    # The index of the search, packed as its reader wants it.
    ".pagefind": "application/octet-stream",
    ".pf_filter": "application/octet-stream",
    ".pf_fragment": "application/octet-stream",
    ".pf_index": "application/octet-stream",
    ".pf_meta": "application/octet-stream",
}
# Folders in which an ending means another type, whether or not anything lies there yet: a server is told once.
FOLDER_TYPES = {
    ("flux", ".json"): "application/feed+json",  # jsonfeed.org, version 1.1
    ("cap", ".xml"): "application/cap+xml",  # CAP 1.2 § 3.3.4
    ("api/v1/schema", ".json"): "application/schema+json",
}


def media_type(path: str) -> str:
    """The type of a file by its path under the site; `application/octet-stream` when that does not tell.

    >>> media_type("flux/communes/corbeval.json"), media_type("agenda/tout.ics")
    ('application/feed+json', 'text/calendar; charset=utf-8')
    """
    file = PurePosixPath(path)
    for folder in file.parents:
        if in_folder := FOLDER_TYPES.get((folder.as_posix(), file.suffix)):
            return in_folder
    return TYPES.get(file.suffix.lower(), "application/octet-stream")
