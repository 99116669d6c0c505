"""A finished site put online, seen there, and only then announced: each announcement once, whatever happens."""
