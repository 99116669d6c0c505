"""What the pupitre says of putting the site online, and of what is there."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from tambour.words.dates import date_fr, hour_fr

NBSP = "\u00a0"


def seen_at(at: datetime, now: datetime) -> str:
    """`En ligne, vérifié à 14 h 03`; with its day when that is another."""
    day = "" if at.date() == now.date() else f" le {date_fr(at)}"
    return f"En ligne, vérifié{day} à {hour_fr(at)}"


def saved_at(at: datetime, now: datetime) -> str:
    """`Pas encore en ligne (enregistré à 14 h 01)`."""
    day = "" if at.date() == now.date() else f" le {date_fr(at)}"
    return f"Pas encore en ligne (enregistré{day} à {hour_fr(at)})"


# Of what is to be posted by hand: whether its link leads anywhere.
NOT_ONLINE = "Pas encore en ligne\u00a0: son lien ne mènerait nulle part."
OLD_ONLINE = "Pas encore en ligne tel que vous l’avez écrit."
UNSEEN = "Peut-être pas encore en ligne\u00a0: le site public {why}."
LOCAL_ADDRESS = (
    "L’adresse publique du site n’est pas réglée\u00a0: les liens de ces textes mènent à cet ordinateur, où personne "
    "d’autre ne peut les suivre. Ne les postez pas encore\u00a0: votre technicien la donne dans les réglages de la "
    "publication."
)

# What came of a publication, by its code (sysexits.h): what it is called, and what to do.
OUTCOMES: dict[int, tuple[str, str]] = {
    0: ("C’est en ligne", ""),
    3: ("Deux façons de dire la même chose", "Choisissez ci-dessous, puis relancez."),
    65: ("Un contenu est à corriger", "Corrigez ce qui est dit ci-dessous, puis relancez : rien n’a été envoyé."),
    69: ("L’hébergeur ne répond pas", "Attendez quelques minutes, puis relancez. Le site en ligne est intact."),
    75: ("Ce n’est pas encore en ligne", "Attendez quelques minutes, puis relancez. Le site en ligne est intact."),
    76: ("C’est en ligne, mais mal servi", "Prévenez votre service informatique, avec ce qui est dit ci-dessous."),
    77: ("Un accès a été refusé", "Prévenez votre service informatique : un mot de passe ou un droit manque."),
    78: ("Un réglage est à corriger", "Prévenez votre service informatique : rien n’a été envoyé."),
}
TO_MEND_HERE = (3, 65)  # what is told of these is for whoever writes
# The same, by the code of the problem that it ended with, where that says more.
BY_PROBLEM: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "mauvais-types": (
            "C’est en ligne, mais un en-tête est faux",
            "Le public voit déjà la nouvelle version. Le serveur web dit mal ce que sont certains fichiers\u00a0: "
            "agendas et lecteurs de flux pourraient les refuser, et rien n’est annoncé. Ni attendre ni relancer n’y "
            "change rien\u00a0: prévenez qui tient le serveur web (hébergeur ou service informatique), avec la ligne "
            "ci-dessous.",
        ),
        "autres-octets": (
            "C’est arrivé, mais le public voit autre chose",
            "Une partie des adresses montre autre chose que ce qui a été envoyé\u00a0; rien n’est annoncé. Relancez "
            "dans dix minutes. Si cela reste, un cache ou un relais garde ou réécrit les fichiers\u00a0: prévenez qui "
            "tient le serveur web (hébergeur ou service informatique), avec la ligne ci-dessous.",
        ),
    }
)
# Of a publication that was stopped because what was made does not say the same everywhere.
DISPUTED = (
    "Le site ne dit pas partout la même chose",
    "Rien n’a été envoyé\u00a0: le site en ligne est intact. Ce n’est pas une faute dans vos textes, et relancer ne "
    "sert à rien\u00a0: prévenez votre service informatique, avec le rapport ci-dessous.",
)
STILL_DISPUTED = (
    "Une alerte n’attend pas, ni ce qui était déjà ainsi\u00a0: c’est publié, mais le site ne dit pas partout la même "
    "chose de ce qui suit. Prévenez votre service informatique, avec le rapport ci-dessous."
)
OTHER = ("La mise en ligne s’est arrêtée", "Relancez ; si cela se répète, prévenez votre service informatique.")
CUT_SHORT = (
    "La mise en ligne a été interrompue",
    "Relancez : elle reprend où elle en était. Le site en ligne est intact.",
)
UNDER_WAY = ("Mise en ligne en cours", "Vous pouvez continuer à écrire, ou fermer cette page.")
