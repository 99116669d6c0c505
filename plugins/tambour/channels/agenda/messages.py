"""What calendars cannot say."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "Les agendas",
    {
        "agenda-identifiant-double": Sentence(
            "dans les agendas, « {value} » nommerait à la fois une date de ce contenu et une date de « {other} »",
            "Changez l'identifiant du plus récent des deux ; jamais celui d'un contenu déjà publié.",
        ),
    },
)
problem = MESSAGES.problem
