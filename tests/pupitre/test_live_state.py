"""What the public sees is looked at again once the site has been put online."""

from datetime import UTC, datetime, timedelta

from tambour.pupitre.publishing.live_state import LiveReceipt, PublicLook

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


def test_what_was_found_before_a_publication_says_nothing_after_it(monkeypatch):
    clock, looks = [NOON], []
    live = PublicLook("https://www.exemple.fr", lambda: clock[0])
    monkeypatch.setattr(live, "_look", lambda: looks.append(clock[0]) or LiveReceipt(clock[0], {}))
    monkeypatch.setattr("tambour.pupitre.publishing.live_state.threading.Thread", _AtOnce)
    before = live.look()
    clock[0] += timedelta(seconds=20)

    assert (live.last(), live.last(since=NOON)) == (before, before)
    assert live.last(since=clock[0]) is None
    assert looks == [NOON, clock[0]]
    assert live.last(since=clock[0]) == LiveReceipt(clock[0], {})


class _AtOnce:
    """A thread that has done its work when it is started."""

    def __init__(self, target, daemon):
        self.start = target
        assert daemon, "nobody waits for it when the pupitre ends"
