"""What keeps a site from going online, or from being announced."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "La publication",
    {
        "publication-en-cours": Sentence(
            "une autre publication vers « {target} » est en cours : {owner}",
            "Attendez qu'elle finisse, puis relancez. Si elle s'est arrêtée en chemin, elle est oubliée au bout de "
            "dix minutes.",
        ),
        "publication-depassee": Sentence(
            "une autre publication vers « {target} » a pris la suite de celle-ci, qui ne répondait plus",
            "Rien de celle-ci n'a été mis en ligne. Relancez.",
        ),
        "machine-injoignable": Sentence(
            "« {host} » ne répond pas : {error}",
            "Vérifiez son nom, le réseau et le pare-feu ; puis relancez. Le site en ligne n'a pas bougé.",
        ),
        "machine-inconnue": Sentence(
            "la clé de « {host} » n'est pas connue ici, ou n'est plus la même",
            "Connectez-vous une fois à la main (ssh {host}), comparez l'empreinte à celle que donne l'hébergeur, "
            "acceptez-la ; puis relancez.",
        ),
        "acces-refuse": Sentence(
            "« {host} » refuse ce compte : {error}",
            "Vérifiez le compte, et sa clé ou son mot de passe ; puis relancez. Le site en ligne n'a pas bougé.",
        ),
        "programme-absent": Sentence(
            "le programme {program} manque {where}", "Installez-le ({command}), puis relancez."
        ),
        "dossier-de-publication": Sentence(
            "le dossier « {folder} » ne peut pas être écrit : {error}",
            "Donnez-en le droit à ce compte, ou faites-y de la place (quota, disque plein) ; puis relancez. Le site en "
            "ligne n'est pas abîmé.",
        ),
        "dossier-a-quelqu-un": Sentence(
            "« {folder} » contient autre chose que des publications de Tambour",
            "Donnez un dossier vide ; s'il n'a que la page d'attente de l'hébergeur, supprimez-la.",
        ),
        "dossier-introuvable": Sentence(
            "« {host} » n'a pas de dossier « {folder} »",
            'Corrigez "folder" dans TARGETS (souvent www, htdocs ou public_html), ou créez-le chez l\'hébergeur. '
            'Pour S3, c\'est le seau : "bucket".',
        ),
        "certificat-refuse": Sentence(
            "le certificat de « {host} » n'est pas accepté : {error}",
            "Écrivez le nom de machine que porte le certificat ; s'il vient d'une autorité de l'hébergeur, donnez "
            'le fichier de celle-ci ("authority"). Rien n\'a été envoyé, pas même le mot de passe.',
        ),
        "secret-absent": Sentence(
            "le secret de « {target} » n'est gardé nulle part",
            "Ajoutez la ligne {variable}=… à ~/.config/tambour/secrets.env (Windows : "
            "%APPDATA%\\tambour\\secrets.env), un fichier que vous seul lisez, ou donnez cette variable à la commande.",
        ),
        "secrets-lisibles": Sentence(
            "d'autres comptes de cette machine peuvent lire vos secrets ({file})",
            "Gardez ce fichier pour vous seul : chmod 600 {file}",
        ),
        "secrets-illisibles": Sentence(
            "le fichier des secrets ne se lit pas ({file}) : {error}",
            "Il tient en lignes « TAMBOUR_…=… », en UTF-8, et appartient au compte qui publie.",
        ),
        "trop-de-suppressions": Sentence(
            "cette publication retirerait {count} de « {target} », plus que les {most} permis",
            'Vérifiez que rien ne manque (contenu, CHANNELS). Si c\'est voulu, écrivez "max_delete": {number} dans '
            "TARGETS, le temps d'une publication.",
        ),
        "envoi-interrompu": Sentence(
            "l'envoi s'est arrêté : {error}",
            "Relancez : ce qui est déjà arrivé ne repart pas. Ce que le public voit est resté entier.",
        ),
        "trace-de-publication-illisible": Sentence(
            "ce que « {target} » garde des publications passées ne se lit pas ({path})",
            "Mettez ce fichier de côté, puis relancez : cette fois, rien ne sera annoncé.",
        ),
        "site-pas-en-ligne": Sentence(
            "le site n'est pas en ligne comme il faut, pour {count} sur {total} : {first}",
            "Rien n'est annoncé. Attendez, ou corrigez ce qui montre le site, puis relancez : ce qui est envoyé ne "
            "repart pas.",
        ),
        "mauvais-types": Sentence(
            "le site est en ligne, mais le serveur web annonce un autre type que le bon (en-tête Content-Type), pour "
            "{count} sur {total} : {first}",
            "Rien n'est annoncé : les machines qui lisent ces fichiers (agendas, lecteurs de flux, systèmes d'alerte) "
            "refuseraient ce qu'ils reçoivent ; seule une alerte part quand même. Attendre n'y change rien : qui tient "
            "le serveur web règle ses types (publier --installer=nginx, apache ou caddy écrit toute la configuration), "
            "puis relance.",
        ),
        "autres-octets": Sentence(
            "le site est arrivé, mais ce n'est pas ce qui a été envoyé qui est montré, pour {count} sur {total} : "
            "{first}",
            "Rien n'est annoncé. Si relancer dans dix minutes n'y change rien, quelque chose garde l'ancien état ou "
            "réécrit les fichiers : cache, relais (CDN), compression, outil de sécurité. Demandez à qui tient le "
            "serveur web de laisser ces adresses telles quelles.",
        ),
        "rien-a-remettre": Sentence(
            "« {target} » ne garde pas de publication avant celle qui est en ligne",
            "Revenez en arrière dans le contenu (git), puis publiez.",
        ),
        "contenu-en-retard": Sentence(
            "le dépôt git a des changements que cette machine n'a pas : publier d'ici les retirerait du site",
            "Tapez : git pull --rebase ; puis relancez.",
        ),
        "annonce-inconnue": Sentence(
            "« {id} » n'est pas une annonce que « {target} » connaît",
            "Tapez « annonces » sans option : la liste donne le nom de chacune.",
        ),
        "annonces-retenues": Sentence(
            "rien n'est à annoncer : le site de « {target} » n'est pas celui qui a été vu en ligne en dernier",
            "Publiez (publier) ; ce qui est à annoncer attend.",
        ),
        "annonce-prise": Sentence(
            "l'annonce « {id} » n'est pas à prendre, ou pas à rendre : {words}",
            "Ne la dites pas. Si celui qui l'avait prise ne l'a pas dite, rendez-la (--rendre), puis prenez-la ; "
            "s'il l'a dite, notez-le (--faite).",
        ),
    },
)
