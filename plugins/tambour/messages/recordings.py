"""What is wrong in a video or a sound of a text."""

from tambour.messages.catalogue import Messages, Sentence

_OWN = "Déposez le fichier dans content/documents/ et écrivez « fichier: … »"

MESSAGES = Messages(
    "Les vidéos et les sons",
    {
        "enregistrement-non-ferme": Sentence(
            "ce bloc « {value} » n'est pas refermé : le texte qui suit en ferait partie",
            "Ajoutez une ligne de trois accents graves (```) après son dernier champ.",
        ),
        "enregistrement-sans-source": Sentence(
            "on ne sait pas où est cette vidéo ou ce son",
            f"{_OWN}, ou écrivez « lien: » et l'adresse de sa page chez l'hébergeur.",
        ),
        "enregistrement-deux-sources": Sentence(
            "« lien » et « fichier » sont écrits tous les deux", "Gardez celui des deux que le public doit lire."
        ),
        "enregistrement-format": Sentence(
            "« {value} » ne se lit pas dans tous les navigateurs", "Convertissez-le : {known}."
        ),
        "enregistrement-trop-lourd": Sentence(
            "« {value} » pèse {weight} : les forges (GitHub, GitLab) refusent un fichier de plus de {limit}, "
            "et qui le regarde au téléphone l'attendrait longtemps",
            "Réduisez-le (720 lignes suffisent), ou déposez-le chez un hébergeur (PeerTube, YouTube, Vimeo…) et "
            "écrivez « lien: » à la place de « fichier: ».",
        ),
        "enregistrement-illisible": Sentence(
            "« {value} » n'est pas ce que dit son nom : le début du fichier est celui d'autre chose",
            "Exportez-le de nouveau depuis le logiciel de montage ; le renommer ne suffit pas.",
        ),
        "hebergeur-inconnu": Sentence(
            "« {value} » n'est pas l'adresse d'une vidéo ou d'un son chez un hébergeur connu",
            "Copiez l'adresse de sa page ({known}) ; pour un autre site, faites un lien ordinaire : "
            "[ce que l'on va voir](https://…).",
        ),
        "duree-illisible": Sentence(
            "« {value} » n'est pas une durée", "Écrivez par exemple : 3 min 20, 1 h 05, 12:30."
        ),
        "sous-titres-format": Sentence(
            "« {value} » n'est pas un fichier de sous-titres que les navigateurs lisent",
            "Enregistrez-les au format WebVTT (.vtt) ; tout logiciel de sous-titrage y convertit un .srt.",
        ),
        "sous-titres-ailleurs": Sentence(
            "les sous-titres d'une vidéo hébergée ailleurs se déposent chez l'hébergeur",
            "Retirez « sous_titres », et ajoutez-les sur la page de la vidéo.",
        ),
        "transcription-manquante": Sentence(
            "la transcription manque : qui n'entend pas, ou ne peut pas lancer la lecture, n'aurait rien (RGAA 4.1)",
            "Écrivez « transcription: | » puis le texte, décalé de deux espaces ; ou « sans_transcription: » et la "
            "raison, que lira le public (Musique sans paroles).",
        ),
        "transcription-et-raison": Sentence(
            "« transcription » et « sans_transcription » sont écrits tous les deux",
            "Gardez la transcription, et retirez la raison.",
        ),
    },
)
