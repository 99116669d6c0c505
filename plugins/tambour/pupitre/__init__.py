"""The pupitre: where an agent writes, in a browser. It edits the content files, judged by the model that builds use.

It may import every other room; none imports it: `serve` finds it by its name.
"""
