"""What is wrong with roads that are closed."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "Les routes fermées (CIFS)",
    {
        "cifs-trace-loin": Sentence(
            "le point « {value} » est à plus de quatre-vingts kilomètres de vos communes",
            "Écrivez la latitude d'abord, puis la longitude : 46.4342, 4.6590.",
        ),
    },
)
problem = MESSAGES.problem
