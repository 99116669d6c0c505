"""Newsletter: each letter as mails for every sending tool, as text, as a message; each item as a block of mail."""

from collections.abc import Sequence
from dataclasses import dataclass

from tambour.channels import (
    Absence,
    Channel,
    Excerpt,
    Output,
    OutputIndex,
    Problem,
    Published,
    Results,
    Site,
    of_one_item,
)
from tambour.channels.newsletter.checks import block_problems, choice_problems, is_sent, mail_problems
from tambour.channels.newsletter.files import LetterFiles
from tambour.channels.newsletter.mail import block
from tambour.channels.newsletter.messages import MESSAGES
from tambour.channels.newsletter.preview import Preview
from tambour.channels.newsletter.settings import NewsletterSettings
from tambour.model.letters.selection import Selections


@dataclass(frozen=True)
class Letters:
    """The letters of one site: their files, and what is looked at before they are sent."""

    files: LetterFiles
    preview: Preview


class Newsletter(Channel[NewsletterSettings, Letters]):
    """`lettres/<id>/brevo.mail.html` and its siblings, for each edition of a letter that can still be sent.

    Of one that has been, its text and its pictures stay, which people hold, and its page.
    """

    Settings = NewsletterSettings
    french_name = "lettre"
    messages = MESSAGES

    def prepare(self, site: Site) -> Letters:
        files = LetterFiles(site, self.settings, self.templates)
        return Letters(files, Preview(files, self.templates))

    def outputs(self, letters: Letters) -> Sequence[Output]:
        return [file.output for file in letters.files.by_path.values()]

    def check(self, letters: Letters) -> Sequence[Problem]:
        files = letters.files
        selections, problems = Selections(files.site), list[Problem]()
        for letter, editions in files.letters:
            if not is_sent(letter, files.site):
                problems += choice_problems(letter, files.site, selections)
            for edition in editions if files.can_be_sent(letter) else ():
                problems += mail_problems(letter, edition, files)
        problems += block_problems(files)
        return list(dict.fromkeys(problems))  # a fault of the letter is one of each of its editions

    def presence(self, letters: Letters, item: Published) -> tuple[str, ...] | Absence:
        """In which letters it stands, each by its text; an item that no letter chose has nothing there."""
        chosen = letters.files.texts_by_item.get(item.id, ())
        return chosen or (Absence.NOTHING if item.kind.in_letters else Absence.KIND)

    def render(self, letters: Letters, output: Output) -> bytes:
        return letters.files.by_path[output.path].make()

    def last_outputs(self, letters: Letters, outputs: OutputIndex) -> Sequence[Output]:
        return list(letters.preview.outputs())

    def render_last(self, letters: Letters, output: Output, results: Results) -> bytes:
        return letters.preview.render(output, results)

    @of_one_item
    def excerpt(self, letters: Letters, item: Published) -> Excerpt | None:
        if not letters.files.may_carry(item):
            return None
        html = letters.files.site.once(f"{self.name}: bloc", item, lambda: self._block(letters.files, item))
        note = "À coller dans un bloc HTML de l’outil d’envoi, quand la lettre s’y compose à la main."
        return Excerpt("Bloc de lettre", html=html, length=len(html.encode()), notes=(note,))

    def _block(self, files: LetterFiles, item: Published) -> str:
        return block(files.block_item(item), files.site, self.templates)


CHANNEL = Newsletter
