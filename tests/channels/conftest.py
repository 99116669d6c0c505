"""What the tests of channels can ask for."""

from tambour.testing.golden import golden

__all__ = ["golden"]
