"""Files of content/images/ and content/documents/, measured and handed out."""
