"""A text that comes from elsewhere: copied in Word, Google Docs, LibreOffice or a web page → Markdown of ours."""
