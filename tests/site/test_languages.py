"""What channels say, in the language of the item, else in that of the site."""

import json
import re
from dataclasses import replace

import pytest

from docs.references import phrases
from tambour.channels import Channel
from tambour.channels.agenda import Agenda
from tambour.channels.cards import Cards
from tambour.channels.embeds import Embeds
from tambour.channels.feeds import Feeds
from tambour.channels.kit import Kit
from tambour.channels.panneaux import Panneaux
from tambour.channels.posts import Posts
from tambour.channels.redirects import Redirects
from tambour.model.territory import Territory
from tambour.testing.building import TERRITORY, make, published, ready, rendered, site
from tambour.testing.village import village

BALL = {
    "id": "ball",
    "titre": "Ball by the lake",
    "langue": "en",
    "publier_le": "2026-11-20",
    "debut": "2026-12-05 20:00",
    "statut": "reporte",
    "prix": "gratuit",
    "acces": ["fauteuil"],
}
GERMAN = BALL | {"id": "tanz", "titre": "Tanz", "langue": "de"}


def files(channel: type[Channel], *items: dict[str, object]) -> dict[str, str]:
    given = site([published("event", one) for one in items])
    return {path: data.decode("utf-8", "replace") for path, data in rendered(make(channel), given).items()}


def test_an_event_is_told_in_its_language_among_others_in_french():
    calendar = files(Agenda, BALL, GERMAN)["agendas/tout.ics"].replace("\r\n ", "")
    feed = json.loads(files(Feeds, BALL)["flux/tout.json"])

    plain = json.dumps(feed, ensure_ascii=False).replace("\u00a0", " ")

    assert "SUMMARY:POSTPONED – Ball by the lake" in calendar
    assert "SUMMARY:REPORTÉ – Tanz" in calendar
    assert "Free\\nAccessibility: wheelchair accessible" in calendar
    assert "NAME:Agenda" in calendar
    assert (feed["language"], feed["items"][0]["language"]) == ("fr", "en")
    assert "Postponed, new date to come (first planned for Saturday 5 December 2026, at 20:00)" in plain
    assert "Tout ce qui paraît" in feed["title"]


def test_its_card_and_its_posts_are_told_in_its_language_and_the_agent_in_hers():
    given = site([event := published("event", BALL)])
    [card, *_] = ready(make(Cards), given).outputs()
    texts = "\n".join(part.text for part in ready(make(Posts), given).excerpt(event).parts)
    kit = rendered(make(Kit), given)["index.html"].decode()

    assert card.title.startswith("Postponed – Ball by the lake")
    assert "POSTPONED – Ball by the lake" in texts
    assert "nouvelle date" not in texts
    assert "Kit de diffusion" in kit


@pytest.mark.parametrize("channel", [Agenda, Embeds, Feeds, Panneaux, Redirects])
def test_a_channel_speaks_the_language_of_the_site(channel: type[Channel]):
    occitan = replace(village(), territory=Territory(**{**dict(TERRITORY), "languages": ("oc",)}))
    catalogue = phrases.catalogue("oc")
    translations = {message.string for message in catalogue}
    french = {
        one
        for one in phrases.phrases()
        if isinstance(one, str) and len(one) > 8 and not re.search(r"[{%]", one) and one not in translations
    }
    typed = " ".join(f"{one.item.title} {one.item.summary} {one.plain}" for one in occitan.items)

    said = "\n".join(data.decode("utf-8", "replace") for data in rendered(make(channel), occitan).values())

    found = {one for one in french if one in said and re.search(rf"(?<![\w/-]){re.escape(one)}(?!\w)", said)}
    assert {one for one in found if one not in typed} == set()
