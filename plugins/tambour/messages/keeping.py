"""What is told of a file that the pupitre cannot write, and of a version that it cannot keep."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "Le pupitre : fichiers et versions",
    {
        "fichier-change-entre-temps": Sentence(
            "quelqu’un d’autre a enregistré ce contenu depuis que vous l’avez ouvert : rien n’a été remplacé",
            "Gardez les deux : le pupitre réunit ce qui ne touche pas le même champ, et vous demande le reste.",
        ),
        "fichier-a-reprendre": Sentence(
            "ce fichier ne peut pas être modifié d’ici : son en-tête ne se lit pas",
            "Reprenez-le d’abord dans un éditeur de texte ; « {program} check » dit ce qu’il faut y changer.",
        ),
        "champ-impossible-a-ecrire": Sentence(
            "ce changement ne peut pas être écrit dans ce fichier sans toucher au reste : rien n’a été changé",
            "Reprenez ce champ dans un éditeur de texte ; le reste se modifie d’ici.",
        ),
        "historique-absent": Sentence(
            "ce dossier ne garde pas encore de versions : le contenu est enregistré, mais sans version",
            "Demandez au technicien de créer le dépôt (git init, puis un premier enregistrement).",
        ),
        "historique-programme-absent": Sentence(
            "aucun programme de cette machine ne garde les versions : le contenu est enregistré, mais sans version",
            "Installez git, ou dulwich : pip install 'tambour[pupitre]'",
        ),
        "historique-fusion-en-cours": Sentence(
            "quelqu’un a laissé le dépôt au milieu d’une fusion (ou d’un rebase) : aucune version ne peut être gardée",
            "Les fichiers sont en place. Le technicien termine ou abandonne la fusion (git merge --abort).",
        ),
        "historique-sans-branche": Sentence(
            "le dépôt n’est sur aucune branche : une version gardée ici se perdrait",
            "Les fichiers sont en place. Le technicien revient sur la branche (git switch main), puis enregistrez.",
        ),
        "historique-occupe": Sentence(
            "un autre programme tient le dépôt ({error})",
            "Les fichiers sont en place. Attendez qu’il ait fini ; si rien ne tourne, supprimez index.lock.",
        ),
        "historique-refuse-par-le-depot": Sentence(
            "le dépôt refuse cette version ({error})",
            "Les fichiers sont en place. Un contrôle du dépôt (hook) la refuse : montrez ce message au technicien.",
        ),
        "historique-ignore": Sentence(
            "le dépôt est réglé pour ne pas suivre ce fichier ({error})",
            "Le fichier est en place, sans version. Le technicien le retire de .gitignore.",
        ),
        "historique-illisible": Sentence(
            "le dépôt ne se lit pas ({error})",
            "Les fichiers sont en place. Montrez ce message au technicien ; « git fsck » dit ce qui manque.",
        ),
        "historique-injoignable": Sentence(
            "le dépôt distant ne répond pas ({error})",
            "Rien n’est perdu : les versions sont gardées ici, et partiront au prochain envoi.",
        ),
        "historique-acces-refuse": Sentence(
            "le dépôt distant refuse l’accès ({error})",
            "Rien n’est perdu : les versions sont gardées ici. Le technicien vérifie la clé ou le jeton.",
        ),
        "historique-envoi-refuse": Sentence(
            "d’autres envoient leurs versions en même temps, et sont passés devant à chaque fois",
            "Rien n’est perdu : les versions sont gardées ici. Envoyez de nouveau dans une minute.",
        ),
        "historique-travail-en-cours": Sentence(
            "ce fichier a ici des changements qui ne sont dans aucune version, et d’autres l’ont changé ailleurs",
            "Enregistrez-le d’abord depuis le pupitre ; les deux seront réunis.",
        ),
        "historique-autre-nature": Sentence(
            "ce que d’autres ont changé comprend un lien ou un fichier qui est gardé à part",
            "Le technicien va le chercher à la main : git pull",
        ),
    },
)
