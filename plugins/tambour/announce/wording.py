"""What whoever announces is told, in French: what will leave, what waits and why, what came of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from tambour.announce.contract import AnnounceTarget, LetterEdition, TargetRefusal, TokenRight
from tambour.announce.decisions import AnnouncePlan, PlannedPost, PostReason
from tambour.announce.letter_tools import HELD
from tambour.announce.sending import PostOutcome
from tambour.announce.speech import LETTERS
from tambour.model.announce_lines import JOURNAL_FILE, Act, NetworkTrouble
from tambour.model.kinds import KINDS
from tambour.publish.refusals import PublicationRefused
from tambour.publish.secrets import variable_of
from tambour.words.dates import date_fr, hour_fr
from tambour.words.numbers import count_fr, list_fr
from tambour.words.states import news_fr
from tambour.words.typography import NBSP

_WHY = {
    PostReason.ASK: f"peut-être déjà parti{NBSP}: ce compte le dira d’abord",
    PostReason.UNSURE: f"peut-être déjà parti{NBSP}: regardez là-bas, puis dites-le (au pupitre, ou annoncer "
    "--partie ou --renvoyer)",
    PostReason.DELAY: "délai de relecture",
    PostReason.QUIET: "heures de silence",
    PostReason.RETRY: "ce réseau demande d'attendre",
    PostReason.CROWD: "au prochain passage, pour ne pas tout dire à la fois",
    PostReason.TAKEN: "quelqu’un s’en charge à la main",
    PostReason.OTHERWISE: f"le contenu a changé ici depuis la publication{NBSP}: publiez",
    PostReason.OLD: f"trop ancien pour partir d’ici{NBSP}: si c’est encore utile, postez-le à la main, depuis le kit",
    PostReason.SILENT: f"rien ne se modifie là-bas{NBSP}: une correction n’y est pas dite",
}
_ACTS = {
    Act.ANSWER: "à la suite du premier message",
    Act.EDIT: "en modifiant le message",
    Act.HOLD: f"le brouillon prend le titre «{NBSP}{HELD}…{NBSP}»",
}
_WHOLE_LETTER = "La lettre entière, en brouillon : son aperçu la montre telle qu’elle sera."
LOST_FR = (
    f"le journal des annonces ({JOURNAL_FILE}) n’est plus là, et des messages sont déjà partis. Remettez-le avant "
    f"d’annoncer (git checkout -- content/{JOURNAL_FILE}, ou une sauvegarde){NBSP}: sans lui, rien ne part deux fois, "
    "mais une annulation ne répond plus au premier message, une correction ne le modifie plus, et --retirer ne le "
    "retrouve pas."
)
_OTHERWISE = {  # what is wrong is told by another sentence, of what was not a message
    (Act.HOLD, NetworkTrouble.HELD): "annonce-lettre-a-arreter",
    (Act.REMOVE, NetworkTrouble.UNHEARD): "annonce-suppression-incertaine",
    (Act.REMOVE, NetworkTrouble.AWAY): "annonce-suppression-incertaine",
}
_GONE, _REMOVED = "Plus sur le site", "Supprimé"
_HOLDS = (
    f"Cette lettre n’est plus sur le site. Son brouillon n’est pas supprimé sans vous{NBSP}; son titre dit de ne pas "
    "l’envoyer, jusqu’à ce que la lettre revienne."
)


def plan_lines(plan: AnnouncePlan) -> Iterator[str]:
    """`Ce qui partira`, with the whole texts; then what waits; then what stands of items that are no longer shown."""
    leaving = plan.of(PostReason.READY, PostReason.ASK)
    if plan.is_journal_lost:
        yield f"À noter{NBSP}: {LOST_FR}"
    yield f"Ce qui partira, {count_fr(len(leaving), 'message')} :" if leaving else "Rien ne partirait maintenant."
    for post in leaving:
        yield f"  {post_fr(post)}"
        yield from (f"      {line}" for line in _content(post))
    others = [one for one in plan.posts if one not in leaving]
    if others:
        yield "Ce qui ne part pas maintenant :"
    yield from map(_waiting_line, others)
    if plan.stranded:
        yield "Retiré du site, mais toujours sur ces comptes (annoncer --retirer=… le supprime, si vous le voulez) :"
    for stranded in plan.stranded:
        how = ", à supprimer là-bas, à la main" if stranded.by_hand else f" --retirer={stranded.item}"
        yield f"  {stranded.label} : « {stranded.title} »{how}"
        yield from (f"      {one.post.address}" for one in stranded.posts)


def waiting_lines(waiting: Sequence[PlannedPost]) -> Iterator[str]:
    """After a passage: what has not left, and why; of nothing, that nothing waits."""
    if not waiting:
        yield "Rien n'attend de partir."
        return
    yield f"Ce qui attend encore, {count_fr(len(waiting), 'message')} :"
    yield from map(_waiting_line, waiting)


def _waiting_line(post: PlannedPost) -> str:
    until = f", jusqu'au {_moment(post.at)}" if post.at is not None else ""
    why = _WHY.get(post.reason, "au prochain passage")
    return f"  {post_fr(post)} ({why}{until})"


def post_fr(post: PlannedPost) -> str:
    """`Mastodon : annulé, « Fête du lac », à la suite du premier message`"""
    how = f", {how_fr(post)}" if how_fr(post) else ""
    return f"{account_of(post)}{NBSP}: {what_is_new_fr(post).lower()}, «{NBSP}{post.title}{NBSP}»{how}"


def what_is_new_fr(post: PlannedPost) -> str:
    """`Annulé`; of what is held, that it is no longer shown; of what is taken away, that it is."""
    return {Act.HOLD: _GONE, Act.REMOVE: _REMOVED}.get(post.act) or news_fr(post.change)


def text_of(post: PlannedPost) -> str:
    """What people are to read; of what is held, why it is."""
    if post.message is None:
        return _HOLDS if post.act is Act.HOLD else ""
    return post.message.text or (_WHOLE_LETTER if post.message.edition is not None else "")


def how_fr(post: PlannedPost) -> str:
    """`à la suite du premier message`; "" for a post of its own."""
    return _ACTS.get(post.act, "en brouillon" if post.is_draft and post.act is Act.POST else "")


def why_fr(post: PlannedPost) -> str:
    """Why a message does not leave as things are; "" when it does."""
    return _WHY.get(post.reason, "")


def account_of(post: PlannedPost) -> str:
    """`Mastodon`, or `Mastodon (jeunesse)` where that is not its name in the settings."""
    return post.label if post.target == post.label.lower() else f"{post.label} ({post.target})"


def account_name(target: AnnounceTarget) -> str:
    """`Mastodon, social.exemple.fr`"""
    name = target.label if target.name == target.label.lower() else f"{target.label} ({target.name})"
    return ", ".join(filter(None, (name, target.settings.place)))


def account_facts(target: AnnounceTarget) -> Iterator[str]:
    """What leaves there, and when."""
    settings, is_letters = target.settings, target.channel == LETTERS
    what = "les lettres" if is_letters else "ce qui s’annonce"
    if settings.kinds:
        what = list_fr([kind.plural.lower() for kind in KINDS.values() if kind.folder in settings.kinds])
    yield f"{what}, en brouillon{NBSP}: quelqu’un les fait partir là-bas" if not target.publishes else what
    limits = [name for name, chosen in (("thèmes", settings.topics), ("communes", settings.communes)) if chosen]
    if limits:
        yield f"certains seulement ({list_fr(limits)} des réglages)"
    if settings.delay:
        yield f"{count_fr(settings.delay, 'minute')} après la mise en ligne"
    if settings.quiet is not None:
        begin, end = map(time.fromisoformat, settings.quiet.split("-"))
        yield f"rien de {hour_fr(begin)} à {hour_fr(end)}, sauf une alerte"


def _content(post: PlannedPost) -> Iterator[str]:
    if post.message is not None and (edition := post.message.edition) is not None:
        yield from (f"{name}{NBSP}: {said}" for name, said in _letter_facts(edition) if said)
    yield from text_of(post).splitlines()
    if post.message is not None and post.message.picture is not None:
        yield f"[image : {post.message.picture.alt}]"


def _letter_facts(edition: LetterEdition) -> Iterator[tuple[str, str]]:
    """What stands above the text of a letter."""
    yield "Objet", edition.subject
    yield "Accroche", edition.preheader
    yield "De", f"{edition.sender_name} <{edition.sender}>" if edition.sender else ""


def outcome_line(outcome: PostOutcome, *, publishes: bool = True) -> str:
    """`Mastodon : paru, « Fête », https://…`; of what was not done, nothing: a refusal says it.

    publishes: whether people see it; else somebody there has the last word.
    """
    if outcome.planned.act is Act.REMOVE:
        return post_fr(outcome.planned)
    if outcome.post is None and outcome.words:  # nothing was done: not in which way, but why
        return f"{post_fr(replace(outcome.planned, act=Act.POST, is_draft=False))}, {outcome.words}"
    where = outcome.post.address if outcome.post is not None else "n'y était pas"
    if outcome.post is not None and not publishes and outcome.planned.act not in (Act.HOLD, Act.REMOVE):
        where = f"à relire et à faire partir là-bas{NBSP}: {where}"
    return f"{post_fr(outcome.planned)}, {where}"


def explain(
    refusal: TargetRefusal,
    target: AnnounceTarget,
    now: datetime,
    hide: Callable[[str], str],
    planned: PlannedPost | None = None,
) -> PublicationRefused:
    """What is to be told of what was not done. hide: takes secrets out of what the network said."""
    until = now + timedelta(seconds=refusal.until)
    when = f" jusqu'au {_moment(until)}" if refusal.trouble is NetworkTrouble.BUSY and refusal.until else ""
    context = {"label": target.label, "words": hide(refusal.words), "when": when}
    context |= {"title": planned.title, "id": planned.item} if planned is not None else {"title": "", "id": "ID"}
    act = planned.act if planned is not None else Act.POST
    code = _OTHERWISE.get((act, refusal.trouble), str(refusal.trouble))
    return PublicationRefused(code, target.name, **context, variable=variable_of(target.name, target.secret))


def rights_lines(target: AnnounceTarget, rights: Sequence[TokenRight]) -> Iterator[str]:
    """What a token may do."""
    yield f"{target.label} ({target.name}) :"
    for right in rights:
        if right.needed:
            yield f"  {'oui' if right.granted else 'NON'} : {right.words}"
        elif right.granted:
            yield f"  À noter : {right.words}"


def _moment(at: datetime) -> str:
    return f"{date_fr(at)} à {hour_fr(at)}"
