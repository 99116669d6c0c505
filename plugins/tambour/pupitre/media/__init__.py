"""Pictures and documents on their way into the content: what a file is, what is kept of it, where it waits."""
