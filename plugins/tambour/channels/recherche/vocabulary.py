"""Every word that is written on the site, most frequent first: what a word that nobody has written may have meant."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tambour.finding.records import Record
from tambour.model.slugs import fold

_WORD = re.compile(r"[^\W\d_]{3,}")
_MOST = 12_000  # some 45 KB, packed: what a mistyped word costs whoever types it


def vocabulary(records: Sequence[Record], everyday: Iterable[str]) -> bytes:
    """One word a line, as it is written most often. everyday: words that are right though not written."""
    written: Counter[str] = Counter()
    for record in records:
        for text in (record.text, *(value for _, value in record.meta)):
            written.update(_WORD.findall(text.lower()))
    for word in everyday:
        written.update(_WORD.findall(word.lower()))
    spellings: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for word, count in sorted(written.items(), key=lambda pair: (-pair[1], pair[0])):
        bare = fold(word)
        spellings.setdefault(bare, word)
        counts[bare] += count
    ranked = sorted(counts, key=lambda bare: (-counts[bare], bare))[:_MOST]
    return "".join(f"{spellings[bare]}\n" for bare in ranked).encode("utf-8", "replace")
