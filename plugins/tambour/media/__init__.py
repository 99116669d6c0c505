"""Files of content/images/ and content/documents/: measured, reduced to what is published of them, handed out."""
