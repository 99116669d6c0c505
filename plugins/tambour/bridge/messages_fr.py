"""What the bridge tells a writer or a technician, by permanent code: settings, pictures, pages, the build itself.

The same form as `tambour.source.messages_fr`, which has the sentences of content files and of the schema.
"""

from pathlib import PurePosixPath

from tambour.model.problems import Problem
from tambour.source.messages_fr import Sentence

MESSAGES: dict[str, Sentence] = {
    # — settings —
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
        'Écrivez SITEURL = "https://www.exemple.fr" : http(s)://, un nom, au besoin un chemin ; pas de « / » final.',
    ),
    "adresses-relatives": Sentence(
        "RELATIVE_URLS n'est pas possible : flux, agendas et lettres exigent des adresses complètes",
        "Supprimez cette ligne (ou l'option --relative-urls) et réglez SITEURL.",
    ),
    "date-fixee-en-publication": Sentence(
        "une publication se fait à l'heure réelle, or {source} la fixe",
        "Supprimez ce réglage ; pour essayer une autre date, construisez avec pelicanconf.py.",
    ),
    "epoque-illisible": Sentence(
        "SOURCE_DATE_EPOCH vaut « {value} », qui n'est pas un nombre de secondes",
        "Corrigez ou supprimez cette variable.",
    ),
    "contenu-absent": Sentence(
        "le dossier de contenu « {value} » n'existe pas", "Réglez PATH, ou vérifiez le chemin donné à --content."
    ),
    "theme-absent": Sentence(
        "le thème « {value} » n'existe pas", "Réglez THEME sur un dossier qui contient templates/."
    ),
    "gabarit-manquant": Sentence(
        "le thème n'a pas de gabarit « {value} »",
        "Ajoutez ce fichier sous templates/ ; aucun autre thème ne le remplace.",
    ),
    "gabarit-fautif": Sentence("ce gabarit ne fonctionne pas : {error}", "Corrigez cette ligne du gabarit."),
    "logo-absent": Sentence("le fichier images/{value} n'existe pas", "Déposez le logo dans content/images/."),
    # — channels —
    "canal-introuvable": Sentence(
        "« {value} » ne mène à aucun module Python", "Corrigez ce chemin, ou installez le paquet qui contient ce canal."
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
    "canal-double": Sentence(
        "« {value} » et un autre canal s'appellent tous deux « {name} »", "Retirez l'un des deux."
    ),
    # — pictures and documents —
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
    # — the published site —
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


def problem(code: str, path: PurePosixPath, line: int = 0, field: str = "", /, **context: object) -> Problem:
    """Make a Problem from a code; KeyError for a code that has no sentence (a mistake of ours)."""
    sentence = MESSAGES[code]
    return Problem(path, line, field, code, sentence.message.format(**context), sentence.hint.format(**context))
