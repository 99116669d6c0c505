"""What is wrong with the value of one field."""

from tambour.messages.catalogue import Messages, Sentence

MISSING_ID = " La commande « {program} ids » en donne un à chaque contenu qui n'en a pas."

MESSAGES = Messages(
    "La valeur d'un champ",
    {
        "champ-manquant": Sentence("ce champ est obligatoire", "Ajoutez « {key}: … ». {help}"),
        "cle-inconnue": Sentence("« {key} » n'est pas un champ connu.{near}", "Champs possibles ici : {known}."),
        "texte-trop-long": Sentence(
            "texte trop long : {max_length} caractères au plus", "Raccourcissez ; le détail va dans le texte. {help}"
        ),
        "champ-vide": Sentence("ce champ est vide", "Écrivez sa valeur, ou retirez-le s'il n'a rien à dire. {help}"),
        "texte-trop-court": Sentence("texte trop court : {min_length} caractères au moins", "{help}"),
        "forme-inattendue": Sentence("« {value} » n'a pas la forme attendue", "{help}"),
        "identifiant-illisible": Sentence(
            "« {value} » n'est pas un identifiant : minuscules sans accent, chiffres et tirets seulement",
            "{remedy}",
        ),
        "texte-attendu": Sentence(
            "un texte est attendu ici", "Écrivez une valeur simple sur la ligne, entre guillemets si besoin."
        ),
        "plusieurs-lignes": Sentence("ce champ tient sur une seule ligne", "Supprimez les retours à la ligne."),
        "valeur-inconnue": Sentence(
            "« {value} » n'est pas une valeur possible.{near}", "Valeurs possibles : {allowed}."
        ),
        "valeur-refusee": Sentence("« {value} » n'est pas possible ici", "{help}"),
        "nombre-attendu": Sentence("« {value} » n'est pas un nombre", "Écrivez le nombre en chiffres. {help}"),
        "nombre-entier-attendu": Sentence("« {value} » n'est pas un nombre entier", "{help}"),
        "vrai-ou-faux": Sentence("« {value} » n'est ni True ni False", "{help}"),
        "nombre-trop-petit": Sentence("« {value} » est trop petit", "{help}"),
        "nombre-trop-grand": Sentence("« {value} » est trop grand", "{help}"),
        "liste-attendue": Sentence(
            "une liste est attendue ici", "Écrivez « {key}: [un, deux] », ou un tiret par ligne."
        ),
        "liste-trop-courte": Sentence("il manque des éléments dans cette liste", "{help}"),
        "liste-trop-longue": Sentence("il y a trop d'éléments dans cette liste", "{help}"),
        "bloc-attendu": Sentence(
            "un bloc de champs est attendu ici, pas « {value} »",
            "Passez à la ligne et décalez chaque champ de deux espaces.",
        ),
        "bloc-entre-guillemets": Sentence(
            "« {value} » est une liste ou un bloc, mais lu comme une phrase",
            "Retirez les guillemets qui l'entourent, et vérifiez que ses crochets se ferment.",
        ),
        "type-manquant": Sentence("le champ « type » de ce bloc manque", "{help}"),
        "type-inconnu": Sentence("« {tag} » n'est pas un type de bloc.{near}", "Types possibles : {expected_tags}."),
        "oui-ou-non": Sentence("« {value} » n'est ni oui ni non", "Écrivez oui ou non."),
        "telephone-illisible": Sentence(
            "« {value} » n'est pas un numéro de téléphone",
            "Écrivez dix chiffres (03 53 01 00 00) ou +… avec l'indicatif d'un autre pays.",
        ),
        "courriel-illisible": Sentence(
            "« {value} » n'est pas une adresse électronique", "Écrivez par exemple accueil@exemple.fr."
        ),
        "adresse-web-illisible": Sentence(
            "« {value} » n'est pas une adresse web",
            "Elle commence par https://, sans espace ni « @ » avant le nom du site ; une adresse électronique va dans "
            "« courriel » ou dans le texte.",
        ),
        "adresse-du-site-illisible": Sentence(
            "« {value} » n'est pas une adresse de ce site",
            "Écrivez ce qui suit le nom du site dans la barre du navigateur, sans espace : /elus/, /agenda/.",
        ),
        "desinscription-illisible": Sentence(
            "« {value} » n'est pas une adresse où se désinscrire",
            "Écrivez https://… ou mailto:accueil@exemple.fr, sans espace.",
        ),
        "coordonnees-illisibles": Sentence(
            "« {value} » n'est pas une paire latitude, longitude", "Écrivez par exemple 46.4342, 4.6590."
        ),
        "trace-trop-court": Sentence(
            "un tracé a au moins deux points ; ici, {count}",
            "Écrivez un point par ligne, latitude puis longitude : 46.4342, 4.6590.",
        ),
        "trace-trop-long": Sentence(
            "un tracé a au plus {most} points ; ici, {count}", "Gardez les carrefours et les virages."
        ),
        "trace-saute": Sentence(
            "de « {before} » à « {after} », il y a plus de vingt kilomètres",
            "Vérifiez ces deux points : latitude, puis longitude.",
        ),
        "cadrage-illisible": Sentence(
            "« {value} » n'est pas un point de l'image",
            "Écrivez deux nombres de 0 à 100, depuis la gauche puis depuis le haut : 60, 30.",
        ),
        "alias-illisible": Sentence(
            "« {value} » n'est pas un chemin de ce site", "Écrivez la fin de l'ancienne adresse : /2019/voeux.html."
        ),
        "chemin-illisible": Sentence(
            "« {value} » n'est pas un fichier de content/{folder}/",
            "Écrivez le chemin à partir de ce dossier : lac.jpg, 2026/lac.jpg.",
        ),
        "alt-manquant": Sentence(
            "l'image n'a pas de texte de remplacement",
            "Ajoutez « alt: ce que montre l'image », ou « decorative: oui » si elle n'apprend rien.",
        ),
        "version-de-soi-meme": Sentence(
            "un contenu ne peut pas être une version de lui-même", "Donnez l'identifiant de l'autre contenu."
        ),
        "attributaire-manquant": Sentence(
            "un marché attribué dit à qui", "Ajoutez « attribue_a: … », ici ou dans les lots."
        ),
        "rang-manquant": Sentence(
            "une vice-présidence a un rang", "Ajoutez « rang: 1 » pour la première, 2 pour la deuxième…"
        ),
        "traduction-sans-langue": Sentence(
            "une traduction doit dire sa langue", "Ajoutez « langue: en » (ou de, oc…)."
        ),
        "langue-illisible": Sentence("« {value} » n'est pas un code de langue", "Écrivez {meant}."),
        "siren-faux": Sentence(
            "« {value} » n'est pas un numéro SIREN",
            "Neuf chiffres, dont le dernier vérifie les autres ; il figure sur l'avis de situation Insee.",
        ),
        "fuseau-inconnu": Sentence(
            "« {value} » n'est pas un fuseau horaire",
            "Écrivez par exemple Europe/Paris, Indian/Reunion ou America/Martinique.",
        ),
        "sans-langue": Sentence("il faut au moins une langue", 'Écrivez par exemple ["fr"].'),
        "contraste-insuffisant": Sentence(
            "« {value} » serait difficile à lire sur le fond clair des pages ({ground}) : son contraste est "
            "de {ratio}:1, il en faut 4,5:1",
            "Prenez {darker}, la teinte acceptée la plus proche, ou une couleur plus foncée.",
        ),
        "prix-illisible": Sentence(
            "« {value} » ne dit pas ce que cela coûte",
            "Écrivez un montant, comme 5 € ; ou gratuit ; ou quelques mots, comme prix libre, ou sur inscription.",
        ),
        "palette-inconnue": Sentence(
            "aucune palette ne s'appelle « {value} »",
            "Palettes prêtes : {known}. Ou donnez vos deux couleurs, en #rrggbb.",
        ),
        "montant-illisible": Sentence(
            "« {value} » n'est pas un montant en euros", "Écrivez par exemple 5, 7,50 ou 7,50 €."
        ),
        "montant-negatif": Sentence(
            "« {value} » est un montant négatif : personne n'est payé pour venir", "Écrivez {positive}, ou gratuit."
        ),
        "objet-manquant": Sentence(
            "le titre est trop long pour servir d'objet au courriel ({max_length} caractères au plus)",
            "Ajoutez « objet: … », plus court.",
        ),
        "selection-sans-choix": Sentence(
            "ce bloc ne choisit rien",
            "Donnez « ids: […] », ou une règle : depuis_derniere_lettre, jours, genres, themes ou communes.",
        ),
        "selection-ids-et-regles": Sentence(
            "ce bloc choisit à la fois par identifiants et par règles",
            "Gardez « ids » ou les règles, et faites deux blocs s'il faut les deux.",
        ),
        "selection-doublon": Sentence("« {twice} » est choisi deux fois", "Supprimez-en un."),
        "ferie-inconnu": Sentence("« {value} » n'est pas un jour férié de ce territoire", "Jours fériés : {known}."),
    },
)
