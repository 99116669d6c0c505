"""A build that stays: what was made is kept with all that was read for it, and made again when one answer is another.

For `serve`, which builds many times in one process. What comes out is what a full build makes, byte for byte.
"""
