"""One build: what it is asked for, what it reads, the snapshot, the promises kept, the output put in place."""
