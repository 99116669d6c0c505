"""What is wrong in the text under the head: links, pictures, HTML."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "Le texte : liens, images, HTML",
    {
        "lien-mort": Sentence("le lien « {value} » ne mène nulle part.{near}", "{way_out}"),
        "texte-trop-imbrique": Sentence(
            "des citations, listes ou crochets sont imbriqués à l'excès", "Simplifiez ce passage."
        ),
        "lien-reste-texte": Sentence("ce lien ne sera pas un lien : « {value} »", "Écrivez : {suggestion}"),
        "lien-incomplet": Sentence(
            "l'adresse « {value} » est incomplète ou mal écrite", "Écrivez par exemple : {suggestion}"
        ),
        "mise-en-forme-reste-texte": Sentence(
            "ces signes de mise en forme resteraient visibles : « {value} »", "{remedy}"
        ),
        "courriel-comme-site": Sentence(
            "« {value} » est une adresse électronique : elle mènerait à un autre site", "Écrivez : {suggestion}"
        ),
        "adresse-avec-utilisateur": Sentence(
            "« {value} » contient un nom d'utilisateur, avant « @ »", "Écrivez : {suggestion}"
        ),
        "lien-interdit": Sentence(
            "« {value} » : ce genre d'adresse n'est pas permis",
            "Une adresse commence par https://, mailto:, tel: ou id:.",
        ),
        "lien-pelican-inconnu": Sentence(
            "« {value} » : cette forme de lien n'existe pas ici",
            "Écrivez id:identifiant, {{filename}}chemin.md ou {{static}}chemin.",
        ),
        "lien-sans-texte": Sentence(
            "ce lien n'a pas de texte : personne ne saurait où il mène",
            "Écrivez entre les crochets ce que l'on va trouver.",
        ),
        "chemin-hors-contenu": Sentence(
            "« {value} » sort du dossier de contenu", "Le fichier doit être dans content/images/ ou content/documents/."
        ),
        "adresse-coupee": Sentence(
            "l'adresse « {value} » serait coupée par un signe de mise en forme", "Écrivez : {suggestion}"
        ),
        "image-externe": Sentence(
            "l'image « {value} » viendrait d'un autre site",
            "Déposez-la dans content/images/ : la page ne doit rien demander ailleurs.",
        ),
        "image-hors-contenu": Sentence(
            "« {value} » n'est pas une image de ce site", "Déposez l'image dans content/images/ et écrivez son nom."
        ),
        "alt-manquant-texte": Sentence(
            "l'image « {value} » n'a pas de texte de remplacement",
            "Écrivez ![ce que montre l'image]({value}), ou ![]({value} \"décorative\") si elle n'apprend rien.",
        ),
        "html-interdit": Sentence(
            "« {value} » n'est pas permis dans un texte",
            "Retirez-le : les intertitres, le gras et les listes ont leurs propres signes.",
        ),
        "html-mal-imbrique": Sentence(
            "{value} ne peut pas être directement dans {parent}",
            "Fermez l'élément précédent, ou écrivez ce passage en Markdown (listes, tableaux, titres).",
        ),
        "ancre-double": Sentence("l'ancre « {value} » est déjà prise dans ce texte", "Donnez-lui un autre nom."),
        "ancre-inconnue": Sentence(
            "le lien « {value} » ne mène à aucun intertitre de ce texte.{near}",
            "L'ancre d'un intertitre est son texte, en minuscules, avec des tirets.",
        ),
        "ancre-absente": Sentence(
            "le lien mène à « {value} », que {other} n'a pas",
            "L'ancre d'un intertitre est son texte, en minuscules, avec des tirets.",
        ),
        "note-double": Sentence(
            "la note « {value} » est écrite deux fois (déjà ligne {first})", "Numérotez l'une autrement."
        ),
        "note-inconnue": Sentence(
            "l'appel de note « {value} » ne mène à aucune note", "Écrivez la note sous le texte : {suggestion}"
        ),
        "note-sans-appel": Sentence(
            "la note « {value} » n'est appelée nulle part", "Placez [^{value}] dans le texte, ou supprimez la note."
        ),
        "tableau-cellule-en-trop": Sentence(
            "cette ligne du tableau a une cellule de trop : « {value} »", "Une barre | dans une cellule s'écrit \\|."
        ),
    },
)
