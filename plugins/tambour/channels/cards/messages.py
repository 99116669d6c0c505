"""What social cards cannot show, and what is wrong with their templates."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "Les cartes de partage",
    {
        "cards-modele-inconnu": Sentence(
            "il n'y a pas de modèle de carte « {value} »",
            "Modèles fournis : {known} ; un autre se dessine dans theme/templates/channels/{channel}/{typed}/.",
        ),
        "cards-modele-fautif": Sentence(
            "le modèle de carte ne peut pas être lu : {error}",
            "Corrigez ce fichier SVG : plugins/tambour/channels/cards/README.md dit ce qu'il peut contenir.",
        ),
    },
)
problem = MESSAGES.problem
