"""French read back: texts made comparable, and the dates, hours and states that a sentence tells."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

_MONTHS = (
    ("janvier", "janv"),
    ("février", "févr", "fev", "fevrier", "fevr"),
    ("mars",),
    ("avril", "avr"),
    ("mai",),
    ("juin",),
    ("juillet", "juil"),
    ("août", "aout"),
    ("septembre", "sept"),
    ("octobre", "oct"),
    ("novembre", "nov"),
    ("décembre", "déc", "dec", "decembre"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_WEEKDAY = rf"(?:{'|'.join(f'{day}|{day[:3]}[.]?' for day in _WEEKDAYS)})"
_DAY = r"(?:1er|[12]\d|3[01]|0?[1-9])"
_HOUR = r"(?:midi|minuit|(?:[01]?\d|2[0-4]) ?h(?![a-z])(?: ?[0-5]\d\b)?)"
_YEAR = r"(?:19|20)\d\d"


def _moment(name: str, *, month: str) -> str:
    return (
        rf"(?:(?P<{name}weekday>{_WEEKDAY}) )?(?P<{name}day>{_DAY})"
        rf"(?: (?P<{name}month>{_NAMES})\b\.?){month}(?: (?P<{name}year>{_YEAR}))?"
        rf"(?:,? (?:à |de |dès )?(?P<{name}hour>{_HOUR})(?: ?(?:à|-|–) ?(?P<{name}last>{_HOUR}))?)?"
    )


_RANGE = rf"\bdu {_moment('a', month='?')} au {_moment('b', month='')}"
_ONE = rf"(?:(?P<until>jusqu’au) )?{_moment('c', month='')}"
_DATE = re.compile(rf"{_RANGE}|(?<![\d,])(?<!\w){_ONE}", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_BEFORE, _AFTER = re.compile(r" (?=[:;!?»%€…])"), re.compile(r"(?<=«) ")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")

# Words of a state, as any channel may put them: in French, and where an item is in English or Occitan, in its language.
_STATES = {
    "annule": re.compile(r"\b(?:annulée?s?|cancelled|anullad?a?t?)\b", re.IGNORECASE),
    "reporte": re.compile(r"\b(?:reportée?s?|postponed|remandad?a?t?)\b", re.IGNORECASE),
    "deplace": re.compile(r"\b(?:déplacée?s?|moved|desplaçad?a?t?)\b", re.IGNORECASE),
    "complet": re.compile(r"\b(?:compl[eè]te?s?|full|completa)\b", re.IGNORECASE),
}
_NO_DATE = re.compile(
    r"\b(?:nouvelle )?date (?:est )?à venir\b|date qui n’est pas encore connue"
    r"|\bnew date to come|\bdata novèla de venir",
    re.IGNORECASE,
)
AWAITS = "reporte sans date"
STATES_FR = {
    "annule": "annulé",
    "reporte": "reporté",
    AWAITS: "reporté, nouvelle date à venir",
    "deplace": "déplacé",
    "complet": "complet",
    "confirme": "confirmé",
    "levee": "levée",
    "terminee": "terminée",
}
_LEAD = re.compile(r"^(?P<word>[A-ZÉÈÊÀÔÎÇ’' ]{4,}?)(?P<more> au [^:–-]+?)? ?(?::|-|–) (?P<title>.+)$", re.DOTALL)
_LEADS = {
    "ANNULÉ": "annule",
    "REPORTÉ": "reporte",
    "DÉPLACÉ": "deplace",
    "COMPLET": "complet",
    "MAINTENU": "confirme",
    **dict.fromkeys(("CANCELLED", "ANULLAT"), "annule"),
    **dict.fromkeys(("POSTPONED", "REMANDAT"), "reporte"),
    **dict.fromkeys(("MOVED", "DESPLAÇAT"), "deplace"),
    "FULL": "complet",
    "URGENCE": "urgence",
    "VIGILANCE": "vigilance",
    "INFO": "info",
    "INFORMATION": "info",
    "FIN DE L’ALERTE": "levee",
    "ALERTE LEVÉE": "levee",
    "LEVÉE": "levee",
    "LEVÉ": "levee",
    "ALERTE TERMINÉE": "terminee",
    "L’ALERTE REPREND": "reprend",
}


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A text as it is read: one kind of space and of apostrophe, none before `:` or inside « », nothing invisible.

    >>> plain("Fête\\xa0: l'été  « ici »")
    'Fête: l’été «ici»'
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("'", "’").replace("...", "…")
    return _AFTER.sub("", _BEFORE.sub("", _SPACES.sub(" ", text))).strip()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Letters and digits alone, without accents, in lower case: for panels, which have no others.

    >>> fold("L’Œuvre d'été : 5 €")
    'l oeuvre d ete 5 eur'
    """
    text = text.casefold().replace("œ", "oe").replace("æ", "ae").replace("€", " eur ").replace("n°", "no")
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return _NOT_WORDS.sub(" ", bare).strip()


def squeeze(text: str) -> str:
    """What `fold` leaves, without its spaces: a panel breaks a word that is longer than its line.

    >>> squeeze("L’Œuvre d'été, 2ᵉ édition") == squeeze("L'Oeuvre d'ete, 2e edi\\ntion")
    True
    """
    return fold(text).replace(" ", "")


@dataclass(frozen=True)
class Mention:
    """A date as a French text tells it: what it does not say is None. until: only its end is told.

    first, last: (day, month, year). opens, closes: (hour, minute).
    """

    first: tuple[int, int, int | None]
    last: tuple[int, int, int | None] | None = None
    opens: tuple[int, int] | None = None
    closes: tuple[int, int] | None = None
    until: bool = False
    words: str = ""

    def starts(self, moment: date | datetime) -> bool:
        """Whether it tells this start."""
        if not _is_day(self.first, moment):
            return False
        return self.opens is None or (isinstance(moment, datetime) and _is_hour(self.opens, moment))

    def ends(self, moment: date | datetime) -> bool:
        """Whether it tells this end, as far as it tells one."""
        named, hour = (self.first, self.opens) if self.until else (self.last, self.closes)
        if isinstance(moment, datetime) and hour in (None, (0, 0), (24, 0)) and moment.time() == moment.min.time():
            before = moment - timedelta(days=1)  # midnight is the end of the day before
            return named is None or _is_day(named, before) or _is_day(named, moment)
        if named is not None and not _is_day(named, moment):
            return False
        return hour is None or (isinstance(moment, datetime) and _is_hour(hour, moment))


def _is_day(day: tuple[int, int, int | None], moment: date) -> bool:
    return day[:2] == (moment.day, moment.month) and day[2] in (None, moment.year)


def _is_hour(hour: tuple[int, int], moment: datetime) -> bool:
    return (hour[0] % 24, hour[1]) == (moment.hour, moment.minute)


def mentions(text: str) -> Iterator[Mention]:
    """Every date that a text tells, in order.

    >>> [mention] = mentions("Samedi 5 décembre 2026 de 10 h à 18 h 30")
    >>> mention.first, mention.opens, mention.closes
    ((5, 12, 2026), (10, 0), (18, 30))
    """
    for match in _DATE.finditer(plain(text)):
        if match["bday"] is not None:
            last = _day(match, "b")
            month, year = match["amonth"], match["ayear"]
            first = (_number(match["aday"]), _month(month) if month else last[1], int(year) if year else None)
            if year is None and first[1] <= last[1]:
                first = (first[0], first[1], last[2])
            yield Mention(first, last, _hour(match["ahour"]), _hour(match["bhour"]), words=match[0])
        else:
            opens, closes = _hour(match["chour"]), _hour(match["clast"])
            yield Mention(_day(match, "c"), None, opens, closes, match["until"] is not None, match[0])


def _day(match: re.Match[str], name: str) -> tuple[int, int, int | None]:
    year = match[f"{name}year"]
    return _number(match[f"{name}day"]), _month(match[f"{name}month"]), int(year) if year else None


def _number(day: str) -> int:
    return 1 if day.lower() == "1er" else int(day)


def _month(name: str) -> int:
    return _MONTH[name.lower()]


def _hour(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    if text.lower() in ("midi", "minuit"):
        return (12, 0) if text.lower() == "midi" else (0, 0)
    hour, _, minute = text.lower().replace(" ", "").partition("h")
    return int(hour), int(minute or 0)


def state_in(text: str) -> str:
    """The state that a text tells of an event: `annule`, `reporte sans date`…; `confirme` when it tells none."""
    text = plain(text)
    for state, words in _STATES.items():
        if words.search(text):
            return AWAITS if state == "reporte" and _NO_DATE.search(text) else state
    return "confirme"


def split_state(title: str) -> tuple[str | None, str]:
    """The state or level that stands before a title, and the title itself.

    >>> split_state("ANNULÉ - Marché de Noël"), split_state("Marché de Noël")
    (('annule', 'Marché de Noël'), (None, 'Marché de Noël'))
    """
    match = _LEAD.match(title.replace("\u00a0", " "))
    state = _LEADS.get(plain(match["word"])) if match else None
    return (state, match["title"]) if match and state else (None, title)


def remove_prose(text: str, prose: Iterable[str]) -> str:
    """Take an item's own prose out of a text, so that what is left tells facts.

    Args:
        text: what a channel says.
        prose: titles, summaries, notes and bodies, in which dates and states are no facts.

    Returns:
        The text with « … » where prose stood.
    """
    text = plain(text)
    for passage in sorted({plain(one) for one in prose if one}, key=len, reverse=True):
        if len(passage) > 2:
            text = text.replace(passage, " … ")
    return text
