"""How what is published is found: the index of a search, made by a program of its own. Records in, bytes out."""
