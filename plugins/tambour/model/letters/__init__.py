"""Letters as their writer composes them, and the editions that are sent."""
