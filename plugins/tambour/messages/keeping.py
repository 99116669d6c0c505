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
    },
)
