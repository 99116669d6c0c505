"""Where each item went: what failed stands first, then what is on its way, then what people can see."""

from tambour.announce.overview import journal_of, overview
from tambour.model.announce_lines import NetworkTrouble
from tests.announce.conftest import mastodon


def test_it_tells_where_an_item_went_and_what_is_still_to_leave(world, server):
    world.event()
    world.step()
    world.event(statut="annule")
    world.publish()

    [fete] = overview(journal_of(world.folder), world.plan).values()

    assert [one.address for one in fete.posts] == [f"https://social.exemple.fr/@interco/{server.statuses[0]['id']}"]
    assert [one.target for one in fete.leaving] == ["mastodon"]
    assert (fete.failed, fete.waiting) == ((), ())


def test_what_failed_stands_first_until_it_has_left(world, server):
    world.event("a-bal")
    world.step()
    server.token = "revoked"
    world.targets = {"mastodon": mastodon(server)}
    world.event("z-foire")
    world.write("alert", "z-eau", titre="Eau", niveau="info", debut="2026-12-01", fin="2026-12-03")
    world.step()
    told = overview(journal_of(world.folder), world.plan)

    first = next(iter(told.values()))
    assert [one.trouble for one in first.failed] == [NetworkTrouble.DENIED]
    assert list(told)[-1] in ("a-bal", "z-foire")
    server.token = "jeton-du-compte-7f3a"
    world.targets = {"mastodon": mastodon(server)}
    world.announce()
    assert [one.failed for one in overview(journal_of(world.folder), world.plan).values()] == [()] * 3
