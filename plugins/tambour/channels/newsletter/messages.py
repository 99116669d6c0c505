"""What is wrong with a letter, told before it is sent."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "Les lettres",
    {
        "newsletter-trop-lourde": Sentence(
            "le courriel pèse {weight}, {limit} au plus : Gmail le couperait, et la désinscription "
            "avec. Le plus lourd : {heaviest}",
            "Allégez ces blocs : « au_plus », une présentation en liste, ou un contenu de moins.",
        ),
        "newsletter-adresse-douteuse": Sentence(
            "« {value} » ne marchera pas dans un courriel : il y faut une adresse entière, en https",
            "Écrivez l'adresse entière, qui commence par https://, ou un lien « id: » vers un contenu.",
        ),
        "newsletter-desinscription": Sentence(
            "le courriel a {count} liens de désinscription ; il en faut un, et un seul",
            "Dans le gabarit letter.mjml du thème, remettez marks.unsubscribe une fois.",
        ),
        "newsletter-gabarit": Sentence(
            "le gabarit {template}, une fois rempli, n'est pas du MJML : {fault}",
            "Corrigez celui du thème (templates/channels/newsletter/), ou supprimez-le : celui d'origine reviendra.",
        ),
        "newsletter-sans-alt": Sentence(
            "une image du courriel n'a pas d'attribut alt",
            "Donnez un texte de remplacement à l'image, ou alt=\"\" dans le gabarit si elle n'apprend rien.",
        ),
        "newsletter-selection-vide": Sentence(
            "cette sélection ne trouve rien à envoyer",
            "Élargissez ses règles, ou retirez le bloc. Pour voir ce que porte la lettre : "
            "{program} lettre --id={letter}",
        ),
        "newsletter-contenu-perime": Sentence(
            "« {value} » {what} depuis qu'il a été choisi pour cette lettre, qui n'est pas partie",
            "Retirez-le de « ids », ou dites-le dans l'éditorial en le mettant dans un bloc « texte ».",
        ),
    },
)
problem = MESSAGES.problem
