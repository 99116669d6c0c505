"""What is wrong with the ledger of publications, and between it and the content."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "Le registre des publications",
    {
        "registre-illisible": Sentence(
            "cette ligne n'est pas une ligne du registre : « {value} »",
            "Tapez « git checkout -- content/registre.jsonl », ou supprimez cette ligne, puis « inv registre ».",
        ),
        "registre-en-conflit": Sentence(
            "deux versions du registre n'ont pas été réunies", "Tapez : inv registre. Les deux sont gardées."
        ),
        "registre-plus-recent": Sentence(
            "cette ligne vient d'une version plus récente de Tambour : « {value} » est inconnu ici",
            "Mettez Tambour à jour ici aussi.",
        ),
        "creneau-publie-disparu": Sentence(
            "le créneau du {value} a été annoncé, et il n'est plus dans le fichier",
            "Remettez-le. Annulé, il prend « statut: annule » ; déplacé, le créneau qui le remplace prend "
            "« debut_precedent: {typed} ».",
        ),
        "creneau-publie-deplace": Sentence(
            "ce créneau est nouveau, et celui du {value}, déjà annoncé, n'est plus dans le fichier",
            "S'il le remplace, ajoutez-lui « debut_precedent: {typed} ». Sinon, remettez l'autre, "
            "avec « statut: annule ».",
        ),
        "date-publiee-exclue": Sentence(
            "le {value} a déjà été annoncé : il ne peut plus disparaître de la série",
            "Retirez-le de « sauf » et écrivez dans « exceptions » : {{date: {typed}, statut: annule}}.",
        ),
        "serie-publiee-raccourcie": Sentence(
            "{value}",
            "Remettez « recurrence » et « debut » comme ils étaient, et écrivez « exceptions: [{typed}] ». "
            "Une date déplacée y prend « debut: » au lieu de « statut: ».",
        ),
        "serie-publiee-reecrite": Sentence(
            "{value}",
            "Ajoutez à « creneaux » : {typed}. Le créneau qui en remplace une prend « debut_precedent: {previous} ».",
        ),
    },
)
