"""The same redirections for servers. For nginx: the body of a `map` block (https://nginx.org/en/docs/http/ngx_http_map_module.html).

A real redirection (301) is faster than a page that forwards, and keeps working for what is not a browser.
nginx compares the keys of a map without case; no two old addresses, nor one and a page, differ by case alone
(`answers`), so that none is taken for another.
"""

from collections.abc import Mapping

_HEAD = """\
# Anciennes adresses, pour nginx. Dans le bloc http :
#     map_hash_bucket_size {bucket};
#     map $uri $nouvelle_adresse {{ include /chemin/du/site/{name}; }}
# et dans le bloc server :
#     if ($nouvelle_adresse) {{ return 301 $nouvelle_adresse; }}
"""
_BUCKET_MIN = 64  # bytes, nginx's default
_BUCKET_OVERHEAD = 32  # bytes that nginx adds to the longest key, rounded up


def map_body(targets: Mapping[str, str], base: str, name: str) -> bytes:
    """Rules for each old address.

    targets: file that answers → path on the host. base: the site's sub-path, "" or "/repo". name: this file's own.
    """
    keys = {f"{base}{key}": url for file, url in sorted(targets.items()) for key in _addresses(file)}
    longest = max((len(key.encode()) for key in keys), default=0) + _BUCKET_OVERHEAD
    head = _HEAD.format(bucket=max(_BUCKET_MIN, 1 << (longest - 1).bit_length()), name=name)
    # In a map's value `$` begins a variable and has no escape: in an address it is written by its code.
    rules = (f"{_quote(key)} {_quote(url.replace('$', '%24'))};\n" for key, url in keys.items())
    return (head + "".join(rules)).encode()


def apache_map_body(targets: Mapping[str, str], base: str) -> bytes:
    """The same as a `txt:` RewriteMap of Apache, which reads it anew when it changes.

    Words are separated by spaces there: an address that has one is answered by its page alone.
    """
    keys = {f"{base}{key}": path for file, path in sorted(targets.items()) for key in _addresses(file)}
    rules = (f"{key} {path}\n" for key, path in keys.items() if not set(" \t#") & set(key))
    return ("# Anciennes adresses, pour Apache : RewriteMap anciennes txt:…\n" + "".join(rules)).encode()


def _addresses(file: str) -> tuple[str, ...]:
    """Every path under which a server sends a file.

    >>> _addresses("ancien/index.html")
    ('/ancien', '/ancien/', '/ancien/index.html')
    """
    folder = f"/{file}".removesuffix("/index.html")
    return (f"/{file}",) if folder == f"/{file}" else (folder, f"{folder}/", f"{folder}/index.html")


def _quote(text: str) -> str:
    r"""A parameter of nginx's configuration.

    >>> print(_quote('/a"b'))
    "/a\"b"
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
