"""The catalogue of what an agent or a technician can be told, by permanent code.

A channel's own sentences stand beside it, in `channels/<name>/messages.py`. A test holds that every code raised
anywhere has a sentence, and every sentence a code.
"""

from collections import ChainMap

from tambour.messages import build, dates, fields, files, ledger, references, settings, text
from tambour.messages.catalogue import Messages, Sentence

__all__ = ["CORE", "MESSAGES", "Messages", "Sentence", "problem"]

# In the order of the reference of errors.
CORE: tuple[Messages, ...] = (
    files.MESSAGES,
    fields.MESSAGES,
    dates.MESSAGES,
    references.MESSAGES,
    text.MESSAGES,
    build.MESSAGES,
    ledger.MESSAGES,
    settings.MESSAGES,
)
MESSAGES = Messages("Toutes les erreurs", ChainMap(*(dict(part) for part in CORE)))
problem = MESSAGES.problem
