"""What happens and when: events, their slots and series, expanded into plain occurrences."""
