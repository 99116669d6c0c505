"""The bridge between Tambour and Pelican, and the only package that imports pelican.

`connect` is what Pelican calls; what people call is in `tambour.commands`. One run: docs/architecture.md.
"""


def connect() -> None:
    """Connect our handlers to Pelican's signals. Calling it again changes nothing."""
    from tambour.bridge import lifecycle  # noqa: PLC0415 — `build` looks whether there is work before it loads Pelican

    lifecycle.connect()
