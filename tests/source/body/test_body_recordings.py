"""A video or a sound in a text: a picture, an address and what is said in it; each fault at its line."""

from pathlib import PurePosixPath

import pytest

from tambour.messages import MESSAGES
from tambour.source.body import read_body, resolve
from tambour.words.typography import french_spaces

PAGE = PurePosixPath("actualites/a.md")
VIDEO = """\
Avant.

```video
lien: https://youtu.be/aqz-KE-bpKQ
titre: La station d'épuration
image: station.jpg
alt: La cuve, ouverte
duree: 3 min 20
transcription: |
  ## Le matin

  **La voix.** Voici la [fête](id:fete).
```

Après.
"""


def read(markdown: str, language: str = "fr"):
    return read_body(markdown, PAGE, french_spaces, language)


def test_a_video_is_a_picture_a_link_and_its_transcript():
    body = read(VIDEO)

    assert body.faults == ()
    assert body.html == (
        '<p>Avant.</p>\n<figure id="texte-enregistrement_1">\n'
        '<a href="https://www.youtube.com/watch?v=aqz-KE-bpKQ"><img src="media:images/station.jpg" '
        'alt="La cuve, ouverte" loading="lazy"><br>\n'
        "Voir la vidéo «\u00a0La station d'épuration\u00a0» sur youtube.com, 3\u00a0min\u00a020</a>\n</figure>\n"
        "<details>\n<summary>Transcription de «\u00a0La station d'épuration\u00a0»</summary>\n"
        "<p><strong>Le matin</strong></p>\n"
        '<p><strong>La voix.</strong> Voici la <a href="id:fete">fête</a>.</p>\n</details>\n<p>Après.</p>'
    )
    assert body.plain == (
        "Avant.\n\nVidéo\u00a0: La station d'épuration (3\u00a0min\u00a020)\n"
        "https://www.youtube.com/watch?v=aqz-KE-bpKQ\n\nAprès."
    )
    assert [(link.kind, link.target, link.line) for link in body.links] == [
        ("external", "https://www.youtube.com/watch?v=aqz-KE-bpKQ", 4),
        ("media", "images/station.jpg", 6),
        ("item", "fete", 12),
    ]
    assert [one.title for one in body.recordings] == ["La station d'épuration"]


def test_a_file_of_ours_is_asked_for_with_its_subtitles_and_says_why_it_has_no_transcript():
    body = read("```son\ntitre: Le chœur\nfichier: le chœur.mp3\nsans_transcription: musique sans paroles\n```")

    assert [(link.target, link.image) for link in body.links] == [("documents/le chœur.mp3", False)]
    assert 'href="media:documents/le%20ch%C5%93ur.mp3"' in body.html
    assert "<figcaption>Sans transcription\u00a0: musique sans paroles</figcaption>" in body.html
    video = read("```video\ntitre: V\nfichier: v.mp4\nsous_titres: v.vtt\ntranscription: rien\n```")
    assert [link.target for link in video.links] == ["documents/v.mp4", "documents/v.vtt"]


def test_words_beside_a_video_are_in_the_language_of_the_text():
    assert "Watch the video “La station d'épuration” on youtube.com" in read(VIDEO, "en-GB").html


@pytest.mark.parametrize("typed", ['<script>alert("x")</script>', '" onerror="x', "{{ 7 * 7 }}", "]]> & <b>"])
def test_hostile_words_stay_words(typed):
    quoted = "'" + typed + "'"
    body = read(
        f"```video\nlien: https://youtu.be/aqz-KE-bpKQ\ntitre: {quoted}\nimage: a.jpg\nalt: {quoted}\n"
        f"transcription: {quoted}\n```"
    )

    html = resolve(body.html, lambda address: "https://exemple.fr/x")
    assert "<script" not in html
    assert "<b>" not in html.partition("<details>")[0]
    assert html.endswith("</details>")
    assert ' onerror="x"' not in html


@pytest.mark.parametrize(
    ("typed", "code", "line"),
    [
        ("```video\ntitre: V\ntranscription: t\n```", "enregistrement-sans-source", 2),
        ("```video\ntitre: V\nlien: https://exemple.fr/v\ntranscription: t\n```", "hebergeur-inconnu", 3),
        ("```video\ntitre: V\nfichier: v.mp4\n```", "transcription-manquante", 2),
        ("```video\ntitre: V\nfichier: v.mp4\ntranscription: t\nduré: 3 min\n```", "cle-inconnue", 5),
        ("```video\ntitre: V\nfichier: v.mp4\ntranscription: |\n  [a](htp://x)\n```", "lien-interdit", 5),
        ("```video\ntitre: V\nfichier: v.mp4\ntranscription: t\n", "enregistrement-non-ferme", 1),
        ("```video\ntitre: 'V\nfichier: v.mp4\ntranscription: t\n```", "yaml-guillemet-non-ferme", 2),
    ],
)
def test_what_is_wrong_is_told_at_its_line_in_french(typed, code, line):
    told = {(fault.code, fault.line) for fault in read(typed).faults}

    assert (code, line) in told
    assert all(fault.told is None or fault.told.hint or code == "cle-inconnue" for fault in read(typed).faults)
    assert code in MESSAGES


def test_other_code_stays_code_and_a_transcript_holds_no_other_video():
    assert read("```python\nvideo = 1\n```").html == "<pre><code>video = 1\n</code></pre>"
    inner = "```video\ntitre: V\nfichier: v.mp4\ntranscription: |\n  ~~~video\n  titre: W\n  ~~~\n```"
    assert len(read(inner).recordings) == 1
    assert "<code>titre: W" in read(inner).html
