"""What to do in a form about what the build objects to, where its own remedy says what to type in a file."""

from collections.abc import Mapping
from types import MappingProxyType

# By the code of the problem. Fields and buttons are named as the form names them.
REMEDIES: Mapping[str, str] = MappingProxyType(
    {
        "champ-manquant": "Remplissez-le.",
        "texte-attendu": "Écrivez quelques mots.",
        "liste-attendue": "Donnez-en un au moins.",
        "bloc-attendu": "Remplissez ses champs.",
        "bloc-entre-guillemets": "Écrivez-le en quelques mots, sans crochets ni accolades.",
        "attributaire-manquant": "Dites à qui, ici ou dans un lot.",
        "menu-vide": "Donnez un plat, ou dites pourquoi il n’y a pas de repas.",
        "rang-manquant": "Donnez son numéro\u00a0: 1 pour la première.",
        "alt-manquant": "Dites ce qu’elle montre, ou cochez «\u00a0Décorative\u00a0».",
        "alt-manquant-texte": (
            "Retirez-la du texte, puis remettez-la avec le bouton «\u00a0Image\u00a0», qui demande ce qu’elle montre."
        ),
        "transcription-manquante": (
            "Ouvrez ce bloc avec le bouton «\u00a0Vidéo ou son\u00a0», et écrivez ce qui y est dit, ou pourquoi "
            "cela ne se peut pas."
        ),
        "enregistrement-sans-source": (
            "Ouvrez ce bloc avec le bouton «\u00a0Vidéo ou son\u00a0», et donnez son adresse ou son fichier."
        ),
        "enregistrement-trop-lourd": (
            "Donnez un fichier plus léger, ou l’adresse de sa page chez un hébergeur, avec le bouton "
            "«\u00a0Vidéo ou son\u00a0»."
        ),
        "traduction-sans-langue": "Écrivez son code\u00a0: en pour l’anglais, de pour l’allemand, oc pour l’occitan.",
        "objet-manquant": "Donnez à la lettre un objet plus court.",
        "selection-sans-choix": "Choisissez des contenus un à un, ou une règle\u00a0: un genre, des jours, un thème.",
        "sans-date": "Dites quand, sous «\u00a0Quand\u00a0?\u00a0».",
        "sauf-sans-recurrence": "Retirez ces dates, ou choisissez «\u00a0Une série, qui revient\u00a0».",
        "aucune-date": (
            "Gardez une date au moins\u00a0; pour dire que rien n’a lieu, le bouton "
            "«\u00a0Annuler\u00a0» est en haut de la page."
        ),
        "jour-avec-rang": "Choisissez le jour seul, ou une série qui revient tous les mois.",
        "serie-sans-fin": "Dites jusqu’à quand, ou combien de fois.",
        "creneau-publie-disparu": (
            "Remettez cette date. Si elle n’a pas lieu, ou plus à ce moment, les boutons "
            "«\u00a0Annuler\u00a0» et «\u00a0Reporter\u00a0» le disent à tous."
        ),
        "creneau-publie-deplace": (
            "Remettez l’ancienne date, puis «\u00a0Reporter\u00a0», en haut de la page\u00a0: ceux "
            "qui l’avaient notée le sauront."
        ),
        "date-publiee-exclue": (
            "Remettez-la\u00a0; si elle n’a pas lieu, le bouton «\u00a0Annuler\u00a0» le dit à tous."
        ),
        "serie-publiee-raccourcie": (
            "Remettez la série comme elle était\u00a0; le bouton «\u00a0Annuler\u00a0» retire une "
            "date en le disant à tous."
        ),
        "serie-publiee-reecrite": (
            "Remettez ces dates\u00a0; «\u00a0Annuler\u00a0» et «\u00a0Reporter\u00a0», en haut de "
            "la page, disent à tous ce qui change."
        ),
        "image-absente": "Donnez-la de nouveau, ou choisissez-en une dans le site.",
        "document-absent": "Donnez-le de nouveau, ou choisissez-en un dans le site.",
        "image-externe": (
            "Enregistrez-la sur cet appareil, puis mettez-la avec le bouton "
            "«\u00a0Image\u00a0»\u00a0: la page ne demande rien ailleurs."
        ),
        "image-hors-contenu": "Mettez-la avec le bouton «\u00a0Image\u00a0».",
        "chemin-hors-contenu": "Choisissez-le dans le site, ou donnez-le de nouveau.",
        "lien-pelican-inconnu": "Refaites ce lien avec le bouton «\u00a0Lien\u00a0».",
        "page-double": "Donnez-lui une autre adresse, sous «\u00a0Adresse de la page\u00a0».",
        "adresse-double": "Donnez-lui une autre adresse, sous «\u00a0Adresse de la page\u00a0».",
        "programme-d-autre-chose": "Choisissez un événement.",
        "pictogramme-inconnu": "Choisissez-en un dans la liste.",
        "lien-autre-menu": "Effacez ce champ, ou choisissez l’endroit où il sert.",
        "semaine-attendue": "Donnez les heures de chaque jour.",
        "horaires-sans-semaine": "Donnez les heures d’une semaine, ou des saisons.",
        "annule-et-reporte": "Choisissez l’un des deux.",
        "collecte-sans-jour": "Choisissez un jour de la semaine, ou des dates.",
        "commune-hors-calendrier": "Ajoutez-la aux communes du calendrier, ou retirez-la de cette collecte.",
        "semaines-sans-depart": "Dites à partir de quel jour.",
    }
)
