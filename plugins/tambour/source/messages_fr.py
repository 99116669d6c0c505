"""Every sentence that a writer can be told, by permanent code: what is wrong, and what to write instead.

`{value}` is what she typed (cut short), `{key}` the key, `{field}` its French title, `{help}` the field's description.
A test holds that every code that the code base raises has a sentence here, and every sentence a code that is raised.
"""

from typing import NamedTuple

# What a reference can lead to, as in « n'est l'identifiant d'… », and what to do when it leads nowhere.
NOUNS = {
    "commune": "aucune commune",
    "topic": "aucun thème",
    "contact": "aucun contact",
    "place": "aucun lieu",
    "item": "aucun contenu",
    "image": "aucune image",
    "document": "aucun document",
}
WAYS_OUT = {
    "commune": "Les communes sont déclarées dans referentiel/communes.yaml.",
    "topic": "Les thèmes sont déclarés dans referentiel/themes.yaml.",
    "contact": "Les contacts sont déclarés dans referentiel/contacts.yaml.",
    "place": "Créez le lieu (inv new lieu), ou écrivez son nom en toutes lettres : « lieu: Salle des fêtes ».",
    "item": "L'identifiant est la ligne « id: » du contenu visé.",
    "image": "Déposez l'image dans content/images/.",
    "document": "Déposez le fichier dans content/documents/.",
    "link-item": "L'identifiant est la ligne « id: » du contenu visé.",
    "link-file": "Le chemin part du fichier où l'on écrit ; un lien « id:… » survit aux déplacements.",
    "link-media": "Déposez le fichier dans content/images/ ou content/documents/.",
}


class Sentence(NamedTuple):
    """What is wrong (no final stop), and what to write instead."""

    message: str
    hint: str


# Pydantic's error types → our codes. Only those that our schema can raise.
PYDANTIC = {
    "missing": "champ-manquant",
    "extra_forbidden": "cle-inconnue",
    "string_too_long": "texte-trop-long",
    "string_too_short": "texte-trop-court",
    "string_pattern_mismatch": "forme-inattendue",
    "string_type": "texte-attendu",
    "enum": "valeur-inconnue",
    "literal_error": "valeur-inconnue",
    "int_parsing": "nombre-attendu",
    "int_type": "nombre-attendu",
    "float_parsing": "nombre-attendu",
    "decimal_parsing": "nombre-attendu",
    "decimal_type": "nombre-attendu",
    "greater_than_equal": "nombre-trop-petit",
    "greater_than": "nombre-trop-petit",
    "less_than_equal": "nombre-trop-grand",
    "tuple_type": "liste-attendue",
    "list_type": "liste-attendue",
    "model_type": "bloc-attendu",
    "dict_type": "bloc-attendu",
    "model_attributes_type": "bloc-attendu",
    "union_tag_not_found": "type-manquant",
    "union_tag_invalid": "type-inconnu",
    "too_short": "liste-trop-courte",
    "too_long": "liste-trop-longue",
}

MESSAGES: dict[str, Sentence] = {
    # — the file itself —
    "pas-utf-8": Sentence(
        "ce fichier n'est pas enregistré en UTF-8 (après « {excerpt} »)",
        "Dans votre éditeur : Enregistrer sous…, encodage UTF-8.",
    ),
    "fichier-vide": Sentence("ce fichier est vide", "Supprimez-le, ou créez un contenu avec : inv new"),
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
    "dossier-absent": Sentence("le dossier de contenu n'existe pas", "Vérifiez le chemin donné à --content."),
    "referentiel-illisible": Sentence(
        "« {value} » doit être un bloc de champs, sous son identifiant",
        "Écrivez « {value}: » seul sur sa ligne, puis « nom: … » en dessous, décalé de deux espaces.",
    ),
    # — YAML —
    "yaml-guillemets": Sentence("cette valeur doit être entre guillemets : « {typed} »", "Écrivez : {quoted}"),
    "yaml-diese": Sentence("ce qui suit « # » serait perdu : c'est le signe d'un commentaire", "Écrivez : {quoted}"),
    "yaml-guillemet-non-ferme": Sentence(
        "un guillemet ouvert n'est pas refermé : « {typed} »", "Ajoutez le même guillemet à la fin de la valeur."
    ),
    "yaml-crochet-non-ferme": Sentence(
        "une liste ou un bloc n'est pas refermé : « {typed} »",
        "Ajoutez « ] » (ou « }} ») à la fin, et une virgule entre les valeurs.",
    ),
    "yaml-tabulation": Sentence("la ligne est décalée par une tabulation", "Remplacez la tabulation par deux espaces."),
    "yaml-sans-deux-points": Sentence(
        "« {typed} » n'est pas de la forme « champ: valeur »",
        "Il manque peut-être le deux-points, ou un guillemet plus haut.",
    ),
    "yaml-illisible": Sentence(
        "cette ligne ne se lit pas : « {typed} »",
        "Vérifiez le décalage (même nombre d'espaces que les lignes voisines) et mettez la valeur entre guillemets.",
    ),
    "yaml-ancre": Sentence(
        "les renvois YAML (« & » et « * ») ne sont pas acceptés",
        "Écrivez la valeur à chaque endroit, ou entre guillemets.",
    ),
    "yaml-trop-profond": Sentence("trop de blocs les uns dans les autres", "Vérifiez le décalage des lignes."),
    "cle-double": Sentence("« {key} » est écrit deux fois (déjà ligne {first})", "Gardez une seule des deux lignes."),
    "cle-illisible": Sentence(
        "ce nom de champ ne se lit pas", "Écrivez un nom simple suivi de deux-points : « titre: … »."
    ),
    # — schema —
    "champ-manquant": Sentence("ce champ est obligatoire", "Ajoutez « {key}: … ». {help}"),
    "cle-inconnue": Sentence("« {key} » n'est pas un champ connu.{near}", "Champs possibles ici : {known}."),
    "texte-trop-long": Sentence(
        "texte trop long : {max_length} caractères au plus", "Raccourcissez ; le détail va dans le texte. {help}"
    ),
    "texte-trop-court": Sentence("texte trop court : {min_length} caractères au moins", "{help}"),
    "forme-inattendue": Sentence("« {value} » n'a pas la forme attendue", "{help}"),
    "texte-attendu": Sentence(
        "un texte est attendu ici", "Écrivez une valeur simple sur la ligne, entre guillemets si besoin."
    ),
    "plusieurs-lignes": Sentence("ce champ tient sur une seule ligne", "Supprimez les retours à la ligne."),
    "valeur-inconnue": Sentence("« {value} » n'est pas une valeur possible.{near}", "Valeurs possibles : {allowed}."),
    "nombre-attendu": Sentence("« {value} » n'est pas un nombre", "Écrivez le nombre en chiffres. {help}"),
    "nombre-trop-petit": Sentence("« {value} » est trop petit", "{help}"),
    "nombre-trop-grand": Sentence("« {value} » est trop grand", "{help}"),
    "liste-attendue": Sentence("une liste est attendue ici", "Écrivez « {key}: [un, deux] », ou un tiret par ligne."),
    "liste-trop-courte": Sentence("il manque des éléments dans cette liste", "{help}"),
    "liste-trop-longue": Sentence("il y a trop d'éléments dans cette liste", "{help}"),
    "bloc-attendu": Sentence(
        "un bloc de champs est attendu ici, pas « {value} »",
        "Passez à la ligne et décalez chaque champ de deux espaces.",
    ),
    "type-manquant": Sentence("le champ « type » de ce bloc manque", "{help}"),
    "type-inconnu": Sentence("« {tag} » n'est pas un type de bloc", "Types possibles : {expected_tags}."),
    "oui-ou-non": Sentence("« {value} » n'est ni oui ni non", "Écrivez oui ou non."),
    # — dates —
    "date-illisible": Sentence(
        "« {value} » n'est pas une date", "Écrivez par exemple 2026-12-05, ou 2026-12-05 10:00, ou 05/12/2026 10h00."
    ),
    "date-impossible": Sentence(
        "« {value} » : ce jour ou cette heure n'existe pas", "Vérifiez : année-mois-jour, par exemple 2026-12-05."
    ),
    "jour-attendu": Sentence("« {value} » : un jour seul est attendu, sans heure", "Écrivez par exemple 2026-12-05."),
    "heure-inexistante": Sentence(
        "« {value} » n'existe pas : cette nuit-là, on passe à l'heure d'été",
        "Choisissez une heure avant 2 h ou après 3 h.",
    ),
    "heure-double": Sentence(
        "« {value} » arrive deux fois : cette nuit-là, on passe à l'heure d'hiver",
        "Précisez laquelle : {iso} (heure d'été) ou {iso2} (heure d'hiver).",
    ),
    "heure-illisible": Sentence("« {value} » n'est pas une heure", "Écrivez par exemple 9h, 9h30 ou 09:30."),
    "retrait-avant-parution": Sentence(
        "le retrait précède la parution", "« retirer_le » doit venir après « publier_le »."
    ),
    "fin-avant-debut": Sentence(
        "la fin précède le début", "Vérifiez les deux dates ; pour un seul jour, supprimez « fin »."
    ),
    # — values —
    "telephone-illisible": Sentence(
        "« {value} » n'est pas un numéro de téléphone",
        "Écrivez dix chiffres (03 53 01 00 00) ou +590… pour l'étranger.",
    ),
    "courriel-illisible": Sentence(
        "« {value} » n'est pas une adresse électronique", "Écrivez par exemple accueil@exemple.fr."
    ),
    "adresse-web-illisible": Sentence(
        "« {value} » n'est pas une adresse web", "Elle commence par https:// et ne contient pas d'espace."
    ),
    "coordonnees-illisibles": Sentence(
        "« {value} » n'est pas une paire latitude, longitude", "Écrivez par exemple 46.4342, 4.6590."
    ),
    "alias-illisible": Sentence(
        "« {value} » n'est pas un chemin de ce site", "Écrivez la fin de l'ancienne adresse : /2019/voeux.html."
    ),
    "alt-manquant": Sentence(
        "l'image n'a pas de texte de remplacement",
        "Ajoutez « alt: ce que montre l'image », ou « decorative: oui » si elle n'apprend rien.",
    ),
    "version-de-soi-meme": Sentence(
        "un contenu ne peut pas être une version de lui-même", "Donnez l'identifiant de l'autre contenu."
    ),
    "traduction-sans-langue": Sentence("une traduction doit dire sa langue", "Ajoutez « langue: en » (ou de, oc…)."),
    # — between files —
    "identifiant-double": Sentence(
        "l'identifiant « {value} » est déjà celui de {other}",
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
    "alias-cyclique": Sentence(
        "« {value} » et {other} se renvoient l'un à l'autre", "Gardez l'ancienne adresse d'un seul côté."
    ),
    "alias-vers-soi": Sentence("« {value} » est l'adresse actuelle de cette page", "Supprimez cette ligne."),
    "reference-inconnue": Sentence("« {value} » n'est l'identifiant d'{noun}.{near}", "{way_out}"),
    "reference-brouillon": Sentence(
        "« {value} » est un brouillon : rien ne peut y renvoyer", "Publiez-le d'abord, ou retirez ce renvoi."
    ),
    "image-absente": Sentence("le fichier images/{value} n'existe pas.{near}", "Déposez l'image dans content/images/."),
    "image-format": Sentence("« {value} » n'est pas une image que l'on peut publier", "Formats acceptés : {known}."),
    "document-absent": Sentence(
        "le fichier documents/{value} n'existe pas.{near}", "Déposez le fichier dans content/documents/."
    ),
    "canal-inconnu": Sentence("« {value} » n'est pas un canal de ce site.{near}", "Canaux : {known}."),
    # — links in the text —
    "lien-mort": Sentence("le lien « {value} » ne mène nulle part.{near}", "{way_out}"),
}
