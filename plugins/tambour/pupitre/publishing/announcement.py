"""`python -m tambour.pupitre.publishing.announcement FOLDER SETTINGS [ITEM]`: one passage of `annoncer`.

It tells what it does in French, on stdout, and goes through the same step, lock and journal as the command. With an
item, its messages are taken away instead.
"""

import sys
from pathlib import Path

from tambour.commands.announce import send_news
from tambour.pupitre.publishing.publication import take_turn
from tambour.pupitre.publishing.release_run import ReleaseFolder

MODULE = "tambour.pupitre.publishing.announcement"
_STOPPED = "Une erreur de Tambour a arrêté les annonces. Ce qui est parti est noté ; rien ne partira deux fois."


def main(folder: ReleaseFolder, settings: Path, removed: str = "") -> int:
    """One passage. Returns 0, or the code of what did not leave."""
    return take_turn(folder, lambda: send_news(None, settings, removed), _STOPPED)


if __name__ == "__main__":
    sys.exit(main(ReleaseFolder(Path(sys.argv[1])), Path(sys.argv[2]), *sys.argv[3:4]))
