"""Videos and sounds in a text: a file of ours, or one that somebody else hosts, asked for on a click alone."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, Any, Literal
from urllib.parse import quote

from pydantic import Field, PlainValidator, StringConstraints, ValidationInfo, WithJsonSchema, field_validator

from tambour.model.conversions import scalar
from tambour.model.fields import Demanded, Line, Markdown, Record, WebAddress, YesNo
from tambour.model.item import DocumentPath, ImagePath
from tambour.model.players import HOSTS, HostedPlayer, player_of
from tambour.model.problems import invalid

FORMATS = {"video": (".mp4", ".webm"), "audio": (".mp3", ".m4a", ".ogg")}
SUBTITLES = ".vtt"
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")
_PART = re.compile(r"(\d{1,3})\s*(h|min|mn|m|s|'|\"|$)[a-z.]*\s*", re.IGNORECASE)
_UNITS: Mapping[str, int] = MappingProxyType({"h": 0, "min": 1, "mn": 1, "m": 1, "'": 1, "s": 2, '"': 2})


def duration(value: object) -> int:
    """Seconds of what a person types: `3 min 20`, `1 h 05`, `12:30`, `45 s`. Raises `duree-illisible`.

    >>> duration("3 min 20"), duration("1 h 05"), duration("12:30"), duration("45 s")
    (200, 3900, 750, 45)
    """
    if isinstance(value, int):
        return value
    typed = " ".join(str(scalar(value)).split())
    match = _CLOCK.fullmatch(typed)
    hours, minutes, seconds = map(int, match.groups("0")) if match else _in_words(typed)
    if not (total := hours * 3600 + minutes * 60 + seconds):
        raise invalid("duree-illisible", value=typed)
    return total


def _in_words(typed: str) -> tuple[int, int, int]:
    """`1 h 05 min 20 s`; a last number without a unit has the next one: `1 h 05`. Zeros: it is no duration."""
    amounts, last, at = [0, 0, 0], -1, 0
    while at < len(typed):
        match = _PART.match(typed, at)
        unit = last + 1 if match and not match[2] else _UNITS.get(match[2].lower(), -1) if match else -1
        if match is None or unit <= last or unit > 2 or (last < 0 and not match[2]):
            return 0, 0, 0
        amounts[unit], last, at = int(match[1]), unit, match.end()
    return amounts[0], amounts[1], amounts[2]


Duration = Annotated[
    int, PlainValidator(duration), WithJsonSchema({"type": "string", "examples": ["3 min 20", "1 h 05", "12:30"]})
]


class Recording(Record):
    """A video or a sound, as it is written in a text.

    Where one is shown depends on who reads: a page plays a file of ours, a feed encloses it, a mail has its picture
    and its address.
    """

    kind: Literal["video", "audio"] = Field(alias="type", title="Type", description="video ou audio.")
    title: Annotated[Line, StringConstraints(max_length=150)] = Field(
        alias="titre", title="Titre", description="Ce que l'on va voir ou entendre."
    )
    file: DocumentPath | None = Field(
        None,
        alias="fichier",
        title="Fichier",
        description="Sous content/documents/ : mp4 ou webm pour une vidéo, mp3, m4a ou ogg pour un son.",
    )
    link: Annotated[WebAddress | None, Demanded(unless="fichier")] = Field(
        None,
        alias="lien",
        title="Lien",
        description="Adresse de la page où un hébergeur la montre : YouTube, Vimeo, Dailymotion, PeerTube.",
        validate_default=True,
    )
    image: ImagePath | None = Field(
        None, title="Image", description="Ce que l'on voit avant de lancer la lecture, sous content/images/."
    )
    decorative: YesNo = Field(
        False, title="Image décorative", description="oui : sans l'image, il ne manquerait rien ; alt est inutile."
    )
    alt: Annotated[
        Annotated[Line, StringConstraints(max_length=300)] | None, Demanded(by="image", unless="decorative")
    ] = Field(
        None,
        title="Texte de remplacement",
        description="Ce que l'on voit sur l'image, pour qui ne la voit pas.",
        validate_default=True,
    )
    duration: Duration | None = Field(None, alias="duree", title="Durée", description="Ex. 3 min 20, 1 h 05.")
    subtitles: DocumentPath | None = Field(
        None, alias="sous_titres", title="Sous-titres", description="Fichier .vtt, sous content/documents/."
    )
    no_transcript: Annotated[Line, StringConstraints(max_length=200)] | None = Field(
        None,
        alias="sans_transcription",
        title="Pourquoi sans transcription",
        description="Raison que lira le public, ex. Musique sans paroles.",
    )
    transcript: Annotated[Markdown | None, Demanded(unless="sans_transcription")] = Field(
        None,
        title="Transcription",
        description="Tout ce qui est dit, et ce qu'il faut voir pour comprendre.",
        alias="transcription",
        validate_default=True,
    )

    @field_validator("file")
    @classmethod
    def is_played_everywhere(cls, value: str | None, info: ValidationInfo) -> str | None:
        formats = FORMATS.get(str(info.data.get("kind")), ())
        if value is not None and formats and not value.lower().endswith(formats):
            raise invalid("enregistrement-format", value=value, known=", ".join(one[1:] for one in formats))
        return value

    @field_validator("link")
    @classmethod
    def is_found_in_one_place(cls, value: str | None, info: ValidationInfo) -> str | None:
        if "file" not in info.data:
            return value  # told already
        if value is None and info.data["file"] is None:
            raise invalid("enregistrement-sans-source", near="title")
        if value is None:
            return None
        if info.data["file"] is not None:
            raise invalid("enregistrement-deux-sources", value=value)
        if player_of(value) is None:
            raise invalid("hebergeur-inconnu", value=value, known=", ".join(HOSTS))
        return value

    @field_validator("alt")
    @classmethod
    def image_is_described(cls, value: str | None, info: ValidationInfo) -> str | None:
        if info.data.get("image") and not value and not info.data.get("decorative"):
            raise invalid("alt-manquant", near="image")
        return value

    @field_validator("subtitles")
    @classmethod
    def subtitles_go_with_a_file(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None:
            return None
        if not value.lower().endswith(SUBTITLES):
            raise invalid("sous-titres-format", value=value)
        if info.data.get("link"):
            raise invalid("sous-titres-ailleurs", value=value)
        return value

    @field_validator("transcript")
    @classmethod
    def is_told_in_words(cls, value: str | None, info: ValidationInfo) -> Any:
        if value is None and not info.data.get("no_transcript") and "no_transcript" in info.data:
            raise invalid("transcription-manquante", near="title")
        if value is not None and info.data.get("no_transcript"):
            raise invalid("transcription-et-raison")
        return value

    @property
    def address(self) -> str:
        """Where it is seen or heard: its page at its host's, or the path of our file under the site, quoted."""
        player = self.player
        return player.page if player is not None else quote(f"documents/{self.file}")

    @property
    def player(self) -> HostedPlayer | None:
        """Where somebody else plays it; None for a file of ours."""
        return player_of(self.link) if self.link is not None else None


def without_recordings(plain: str, recordings: Sequence[Recording]) -> str:
    """A text without markup, and without the two lines that stand in it for each video and sound: words, address.

    Args:
        plain: the text.
        recordings: those of the text.
    """
    if not recordings:
        return plain
    addresses = tuple(recording.address for recording in recordings)
    return "\n\n".join(one for one in plain.split("\n\n") if not (one.count("\n") == 1 and one.endswith(addresses)))
