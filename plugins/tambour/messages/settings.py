"""What is wrong with pelicanconf.py, the theme, or what a channel is made of."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "Les réglages, le thème et les canaux",
    {
        "reglages-illisibles": Sentence(
            "ce fichier de réglages ne s'exécute pas : {error}", "Corrigez cette ligne ; c'est du Python."
        ),
        "reglages-absents": Sentence("ce fichier de réglages n'existe pas", "Vérifiez le chemin donné à --settings."),
        "reglage-manquant": Sentence("« {key} » manque", "{help}"),
        "reglage-impose": Sentence(
            "« {key} » est fixé par Tambour et ne peut pas valoir autre chose", "Supprimez cette ligne."
        ),
        "reglage-mauvais-type": Sentence("« {key} » : {wanted} est attendu ici", "{help}"),
        "adresse-du-site": Sentence(
            "« {value} » n'est pas l'adresse complète d'un site",
            'Écrivez SITEURL = "https://www.exemple.fr" : http(s)://, un nom, au besoin un chemin ; '
            "pas de « / » final.",
        ),
        "adresse-publique": Sentence(
            "« {value} » n'est pas l'adresse complète d'un site",
            "Écrivez-la entière, sans « / » final : https://www.exemple.fr.",
        ),
        "commune-illisible": Sentence(
            "« {value} » ne dit pas le nom d'une commune et son code Insee",
            "Écrivez, sur une ligne : Corbeval ; 61901 (et, au besoin, ; code postal).",
        ),
        "commune-en-double": Sentence(
            "la commune « {value} » est deux fois dans la liste ({known})", "Retirez l'une des deux lignes."
        ),
        "liste-introuvable": Sentence(
            "le fichier « {value} » ne peut pas être lu", "Déposez-le à côté de ce fichier, ou écrivez la liste ici."
        ),
        "logo-illisible": Sentence(
            "« {value} » n'est pas un fichier .svg ou .png qui existe",
            "Vérifiez le chemin du logo ; sans réponse, le site n'en a pas.",
        ),
        "date-fixee-en-publication": Sentence(
            "une publication se fait à l'heure réelle, or {source} la fixe",
            "Retirez NOW, --now ou SOURCE_DATE_EPOCH ; pour essayer une autre date, construisez avec pelicanconf.py.",
        ),
        "epoque-illisible": Sentence(
            "SOURCE_DATE_EPOCH vaut « {value} », qui n'est pas un nombre de secondes",
            "Corrigez ou supprimez cette variable.",
        ),
        "contenu-absent": Sentence(
            "le dossier de contenu « {value} » n'existe pas", "Réglez PATH, ou vérifiez le chemin donné à --content."
        ),
        "contenu-trop-large": Sentence(
            "le dossier « {value} » contient le projet lui-même, réglages compris : ce n'est pas un dossier de contenu",
            'Réglez PATH sur le dossier qui contient actualites/, agenda/, pages/… : PATH = "content".',
        ),
        "theme-absent": Sentence(
            "le thème « {value} » n'existe pas, ou n'a ni templates/ ni static/",
            "Réglez THEME sur un dossier qui contient l'un ou l'autre ; sans THEME, le thème de Tambour suffit.",
        ),
        "sortie-etrangere": Sentence(
            "« {value} » contient autre chose qu'un site construit par Tambour, qui le remplacerait en entier",
            "Videz ce dossier, ou donnez-en un autre (OUTPUT_PATH, --output).",
        ),
        "gabarit-manquant": Sentence(
            "ni votre thème ni celui de Tambour n'ont de gabarit « {value} »",
            "Corrigez ce nom, ou ajoutez ce fichier sous templates/.",
        ),
        "gabarit-fautif": Sentence("ce gabarit ne fonctionne pas : {error}", "Corrigez cette ligne du gabarit."),
        "logo-absent": Sentence("le fichier images/{value} n'existe pas", "Déposez le logo dans content/images/."),
        "canal-introuvable": Sentence(
            "« {value} » ne mène à aucun module Python",
            "Corrigez ce chemin, ou installez le paquet qui contient ce canal.",
        ),
        "canal-dependance": Sentence(
            "le canal « {value} » a besoin du module Python « {module} », qui n'est pas installé",
            "Installez le paquet qui le fournit (souvent : pip install {module}), ou retirez ce canal.",
        ),
        "canal-import": Sentence(
            "le canal « {value} » ne se charge pas : {error}", "Mettez ce canal à jour, ou retirez-le."
        ),
        "canal-sans-classe": Sentence(
            "« {value} » n'est pas un canal : son CHANNEL ne nomme pas une classe de canal complète",
            "Voyez plugins/tambour/channels/README.md.",
        ),
        "cible-mal-nommee": Sentence(
            "« {value} » ne peut pas nommer un endroit où publier",
            "Des lettres minuscules sans accent, des chiffres, des tirets : « serveur », « copie-2 ».",
        ),
        "cible-inconnue": Sentence(
            "« {value} » n'est pas une sorte que l'on connaisse ici{near}",
            'Écrivez "kind": suivi de l\'une de celles-ci : {known}.',
        ),
        "cible-absente": Sentence(
            "TARGETS n'a pas d'endroit nommé « {value} »{near}", "Écrivez --vers= et l'un de ceux-ci : {known}."
        ),
        "certificat-incomplet": Sentence(
            "un certificat va avec sa clé : il manque l'un des deux",
            'Écrivez "certificate" et "certificate_key", ou ni l\'un ni l\'autre (Let\'s Encrypt).',
        ),
        "adresse-de-machine": Sentence(
            "« {value} » n'est pas l'adresse IP d'une machine", "Écrivez-la en chiffres : 127.0.0.1, 10.0.0.5, ::1."
        ),
        "adresse-du-pupitre": Sentence(
            "« {value} » porte un chemin : le pupitre répond toujours sous /pupitre/",
            "Écrivez le nom seul : https://pupitre.exemple.fr.",
        ),
        "comptes-inconnus": Sentence(
            "« {value} » n'est pas une façon de reconnaître les gens",
            'Écrivez "people": {{"kind": …}}, suivi de l\'une de celles-ci : {known}.',
        ),
        "pupitre-sans-compte": Sentence(
            "{key} ouvrirait le pupitre à tout le réseau sans demander qui vient",
            'Dites comment reconnaître les gens ("people": {{"kind": "oidc", …}} ou "entete") ; sans compte, il ne '
            "répond qu'à 127.0.0.1.",
        ),
        "pupitre-sans-tls": Sentence(
            "« {value} » n'est pas en https : les sessions pourraient être lues en chemin", "Écrivez https://."
        ),
        "secret-dans-les-reglages": Sentence(
            "« {key} » porterait un secret, que tout le monde lirait dans le dépôt",
            "Supprimez-le d'ici, et changez ce mot de passe s'il a déjà été enregistré : les secrets viennent de "
            "l'environnement ou du trousseau de la machine.",
        ),
        "canal-double": Sentence(
            "« {value} » et un autre canal s'appellent tous deux « {name} »", "Retirez l'un des deux."
        ),
    },
)
