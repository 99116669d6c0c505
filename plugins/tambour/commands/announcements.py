"""`tambour annonces`: what is to be announced, and who has taken what of it, so that nothing is said twice."""

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from tambour.build import report
from tambour.build.request import Request
from tambour.channels.posts.networks import table
from tambour.commands.announcing_step import who
from tambour.commands.project import read_settings
from tambour.commands.publish import PublishRun, chosen_targets
from tambour.commands.terminal import UsageRefused
from tambour.model.problems import Refused
from tambour.publish.announcing import announcement_fr, give_back, hand_ticks, mark, take, taken_fr
from tambour.publish.news import DueAnnouncement, Stage
from tambour.publish.posted import EVERYWHERE, PostTick, add_tick, ticks_in
from tambour.publish.refusals import PublicationRefused
from tambour.words.dates import date_fr, hour_fr
from tambour.words.numbers import count_fr, list_fr


def announce(settings: Path, taken: str = "", done: str = "", given_back: str = "") -> int:
    """Say what is to be announced; or take one of them, note that it was said, or give it back.

    Args:
        settings: file of the settings.
        taken: id of an announcement that is about to be said.
        done: id of one that was said.
        given_back: id of one that was taken, and not said.

    Returns:
        0; 69 for one that is not to be had, or when nobody answers; 75 to be tried again; otherwise as `publish`.

    Raises:
        UsageRefused: when more than one thing is asked.
    """
    if sum(map(bool, (taken, done, given_back))) > 1:
        raise UsageRefused("--prendre, --faite et --rendre ne vont pas ensemble.")
    try:
        request = Request.read(settings=settings)
        ours = read_settings(request)
        run = PublishRun(request, ours, None, settings, chosen_targets(ours, None))
        ticks = ticks_in(ours.content)
        at = run.now.isoformat(timespec="seconds")
        if taken:
            one, record = take(run.site_place, taken, who(), at)
            print(f"Prise : {announcement_fr(one)}")
            _tell_posted(one, ticks)
            print(f"Une fois dite : annonces --faite={one.id} ; sinon : annonces --rendre={one.id}")
        elif done:
            one, record = mark(run.site_place, done, who(), at)
            tick = PostTick(one.item, EVERYWHERE, datetime.fromisoformat(one.taken_at), one.taken_by)
            if ticks.get((one.item, EVERYWHERE)) != tick:  # the pupitre reads it there
                add_tick(ours.content, tick)
            print(f"Faite : {announcement_fr(one)}")
        elif given_back:
            one, record = give_back(run.site_place, given_back)
            print(f"Rendue : {announcement_fr(one)}")
        else:
            record = run.site_place.look().record
            _list(record.due, ticks, held=record.is_held and bool(record.publications))
        run.note(record)
    except PublicationRefused as refused:
        print(*refused.problems, sep="\n", file=sys.stderr)
        return refused.exitcode
    except Refused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode
    return 0


def _list(due: tuple[DueAnnouncement, ...], ticks: Mapping[tuple[str, str], PostTick], *, held: bool) -> None:
    if held:
        print("Rien n'est à annoncer tant que le site en ligne n'est pas celui qui a été publié : publiez d'abord.")
        return
    waiting = [one for one in due if one.stage is Stage.DUE]
    begun = [one for one in due if one.stage is Stage.BEGUN]
    print(f"À annoncer : {count_fr(len(waiting), 'nouvelle')}." if waiting else "Rien à annoncer.")
    for one in waiting:
        print(f"  {announcement_fr(one)}\n    {one.id}")
        _tell_posted(one, ticks)
    if begun:
        print("Prises, et peut-être dites. Si elles le sont : --faite ; si elles ne le sont pas : --rendre.")
        for one in begun:
            print(f"  {announcement_fr(one)}\n    {one.id}, {taken_fr(one)}")
        _tell_posted(one, ticks)


def _tell_posted(announcement: DueAnnouncement, ticks: Mapping[tuple[str, str], PostTick]) -> None:
    """Where somebody has posted it by hand, so that it is not said there twice."""
    posted = [
        f"{_label(one.network)} ({date_fr(one.at)} à {hour_fr(one.at)}{f', {one.by}' if one.by else ''})"
        for one in hand_ticks(announcement, ticks)
    ]
    if posted:
        print(f"    Déjà publiée à la main : {list_fr(posted)}.")


def _label(network: str) -> str:
    if network == EVERYWHERE:
        return "tous les réseaux"
    names = {name.value: one.label for name, one in table(mastodon=500, sms_messages=1).items()}
    return names.get(network, network)
