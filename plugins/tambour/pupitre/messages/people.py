"""What the pupitre says of people: who may come in, who may what, what was done."""

from collections.abc import Mapping
from types import MappingProxyType

THIS_COMPUTER = "Le pupitre de cet ordinateur"  # whoever sits at it, where nobody has an account
# Why there is no page: its title, and what to do.
REFUSALS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "hote-du-serveur": (
            "Le pupitre ne répond qu’à son nom",
            "Ouvrez-le par l’adresse que votre service vous a donnée.",
        ),
        "en-tete": (
            "Cette demande dit elle-même qui vient",
            "Seul le serveur qui connaît les comptes peut le dire. Ouvrez le pupitre par son adresse habituelle.",
        ),
        "sans-compte": (
            "Ce pupitre ne répond qu’à cet ordinateur",
            "Il ne demande pas qui vient : il ne peut être ouvert d’ailleurs. Votre service informatique peut y "
            "ouvrir des comptes.",
        ),
        "sans-place": (
            "Vous n’avez pas encore de place dans ce pupitre",
            "Demandez à la personne qui s’occupe du site de vous y inscrire, avec votre adresse électronique.",
        ),
        "session-finie": (
            "Votre session est finie",
            "Ouvrez le pupitre pour vous reconnecter : ce que vous aviez écrit vous sera proposé.",
        ),
        "trop-d-essais": (
            "Trop d’essais",
            "Attendez cinq minutes, puis recommencez.",
        ),
        "fournisseur": (
            "Le service des comptes ne répond pas",
            "Rien n’est perdu. Réessayez dans quelques minutes ; si cela dure, prévenez votre service informatique.",
        ),
        "connexion-a-refaire": (
            "Cette connexion n’a pas abouti",
            "Elle a duré plus de dix minutes, ou a été commencée dans une autre fenêtre. Recommencez.",
        ),
        "connexion-refusee": (
            "Cette connexion a été refusée",
            "Recommencez ; si cela dure, prévenez votre service informatique, avec l’heure qu’il est.",
        ),
        "droit": (
            "Cela ne vous est pas permis",
            "Rien n’a été enregistré. Ce contenu est publié, ou c’est à quelqu’un d’autre d’en décider.",
        ),
    }
)
# What somebody is, as she reads it.
ROLES: Mapping[str, str] = MappingProxyType(
    {
        "agent": "agent",
        "relecteur": "relecteur",
        "contributeur": "contributeur",
        "technicien": "technicien",
    }
)
# What was done, as the journal tells it.
DEEDS: Mapping[str, str] = MappingProxyType(
    {
        "connexion": "s’est connecté",
        "deconnexion": "s’est déconnecté",
        "sans-place": "s’est présenté, sans avoir de place ici",
        "enregistrement": "a enregistré",
        "mise-en-ligne": "a mis en ligne",
        "annonces": "a fait partir les annonces",
        "annonces-retirees": "a fait supprimer des messages",
        "annonces-parties": "a dit parti ce qui l’était peut-être",
        "annonces-renvoyees": "a fait repartir ce qui n’était pas parti",
    }
)
