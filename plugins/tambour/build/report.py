"""What a person reads in the terminal of what is wrong: French, complete, without a traceback."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn

from tambour.build.machine import MachineRefused
from tambour.model.left_out import Fate, LeftOut
from tambour.model.problems import ContentRefused, Problem, Refused
from tambour.words.dates import date_fr
from tambour.words.numbers import count_fr, list_fr
from tambour.words.typography import NBSP


def text(refused: Refused) -> str:
    """The report of a refusal: every problem, then how many, by code."""
    return "\n\n".join([*map(str, refused.problems), _count(refused)])


def _count(refused: Refused) -> str:
    count = count_fr(len(refused.problems), "point", "points")
    codes = Counter(problem.code for problem in refused.problems)
    ordered = sorted(codes.items(), key=lambda pair: (-pair[1], pair[0]))
    listed = ", ".join(f"{number}{NBSP}×{NBSP}{code}" for code, number in ordered)
    by_code = f"{listed}.\n" if len(refused.problems) > 1 else ""
    return f"{by_code}{count} {_subject(refused)}."


def round_text(problems: Sequence[Problem], left_out: Sequence[LeftOut]) -> str:
    """What publication goes round: what becomes of each file, the gravest first, then every problem. "" for nothing."""
    if not problems:
        return ""
    lines = [fate_fr(left) for left in gravest_first(left_out)]
    count = count_fr(len(lines), "fichier n'est pas publié tel qu'il est écrit", _AS_WRITTEN)
    head = "\n".join((f"{count} :", *(f"  {line}" for line in lines)))
    return "\n\n".join((head, text(ContentRefused(problems))))


def tell(problems: Sequence[Problem], left_out: Sequence[LeftOut]) -> None:
    """Print it, if there is anything to say."""
    if told := round_text(problems, left_out):
        print(told, file=sys.stderr, flush=True)


_AS_WRITTEN = "fichiers ne sont pas publiés tels qu'ils sont écrits"
_GRAVEST_FIRST = (Fate.TRIMMED, Fate.WAITS, Fate.KEPT, Fate.DRAFT, Fate.ASIDE)
_FATES = {
    Fate.TRIMMED: "l'alerte paraît{without}",
    Fate.WAITS: "n'est pas publié tant que ce n'est pas corrigé",
    Fate.KEPT: "garde son état publié du {since}",
    Fate.DRAFT: "brouillon, laissé de côté",
    Fate.ASIDE: "n'est pas lu",
}


def gravest_first(left_out: Sequence[LeftOut]) -> list[LeftOut]:
    """What holds back most comes first; what was not to appear anyway, last."""
    return sorted(left_out, key=lambda left: _GRAVEST_FIRST.index(left.fate))


def fate_fr(left: LeftOut) -> str:
    """`« Fête du lac » (agenda/fete.md:4) : garde son état publié du 28 novembre 2026`."""
    place = f"{left.path}:{left.line}" if left.line else str(left.path)
    subject = f"« {left.title} » ({place})" if left.title else place
    without = list_fr([f"« {key} »" for key in left.without]) or "le lien qui ne mène nulle part"
    since = date_fr(left.since) if left.since else ""
    fate = _FATES[left.fate].format(without=f" sans {without}", since=since)
    if left.fate is Fate.WAITS and left.awaits:
        fate = f"n'est pas publié tant que {list_fr([f'« {item} »' for item in left.awaits])} ne paraît pas"
    reason = "" if left.codes else ", parce que d'autres contenus y renvoient"
    return f"{subject} : {fate}{reason}"


def _subject(refused: Refused) -> str:
    """What to do, and where when it is one place: the agent minds the content, the technician the settings."""
    if isinstance(refused, MachineRefused):
        return "à corriger sur cette machine"
    in_settings = [not isinstance(refused, ContentRefused) or _of_settings(one) for one in refused.problems]
    if all(in_settings):
        return "à corriger dans les réglages"
    return "à corriger" if any(in_settings) else "à corriger dans le contenu"


def _of_settings(problem: Problem) -> bool:
    """What channels promise comes from content and settings: a collision may be the settings' fault alone."""
    return len(problem.path.parts) == 1 and problem.path.suffix == ".py"


def stop(refused: Refused) -> NoReturn:
    """Print the report and leave with the refusal's exit code.

    Not by raising the refusal itself: Pelican would log it as a traceback, wrapped at the terminal's width.
    """
    print(text(refused), file=sys.stderr)
    raise SystemExit(refused.exitcode)


@contextmanager
def stopping() -> Iterator[None]:
    """Stop at a refusal raised in the body of a `with`."""
    try:
        yield
    except Refused as refused:
        stop(refused)
