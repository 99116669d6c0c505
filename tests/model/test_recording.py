"""A video or a sound says where it is, how long it lasts and what is said in it, in the words that people type."""

import pytest
from pydantic import ValidationError

from tambour.model.players import player_of
from tambour.model.recording import Recording, duration, without_recordings

SAID = {"type": "video", "titre": "La station", "transcription": "On voit la cuve."}
YOUTUBE = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
PEERTUBE = "https://video.exemple.fr/w/7KpVd3mRtYqL2sXbNcZaWe"


def codes(**typed: str) -> set[str]:
    with pytest.raises(ValidationError) as raised:
        Recording.model_validate(SAID | typed)
    return {error["type"] for error in raised.value.errors()}


@pytest.mark.parametrize(
    ("typed", "page", "frame"),
    [
        (f"{YOUTUBE}&list=x", YOUTUBE, "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"),
        (
            "https://youtu.be/aqz-KE-bpKQ?t=30",
            f"{YOUTUBE}&t=30s",
            "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?start=30",
        ),
        (
            "https://m.youtube.com/shorts/aqz-KE-bpKQ",
            YOUTUBE,
            "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ",
        ),
        (
            "https://player.vimeo.com/video/76979871?h=abcdef12",
            "https://vimeo.com/76979871/abcdef12",
            "https://player.vimeo.com/video/76979871?h=abcdef12&dnt=1",
        ),
        (
            "https://vimeo.com/76979871",
            "https://vimeo.com/76979871",
            "https://player.vimeo.com/video/76979871?dnt=1",
        ),
        (
            "https://dai.ly/x8abcde",
            "https://www.dailymotion.com/video/x8abcde",
            "https://geo.dailymotion.com/player.html?video=x8abcde",
        ),
        (PEERTUBE, PEERTUBE, "https://video.exemple.fr/videos/embed/7KpVd3mRtYqL2sXbNcZaWe?p2p=0"),
    ],
)
def test_an_address_copied_from_a_host_leads_to_its_page_and_to_its_player_without_cookies(typed, page, frame):
    player = player_of(typed)

    assert player is not None
    assert (player.page, player.frame) == (page, frame)
    assert frame.startswith(player.frame_origin + "/")


@pytest.mark.parametrize(
    "typed",
    [
        "https://exemple.fr/video",
        "https://www.youtube.com/@ville",
        "https://youtu.be/trop-court",
        'https://video.exemple.fr"onload=/w/7KpVd3mRtYqL2sXbNcZaWe',
        "https://moi@www.youtube.com/watch?v=aqz-KE-bpKQ",
        "https://vimeo.com/channels/ville",
        "https://www.dailymotion.com/ville",
        "https://[::1",
    ],
)
def test_what_is_no_video_of_a_host_that_is_known_has_no_player(typed):
    assert player_of(typed) is None


def test_a_length_is_read_as_it_is_said():
    typed = ("3 min 20", "3'20\"", "1 h 05", "1h05", "12:30", "1:02:30", "45 s", "90 minutes")

    assert [duration(one) for one in typed] == [200, 200, 3900, 3900, 750, 3750, 45, 5400]
    for wrong in ("5", "long", "20 s 3 min", "0 min"):
        assert "duree-illisible" in codes(lien=YOUTUBE, duree=wrong)


def test_each_mistake_has_its_own_sentence():
    assert codes() == {"enregistrement-sans-source"}
    assert codes(lien=YOUTUBE, fichier="a.mp4") == {"enregistrement-deux-sources"}
    assert codes(lien="https://exemple.fr/video") == {"hebergeur-inconnu"}
    assert codes(fichier="a.avi") == {"enregistrement-format"}
    assert codes(type="audio", fichier="a.mp4") == {"enregistrement-format"}
    assert codes(fichier="a.mp4", sous_titres="a.srt") == {"sous-titres-format"}
    assert codes(lien=YOUTUBE, sous_titres="a.vtt") == {"sous-titres-ailleurs"}
    assert codes(lien=YOUTUBE, image="a.jpg") == {"alt-manquant"}
    assert codes(lien=YOUTUBE, sans_transcription="sans paroles") == {"transcription-et-raison"}
    with pytest.raises(ValidationError, match="transcription-manquante"):
        Recording.model_validate({"type": "audio", "titre": "Air", "fichier": "air.mp3"})


def test_a_text_can_be_told_without_its_recordings():
    recording = Recording.model_validate(SAID | {"fichier": "la station.mp4"})
    plain = "Avant.\n\nVidéo : La station\nhttps://exemple.fr/documents/la%20station.mp4\n\nAprès."

    assert without_recordings(plain, (recording,)) == "Avant.\n\nAprès."
    assert without_recordings(plain, ()) == plain
