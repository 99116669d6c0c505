"""One item → its post for one network, as it is pasted there, with its length and what had to go."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from tambour.channels import Excerpt
from tambour.words.shortening import fewer_words

from . import sms
from .counting import utf16_units
from .draft import Cut, Draft, fitted
from .networks import Name, Network, Size

_TOLD: Mapping[Cut, str] = MappingProxyType(
    {
        Cut.TAGS: "Moins de mots-dièse, pour que le texte tienne.",
        Cut.SENTENCES: "Raccourci à la fin d’une phrase.",
        Cut.WORDS: "Raccourci au milieu d’une phrase : relisez.",
        Cut.TEXT: "Le texte n’y tient pas : il ne reste que l’essentiel.",
        Cut.FACTS: "Le texte et une partie des informations pratiques n’y tiennent pas.",
        Cut.TITLE: "Titre raccourci.",
        Cut.LINK: "Même l’adresse n’y tient pas.",
    }
)


@dataclass(frozen=True)
class Post:
    """title: "" where it is the beginning of the text. sizes: of the text, in the network's units.

    draft: all that there was to say.
    """

    name: Name
    network: Network
    title: str
    text: str
    sizes: tuple[Size, ...]
    cut: Cut
    draft: Draft

    @property
    def is_shortened(self) -> bool:
        """Something of the title, the facts or the text is missing."""
        return self.cut > Cut.TAGS

    @property
    def asked_for(self) -> Size:
        """How long the post would be with nothing left out: the first size that is too large, if one is."""
        sizes = self.network.sizes(self.network.text(self.draft))
        return next((size for size in sizes if size.length > size.limit), sizes[0])

    def excerpts(self) -> tuple[Excerpt, ...]:
        """As the agent's kit lays it out: one text to copy, or two where the title has a field of its own."""
        label, shown = self.network.label, self.sizes[0]
        if not self.title:
            return (Excerpt(label, self.text, length=shown.length, limit=shown.limit, notes=self.notes()),)
        length, limit = utf16_units(self.title), self.network.title_limit
        return (
            Excerpt(f"{label} : titre", self.title, length=length, limit=limit),
            Excerpt(f"{label} : message", self.text, length=shown.length, limit=shown.limit, notes=self.notes()),
        )

    def notes(self) -> tuple[str, ...]:
        """What the agent should know before she posts it."""
        told = [note for note in (_TOLD.get(self.cut), self.network.advice) if note]
        if self.name is Name.SMS:
            told.append(f"{sms.messages(self.text)} SMS par destinataire.")
            if not sms.is_seven_bit(self.text):
                told.append("Une lettre hors de l’alphabet des SMS réduit la place à 70 caractères.")
        return tuple(told)


def composed(draft: Draft, name: Name, network: Network) -> Post:
    """The richest post that fits."""
    title = draft.title
    if network.title_limit:
        shorter = (title, *fewer_words(title))
        title = next((one for one in shorter if utf16_units(one) <= network.title_limit), shorter[-1])
    result = fitted(replace(draft, title=title), network.fits)
    lean = fitted(replace(draft, title=title, spare=""), network.fits) if draft.spare else result
    if sms.messages(network.text(result.draft)) > sms.messages(network.text(lean.draft)):
        result = lean  # only there does a draft have something to spare
    text = network.text(result.draft)
    cut = max(result.cut, Cut.NOTHING if title == draft.title else Cut.TITLE)
    return Post(name, network, title if network.title_limit else "", text, network.sizes(text), cut, draft)
