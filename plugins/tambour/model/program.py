"""What this program is called where its sentences are read: `tambour`, `python3 tasks.py`, `inv`.

A sentence that names a command names it as it is typed there. Standard library only: it is asked
before anything is installed.
"""

_called = "tambour"


def call_program(name: str) -> None:
    """Name it, once, as the process begins."""
    global _called  # noqa: PLW0603 — of the process: it was started in one way
    _called = name


def program() -> str:
    """What is typed before a command's name."""
    return _called
