"""What is generated in docs/: the reference of fields, errors, settings and channels, from where each is declared."""
