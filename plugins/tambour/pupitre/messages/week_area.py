"""What the pupitre says of a week and of a month: what is missing, what waits to be posted."""

from collections.abc import Mapping
from types import MappingProxyType

# What an item lacks on the way to its readers, by what is found out.
HOLES: Mapping[str, str] = MappingProxyType(
    {
        "image": "sans image : la carte est dessinée, et Instagram en demande une",
        "prix": "le prix n’est pas dit",
        "lieu": "le lieu n’est pas dit",
        "resume": "sans résumé : les listes et les flux n’ont que le titre",
        "lettre": "dans aucune lettre",
    }
)
EXCLUDED = "tenu hors de {channels}, exprès"
SHORTENED = "raccourci au milieu d’une phrase pour {networks}"
# What a channel is called where it is named among others.
CHANNELS: Mapping[str, str] = MappingProxyType(
    {
        "feeds": "flux",
        "agenda": "agendas",
        "cards": "cartes",
        "posts": "réseaux",
        "newsletter": "lettre",
        "panneaux": "panneaux",
        "embeds": "sites des communes",
    }
)
PAGE = "site"
POSTED = "posté sur {network}"
NOT_POSTED = "plus noté comme posté sur {network}"
EMPTY_POSTS = "Rien à poster à la main : tout ce qui est nouveau a été dit."
NO_POSTS = "Aucun réseau n’est réglé dans ce territoire."
