"""Everything published, frozen: what a channel sees, and what it promises."""
