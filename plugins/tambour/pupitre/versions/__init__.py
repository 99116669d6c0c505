"""Versions of the content, without a word of git: who changed what and when, and back; together with others."""
