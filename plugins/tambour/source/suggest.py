"""« Vouliez-vous dire … ? »"""

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath

from tambour.model.remedy import Remedy
from tambour.model.slugs import fold

# What people bring from Jekyll, Hugo, Pelican or a CMS, and the key that says it here.
SYNONYMS = {
    "title": "titre",
    "nom": "titre",
    "date": "publier_le",
    "publie_le": "publier_le",
    "summary": "resume",
    "description": "resume",
    "chapo": "resume",
    "excerpt": "resume",
    "tags": "themes",
    "tag": "themes",
    "category": "themes",
    "categories": "themes",
    "categorie": "themes",
    "draft": "brouillon",
    "lang": "langue",
    "slug": "adresse",
    "start": "debut",
    "date_debut": "debut",
    "end": "fin",
    "date_fin": "fin",
    "location": "lieu",
    "place": "lieu",
    "price": "prix",
    "tarif": "prix",
    "modified": "modifie",
    "cover": "image",
    "photo": "image",
    "expire_le": "retirer_le",
    "commune": "communes",
    "theme": "themes",
    "contact": "contacts",
    "document": "documents",
} | {"status": "statut", "etat": "statut"}


def closest(typed: str, candidates: Iterable[str]) -> str:
    """The known word nearest to what was typed, or "".

    >>> closest("themse", ["themes", "titre"])
    'themes'
    """
    words = sorted(candidates)
    meant = SYNONYMS.get(typed.lower())
    if meant in words:
        return meant
    by_fold = {word.lower(): word for word in reversed(words)}
    near = get_close_matches(typed.lower(), by_fold, n=1, cutoff=0.6)
    return by_fold[near[0]] if near else ""


def closest_name(typed: str, candidates: Iterable[str]) -> str:
    """The known id, file or name that a slip of the fingers makes of what was typed, or "".

    Only what is really near: the same words but for a letter or two, the same numbers. The minutes of another meeting
    are not a slip.

    >>> closest_name("budjet-2026.pdf", ["budget-2025.pdf", "budget-2026.pdf"])
    'budget-2026.pdf'
    >>> closest_name("compte-rendu-septembre.pdf", ["compte-rendu-decembre.pdf"])
    ''
    """
    words = fold(PurePosixPath(typed).name).split()
    near = [(distance, name) for name in candidates if (distance := _slips(words, name)) is not None]
    return min(near)[1] if near else ""


def _slips(typed: Sequence[str], name: str) -> int | None:
    """How many letters differ between two names of the same words; None when they are not near."""
    words = fold(PurePosixPath(name).name).split()
    if "".join(words) == "".join(typed):
        return 0
    if len(words) != len(typed):
        suffix = PurePosixPath(name).suffix.lstrip(".").lower()
        return 1 if suffix and words == [*typed, suffix] else None
    slips = [_distance(one, other) for one, other in zip(typed, words, strict=True)]
    if any(slip > min(map(_most_slips, pair)) for slip, *pair in zip(slips, typed, words, strict=True)):
        return None
    return sum(slips) if sum(slips) <= 3 else None


# Names that differ by a letter or two, and are other days all the same: `mai` is no slip for `mar`.
_MONTHS = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre")
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_CALENDAR = frozenset(
    word[:size] for word in (*_MONTHS, "decembre", *_DAYS) for size in (3, 4, len(word)) if len(word) >= size
)
_ROMAN = re.compile(r"[ivx]+")


def _most_slips(word: str) -> int:
    """Slips that a word may have: none in a number, in the name of a day or a month, or in a word of two letters."""
    if any(char.isdigit() for char in word) or word in _CALENDAR or _ROMAN.fullmatch(word):
        return 0
    return 0 if len(word) < 3 else 1 if len(word) < 7 else 2


def _distance(one: str, other: str) -> int:
    """Letters to add, take away, change or swap (Damerau-Levenshtein, restricted), up to 3."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, start=1):
        above, row = row, [i]
        for j, sign in enumerate(other, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (char != sign))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == sign:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = above
    return min(row[-1], 3)


def question(near: Remedy) -> Remedy:
    """The question to put after a sentence, with a space before it, or ""."""
    return near.within(" Vouliez-vous dire « {} » ?")


def did_you_mean(typed: str, candidates: Iterable[str], accepted: Callable[[str], bool] | None = None) -> Remedy:
    """The question to put after a sentence, with a space before it, or "".

    Args:
        typed: what is not known.
        candidates: what is.
        accepted: whether one of them would be taken in its place; they all are, by default.
    """
    known = frozenset(candidates)
    return question(Remedy.trial(closest(typed, known), accepted or known.__contains__))
