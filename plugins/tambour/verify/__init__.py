"""The finished output read back with other people's parsers, and held against the content, fact by fact."""
