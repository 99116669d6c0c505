"""What a news item, an event, an alert, a place, a territory IS. Pure: no files, no templates, no Pelican."""
