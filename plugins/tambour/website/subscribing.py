"""The pages that spare people from coming back: how to subscribe, and how member communes show what concerns them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from tambour.model.registers import Commune, Topic
from tambour.model.site.output import Output, OutputIndex, Scope
from tambour.model.site.site import Site
from tambour.website.page import Crumb, PageView
from tambour.website.subscription import CalendarLinks, Subscription, calendar_links, date_links, subscription
from tambour.words.speech import _

SUBSCRIBE = "s-abonner/"
FOR_COMMUNES = "pour-les-communes/"


def subscribing(site: Site, above: tuple[Crumb, ...]) -> Iterator[PageView]:
    """Both pages, whatever channels offer there; the second only where there are communes to speak to."""
    yield PageView(
        path=SUBSCRIBE,
        url=site.absolute(SUBSCRIBE),
        template="subscribe.html",
        title=_("S’abonner"),
        description=_("Les rendez-vous dans son agenda, les nouvelles dans un lecteur de flux, sans revenir voir."),
        breadcrumbs=above,
        language=site.territory.languages[0],
        site_language=site.territory.languages[0],
    )
    if site.communes:
        yield PageView(
            path=FOR_COMMUNES,
            url=site.absolute(FOR_COMMUNES),
            template="for_communes.html",
            title=_("Pour les communes"),
            description=_(
                "Sur le site de sa commune, ce que publie {name} : rendez-vous et actualités.",
                name=site.territory.label,
            ),
            breadcrumbs=above,
            language=site.territory.languages[0],
            site_language=site.territory.languages[0],
        )


def subscribing_functions(site: Site, outputs: OutputIndex) -> Mapping[str, Any]:
    """What templates ask of it, by name, as `tambour.website.page` promises."""

    def subscriptions_of(register: Literal["commune", "topic"]) -> tuple[tuple[Commune | Topic, Subscription], ...]:
        records: Iterable[Commune | Topic] = (site.communes if register == "commune" else site.topics).values()
        pairs = ((record, subscription(site, outputs, Scope(register, record.id))) for record in records)
        return tuple(pair for pair in pairs if pair[1])

    def links_of(output: Output) -> CalendarLinks:
        return calendar_links(site.absolute(output.path), output.title)

    return {
        "outputs_about": lambda published, role=None: outputs.about(published.id, role),
        "outputs_of": lambda register, id_, role: outputs.of(Scope(register, id_), role),
        "subscription": lambda register, id_="": subscription(site, outputs, Scope(register, id_)),
        "followed": subscriptions_of,
        "calendar_links": links_of,
        "date_links": lambda published, occurrence: date_links(site, published, occurrence),
    }
