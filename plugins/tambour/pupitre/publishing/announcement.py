"""`python -m tambour.pupitre.publishing.announcement FOLDER SETTINGS [GESTURE ITEM]`: one passage of `annoncer`.

It tells what it does in French, on stdout, and goes through the same step, lock and journal as the command. With a
gesture, it does that to an item instead.
"""

import sys
from enum import StrEnum
from pathlib import Path

from tambour.commands.announce import note_outcome, send_news
from tambour.pupitre.publishing.publication import take_turn
from tambour.pupitre.publishing.release_run import ReleaseFolder

MODULE = "tambour.pupitre.publishing.announcement"
_STOPPED = "Une erreur de Tambour a arrêté les annonces. Ce qui est parti est noté ; rien ne partira deux fois."


class AnnounceGesture(StrEnum):
    """What somebody says of an item. remove: its messages go. left, again: what may have left had; it had not."""

    REMOVE = "retirer"
    LEFT = "partie"
    AGAIN = "renvoyer"


def main(folder: ReleaseFolder, settings: Path, gesture: str = "", item: str = "") -> int:
    """One passage. Returns 0, or the code of what did not leave."""
    return take_turn(folder, lambda: _do(settings, gesture, item), _STOPPED)


def _do(settings: Path, gesture: str, item: str) -> int:
    if gesture in (AnnounceGesture.LEFT, AnnounceGesture.AGAIN):
        return note_outcome(None, settings, item, has_left=gesture == AnnounceGesture.LEFT)
    return send_news(None, settings, item if gesture == AnnounceGesture.REMOVE else "")


if __name__ == "__main__":
    sys.exit(main(ReleaseFolder(Path(sys.argv[1])), Path(sys.argv[2]), *sys.argv[3:5]))
