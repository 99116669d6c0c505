"""What a person asks for: build, check, serve, letters, the ledger, new content."""
