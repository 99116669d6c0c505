"""Content files and registers, read and written back: only the lines of what changed change."""
