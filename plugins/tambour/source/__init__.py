"""content/ → model: front matter, catalogue, cross-file rules, French messages. No Pelican, no Jinja."""
