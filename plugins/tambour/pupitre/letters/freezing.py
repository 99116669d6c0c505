"""Freezing a letter: its words and its pictures are kept beside its file as they were sent, and never change again."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from tambour.model.letters.edition import freeze
from tambour.pupitre.letters.made_letter import MadeLetter
from tambour.source.frozen import EDITIONS, folder_of

NOT_PUBLISHED, EARLY, NO_ADDRESS, DONE = "brouillon", "pas-partie", "adresse", "figee"


def objection(made: MadeLetter, *, is_draft: bool, has_public_address: bool) -> str:
    """Why a letter is not frozen now; "" when it may be.

    Args:
        made: the letter.
        is_draft: whether its file says that it is published nowhere.
        has_public_address: whether its mails link to where the public finds the site.
    """
    letter = made.letter
    if letter.frozen:
        return DONE
    if is_draft:
        return NOT_PUBLISHED
    if letter.item.publish_at is None or letter.item.publish_at > made.asked_at:
        return EARLY
    return "" if has_public_address else NO_ADDRESS


def frozen_files(made: MadeLetter) -> Iterator[tuple[str, bytes]]:
    """What is kept of a letter: path under content/ and bytes of each file."""
    folder = folder_of(PurePosixPath(made.letter.origin.path))
    for name in sorted({image.name for edition in made.editions for image in edition.images}):
        data = made.picture(name)
        assert data is not None, "it is one of the letter's"
        yield f"{folder}/{name}", data
    kept = tuple(edition.kept_in(str(folder)) for edition in made.editions)
    yield f"{folder}/{EDITIONS}", freeze(kept)
