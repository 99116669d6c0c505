"""Réglages de la publication : ceux de pelicanconf.py, à l'adresse publique et à l'heure réelle."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *  # noqa: F403

# Adresse publique du site, sans barre oblique finale.
SITEURL = "https://www.valdaubrelle.example"

# Une publication se fait à l'heure réelle : toute date fixée est refusée.
PUBLICATION = True
NOW = None
