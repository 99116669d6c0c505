"""How a rule names what is missing, and the way out."""

# What a reference can lead to, as in « n'est l'identifiant d'… », and what to do when it leads nowhere.
NOUNS = {
    "commune": "aucune commune",
    "topic": "aucun thème",
    "contact": "aucun contact",
    "place": "aucun lieu",
    "item": "aucun contenu",
}
WAYS_OUT = {
    "commune": "Les communes sont déclarées dans referentiel/communes.yaml.",
    "topic": "Les thèmes sont déclarés dans referentiel/themes.yaml.",
    "contact": "Les contacts sont déclarés dans referentiel/contacts.yaml.",
    "place": "Créez le lieu (inv new), ou écrivez son nom en toutes lettres : « lieu: Salle des fêtes ».",
    "item": "L'identifiant est la ligne « id: » du contenu visé.",
    "link-item": "L'identifiant est la ligne « id: » du contenu visé.",
    "link-file": "Le chemin part du fichier où l'on écrit ; un lien « id:… » survit aux déplacements.",
    "link-media": "Déposez le fichier dans content/images/ ou content/documents/.",
    "link-path": "Vérifiez l'adresse ; un lien « id:… » survit à ses changements.",
}
