"""What is wrong with the texts to post."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "Les textes à publier",
    {
        "posts-texte-long": Sentence(
            "ce texte ne tient pas sur {network} : {length}, date, lieu, lien et mots-dièse compris ; {limit} au plus",
            "Raccourcissez-le, ou retirez-le : le résumé du contenu est, lui, raccourci à la fin d'une phrase.",
        ),
        "posts-titre-long": Sentence(
            "ce titre est trop long pour {network}",
            "Raccourcissez-le, ou retirez-le : ce sera celui du contenu, raccourci.",
        ),
        "posts-mot-diese-inconnu": Sentence(
            "« {value} » n'est l'identifiant d'aucune commune et d'aucun thème", "Identifiants connus : {known}."
        ),
    },
)
problem = MESSAGES.problem
