"""What is wrong with pictures, documents and what would be published."""

from tambour.model.messages_fr.sentence import Sentence

SENTENCES = {
    "image-illisible": Sentence(
        "« {value} » n'est pas une image lisible", "Ouvrez-la et enregistrez-la de nouveau, en JPEG ou en PNG."
    ),
    "image-mauvaise-extension": Sentence(
        "« {value} » : le nom ne dit pas ce qu'est le fichier", "Renommez-le pour qu'il finisse par « {wanted} »."
    ),
    "image-trop-grande": Sentence(
        "« {value} » dépasse {limit} millions de pixels", "Réduisez-la : 4000 pixels de large suffisent partout."
    ),
    "document-mauvaise-extension": Sentence(
        "« {value} » : le nom ne dit pas ce qu'est le fichier", "Un PDF finit par « .pdf », et lui seul."
    ),
    "lien-vers-non-publie": Sentence(
        "le lien vers « {value} » mène à un contenu qui n'est pas publié", "Publiez-le, ou retirez ce lien."
    ),
    "page-double": Sentence(
        "deux pages auraient l'adresse « {value} » : {one} et {other}", "Changez « adresse: » ici."
    ),
    "sortie-double": Sentence(
        "deux fichiers auraient le chemin « {value} » : {one} et {other}", "Réglez l'un des deux canaux autrement."
    ),
}
