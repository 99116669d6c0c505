"""textes.json: every text in one file, for a spreadsheet, a planning tool or a script of the agent's own."""

import json
from collections.abc import Iterable, Sequence

from tambour.channels import Published

from .composing import Post


def document(written: Iterable[tuple[Published, Sequence[Post]]]) -> bytes:
    """`{"version": 1, "items": [{id, kind, title, url, alt, texts: [{network, title, text, length, limit, notes}]}]}`.

    length and limit are in the network's own units; title is null where it begins the text.
    """
    items = [
        {
            "id": published.id,
            "kind": published.item.kind,
            "title": published.item.title,
            "url": published.url,
            "alt": published.item.alt,
            "texts": [_text(post) for post in posts],
        }
        for published, posts in written
    ]
    return (json.dumps({"version": 1, "items": items}, ensure_ascii=False, indent=1) + "\n").encode()


def _text(post: Post) -> dict[str, object]:
    return {
        "network": post.name.value,
        "title": post.title or None,
        "text": post.text,
        "length": post.sizes[0].length,
        "limit": post.sizes[0].limit,
        "notes": " ".join(post.notes()),
    }
