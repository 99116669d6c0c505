"""The website: its plan, what each page is given, what each page says of itself."""
