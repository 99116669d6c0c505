"""On its page a video of ours plays and loads nothing before; another host's is asked for on a click alone."""

import json
import subprocess
from dataclasses import replace
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from lxml.html import fragments_fromstring

from tambour.model.media import Original
from tambour.model.recording import Recording
from tambour.publish.servers.rules import PAGE_POLICY, page_policy
from tambour.testing.building import URL, Files, published, site
from tambour.website.players import text_parts
from tambour.words.numbers import file_facts_fr
from tests.trees import ROOT

OWN = {
    "type": "video",
    "titre": "La « station » <b>",
    "fichier": "station.mp4",
    "sous_titres": "station.vtt",
    "duree": "3 min 20",
    "transcription": "On voit la cuve.",
}
HOSTED = {"type": "video", "titre": "Le tri", "lien": "https://youtu.be/aqz-KE-bpKQ", "transcription": "Le tri."}
FIGURES = [f'<figure id="texte-enregistrement_{number}">x</figure>\n' for number in (1, 2)]
HTML = f"<p>a</p>\n{FIGURES[0]}<p>b</p>\n{FIGURES[1]}"
FILES = Files({"documents/station.mp4": Original("documents/station.mp4", "video/mp4", 12_000_000, "ab" * 32)})


def news():
    plain = published("news", {"id": "eau", "titre": "Eau", "publier_le": "2026-11-20"}, html=HTML)
    return replace(plain, recordings=tuple(map(Recording.model_validate, (OWN, HOSTED))))


def test_a_text_is_cut_at_its_recordings_and_nowhere_else():
    parts = text_parts(site([news()], media=FILES), news())

    assert [part.html for part in parts if part.shown is None] == ["<p>a</p>\n", "<p>b</p>\n", ""]
    assert [part.shown.recording.title for part in parts if part.shown] == ["La « station » <b>", "Le tri"]
    assert parts[1].shown.address.endswith("/documents/station.mp4")
    assert parts[3].shown.loading == (
        "En cliquant, vous chargez une vidéo de youtube.com, qui peut déposer des cookies."
    )
    assert not parts[1].shown.loading


def page() -> str:
    """The text of the news, as the theme writes it."""
    given = site([news()], media=FILES)
    environment = Environment(loader=FileSystemLoader(ROOT / "theme" / "templates"), autoescape=True)
    environment.filters["file_facts_fr"] = file_facts_fr
    environment.globals.update(
        url=given.absolute,
        document=lambda name: given.media.originals[f"documents/{name}"],
        text_parts=partial(text_parts, given),
    )
    return str(environment.get_template("_macros/recordings.html").module.text_with_players(news()))


def test_ours_plays_on_its_page_with_its_subtitles_and_loads_nothing_before():
    own, hosted = fragments_fromstring(page())[1], fragments_fromstring(page())[3]
    [video] = own.iter("video")
    [track], [link] = video.iter("track"), own.iter("a")

    assert (video.get("preload"), video.get("controls"), video.get("aria-label")) == ("none", "", "La « station » <b>")
    assert (track.get("kind"), track.get("srclang"), track.get("src")) == (
        "captions",
        "fr",
        f"{URL}/documents/station.vtt",
    )
    assert link.text_content().replace("\u00a0", " ") == ("Voir la vidéo « La « station » <b> », 3 min 20 (MP4, 12 Mo)")
    assert [one.tag for one in hosted.iter("iframe", "script", "img", "video")] == []


def test_anothers_is_a_link_that_a_script_may_turn_into_a_player_after_saying_what_that_does():
    hosted = fragments_fromstring(page())[3]
    [ask] = hosted.find_class("recording__ask")
    [button] = ask.iter("button")

    assert hosted.get("data-lecteur") == "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"
    assert ask.get("hidden") is not None  # no button that does nothing without script
    assert hosted.get_element_by_id(button.get("aria-describedby")).text == (
        "En cliquant, vous chargez une vidéo de youtube.com, qui peut déposer des cookies."
    )
    assert [one.get("href") for one in hosted.iter("a")] == ["https://www.youtube.com/watch?v=aqz-KE-bpKQ"]


def test_nothing_is_asked_of_another_host_before_a_click_and_a_click_that_fails_says_so(node: Path, chromium: Path):
    css = (ROOT / "theme/static/css/base.css").read_text("utf-8")
    script = (ROOT / "theme/static/js/lecteurs.js").read_text("utf-8")
    html = f"<style>{css}</style>{page().replace('src=', 'data-src=')}<script>{script}</script>"
    policy = "script-src 'unsafe-inline'; frame-src https://player.vimeo.com"
    run = subprocess.run(
        [node, Path(__file__).with_name("player.mjs")],
        input=json.dumps({"chromium": str(chromium), "html": html, "policy": policy}),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    seen = json.loads(run.stdout)

    frame = "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"
    assert {name: one["before"] for name, one in seen.items()} == {"allowed": [], "blocked": [], "unscripted": []}
    assert (seen["allowed"]["asked"], seen["allowed"]["title"], seen["allowed"]["focus"]) == (
        [frame],
        "Le tri",
        "IFRAME",
    )
    assert (seen["blocked"]["asked"], seen["blocked"]["title"], seen["blocked"]["focus"]) == ([], "", "A")
    assert seen["blocked"]["said"] == "Le lecteur de youtube.com n’a pas pu se charger ici."
    assert seen["unscripted"]["button"] is False


def test_the_server_frames_the_players_of_the_content_and_no_others():
    assert page_policy() == PAGE_POLICY
    assert page_policy(("https://www.youtube-nocookie.com",)) == (
        f"{PAGE_POLICY}; frame-src https://www.youtube-nocookie.com"
    )
    assert "script-src 'self';" in page_policy(("https://www.youtube-nocookie.com",))
