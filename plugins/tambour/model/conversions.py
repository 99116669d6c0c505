"""Texts of a file or a setting → values: each function takes what was typed, returns a value or raises a code.

`tambour.model.fields` makes field types of them.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationInfo

from tambour.model import web
from tambour.model.problems import invalid
from tambour.model.time import moments

_T = TypeVar("_T")
TO_REVIEW = "a-relire"  # of a draft that waits for somebody to read it
_BLOCK = re.compile(r"\s*(?:\[\s*)?[\[{]\s*[\"']?[a-z_]+[\"']?\s*:\s")
MAX_LIST = 2000  # the largest communauté has 193 communes, the longest list of dates 1000
_SOFT_BREAK = re.compile("[\x0b\x0c\x85]")  # Word's Shift+Enter: it stands between two words, so it becomes a space
# C0 and C1 controls but tab and newline: Word pastes them, and XML forbids them.
# Lone surrogates and the two non-characters cannot be written in XML 1.0 either.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


# What is neither seen nor heard, and comes with a paste: zero-width spaces and joiners of words, soft hyphens, and
# embeddings and overrides, which can show a text in another order than it is written in (UAX #9 §2). Joiners of
# letters stay: emoji and Persian need them.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_CLOSING_ISOLATE = "\u2069"
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # the empty sign of Braille, the fillers of Hangul
_SUSPECT = re.compile("|".join(part.pattern for part in (_SOFT_BREAK, _UNPRINTABLE, _INVISIBLE, _ISOLATES)))


def printable(text: str) -> str:
    """The text without what cannot be written in XML, read by a YAML parser, or seen.

    >>> printable("fac\u00adture\u202e")
    'facture'
    """
    seen = text.replace("\n", "").replace("\u00a0", "")
    if seen.isprintable() or not _SUSPECT.search(text):  # the first is quick, and nearly always enough
        return text
    text = _INVISIBLE.sub("", _UNPRINTABLE.sub("", _SOFT_BREAK.sub(" ", text)))
    return "\n".join(map(_balance, text.split("\n"))) if _ISOLATES.search(text) else text


def _balance(line: str) -> str:
    """A line whose isolates of direction all end in it; one that would go on in what follows loses them."""
    depth = 0
    for sign in _ISOLATES.findall(line):
        depth += -1 if sign == _CLOSING_ISOLATE else 1
        if depth < 0:
            break
    return _ISOLATES.sub("", line) if depth else line


def is_visible(text: str) -> bool:
    """Whether a text shows anything: not blanks, controls, private signs, or marks that stand on no letter.

    >>> is_visible("…"), is_visible("\u00a0\u2800\ue000")
    (True, False)
    """
    return any(unicodedata.category(sign)[0] in "LNPS" and sign not in _BLANK for sign in text)


def clean_text(value: object) -> object:
    r"""Normalise what a keyboard or a word processor produced, so that equal texts are equal bytes.

    NFC (a Mac types é as two characters), LF line ends, no control characters.

    >>> clean_text("E\u0301te\u0301\r\n")
    'Été\n'
    """
    if not isinstance(value, str):
        return value
    unix = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", printable(unix))


def one_line(value: str) -> str:
    """A text without a line break. Raises `plusieurs-lignes`."""
    if "\n" in value:
        raise invalid("plusieurs-lignes")
    return value


def apply_spacing(value: str, info: ValidationInfo) -> str:
    """A text in words, with the spaces of its language: `spacing`, in the context of a validation."""
    spacing: Callable[[str], str] | None = (info.context or {}).get("spacing")
    return spacing(value) if spacing is not None else value


def without_repeats(values: tuple[_T, ...]) -> tuple[_T, ...]:
    """A list in which nothing stands twice: naming a commune twice says no more than naming it once."""
    return tuple(dict.fromkeys(values))


def not_a_block(text: str) -> str:
    """A text that is one. Raises `bloc-entre-guillemets` for `"{nom: La Halle}"`: it would be shown as it stands."""
    if _BLOCK.match(text):
        raise invalid("bloc-entre-guillemets", value=text)
    return text


def scalar(value: object) -> object:
    """A list or a mapping where a text is wanted is told as such, not as a type name."""
    if isinstance(value, list | dict):
        raise invalid("texte-attendu", got="liste" if isinstance(value, list) else "bloc")
    return clean_text(value)


def as_list(value: object) -> object:
    """`communes: cluny` says the same as `communes: [cluny]`. Raises `liste-trop-longue`."""
    if isinstance(value, list) and len(value) > MAX_LIST:
        raise invalid("liste-trop-longue")
    return [value] if isinstance(value, str | dict) else value


def zone_of(info: ValidationInfo) -> ZoneInfo:
    """The territory's zone, which every validation is given in its context. Raises TypeError without it."""
    zone = (info.context or {}).get("zone")
    if not isinstance(zone, ZoneInfo):  # a mistake of ours, not of a writer
        raise TypeError("validate with context={'zone': ZoneInfo(...)}")
    return zone


def text_of(value: object) -> str:
    """A scalar as clean text. Raises `texte-attendu` for anything else."""
    text = scalar(value)
    if not isinstance(text, str):
        raise invalid("texte-attendu", got=type(value).__name__)
    return text


def moment(value: object, info: ValidationInfo) -> date | datetime:
    """A day, or an instant in the territory's zone. Raises the codes of `moments.parse_moment`."""
    return value if isinstance(value, date) else moments.parse_moment(text_of(value), zone_of(info))


def day(value: object, info: ValidationInfo) -> date:
    """A day without an hour. Raises `jour-attendu`."""
    typed = moment(value, info)
    if isinstance(typed, datetime):
        raise invalid("jour-attendu", value=str(value))
    return typed


def instant(value: object, info: ValidationInfo) -> datetime:
    """An instant; a day alone is its first one."""
    return moments.as_instant(moment(value, info), zone_of(info))


def deadline(value: object, info: ValidationInfo) -> datetime:
    """The instant at which something ends; a day alone is meant to its end."""
    typed = moment(value, info)
    return typed if isinstance(typed, datetime) else moments.end_of_day(typed, zone_of(info))


def yes_no(value: object) -> object:
    """`oui` or `non`. Raises `oui-ou-non`."""
    if isinstance(value, bool):
        return value
    answer = {"oui": True, "vrai": True, "true": True, "non": False, "faux": False, "false": False}.get(
        str(value).strip().lower()
    )
    if answer is None:
        raise invalid("oui-ou-non", value=str(value))
    return answer


def draft(value: object) -> object:
    """`oui`, `non`, or `a-relire`: a draft that waits for somebody to read it. Raises `oui-ou-non`."""
    return True if str(value).strip().lower() == TO_REVIEW else yes_no(value)


def phone(value: str) -> str:
    """Keep French numbers as five pairs; an international one keeps its `+`."""
    digits = re.sub(r"[\s.\-()]|\u00a0|\u202f", "", value)
    digits = re.sub(r"^(?:\+33|0033)0?", "0", digits)
    if re.fullmatch(r"0[1-9]\d{8}", digits):
        return " ".join(digits[i : i + 2] for i in range(0, 10, 2))
    if re.fullmatch(r"3\d{3}|1[0-9]{1,2}|116\d{3}|\+\d{6,15}", digits):  # 3977, 15, 112, 116117, +590…
        return digits
    raise invalid("telephone-illisible", value=value)


def email(value: str) -> str:
    """An e-mail address, in ASCII. Raises `courriel-illisible`."""
    try:
        return web.ascii_email(value)
    except ValueError:
        raise invalid("courriel-illisible", value=value) from None


def web_address(value: str) -> str:
    """An http(s) address, in ASCII. Raises `adresse-web-illisible`."""
    try:
        return web.ascii_url(value)
    except ValueError:
        raise invalid("adresse-web-illisible", value=value) from None


def path_within(value: str) -> str:
    """A path of the site: `/elus/`. Raises `adresse-du-site-illisible`."""
    try:
        return web.site_path(value)
    except ValueError:
        raise invalid("adresse-du-site-illisible", value=value) from None


def leaving_address(value: str) -> str:
    """Where one writes, or goes, to leave a list: https: or mailto:, in ASCII. Raises `desinscription-illisible`."""
    try:
        return web.ascii_mailto(value) if value.lower().startswith("mailto:") else web.ascii_url(value)
    except ValueError:
        raise invalid("desinscription-illisible", value=value) from None


def host_name(value: str) -> str:
    """The name of a host, in ASCII; what is none is left for the next validator to tell."""
    try:
        return web.ascii_host(value)
    except ValueError:
        return value


def geo(value: object) -> object:
    """`46.4342, 4.6590`: latitude, then longitude, in decimal degrees (WGS 84)."""
    if isinstance(value, tuple):
        return value
    match = re.fullmatch(r"\s*(-?\d{1,2}\.\d+)\s*[,;]\s*(-?\d{1,3}\.\d+)\s*", text_of(value))
    if match is None or abs(float(match[1])) > 90 or abs(float(match[2])) > 180:
        raise invalid("coordonnees-illisibles", value=value)
    return float(match[1]), float(match[2])


def focus_point(value: object) -> object:
    """`60, 30`: a point of a picture, in hundredths of its width from the left, then of its height from the top."""
    if isinstance(value, tuple):
        return value
    match = re.fullmatch(r"\s*(\d{1,3})\s*%?\s*[,;]\s*(\d{1,3})\s*%?\s*", text_of(value))
    if match is None or int(match[1]) > 100 or int(match[2]) > 100:
        raise invalid("cadrage-illisible", value=value)
    return int(match[1]), int(match[2])


def under(folder: str) -> Callable[[str], str]:
    """Validator of a file's path under content/<folder>/: `marche.jpg`, `/images/marche.jpg` say the same."""

    def path(value: str) -> str:
        parts = [part for part in value.replace("\\", "/").split("/") if part not in ("", ".")]
        if parts[:1] == ["content"]:
            parts = parts[1:]
        if parts[:1] == [folder]:
            parts = parts[1:]
        if not parts or ".." in parts or "://" in value:
            raise invalid("chemin-illisible", value=value, folder=folder)
        return "/".join(parts)

    return path


def alias(value: str) -> str:
    """An old address of this site, as a path: `/2019/03/voeux.html`."""
    path = re.sub(r"^https?://[^/]+", "", value)
    if not re.fullmatch(r"/[^\s?#<>\"\\]*", path) or "/../" in f"{path}/" or path == "/":
        raise invalid("alias-illisible", value=value)
    return path
