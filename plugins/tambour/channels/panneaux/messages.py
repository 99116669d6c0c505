"""What is wrong with the panels."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "Les panneaux lumineux",
    {
        "panneaux-commune-inconnue": Sentence(
            "« {value} » n'est l'identifiant d'aucune commune", "Identifiants connus : {known}."
        ),
    },
)
problem = MESSAGES.problem
