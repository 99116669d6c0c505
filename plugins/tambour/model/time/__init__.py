"""Time as people write it and live it: moments, slots and series, opening hours, collection days, public holidays."""
