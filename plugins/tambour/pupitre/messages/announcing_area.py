"""What the pupitre says of announcements: what came of a passage, why there is no plan."""

from tambour.pupitre.messages.publishing import UNDER_WAY as PUBLICATION_UNDER_WAY

# What came of a passage, by its code (sysexits.h): what it is called, and what to do.
OUTCOMES: dict[int, tuple[str, str]] = {
    0: ("C’est fait", ""),
    65: ("Un message n’a pas été pris", "Corrigez ce qui est dit ci-dessous, mettez en ligne, puis réessayez."),
    69: ("Il n’y avait rien à supprimer", ""),
    75: ("Tout n’est pas parti", "Attendez quelques minutes, puis réessayez : rien ne part deux fois."),
    77: ("Un compte n’a pas ouvert", "Prévenez votre service informatique : un secret manque, ou n’est plus accepté."),
    78: ("Un réglage est à corriger", "Prévenez votre service informatique : rien n’est parti."),
}
OTHER = ("Les annonces se sont arrêtées", "Réessayez ; si cela se répète, prévenez votre service informatique.")
CUT_SHORT = (
    "Les annonces ont été interrompues",
    "Réessayez : chaque compte dira d’abord ce qu’il a déjà. Rien ne part deux fois.",
)
UNDER_WAY = ("Les annonces partent", PUBLICATION_UNDER_WAY[1])
BY_PROBLEM: dict[str, tuple[str, str]] = {
    "annonce-peut-etre-partie": (
        "Une lettre est peut-être partie",
        "Regardez dans l’outil qui l’envoie, puis dites ici si elle y est : d’elle-même, elle ne repart pas.",
    ),
    "annonce-rien-a-dire": ("Il n’y avait plus de doute", "Quelqu’un l’avait dit déjà : voyez ci-dessous."),
}
# Why nothing can be said of what will leave.
NO_ACCOUNT = "Aucun compte n’est réglé : rien ne part d’ici de soi-même. Les textes à poster à la main restent là."
BY_FORGE = (
    "Ce site est mis en ligne par une forge : c’est elle qui annonce, à la fin de chaque mise en ligne. Où chaque "
    "contenu est allé arrive ici avec les autres changements."
)
NOT_YET = "Rien n’a encore été mis en ligne d’ici : ce qui est nouveau partira après la prochaine mise en ligne."
ONLY_COMING = "Rien n’attend de partir de ce qui est en ligne."
NOTHING = "Rien n’attend de partir : tout ce qui est nouveau a été dit."
