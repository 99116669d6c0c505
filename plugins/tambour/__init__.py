"""Tambour: say it once, and every channel of the territory says it.

Pelican loads this package (`PLUGINS = ["tambour"]`) and calls `register`.
The rooms, and who may import whom: docs/architecture.md.
"""


def register() -> None:
    """Connect Tambour to Pelican's signals (called by Pelican, once for each Pelican object)."""
    from tambour.bridge import connect  # noqa: PLC0415 — the model is used without Pelican installed, too

    connect()
