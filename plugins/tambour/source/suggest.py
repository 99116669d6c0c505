"""« Vouliez-vous dire … ? »"""

from collections.abc import Iterable
from difflib import get_close_matches

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
    "status": "statut",
    "etat": "statut",
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
}


def closest(typed: str, known: Iterable[str]) -> str:
    """The known word nearest to what was typed, or "".

    >>> closest("themse", ["themes", "titre"])
    'themes'
    """
    words = sorted(known)
    meant = SYNONYMS.get(typed.lower())
    if meant in words:
        return meant
    by_fold = {word.lower(): word for word in reversed(words)}
    near = get_close_matches(typed.lower(), by_fold, n=1, cutoff=0.6)
    return by_fold[near[0]] if near else ""


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """The question to put after a sentence, with a space before it, or ""."""
    near = closest(typed, known)
    return f" Vouliez-vous dire « {near} » ?" if near else ""
