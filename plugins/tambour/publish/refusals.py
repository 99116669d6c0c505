"""What stops a publication: a sentence, a remedy, and the code of sysexits.h that a script can act on."""

from pathlib import PurePosixPath

from tambour.messages import problem
from tambour.model.problems import Refused

UNAVAILABLE, TRY_AGAIN, SERVED_WRONG, NO_PERMISSION, CONFIGURATION, DATA = 69, 75, 76, 77, 78, 65
_CODES = {
    "publication-en-cours": TRY_AGAIN,
    "publication-depassee": TRY_AGAIN,
    "machine-injoignable": UNAVAILABLE,
    "machine-inconnue": NO_PERMISSION,
    "acces-refuse": NO_PERMISSION,
    "programme-absent": CONFIGURATION,
    "dossier-de-publication": NO_PERMISSION,
    "dossier-a-quelqu-un": CONFIGURATION,
    "certificat-refuse": NO_PERMISSION,
    "dossier-introuvable": CONFIGURATION,
    "secret-absent": NO_PERMISSION,
    "secrets-lisibles": NO_PERMISSION,
    "secrets-illisibles": NO_PERMISSION,
    "trop-de-suppressions": CONFIGURATION,
    "envoi-interrompu": TRY_AGAIN,
    "trace-de-publication-illisible": DATA,
    "site-pas-en-ligne": TRY_AGAIN,
    "mauvais-types": SERVED_WRONG,
    "autres-octets": SERVED_WRONG,
    "rien-a-remettre": UNAVAILABLE,
    "contenu-en-retard": TRY_AGAIN,
    "annonce-inconnue": UNAVAILABLE,
    "annonce-prise": UNAVAILABLE,
    "annonces-retenues": UNAVAILABLE,
    "annonce-autre-site": TRY_AGAIN,
    "annonce-sans-compte": CONFIGURATION,
    "annonce-rien-a-retirer": UNAVAILABLE,
    "annonce-sans-reponse": TRY_AGAIN,
    "essai-sans-reponse": TRY_AGAIN,
    "annonce-a-ralentir": TRY_AGAIN,
    "annonce-jeton-refuse": NO_PERMISSION,
    "annonce-refusee": DATA,
    "annonce-disparue": CONFIGURATION,
    "annonce-lettre-partie": DATA,
    "annonce-lettre-programmee": TRY_AGAIN,
    "annonce-lettre-a-arreter": TRY_AGAIN,
    "annonce-injoignable": TRY_AGAIN,
    "annonce-suppression-incertaine": TRY_AGAIN,
    "annonce-adresse-refusee": CONFIGURATION,
    "annonce-peut-etre-partie": UNAVAILABLE,
    "annonce-rien-a-dire": UNAVAILABLE,
}


class PublicationRefused(Refused):
    """Nothing of it was announced; what the public sees is whole."""

    def __init__(self, code: str, target: str, **context: object) -> None:
        super().__init__([problem(code, PurePosixPath(target), target=target, **context)])
        self.exitcode = _CODES[code]
