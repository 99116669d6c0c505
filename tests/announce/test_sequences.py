"""What people read, account by account, from the first announcement to the last: to be read aloud."""

from collections.abc import Iterator

from tests.announce.bluesky_server import BlueskyServer
from tests.announce.conftest import bluesky
from tests.announce.mastodon_server import MastodonServer


def shown(server: MastodonServer) -> Iterator[str]:
    for status in server.statuses:
        answers = f", en réponse à {status['in_reply_to_id']}" if status["in_reply_to_id"] else ""
        images = "".join(f"\n[image : {server.media[one]['alt']}]" for one in status["media"])
        edited = " (modifié)" if status["id"] in server.edits else ""
        yield f"--- Mastodon, message {status['id']}{answers}{edited}\n{status['source']}{images}\n"


def quoted(server: BlueskyServer) -> Iterator[str]:
    numbers = {key: number for number, key in enumerate(server.records, start=1)}
    for key, record in server.records.items():
        embed = record["embed"]
        kind = embed["$type"].rpartition(".")[2]
        below = {
            "record": lambda e: f"[cite le message {numbers[e['record']['uri'].rpartition('/')[2]]}]",
            "images": lambda e: f"[image : {e['images'][0]['alt']}]",
            "external": lambda e: f"[carte : {e['external']['title']}]",
        }[kind](embed)
        yield f"--- Bluesky, message {numbers[key]}\n{record['text']}\n{below}\n"


class Story:
    """One item on both accounts, step by step. told: what each step made people see."""

    def __init__(self, world, server: MastodonServer) -> None:
        self.world, self.server, self.sky = world, server, BlueskyServer()
        world.targets = {**world.targets, "bluesky": bluesky(self.sky)}
        self.told: list[str] = []

    def step(self, title: str) -> None:
        """One publication. What every step of every story must be, whatever its words."""
        before = {*shown(self.server), *quoted(self.sky)}
        counts = len(self.server.statuses), len(self.sky.records)
        assert [one.refusal for one in self.world.step() if one.refusal] == []
        new = [one for one in (*shown(self.server), *quoted(self.sky)) if one not in before]
        self._check(counts)
        self.told.append(f"=== {title}\n\n" + ("\n".join(new) if new else "(rien n'est dit)\n"))

    def _check(self, counts: tuple[int, int]) -> None:
        statuses, records = self.server.statuses, list(self.sky.records.values())
        assert len(statuses) - counts[0] <= 1, "one change is one message"
        assert len(records) - counts[1] <= 1, "one change is one message"
        texts = [one["source"] for one in statuses]
        assert len(set(texts)) == len(texts), "nothing is said twice in the same words"
        assert all(one["in_reply_to_id"] == statuses[0]["id"] for one in statuses[1:]), "all of them under the first"
        first = next(iter(self.sky.records), "")
        for record in records[1:]:
            assert record["embed"]["record"]["uri"].endswith(first), "all of them quote the first"
        assert [one["createdAt"] for one in records] == sorted(one["createdAt"] for one in records)
        # The same news, in the same order, in both places: Bluesky's record and Mastodon's post begin alike.
        heads = [text.partition("\n")[0] for text in texts]
        quotes = [record["text"].partition("\n")[0] for record in records]
        assert heads[1:] == quotes[1:]

    @property
    def text(self) -> bytes:
        return "\n".join(self.told).encode()


def test_an_event_that_is_corrected_postponed_twice_full_and_cancelled(world, server, golden):
    world.with_photo()
    story = Story(world, server)
    world.event(
        resume="Musique, lampions et crêpes au bord de l’eau.", image="lac.jpg", alt="Le lac et ses lampions, la nuit"
    )
    story.step("Elle est annoncée")
    world.event(titre="Fête du lac de Bellecombe")
    story.step("Son titre est corrigé")
    world.event(statut="reporte", debut="2026-12-12 10:00", debut_precedent="2026-12-05 10:00")
    story.step("Elle est reportée d'une semaine")
    world.event(debut="2026-12-19 10:00", debut_precedent=["2026-12-05 10:00", "2026-12-12 10:00"])
    story.step("Elle est reportée encore une fois")
    world.event(statut="complet", debut_precedent=None)
    story.step("Elle a lieu, et elle est complète")
    world.event(statut="annule")
    story.step("Elle est annulée")
    world.event(statut=None)
    story.step("Elle aura lieu quand même")

    golden("fete.txt", story.text)


def test_an_alert_that_is_lifted_and_comes_back(world, server, golden):
    story = Story(world, server)
    alert = {
        "titre": "Eau non potable à Bellecombe",
        "niveau": "urgence",
        "debut": "2026-12-01 08:00",
        "fin": "2026-12-03 18:00",
        "resume": "Ne buvez pas l’eau du robinet, même bouillie. Des bouteilles sont données à la mairie.",
    }
    world.write("alert", "eau", **alert)
    story.step("Elle est donnée")
    alert["fin"] = "2026-12-05 18:00"
    world.write("alert", "eau", **alert)
    story.step("Elle est prolongée")
    alert["resume"] = "Faites bouillir l’eau du robinet dix minutes avant de la boire."
    world.write("alert", "eau", **alert)
    story.step("Ce qu’elle demande change")
    world.write("alert", "eau", **alert, statut="levee")
    story.step("Elle est levée")
    world.write("alert", "eau", **alert)
    story.step("Elle reprend")

    golden("alerte.txt", story.text)


def test_an_alert_that_becomes_graver_is_told_again(world, server, golden):
    story = Story(world, server)
    alert = {"titre": "Pont des Granges fermé", "niveau": "vigilance", "fin": "2026-12-04 18:00"}
    world.write("alert", "pont", **alert, resume="Passez par la route du lac.")
    story.step("Elle est donnée")
    world.write(
        "alert", "pont", **alert | {"niveau": "urgence"}, resume="Le pont menace de s’effondrer : n’approchez pas."
    )
    story.step("Elle s’aggrave")
    world.write(
        "alert", "pont", **alert | {"niveau": "urgence"}, resume="Le pont menace de s’éffondrer : n’approchez pas."
    )
    story.step("Une lettre y est mal tapée")
    world.write(
        "alert",
        "pont",
        **alert | {"fin": "2026-12-08 18:00"},
        resume="Le pont menace de s’effondrer : n’approchez pas.",
    )
    story.step("Elle redescend, et elle est prolongée")

    golden("alerte-aggravee.txt", story.text)


def test_a_series_of_which_one_date_is_called_off(world, server, golden):
    story = Story(world, server)
    dates = [{"debut": f"2026-12-{day:02} 18:00"} for day in (3, 10, 17)]
    world.write("event", "cafe", titre="Café réparation", creneaux=dates)
    story.step("Elle est annoncée")
    world.write(
        "event", "cafe", titre="Café réparation", creneaux=[dates[0], dates[1] | {"statut": "annule"}, dates[2]]
    )
    story.step("Une date est annulée")
    world.write("event", "cafe", titre="Café réparation", creneaux=[*dates, {"debut": "2026-12-18 18:00"}])
    story.step("Elle aura lieu, et il y en a une de plus")

    golden("serie.txt", story.text)


def test_an_event_whose_hour_and_place_change_without_a_word_on_its_state(world, server, golden):
    story = Story(world, server)
    world.event("yoga", titre="Yoga pour tous", debut="2026-12-10 18:30", fin="19h30", lieu={"nom": "Gymnase"})
    story.step("Il est annoncé")
    world.event("yoga", debut="2026-12-10 18:00", fin="19h")
    story.step("Il commence plus tôt")
    world.event("yoga", lieu={"nom": "Foyer rural", "ville": "Mijoux"})
    story.step("Il a lieu ailleurs")
    world.event("yoga", debut="2026-12-11 18:00", fin="19h")
    story.step("C'est le lendemain")
    world.event("yoga", statut="deplace", lieu={"nom": "Préau de l’école"})
    story.step("Il est dit déplacé")

    golden("yoga.txt", story.text)


def test_a_series_of_which_one_date_changes_names_that_date(world, server, golden):
    def written(*exceptions):
        dates = {"debut": "2026-12-02 15:00", "fin": "17h", "lieu": {"nom": "Salle des fêtes"}}
        rule = {"frequence": "hebdomadaire", "nombre": 9}
        title = "Ciné-goûter du mercredi"
        world.write("event", "cine", titre=title, **dates, recurrence=rule, exceptions=[*exceptions])

    off = {"date": "2026-12-09", "statut": "annule", "note": "Le projecteur est en panne"}
    story = Story(world, server)
    written()
    story.step("Elle est annoncée")
    written(off)
    story.step("Une date est annulée")
    written(off, {"date": "2026-12-16", "lieu": {"nom": "Foyer rural"}})
    story.step("Une autre a lieu ailleurs")
    written({"date": "2026-12-16", "lieu": {"nom": "Foyer rural"}})
    story.step("La première aura lieu")
    written({"date": "2026-12-16", "statut": "reporte", "debut": "2026-12-17 15:00"})
    story.step("L'autre est reportée au lendemain")

    golden("cine.txt", story.text)


def test_a_news_item_that_is_corrected_then_withdrawn_waits_for_somebody_to_say_so(world, server, golden):
    story = Story(world, server)
    world.write("news", "crue", titre="La digue est réparrée", resume="Les travaux sont finis.")
    story.step("Elle est annoncée")
    world.write("news", "crue", titre="La digue est réparée", resume="Les travaux sont finis.")
    story.step("Une faute est corrigée")
    del world.items["crue"]
    story.step("Elle est retirée du site")

    golden("actualite.txt", story.text)
    assert [(one.target, one.item, len(one.posts)) for one in world.plan.stranded] == [
        ("mastodon", "crue", 1),
        ("bluesky", "crue", 1),
    ]
