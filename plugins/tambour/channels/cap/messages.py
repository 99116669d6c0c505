"""What is wrong with the alerts for machines."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "Les alertes pour les machines (CAP)",
    {
        "cap-theme-inconnu": Sentence(
            "« {value} » n'est l'identifiant d'aucun thème", "Identifiants connus : {known}."
        ),
    },
)
problem = MESSAGES.problem
