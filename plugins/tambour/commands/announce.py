"""`tambour annoncer`: say on the territory's accounts what the last publication has that is new."""

import sys
from datetime import datetime
from pathlib import Path

from tambour.announce import registry
from tambour.announce.contract import AnnounceTarget, TargetRefusal
from tambour.announce.web import Internet
from tambour.announce.wording import explain, plan_lines, rights_lines, waiting_lines
from tambour.build import clock, last_build, report
from tambour.build.request import Request
from tambour.build.settings import BuildSettings
from tambour.commands.announcing_step import has_accounts
from tambour.commands.project import read_settings
from tambour.commands.publish import PublishRun, chosen_targets
from tambour.commands.terminal import UsageRefused
from tambour.model.announce_lines import NetworkTrouble
from tambour.model.problems import Refused
from tambour.publish.refusals import PublicationRefused
from tambour.publish.release import Release
from tambour.publish.secrets import Secrets


def announce_news(
    content: Path | None,
    settings: Path,
    rehearse: bool | None,
    trial: bool | None,
    removed: str | None,
    left: str | None,
    again: str | None,
) -> int:
    """Do what was asked: say what would leave, or what secrets permit, or take posts away, or note what somebody found
    out; else send what leaves now.

    Arguments and returns as below; left, again: an item of which nobody knew whether it had left: it had, it had not.
    Raises UsageRefused when more than one thing is asked.
    """
    if sum(map(bool, (rehearse, trial, removed, left, again))) > 1:
        raise UsageRefused("--simuler, --essai, --retirer, --partie et --renvoyer : une seule à la fois.")
    if trial:
        return try_tokens(content, settings)
    if left or again:
        return note_outcome(content, settings, left or again or "", has_left=bool(left))
    return send_news(content, settings, removed or "", rehearse=bool(rehearse))


def send_news(content: Path | None, settings: Path, removed: str = "", *, rehearse: bool = False) -> int:
    """Send what leaves now.

    Args:
        content: folder of the content.
        settings: file of the settings.
        removed: id of an item that is no longer shown, whose posts are to be taken away; nothing else is done then.
        rehearse: say what would leave; nobody is asked but the place of the site.

    Returns:
        0; 65 a message is refused, 69 nothing is to be taken away, 75 to be tried again, 77 a secret is missing or no
        longer accepted, 78 no account; otherwise as `publish`.
    """
    try:
        request = Request.read(content, settings)
        ours = read_settings(request)
        run = PublishRun(request, ours, content, settings, chosen_targets(ours, None))
        _refuse_none(ours)
        with last_build.lock(request.output):  # nobody builds into it while its pictures are sent
            step = run.announcing_step(_release(run, ours))
            if rehearse:
                plan = step.plan()
                step.show(plan)
                print(*plan_lines(plan), "Rien n'a été envoyé.", sep="\n")
                return 0
            if removed:
                return _report(step.remove(removed))
            record, failures = step.run()
            run.note(record)
            print(*waiting_lines(step.waiting), sep="\n")
            return _report(failures)
    except PublicationRefused as refused:
        return _report((refused,))
    except Refused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode


def note_outcome(content: Path | None, settings: Path, item: str, *, has_left: bool) -> int:
    """Note what somebody found out of a message that may have left. Returns 0, or as above; 69 none may have."""
    try:
        request = Request.read(content, settings)
        ours = read_settings(request)
        run = PublishRun(request, ours, content, settings, chosen_targets(ours, None))
        _refuse_none(ours)
        run.announcing_step(_release(run, ours)).decide(item, has_left=has_left)
        if not has_left:  # it leaves now, with whatever else waits
            return send_news(content, settings)
    except PublicationRefused as refused:
        return _report((refused,))
    except Refused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode
    return 0


def try_tokens(content: Path | None, settings: Path) -> int:
    """Say what each secret permits. Returns 0, or as above when one does not permit enough."""
    failures: list[PublicationRefused] = []
    try:
        ours = read_settings(Request.read(content, settings))
        _refuse_none(ours)
        secrets, here = Secrets(), clock.now(ours.now, ours.territory.zone)
        for name in registry.names_on(ours):
            try:
                _try_token(registry.open_target(ours, name, secrets, Internet()), secrets, here)
            except PublicationRefused as refused:
                print(flush=True, end="")  # what goes wrong with an account is told where its turn is
                print(*refused.problems, sep="\n", file=sys.stderr, flush=True)
                failures.append(refused)
    except Refused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode
    return max((refused.exitcode for refused in failures), default=0)


def _try_token(target: AnnounceTarget, secrets: Secrets, now: datetime) -> None:
    """Say what the secret of one account permits. Raises PublicationRefused when that is not enough."""
    try:
        rights = target.rights()
    except TargetRefusal as refusal:
        if refusal.trouble in (NetworkTrouble.UNHEARD, NetworkTrouble.AWAY):  # nothing is posted by asking
            raise PublicationRefused(
                "essai-sans-reponse", target.name, label=target.label, words=secrets.hide(refusal.words)
            ) from refusal
        raise explain(refusal, target, now, secrets.hide) from refusal
    print(*rights_lines(target, rights), sep="\n")
    if missing := [one.words for one in rights if one.needed and not one.granted]:
        raise explain(TargetRefusal(NetworkTrouble.DENIED, missing[0]), target, now, secrets.hide)


def _release(run: PublishRun, ours: BuildSettings) -> Release:
    """What lies here."""
    try:
        return Release.read(ours.output)
    except OSError:
        raise PublicationRefused("annonce-autre-site", run.site_place.name) from None


def _refuse_none(ours: BuildSettings) -> None:
    if not has_accounts(ours):
        raise PublicationRefused("annonce-sans-compte", ours.file.path.name)


def _report(failures: tuple[PublicationRefused, ...]) -> int:
    """The gravest code of what was not done, all of it told."""
    for refused in failures:
        print(*refused.problems, sep="\n", file=sys.stderr)
    return max((refused.exitcode for refused in failures), default=0)
