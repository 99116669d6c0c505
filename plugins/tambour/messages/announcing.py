"""What keeps an announcement from leaving, or from being known to have left."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "Les annonces",
    {
        "annonce-sans-reponse": Sentence(
            "{label} n'a pas répondu comme il faut ({words}) : le message est peut-être parti",
            "Relancez (annoncer) : ce compte dira d'abord s'il l'a déjà. Rien ne partira deux fois.",
        ),
        "essai-sans-reponse": Sentence(
            "{label} n'a pas pu être essayé : {words}",
            "Rien n'a été publié, rien ne devait l'être. Vérifiez la connexion de cette machine, l'adresse du compte, "
            "puis relancez : annoncer --essai.",
        ),
        "annonce-a-ralentir": Sentence(
            "{label} demande d'attendre{when} : {words}",
            "Relancez ensuite (annoncer), ou publiez : ce qui reste partira.",
        ),
        "annonce-jeton-refuse": Sentence(
            "{label} n'accepte pas, ou n'accepte plus, le secret de ce compte : {words}",
            "Tapez « annoncer --essai » : il dit ce qui manque. Refaites-le là-bas, et gardez-le sous {variable}. Rien "
            "n'est parti.",
        ),
        "annonce-refusee": Sentence(
            "{label} ne prend pas ce message : {words}",
            "Corrigez le contenu, ou sa clé « canaux: » pour ce réseau, et publiez. Rien n'est parti.",
        ),
        "annonce-disparue": Sentence(
            "{label} n'a plus ce qu'il fallait retrouver : {words}",
            'Vérifiez le compte et "server" dans ANNOUNCE["targets"]. Rien n\'est parti.',
        ),
        "annonce-lettre-partie": Sentence(
            "ce qui est parti de {label} n'est plus touché d'ici : {words}",
            "Corrigez-le là où il est paru, ou dites-le dans un autre message.",
        ),
        "annonce-lettre-programmee": Sentence(
            "{label} n'a pas la dernière version de « {title} » : {words}",
            "Remettez-la en brouillon là-bas, puis relancez (annoncer). Sinon, elle partira comme elle y est.",
        ),
        "annonce-lettre-a-arreter": Sentence(
            "« {title} » n'est plus sur le site, et {label} va l'envoyer : {words}",
            "Arrêtez-y l'envoi, ou remettez la lettre en ligne (corrigez-la, puis publiez).",
        ),
        "annonce-suppression-incertaine": Sentence(
            "{label} n'a pas dit si le message est supprimé ({words})",
            "Redemandez-le : annoncer --retirer={id}. Ce qui l'est déjà le reste.",
        ),
        "annonce-adresse-refusee": Sentence(
            "{label} : le serveur de courrier refuse une adresse ({words})",
            'Vérifiez l\'expéditeur ("sender" du canal « newsletter ») et la liste ("to", "by_commune" du compte), '
            "puis relancez (annoncer). Rien n'est parti.",
        ),
        "annonce-liste-non-moderee": Sentence(
            "une liste sans modération enverrait la lettre aussitôt, sans que personne la relise",
            'Faites modérer la liste, puis écrivez "moderated": True.',
        ),
        "annonce-serveur-en-clair": Sentence(
            "le secret de ce compte partirait sans chiffrement",
            "Donnez l'adresse en https://… ; http:// ne vaut que sur votre propre réseau.",
        ),
        "annonce-injoignable": Sentence(
            "{label} n'a pas pu être joint : {words}",
            "Rien n'est parti. Relancez (annoncer), et si cela dure, vérifiez la connexion de cette machine, l'adresse "
            "du serveur (pour une liste de diffusion, son port et son chiffrement).",
        ),
        "annonce-peut-etre-partie": Sentence(
            "{label} : « {title} » est peut-être partie, et rien d'ici ne peut le dire ({words})",
            "Regardez les messages à modérer. Elle y est : annoncer --partie={id} ; elle n'y est pas : "
            "annoncer --renvoyer={id}.",
        ),
        "annonce-rien-a-dire": Sentence(
            "aucune remise de « {id} » n'est en doute",
            "Vérifiez l'identifiant : « annoncer --simuler » dit ce qui attend votre réponse.",
        ),
        "annonce-mot-de-passe-en-clair": Sentence(
            "un mot de passe ne part pas sans chiffrement",
            'Donnez "encryption": "starttls" ou "tls" ; ou retirez "user", si le serveur laisse entrer cette machine.',
        ),
        "annonce-lettre-sans-outil": Sentence(
            "{label} attend des lettres, et le canal « newsletter » n'en prépare pas pour lui",
            'Ajoutez "{tool}" à "tools" de CHANNELS["newsletter"], ou retirez ce compte.',
        ),
        "annonce-autre-site": Sentence(
            "le site construit ici n'est pas celui que « {target} » montre : ses textes et ses images ne sont pas là",
            "Publiez d'ici (publier) : ce qui est à annoncer partira à la fin.",
        ),
        "annonce-sans-compte": Sentence(
            'aucun compte n\'est en service dans ANNOUNCE["targets"]',
            'Par exemple "targets": {{"mastodon": {{"kind": "mastodon", "server": "https://…"}}}}.',
        ),
        "annonce-rien-a-retirer": Sentence(
            "« {id} » n'a rien à retirer : il paraît encore, ou rien de lui n'est connu sur vos comptes",
            "Tapez « annoncer --simuler » : la fin de la liste dit ce qui peut l'être.",
        ),
        "annonce-dossier-inconnu": Sentence(
            "« {value} » n'est pas un dossier dont les contenus s'annoncent{near}", "Au choix : {known}."
        ),
        "annonce-filtre-inconnu": Sentence(
            "un compte ne prend que « {value} », et rien d'ici ne porte cet identifiant{near}", "Connus : {known}."
        ),
    },
)
