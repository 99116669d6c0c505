"""What is wrong with the panels."""

from tambour.model.messages_fr.sentence import Sentence

SENTENCES = {
    "panneaux-commune-inconnue": Sentence(
        "« {value} » n'est l'identifiant d'aucune commune", "Identifiants connus : {known}."
    ),
}
