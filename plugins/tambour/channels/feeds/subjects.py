"""Which feeds there are: everything, some kinds, each commune, each topic. Each exists, even when empty."""

from collections.abc import Sequence
from dataclasses import dataclass

from tambour.channels import Commune, Published, Scope, Site, Topic
from tambour.model.kinds import KINDS, REGISTERS
from tambour.words.speech import _
from tambour.words.typography import initial_capital

_ANNOUNCED = tuple(kind.name for kind in KINDS.values() if kind.announced or kind.followed)


@dataclass(frozen=True)
class FeedSubject:
    """What one feed follows.

    stem: path of its files without their ending. name, description: French. page: path of the page that shows the
    same. kinds: English names of those that it carries.
    """

    stem: str
    scope: Scope
    name: str
    description: str
    page: str
    kinds: tuple[str, ...] = _ANNOUNCED

    def carries(self, published: Published) -> bool:
        """Whether an item of a kind that is announced belongs here, expired or not."""
        if self.scope.register == "commune":
            return published.concerns(self.scope.id)
        if self.scope.register == "topic":
            return self.scope.id in published.item.topics
        return published.item.kind in self.kinds


def subjects(site: Site) -> Sequence[FeedSubject]:
    """Every feed, the whole territory's first."""
    communes = (_commune(commune) for commune in site.communes.values())
    topics = (_topic(topic) for topic in site.topics.values())
    return (
        FeedSubject(
            "flux/tout",
            Scope("all"),
            _("Tout ce qui paraît"),
            _("Actualités, événements, alertes, publications et lettres d’information, état des services."),
            "",
        ),
        _kind("flux/actualites", "news", _("Actualités"), _("Les actualités, dès leur parution.")),
        _kind("flux/agenda", "event", _("Agenda"), _("Les événements dès leur annonce, puis ce qui y change.")),
        _kind("flux/alertes", "alert", _("Alertes"), _("Les alertes en cours.")),
        *(
            _kind(f"flux/{kind.folder}", kind.name, initial_capital(_(kind.section)), _(kind.feed))
            for kind in KINDS.values()
            if kind.feed and (not kind.optional or site.of_kinds(kind.name))
        ),
        *communes,
        *topics,
    )


def _kind(stem: str, kind: str, name: str, description: str) -> FeedSubject:
    return FeedSubject(stem, Scope("kind", kind), name, description, KINDS[kind].listing, (kind,))


def _commune(commune: Commune) -> FeedSubject:
    return FeedSubject(
        f"flux/communes/{commune.id}",
        Scope("commune", commune.id),
        commune.name,
        _("Tout ce qui concerne {commune}, avec ce qui vaut pour tout le territoire.", commune=commune.name),
        _page("commune", commune.id),
    )


def _topic(topic: Topic) -> FeedSubject:
    return FeedSubject(
        f"flux/themes/{topic.id}",
        Scope("topic", topic.id),
        topic.name,
        _("Tout ce qui paraît sur le thème «\u00a0{topic}\u00a0».", topic=topic.name),
        _page("topic", topic.id),
    )


def _page(register: str, record_id: str) -> str:
    return REGISTERS[register].path(record_id)
