"""What is wrong with pictures, documents and what would be published."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "Les images, les documents et les fichiers produits",
    {
        "image-illisible": Sentence(
            "« {value} » n'est pas une image lisible", "Ouvrez-la et enregistrez-la de nouveau, en JPEG ou en PNG."
        ),
        "image-mauvaise-extension": Sentence(
            "« {value} » : le nom ne dit pas ce qu'est le fichier", "Renommez-le pour qu'il finisse par « {wanted} »."
        ),
        "image-trop-grande": Sentence(
            "« {value} » dépasse {limit} millions de pixels", "Réduisez-la : 4000 pixels de large suffisent partout."
        ),
        "image-animee": Sentence(
            "« {value} » est une image animée, que personne ne pourrait arrêter (RGAA 13.8)",
            "Enregistrez-en une seule image, en PNG ; une vidéo se met dans documents/, avec un lien.",
        ),
        "svg-actif": Sentence(
            "« {value} » fait plus que dessiner : programme, entités, ou renvoi vers un autre fichier",
            "Dans Inkscape : Enregistrer sous…, « SVG simple » ; ou exportez ce dessin en PNG.",
        ),
        "svg-photo": Sentence(
            "« {value} » contient une photo qui dit où, quand ou par qui elle a été prise",
            "Utilisez la photo elle-même (JPEG), ou exportez ce dessin en PNG.",
        ),
        "document-mauvaise-extension": Sentence(
            "« {value} » : le nom ne dit pas ce qu'est le fichier", "Un PDF finit par « .pdf », et lui seul."
        ),
        "lieu-non-publie": Sentence(
            "le lieu « {value} » n'est pas encore publié : la page ne pourrait pas dire où",
            "Avancez la parution du lieu.",
        ),
        "page-double": Sentence(
            "deux pages auraient l'adresse « {value} » : {one} et {other}", "Changez « adresse: » ici."
        ),
        "sortie-double": Sentence(
            "deux fichiers auraient le chemin « {value} » : {one} et {other}", "Réglez l'un des deux canaux autrement."
        ),
    },
)
