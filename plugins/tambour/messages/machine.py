"""What is wrong with the machine: its disk, its folders, what it lets us do."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "La machine : disque, dossiers et droits",
    {
        "disque-plein": Sentence(
            "il n'y a plus de place sur ce disque, ou le quota est atteint",
            "Libérez de la place, puis relancez. Le dossier de cache (.cache) peut être supprimé : il se refait.",
        ),
        "disque-en-lecture-seule": Sentence(
            "ce disque est en lecture seule",
            "Choisissez un dossier où l'on peut écrire (OUTPUT_PATH, --output, KIT_PATH, CACHE_PATH), ou remontez le "
            "disque en écriture.",
        ),
        "droit-manquant": Sentence(
            "le système ne laisse pas {user} lire ce fichier ou y écrire",
            "Rendez-lui ce droit (chmod, chown), ou lancez la commande sous le compte à qui il appartient.",
        ),
        "fichier-disparu": Sentence(
            "ce fichier n'est plus là : il a été supprimé, renommé ou déplacé pendant le travail",
            "Relancez la même commande ; s'il manque encore, remettez-le ou retirez ce qui le nomme.",
        ),
        "fichier-en-travers": Sentence(
            "un fichier se trouve là où il faut un dossier, ou un dossier là où il faut un fichier",
            "Déplacez-le ou supprimez-le, puis relancez.",
        ),
        "fichier-occupe": Sentence(
            "un autre programme, ou le système, tient ce fichier ou ce dossier",
            "Fermez ce programme (éditeur, sauvegarde, synchronisation), puis relancez.",
        ),
        "nom-de-fichier-trop-long": Sentence(
            "ce nom est trop long pour ce disque", "Donnez une adresse plus courte, ou un dossier moins profond."
        ),
        "trop-de-fichiers-ouverts": Sentence(
            "le système ne laisse pas ouvrir plus de fichiers à la fois", "Relevez la limite (ulimit -n), ou relancez."
        ),
        "liens-en-rond": Sentence("ce lien symbolique ne mène qu'à lui-même", "Supprimez-le, ou refaites-le."),
        "disque-defaillant": Sentence(
            "le disque ne répond pas comme il faut", "Vérifiez-le, ou la connexion au partage, puis relancez."
        ),
        "memoire-insuffisante": Sentence(
            "la mémoire de cette machine ne suffit pas", "Fermez d'autres programmes, puis relancez."
        ),
        "systeme-refuse": Sentence(
            "le système refuse, et dit « {error} »",
            "Vérifiez ce fichier ou ce dossier, puis relancez la même commande.",
        ),
        "dossier-etranger": Sentence(
            "« {value} » contient autre chose que ce que Tambour y écrit, et serait remplacé en entier",
            "Déplacez ou supprimez ce dossier, ou donnez-en un autre ({key}).",
        ),
        "dossiers-emboites": Sentence(
            "« {value} » et « {other} » sont l'un dans l'autre : refaire le premier effacerait l'autre",
            "Donnez à chacun un dossier à lui (OUTPUT_PATH, --output, KIT_PATH).",
        ),
        "sortie-point-de-montage": Sentence(
            "« {value} » est un disque ou un volume à lui seul : il ne peut pas être échangé d'un coup avec le nouveau",
            "Donnez un dossier à l'intérieur, par exemple « {value}/site » ({key}), et servez celui-là.",
        ),
        "dossier-sans-droit": Sentence(
            "{user} ne peut rien écrire dans « {value} », où il faut faire « {other} »",
            "Rendez-lui ce droit (chmod, chown), ou donnez un autre dossier ({key}).",
        ),
    },
)
