"""What is wrong between files: ids, addresses, references."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "D'un contenu à l'autre : identifiants, adresses, renvois",
    {
        "identifiant-double": Sentence(
            "l'identifiant « {value} » est déjà celui de {other}, {why}",
            "Changez le plus récent des deux ; jamais celui d'un contenu déjà publié.",
        ),
        "adresse-double": Sentence("la page aurait la même adresse que {other}", "Donnez un autre « adresse: »."),
        "alias-double": Sentence(
            "l'ancienne adresse « {value} » est aussi réclamée par {other}", "Gardez-la à un seul endroit."
        ),
        "alias-occupe": Sentence(
            "l'ancienne adresse « {value} » est la page actuelle de {other}",
            "Supprimez cette ligne, ou changez l'adresse de l'autre.",
        ),
        "alias-pris": Sentence("l'ancienne adresse « {value} » est déjà celle {other}", "Supprimez cette ligne."),
        "alias-impossible": Sentence(
            "l'ancienne adresse « {value} » ne peut pas être le nom d'un fichier",
            "Gardez un chemin sans « : », « * », « | » ni « .. », de moins de 1 000 caractères.",
        ),
        "alias-cyclique": Sentence(
            "« {value} » et {other} se renvoient l'un à l'autre", "Gardez l'ancienne adresse d'un seul côté."
        ),
        "alias-vers-soi": Sentence("« {value} » est l'adresse actuelle de cette page", "Supprimez cette ligne."),
        "lieu-ambigu": Sentence(
            "plusieurs lieux déclarés s'appellent « {value} »", "Écrivez l'identifiant de l'un d'eux : {ids}."
        ),
        "reference-inconnue": Sentence("« {value} » n'est l'identifiant d'{noun}.{near}", "{way_out}"),
        "reference-brouillon": Sentence(
            "« {value} » est un brouillon : rien ne peut y renvoyer", "Publiez-le d'abord, ou retirez ce renvoi."
        ),
        "renvoi-retenu": Sentence(
            "« {value} » ne paraît pas : une faute le retient", "Corrigez d'abord ce contenu-là ; celui-ci le suivra."
        ),
        "programme-de-soi-meme": Sentence(
            "un événement ne peut pas être à son propre programme",
            "Écrivez l'identifiant de la fête, ou supprimez la ligne.",
        ),
        "programme-d-autre-chose": Sentence(
            "« {value} » n'est pas un événement : il n'a pas de programme",
            "Écrivez l'identifiant d'un événement, celui de la ligne « id: » de son fichier.",
        ),
        "programme-en-rond": Sentence(
            "« {value} » est lui-même au programme de cet événement", "Gardez « au_programme_de » d'un seul côté."
        ),
        "pictogramme-inconnu": Sentence(
            "le site n'a pas de pictogramme « {value} ».{near}", "Pictogrammes possibles : {known}."
        ),
        "accueil-autre-nom": Sentence(
            "le site n'a qu'une page d'accueil, et « {value} » n'est pas la sienne",
            "Écrivez « accueil: » au début de la ligne, et tous les blocs dessous.",
        ),
        "lien-autre-menu": Sentence(
            "ce champ ne sert que dans le menu « {menu} »", "Supprimez-le, ou écrivez « menu: {menu} »."
        ),
        "image-absente": Sentence(
            "le fichier images/{value} n'existe pas.{near}", "Déposez l'image dans content/images/."
        ),
        "image-format": Sentence(
            "« {value} » n'est pas une image que l'on peut publier", "Formats acceptés : {known}."
        ),
        "document-absent": Sentence(
            "le fichier documents/{value} n'existe pas.{near}", "Déposez le fichier dans content/documents/."
        ),
        "canal-inconnu": Sentence("« {value} » n'est pas un canal de ce site.{near}", "Canaux : {known}."),
        "canal-deux-fois": Sentence(
            "« {value} » et « {other} » sont le même canal", "Réunissez les deux blocs sous un seul de ces noms."
        ),
    },
)

# What a reference can lead to, as in « n'est l'identifiant d'… », and what to do when it leads nowhere.
NOUNS = {
    "commune": "aucune commune",
    "topic": "aucun thème",
    "contact": "aucun contact",
    "place": "aucun lieu",
    "item": "aucun contenu",
    "task": "aucune démarche",
}
NO_LINK = "Écrivez [texte](adresse), avec une adresse qui existe ; si elle a des espaces, entre « < » et « > »."

WAYS_OUT = {
    "commune": "Les communes sont déclarées dans referentiel/communes.yaml.",
    "topic": "Les thèmes sont déclarés dans referentiel/themes.yaml.",
    "contact": "Les contacts sont déclarés dans referentiel/contacts.yaml.",
    "place": "Créez le lieu ({program} new), ou écrivez son nom en toutes lettres : « lieu: Salle des fêtes ».",
    "item": "L'identifiant est la ligne « id: » du contenu visé.",
    "task": "Les démarches sont déclarées dans referentiel/demarches.yaml.",
    "link-item": "L'identifiant est la ligne « id: » du contenu visé.",
    "link-file": "Le chemin part du fichier où l'on écrit ; un lien « id:… » survit aux déplacements.",
    "link-media": "Déposez le fichier dans content/images/ ou content/documents/.",
    "link-path": "Vérifiez l'adresse ; un lien « id:… » survit à ses changements.",
}
