"""Videos and sounds: what a reader is told of one wherever it is mentioned, played or not."""

from collections.abc import Mapping
from types import MappingProxyType

from tambour.model.recording import Recording
from tambour.words.speech import N_, _, speaking
from tambour.words.typography import NBSP

_PHRASES: Mapping[str, str] = MappingProxyType(
    {
        "video": N_("Vidéo\u00a0: %s"),
        "audio": N_("À écouter\u00a0: %s"),
        "see": N_("Voir la vidéo «\u00a0%s\u00a0»"),
        "hear": N_("Écouter «\u00a0%s\u00a0»"),
        "on": N_("%s sur %s"),
        "transcript": N_("Transcription de «\u00a0%s\u00a0»"),
        "none": N_("Sans transcription\u00a0: %s"),
        "load-video": N_("En cliquant, vous chargez une vidéo de %s, qui peut déposer des cookies."),
        "load-audio": N_("En cliquant, vous chargez un son de %s, qui peut déposer des cookies."),
        "play": N_("Lire ici"),
        "blocked": N_("Le lecteur de %s n’a pas pu se charger ici."),
        "subtitles": N_("Sous-titres"),
    }
)


def _phrases(language: str) -> Mapping[str, str]:
    """Those of the language of a text; French where there is no catalogue of it."""
    with speaking(language):
        return {key: _(phrase) for key, phrase in _PHRASES.items()}


def recording_fr(recording: Recording, language: str = "fr") -> str:
    """What it is, where it cannot be played: `Vidéo : Une visite de l’usine (3 min 20)`.

    Args:
        recording: a video or a sound.
        language: BCP 47, of the text that it stands in.

    Returns:
        The sort, the title, the length when it is told.
    """
    said = _phrases(language)[recording.kind] % recording.title
    return f"{said} ({length_fr(recording.duration)})" if recording.duration else said


def recording_link_fr(recording: Recording, language: str = "fr") -> str:
    """What the link to it says: `Voir la vidéo « Une visite de l’usine » sur youtube.com, 3 min 20`.

    Args:
        recording: a video or a sound.
        language: BCP 47, of the text that it stands in.

    Returns:
        An invitation to see or to hear, with the host when it is not this site.
    """
    words = _phrases(language)
    said = words["see" if recording.kind == "video" else "hear"] % recording.title
    if recording.player is not None:
        said = words["on"] % (said, recording.player.host)
    return f"{said}, {length_fr(recording.duration)}" if recording.duration else said


def transcript_heading_fr(recording: Recording, language: str = "fr") -> str:
    """What one opens to read what is said in it.

    Args:
        recording: a video or a sound.
        language: BCP 47, of the text that it stands in.

    Returns:
        Words for a heading or a summary.
    """
    return _phrases(language)["transcript"] % recording.title


def without_transcript_fr(recording: Recording, language: str = "fr") -> str:
    """Why what is said in it cannot be read; "" when it can.

    Args:
        recording: a video or a sound.
        language: BCP 47, of the text that it stands in.

    Returns:
        The reason, or "".
    """
    return _phrases(language)["none"] % recording.no_transcript if recording.no_transcript else ""


def loading_fr(recording: Recording, language: str = "fr") -> str:
    """What a click makes a browser do; "" for a file of ours.

    Args:
        recording: a video or a sound.
        language: BCP 47, of the text that it stands in.

    Returns:
        A sentence, or "".
    """
    player = recording.player
    return _phrases(language)[f"load-{recording.kind}"] % player.host if player is not None else ""


def play_fr(language: str = "fr") -> str:
    """The button that loads a player.

    Args:
        language: BCP 47, of the text that it stands in.

    Returns:
        Words of a button.
    """
    return _phrases(language)["play"]


def blocked_fr(recording: Recording, language: str = "fr") -> str:
    """What is said when the site's server does not let a player in; "" for a file of ours.

    Args:
        recording: a video or a sound.
        language: BCP 47, of the text that it stands in.

    Returns:
        A sentence, or "".
    """
    return _phrases(language)["blocked"] % recording.player.host if recording.player is not None else ""


def subtitles_fr(language: str = "fr") -> str:
    """What a player calls the words that it shows.

    Args:
        language: BCP 47, of the text that it stands in.

    Returns:
        A label.
    """
    return _phrases(language)["subtitles"]


def length_fr(seconds: int) -> str:
    """How long it lasts: `3 min 20`, `1 h 05`, `45 s`.

    >>> length_fr(200).replace(NBSP, " "), length_fr(3900).replace(NBSP, " "), length_fr(45).replace(NBSP, " ")
    ('3 min 20', '1 h 05', '45 s')

    Args:
        seconds: more than zero.

    Returns:
        Hours, minutes and seconds that there are, at most two of them.
    """
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}{NBSP}h" + (f"{NBSP}{minutes:02d}" if minutes else "")
    if not minutes:
        return f"{rest}{NBSP}s"
    return f"{minutes}{NBSP}min" + (f"{NBSP}{rest:02d}" if rest else "")


def seconds_iso(seconds: int) -> str:
    """The same for machines (ISO 8601): `PT3M20S`.

    >>> seconds_iso(3725)
    'PT1H2M5S'

    Args:
        seconds: more than zero.

    Returns:
        The duration.
    """
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "H"), (minutes, "M"), (rest, "S"))
    return "PT" + "".join(f"{amount}{unit}" for amount, unit in parts if amount)
