"""What was published, and what subscribers were told of it: UIDs, sequences, changes."""
