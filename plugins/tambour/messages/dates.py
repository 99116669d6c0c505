"""What is wrong with a date, an hour, a slot, a series or an opening time."""

from tambour.messages.catalogue import Messages, Sentence

MESSAGES = Messages(
    "Les dates, les heures, les séries et les horaires",
    {
        "date-illisible": Sentence(
            "« {value} » n'est pas une date",
            "Écrivez par exemple 2026-12-05, ou 2026-12-05 10:00, ou 05/12/2026 10h00.",
        ),
        "date-impossible": Sentence(
            "« {value} » : ce jour ou cette heure n'existe pas", "Vérifiez : année-mois-jour, par exemple 2026-12-05."
        ),
        "jour-attendu": Sentence(
            "« {value} » : un jour seul est attendu, sans heure", "Écrivez par exemple 2026-12-05."
        ),
        "heure-inexistante": Sentence(
            "« {value} » n'existe pas : cette nuit-là, on passe à l'heure d'été",
            "Choisissez une heure avant 2 h ou après 3 h ; dans une série, par « exceptions » ou « sauf » ce jour-là.",
        ),
        "heure-double": Sentence(
            "« {value} » arrive deux fois : cette nuit-là, on passe à l'heure d'hiver",
            "Précisez laquelle : {iso} (heure d'été) ou {iso2} (heure d'hiver).",
        ),
        "heure-illisible": Sentence("« {value} » n'est pas une heure", "Écrivez par exemple 9h, 9h30 ou 09:30."),
        "retrait-avant-parution": Sentence(
            "le retrait précède la parution", "« retirer_le » doit venir après « publier_le »."
        ),
        "pas-un-lundi": Sentence(
            "« {value} » n'est pas un lundi", "Une semaine se dit par son lundi, sans heure : {monday}."
        ),
        "jour-repete": Sentence("« {value} » est dit deux fois", "Gardez un seul bloc par jour."),
        "menu-vide": Sentence(
            "rien n'est servi ce jour-là",
            "Ajoutez « plat: … » ; s'il n'y a pas de repas, dites pourquoi : « ferme: Jour férié ».",
        ),
        "menu-et-ferme": Sentence(
            "ce jour a un menu et n'a pas de repas", "Supprimez « ferme », ou les plats de ce jour."
        ),
        "fin-avant-parution": Sentence(
            "la date limite précède la parution", "« fin » doit venir après « publier_le »."
        ),
        "fin-avant-debut": Sentence(
            "la fin précède le début", "Vérifiez les deux dates ; pour un seul jour, laissez « fin » vide."
        ),
        "sans-date": Sentence(
            "cet événement n'a pas de date",
            "Ajoutez « debut: 2026-12-05 10:00 », ou « creneaux: » pour plusieurs dates.",
        ),
        "debut-et-creneaux": Sentence(
            "« creneaux » remplace « debut » et « fin » : il ne faut pas les deux",
            "Mettez toutes les dates dans « creneaux ».",
        ),
        "recurrence-et-creneaux": Sentence(
            "une série se dit par « debut » et « recurrence », sans « creneaux »", "Supprimez l'un des deux."
        ),
        "sauf-sans-recurrence": Sentence(
            "« sauf » n'a de sens qu'avec « recurrence »", "Supprimez cette ligne, ou ajoutez « recurrence: »."
        ),
        "exceptions-sans-recurrence": Sentence(
            "« exceptions » n'a de sens qu'avec « recurrence »",
            "Pour une date seule ou des créneaux, changez-les directement.",
        ),
        "aucune-date": Sentence(
            "il ne reste aucune date : « sauf » les écarte toutes",
            "Retirez une date de « sauf » ; pour annuler la série, écrivez « statut: annule ».",
        ),
        "trop-de-creneaux": Sentence(
            "plus de {limit} créneaux dans un seul événement",
            "Faites une série (« recurrence »), ou plusieurs événements.",
        ),
        "trop-de-dates": Sentence(
            "cette série aurait plus de {limit} dates, ou irait au-delà de {year}",
            "Rapprochez « jusqu_au » ou réduisez « nombre ».",
        ),
        "creneau-double": Sentence("ce créneau commence au même moment qu'un autre", "Supprimez-en un."),
        "creneaux-en-desordre": Sentence(
            "ce créneau commence avant le précédent", "Rangez les créneaux du plus proche au plus lointain."
        ),
        "jours-et-heures-melanges": Sentence(
            "un côté dit un jour entier et l'autre une heure", "Donnez l'heure des deux côtés, ou d'aucun."
        ),
        "debut-precedent-identique": Sentence(
            "le début précédent est le même que le nouveau",
            "« debut_precedent » garde l'ancienne date ; « debut » dit la nouvelle.",
        ),
        "debut-precedent-mal-place": Sentence(
            "pour des créneaux ou une série, le début précédent se dit date par date",
            "Déplacez-le dans le créneau ou dans l'exception concernée.",
        ),
        "exception-vide": Sentence(
            "cette exception ne change rien", "Ajoutez ce qui change : debut, fin, statut, lieu ou note."
        ),
        "exception-double": Sentence("le {value} a déjà une exception", "Réunissez les deux."),
        "exception-exclue": Sentence(
            "le {value} est aussi dans « sauf »",
            "Une date jamais annoncée va dans « sauf » ; une date annulée dans « exceptions ».",
        ),
        "date-hors-serie": Sentence(
            "le {value} n'est pas une date de la série", "La date la plus proche est le {nearest}."
        ),
        "jour-inconnu": Sentence(
            "« {value} » n'est pas un jour de la semaine",
            "Écrivez par exemple lundi, ou mardi{others}.",
        ),
        "jour-double": Sentence(
            "« {value} » : un jour est donné deux fois", "Gardez-le une fois, avec toutes ses plages."
        ),
        "jour-sans-rang": Sentence(
            "dans une série mensuelle, un jour doit avoir un rang",
            "Écrivez « 1er mardi », « 3e jeudi » ou « dernier vendredi ».",
        ),
        "jour-avec-rang": Sentence(
            "un rang (« 1er mardi ») n'a de sens que dans une série mensuelle ou annuelle",
            "Écrivez le jour seul, ou « frequence: mensuelle ».",
        ),
        "serie-sans-fin": Sentence(
            "cette série ne finit jamais", "Ajoutez « jusqu_au: 2027-06-30 » ou « nombre: 10 »."
        ),
        "serie-deux-fins": Sentence(
            "« jusqu_au » et « nombre » sont deux façons de finir la même série", "Gardez l'une des deux."
        ),
        "serie-finie-avant-debut": Sentence("la série finit avant de commencer", "Vérifiez « jusqu_au » et « debut »."),
        "serie-jour-manquant": Sentence(
            "le {value} n'existe pas dans chaque période : la série sauterait des dates sans le dire",
            "Choisissez un jour qui existe toujours, ou des créneaux.",
        ),
        "serie-saute-des-mois": Sentence(
            "le {value} n'existe pas chaque mois : la série saute les mois qui n'en ont pas",
            "Pour une date chaque mois, écrivez par exemple « dernier samedi ».",
        ),
        "serie-hors-debut": Sentence(
            "le {value}, date de début, n'est pas un jour de la série",
            "Faites commencer la série à sa vraie première date ; les agendas se contrediraient.",
        ),
        "horaire-illisible": Sentence(
            "« {value} » n'est pas un horaire", "Écrivez par exemple 9h-12h, 14h-17h30 ; ou ferme."
        ),
        "plage-vide": Sentence(
            "« {value} » : la plage finit quand elle commence",
            "Écrivez par exemple 9h-12h ; toute la journée : 0h-24h.",
        ),
        "plage-inversee": Sentence(
            "« {value} » : la plage durerait jusqu'au lendemain à {closes}",
            "Écrivez d'abord l'heure qui ouvre, puis celle qui ferme : 9h-12h ; 20h-1h finit dans la nuit.",
        ),
        "plages-melees": Sentence(
            "« {value} » : des plages se chevauchent", "Rangez-les dans l'ordre, sans recouvrement : 9h-12h, 14h-17h."
        ),
        "semaine-attendue": Sentence(
            "une semaine s'écrit jour par jour", "Passez à la ligne : « lundi: 9h-12h », « mardi: ferme »…"
        ),
        "horaires-sans-semaine": Sentence(
            "des horaires demandent une semaine ou des saisons",
            "Ajoutez « semaine: » avec les horaires de chaque jour.",
        ),
        "saisons-melees": Sentence("deux saisons se recouvrent", "Chaque jour ne peut être que dans une saison."),
        "exceptions-melees": Sentence(
            "deux exceptions se recouvrent", "Un jour ne peut avoir qu'une exception : raccourcissez l'une des deux."
        ),
        "periode-incomplete": Sentence(
            "une période a besoin de son premier et de son dernier jour", "Ajoutez « du » ou « au »."
        ),
        "periode-melangee": Sentence(
            "« du » et « au » ne sont pas de la même forme",
            "Écrivez deux dates complètes, ou deux jours de l'année : 01/07 et 31/08.",
        ),
        "annule-et-reporte": Sentence(
            "une collecte est annulée ou reportée, pas les deux", "Gardez « annule: oui » ou « reporte_au: … »."
        ),
        "collecte-sans-jour": Sentence("cette collecte n'a pas de jour", "Ajoutez « jours: [mardi] », ou des dates."),
        "collecte-double": Sentence(
            "deux collectes portent l'identifiant « {value} »", "Donnez à l'une un autre « id »."
        ),
        "commune-hors-calendrier": Sentence(
            "« {value} » n'est pas parmi les communes de ce calendrier",
            "Ajoutez-la à « communes: » en haut du fichier, ou retirez-la de cette collecte.",
        ),
        "rang-et-semaines": Sentence(
            "« 1er mardi » fixe déjà la semaine : « semaines » ne peut pas s'y ajouter", "Gardez l'un des deux."
        ),
        "semaines-sans-depart": Sentence(
            "une semaine sur deux, mais à partir de quand ?", "Ajoutez « du: » avec le premier jour."
        ),
    },
)
