"""One verification: every reader over one finished output, every disagreement at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tambour.build.content import Content
from tambour.build.settings import BuildSettings
from tambour.verify.addresses import read_addresses
from tambour.verify.alerts import read_alerts
from tambour.verify.calendars import read_calendars
from tambour.verify.comparing import compare
from tambour.verify.data import read_data
from tambour.verify.feeds import read_feeds
from tambour.verify.folder import OutputFolder, file_disagreements
from tambour.verify.letters import read_letters
from tambour.verify.observation import ComparedFact, Disagreement, Findings, Observed
from tambour.verify.pages import read_pages
from tambour.verify.receipt import read_receipt
from tambour.verify.texts import read_texts
from tambour.verify.truth import Truth, read_truth

Reader = Callable[[OutputFolder, Truth], Findings]
READERS: Mapping[str, Reader] = {
    "le manifeste": file_disagreements,
    "le reçu": read_receipt,
    "les pages": read_pages,
    "les flux": read_feeds,
    "les alertes pour les machines": read_alerts,
    "les agendas": read_calendars,
    "les données ouvertes": read_data,
    "les lettres": read_letters,
    "le kit et les panneaux": read_texts,
    "les adresses": read_addresses,
}
# What a damaged file may raise in the library that reads it, or where what it read is taken apart.
_DAMAGED = (ValueError, KeyError, TypeError, AttributeError, LookupError, SyntaxError, StopIteration, OSError)


@dataclass(frozen=True)
class Verdict:
    """What came of it. facts: how many were compared; files: how many were read."""

    disagreements: tuple[Disagreement, ...]
    facts: int
    files: int


def verify(folder: OutputFolder, settings: BuildSettings, content: Content, now: datetime) -> Verdict:
    """Compare an output with the content.

    Args:
        folder: the finished site, and its kit.
        settings: of the project.
        content: what a build publishes: of what is faulty, what was published before.
        now: instant for which it was built.

    Returns:
        Every disagreement, the most misleading first, and how much was compared.
    """
    truth = read_truth(settings, content, folder.url, now)
    facts, disagreements = 0, dict[Disagreement, None]()
    for name, reader in READERS.items():
        for finding in _read(name, reader, folder, truth):
            if isinstance(finding, Disagreement):
                disagreements[finding] = None
            else:
                facts += sum(1 for _ in finding.observations())
                disagreements |= dict.fromkeys(compare(finding, truth))
    return Verdict(
        tuple(sorted(disagreements, key=lambda one: one.order)), facts, len(folder.files) + len(folder.kit_files)
    )


def _read(name: str, reader: Reader, folder: OutputFolder, truth: Truth) -> Findings:
    """What a reader finds; and where it had to stop, when a file is not even what its name says."""
    try:
        yield from reader(folder, truth)
    except _DAMAGED as error:
        second = Observed(f"la lecture : {name}", "", f"s’est arrêtée sur {type(error).__name__} : {error}")
        yield Disagreement("", ComparedFact.FILE, "", Observed("le dossier", "", "a un fichier abîmé"), second)
