"""What is wrong with a content file as a file, and with the YAML of its head."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "Le fichier et son en-tête",
    {
        "pas-utf-8": Sentence(
            "ce fichier n'est pas enregistré en UTF-8 (après « {excerpt} »)",
            "Dans votre éditeur : Enregistrer sous…, encodage UTF-8.",
        ),
        "fichier-illisible": Sentence(
            "le système ne laisse pas lire ce fichier",
            "Rendez-en la lecture au compte qui construit (chmod, chown), ou remettez ce fichier.",
        ),
        "dossier-illisible": Sentence(
            "le système ne laisse pas lire ce dossier : rien de ce qu'il contient ne serait publié",
            "Rendez-en la lecture au compte qui construit (chmod, chown).",
        ),
        "fichier-vide": Sentence("ce fichier est vide", "Supprimez-le, ou créez un contenu avec : {program} new"),
        "fichier-trop-long": Sentence(
            "ce fichier dépasse {limit} Mo : aucune page ni aucun courriel ne le porterait",
            "Partagez-le en plusieurs contenus, ou mettez le détail dans un document joint.",
        ),
        "entete-trop-long": Sentence(
            "l'en-tête est trop long : {limit} lignes et 500 ko au plus",
            "Le texte va sous l'en-tête ; une longue suite de dates s'écrit « recurrence », ou en plusieurs contenus.",
        ),
        "entete-absent": Sentence(
            "l'en-tête manque",
            "La première ligne doit être « --- », puis un champ par ligne (id, titre…), puis « --- » et le texte.",
        ),
        "entete-toml": Sentence(
            "l'en-tête est en TOML (+++), un autre format",
            "Remplacez « +++ » par « --- » et écrivez « titre: … » au lieu de « titre = … ».",
        ),
        "entete-non-ferme": Sentence(
            "l'en-tête n'est pas fermé", "Ajoutez une ligne « --- » entre les champs et le texte."
        ),
        "entete-pas-un-bloc": Sentence(
            "l'en-tête n'est pas une suite de « champ: valeur »",
            "Écrivez un champ par ligne, par exemple « titre: Fête du lac ».",
        ),
        "dossier-inconnu": Sentence(
            "le dossier « {value} » ne correspond à aucun genre de contenu.{near}",
            "Les dossiers connus sont : {known}.",
        ),
        "fichier-inattendu": Sentence(
            "ce fichier n'est ni un contenu (.md) ni à sa place",
            "Les images vont dans images/, les PDF dans documents/ ; un nom qui commence par « _ » est ignoré.",
        ),
        "nom-de-fichier-illisible": Sentence(
            "le nom de ce fichier contient des signes invisibles ou illisibles", "Renommez-le."
        ),
        "lien-symbolique": Sentence(
            "ce lien symbolique mène hors du dossier de contenu, ou nulle part",
            "Copiez ici le fichier lui-même à la place du lien.",
        ),
        "dossier-en-lien": Sentence(
            "ce dossier est un lien symbolique : rien de ce qu'il montre n'est lu",
            "Copiez ici le dossier lui-même à la place du lien.",
        ),
        "fichier-special": Sentence("ce n'est pas un fichier ordinaire (tube, prise ou périphérique)", "Supprimez-le."),
        "lettre-figee-incomplete": Sentence(
            "il manque « {value} » à ce qui fut gardé de cette lettre figée : elle ne montrerait plus ce qui est parti",
            "Reprenez ce fichier de la version enregistrée dans git.",
        ),
        "lettre-figee-illisible": Sentence(
            "ce fichier n'est plus celui que Tambour avait écrit en figeant la lettre",
            "Reprenez la version enregistrée dans git, ou supprimez le dossier « .figee » et figez la "
            "lettre de nouveau.",
        ),
        "lettre-figee-disparue": Sentence(
            "cette lettre a été figée, et « {value} » n'est plus là : elle ne montrerait plus ce qui est parti",
            "Reprenez ce dossier de la version enregistrée dans git, ou refaites-le : "
            "{program} lettre --id={letter} --figer.",
        ),
        "lettre-figee-orpheline": Sentence(
            "cette lettre figée n'a plus son fichier .md",
            "Remettez la lettre, sous le même nom, à côté de ce dossier ; ou supprimez le dossier.",
        ),
        "dossier-absent": Sentence("le dossier de contenu n'existe pas", "Vérifiez le chemin donné à --content."),
        "referentiel-illisible": Sentence(
            "« {value} » doit être un bloc de champs, sous son identifiant",
            "Écrivez « {value}: » seul sur sa ligne, puis « nom: … » en dessous, décalé de deux espaces.",
        ),
        "yaml-guillemets": Sentence("cette valeur doit être entre guillemets : « {typed} »", "Écrivez : {quoted}"),
        "yaml-diese": Sentence(
            "ce qui suit « # » serait perdu : c'est le signe d'un commentaire, qui se met seul sur sa ligne",
            "Écrivez : {quoted}",
        ),
        "yaml-virgule": Sentence(
            "entre accolades, une virgule finit la valeur : la fin de « {excerpt} » serait perdue",
            "Écrivez : {quoted}",
        ),
        "yaml-guillemet-non-ferme": Sentence(
            "un guillemet ouvert n'est pas refermé : « {typed} »", "Écrivez : {quoted}"
        ),
        "yaml-barre-inverse": Sentence(
            "entre guillemets doubles, « \\ » est un signe à part : « {typed} »", "Écrivez : {quoted}"
        ),
        "yaml-crochet-non-ferme": Sentence(
            "une liste ou un bloc n'est pas refermé : « {typed} »",
            "Ajoutez « ] » (ou « }} ») à la fin, et une virgule entre les valeurs.",
        ),
        "yaml-tabulation": Sentence(
            "la ligne est décalée par une tabulation", "Remplacez la tabulation par deux espaces."
        ),
        "yaml-sans-deux-points": Sentence(
            "« {typed} » n'est pas de la forme « champ: valeur »",
            "Il manque peut-être le deux-points, ou un guillemet plus haut.",
        ),
        "yaml-illisible": Sentence(
            "cette ligne ne se lit pas : « {typed} »",
            "Vérifiez le décalage (même nombre d'espaces que les lignes voisines) "
            "et mettez la valeur entre guillemets.",
        ),
        "yaml-ancre": Sentence(
            "les renvois et les étiquettes YAML (« & », « * », « !! ») ne sont pas acceptés",
            "Écrivez la valeur à chaque endroit, ou entre guillemets.",
        ),
        "yaml-trop-profond": Sentence("trop de blocs les uns dans les autres", "Vérifiez le décalage des lignes."),
        "cle-double": Sentence(
            "« {key} » est écrit deux fois (déjà ligne {first})", "Gardez une seule des deux lignes."
        ),
        "cle-illisible": Sentence(
            "ce nom de champ ne se lit pas", "Écrivez un nom simple suivi de deux-points : « titre: … »."
        ),
    },
)
