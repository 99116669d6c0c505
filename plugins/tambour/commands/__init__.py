"""What a person asks for: build, check, serve, letters, the ledger, new content."""

import os

# Else pydantic looks for plugins of its own in every installed package, at each command; none is ours.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "true")
