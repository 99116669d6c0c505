"""What is wrong with pictures, documents and what would be published."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "Les images, les documents et les fichiers produits",
    {
        "page-legale-absente": Sentence(
            "il n'y a pas de page « {value} » ; {law}",
            "Créez une page dont l'identifiant est {value} : ce que la loi impose s'y écrit tout seul.",
        ),
        "menu-complet": Sentence(
            "« {value} » n'a pas de place dans le menu principal, qui montre {limit} entrées au plus : seul « Tout le "
            "site » y mène",
            "Donnez-lui un ordre plus petit qu'aux autres, ou retirez le menu d'une autre page. Ce qui se range sous "
            "une page du menu (page_mere, sous) n'y prend pas de place.",
        ),
        "adresse-d-exemple": Sentence(
            "« {value} » est une adresse d'exemple, que personne ne peut joindre", "Écrivez la vôtre."
        ),
        "langue-sans-catalogue": Sentence(
            "le site n'a pas de mots en « {value} » : ce qu'il dit de lui-même reste en français",
            "Le contenu est dans sa langue tout de même. Pour traduire le site : docs/langues.md.",
        ),
        "nom-de-la-demonstration": Sentence(
            "le Val d'Aubrelle, territoire de la démonstration, est nommé ici", "Écrivez le nom du vôtre."
        ),
        "reste-a-completer": Sentence(
            "il reste à compléter : {value}{more}",
            "Écrivez ce qui est demandé à la place des crochets ; un fichier d'exemple se supprime.",
        ),
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
        "svg-sans-taille": Sentence(
            "le dessin « {value} » ne dit pas quelle place il prend (ni viewBox, ni largeur et hauteur)",
            "Dans Inkscape : Fichier, Propriétés du document, « Redimensionner au contenu », puis enregistrez ; ou "
            "exportez ce dessin en PNG.",
        ),
        "svg-trop-etire": Sentence(
            "le dessin « {value} » est trop étiré : un côté fait plus de {limit} fois l'autre",
            "Dans Inkscape : Fichier, Propriétés du document, « Redimensionner au contenu », puis enregistrez ; ou "
            "recadrez-le.",
        ),
        "svg-trop-lourd": Sentence(
            "le dessin « {value} » est trop lourd à tracer : {limit} Mo, 100 000 éléments au plus",
            "Simplifiez-le (Inkscape : Chemin, Simplifier), ou exportez-le en PNG.",
        ),
        "svg-indessinable": Sentence(
            "le dessin « {value} » ne peut pas être tracé pour les courriels et les flux",
            "Exportez-le en PNG, et donnez cette image-là.",
        ),
        "svg-photo": Sentence(
            "« {value} » contient une photo qui dit où, quand ou par qui elle a été prise",
            "Utilisez la photo elle-même (JPEG), ou exportez ce dessin en PNG.",
        ),
        "fichier-sans-contenu": Sentence(
            "le fichier « {value} » est vide : 0 octet",
            "Déposez-le de nouveau ; la copie ou le téléchargement s'est sans doute interrompu.",
        ),
        "fichier-reste-dans-lfs": Sentence(
            "« {value} » n'est pas le fichier, mais le renvoi que Git LFS met à sa place",
            "Lancez « git lfs pull » ; dans une action GitHub, ajoutez « lfs: true » à l'étape actions/checkout.",
        ),
        "document-refuse": Sentence(
            "« {value} » n'est pas d'un type que le site publie : un navigateur pourrait l'exécuter",
            "Enregistrez-le en PDF, ou mettez-le dans une archive .zip. Types publiés : {known}.",
        ),
        "document-illisible": Sentence(
            "le document « {value} » n'est pas ce que dit son nom, ou il est abîmé",
            "Ouvrez-le et enregistrez-le de nouveau, dans le format que dit la fin de son nom.",
        ),
        "document-actif": Sentence(
            "le document « {value} » fait plus que porter des données : programme, feuille de style, ou page web",
            "Exportez-le de nouveau depuis le logiciel de cartes, ou mettez-le dans une archive .zip.",
        ),
        "document-mauvaise-extension": Sentence(
            "« {value} » : le nom ne dit pas ce qu'est le fichier", "Un PDF finit par « .pdf », et lui seul."
        ),
        "lieu-non-publie": Sentence(
            "le lieu « {value} » n'est pas encore publié : la page ne pourrait pas dire où",
            "Avancez la parution du lieu.",
        ),
        "canaux-en-desaccord": Sentence(
            "les canaux ne disent pas la même chose ({about}) : {first}, {second}{more}",
            "Ce n'est pas une faute d'écriture, mais un défaut du programme, du thème ou de l'hébergement : "
            "signalez-le, avec ces lignes.",
        ),
        "page-double": Sentence(
            "deux pages auraient l'adresse « {value} » : {one} et {other}", "Changez « adresse: » ici."
        ),
        "sortie-double": Sentence(
            "deux fichiers auraient le chemin « {value} » : {one} et {other}", "Réglez l'un des deux canaux autrement."
        ),
    },
)
