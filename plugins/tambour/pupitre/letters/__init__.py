"""Letters: their blocks as a form holds them, what their rules choose now, their mails, the next one, freezing."""
