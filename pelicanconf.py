"""Réglages du site du Val d’Aubrelle, l’intercommunalité de démonstration : tout y est inventé.

Pour votre territoire, « python3 tasks.py nouveau » en écrit un à vous (docs/installation.md) ; celui-ci sert aux tests.
Une valeur refusée est expliquée en français, avec sa ligne, avant que quoi que ce soit ne soit écrit.
"""

# Adresse publique du site, sans barre oblique finale. publishconf.py donne celle de la production.
SITEURL = "http://127.0.0.1:8000"
SITENAME = "Val d’Aubrelle"

# Dossiers : les contenus, le thème, et l’extension qui fabrique le site.
PATH = "content"
THEME = "theme"
PLUGINS = ["tambour"]

# La démonstration vit toujours à cette date, pour montrer la même chose quel que soit le jour où on la construit.
# Pour un vrai site, supprimez cette ligne : la date du jour décide de ce qui est à venir, publié ou retiré.
NOW = "2026-11-23 09:00"

# Nombre de contenus par page de liste.
PAGE_SIZE = 20

# Le territoire : qui parle, comment le joindre, à quoi il ressemble.
TERRITORY = {
    # Nom officiel, tel qu’il figure dans les statuts.
    "name": "Communauté de communes du Val d’Aubrelle",
    # Nom pour les petits espaces : en-tête, onglet du navigateur, cartes (40 caractères au plus).
    "short_name": "Val d’Aubrelle",
    # Forme juridique : communaute-de-communes, communaute-d-agglomeration, communaute-urbaine, metropole,
    # syndicat, commune ou autre.
    "kind": "communaute-de-communes",
    # Neuf chiffres, contrôlés (celui-ci n’est pas attribué).
    "siren": "200999985",
    # Nom de domaine d’où dérivent les identifiants des flux et des agendas.
    # À choisir une fois : il ne change plus jamais, même si l’adresse du site change.
    "domain": "valdaubrelle.example",
    # Siège : adresse postale.
    "address": {
        "street": "3, place des Tanneurs",
        "postal_code": "61930",
        "city": "Pont-d’Aubrelle",
    },
    # Accueil : téléphone et courriel.
    "phone": "02 61 91 10 00",
    "email": "accueil@valdaubrelle.example",
    # Directrice ou directeur de la publication : la présidente ou le président (mentions légales).
    "president": "Hélène Corvaisier",
    # Hébergeur du site : nom, adresse et téléphone sont obligatoires (loi du 21 juin 2004, dite LCEN).
    "host": {
        "name": "Syndicat numérique des Trois Bocages",
        "address": "12, rue des Fileuses, 61930 Pont-d’Aubrelle",
        "phone": "02 61 91 90 00",
    },
    # Logo SVG ou PNG, dans content/images/.
    "logo": "logo-val-d-aubrelle.svg",
    # Deux couleurs, #rrggbb : titres et structure, puis appels et dates. Le contraste est contrôlé, et les variantes
    # claires et sombres en sont calculées.
    "colours": {"main": "#1f5746", "second": "#a63d1e"},
    # Fuseau dans lequel les heures sont lues et affichées (nom IANA).
    "timezone": "Europe/Paris",
    # Zone des vacances scolaires : A, B ou C ; l’agenda a alors une page pour chacune.
    "school_zone": "B",
    # Langues du site, la principale d’abord.
    "languages": ["fr", "en", "oc"],
    # Conformité au RGAA, affichée sur chaque page : totale, partielle ou non. Sans audit valide, c’est « non ».
    "accessibility": "non",
}

# Les canaux : une clé présente = un canal en service ; ses réglages entre les accolades.
CHANNELS = {
    "sitemap": {},  # plan du site pour les moteurs de recherche
    "recherche": {},  # la recherche : son index, et ce à quoi elle répond tout de suite
    "redirects": {},  # anciennes adresses qui mènent aux nouvelles
    "api": {},  # données ouvertes en JSON, pour les communes membres et les applications
    "feeds": {},  # flux RSS, Atom et JSON Feed : tout, par genre, par commune, par thème
    "agenda": {},  # agendas à suivre (ICS) : tout, par commune, thème, lieu, événement ; jours de collecte
    "embeds": {},  # encadrés que les communes membres affichent sur leur propre site
    "cards": {},  # cartes de partage, en trois formats : tout contenu, commune, thème, et le site
    "newsletter": {},  # lettres d’information, prêtes pour chaque outil d’envoi
    "posts": {},  # textes à publier sur les réseaux, par SMS et dans les applications des communes
    "cap": {"categories": {"mobilite": "Transport", "environnement": "Env"}},  # alertes pour les machines, CAP 1.2
    "cifs": {},  # routes fermées, pour Waze et les autres GPS
    "panneaux": {"panels": {"corbeval": {"commune": "corbeval"}}},  # textes des panneaux lumineux
    "kit": {},  # kit de diffusion de l’agent, jamais publié : tout ce qui est à poster, à copier et à télécharger
}
