"""What the public sees, and how it comes to see what was saved: the project's own publication, in a child process."""
