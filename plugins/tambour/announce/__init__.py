"""What is new goes out by itself, once, to each account of the territory; and what changes follows it there.

Nothing of it happens in a build: a publication that was seen online makes news due, and `annoncer` sends them.
"""
