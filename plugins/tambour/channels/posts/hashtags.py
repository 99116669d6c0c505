"""Hashtags: the commune, the topic, the territory, written so that a screen reader can tell the words apart."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from tambour.channels import Commune, Published, Site, Topic

_WORD = re.compile(r"[^\W_]+")
_FEW = 2  # communes; more of them are the whole territory to a reader


def hashtag(name: str) -> str:
    """CamelCase, accents kept, no sign that would end it; "" for what has no letter.

    >>> hashtag("Pont-d’Aubrelle"), hashtag("Culture et lecture"), hashtag("2026")
    ('#PontDAubrelle', '#CultureEtLecture', '')
    """
    words = _WORD.findall(unicodedata.normalize("NFC", name))
    joined = "".join(word[0].upper() + word[1:] for word in words)
    return f"#{joined}" if any(map(str.isalpha, joined)) else ""


def hashtags(site: Site, published: Published, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """The most telling first. chosen: id of a commune or a topic → what is said instead of its name; "" = nothing."""
    return tuple(dict.fromkeys(filter(None, map(hashtag, _names(site, published, chosen)))))


def _names(site: Site, published: Published, chosen: Mapping[str, str]) -> Iterator[str]:
    communes = published.communes if len(published.communes) <= _FEW else ()
    known: Mapping[str, Commune | Topic] = {**site.communes, **site.topics}
    for record_id in (*communes, *published.item.topics):
        if record_id in known:
            yield chosen.get(record_id, known[record_id].name)
    yield site.territory.label
