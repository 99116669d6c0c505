"""Newsletter: each letter as mails for every sending tool, as text, as a message; each item as a block of mail."""

from collections.abc import Sequence

from tambour.channels import Channel, Excerpt, Output, Problem, Published, Site, Templates
from tambour.channels.newsletter.checks import block_problems, choice_problems, is_sent, mail_problems
from tambour.channels.newsletter.files import Press
from tambour.channels.newsletter.mail import block
from tambour.channels.newsletter.messages import MESSAGES
from tambour.channels.newsletter.preview import Preview
from tambour.channels.newsletter.settings import NewsletterSettings
from tambour.model.letters.selection import Selections
from tambour.model.site.memo import once_per_site


class Newsletter(Channel[NewsletterSettings]):
    """`lettres/<id>/brevo.mail.html` and its siblings, for each letter and each of its editions."""

    Settings = NewsletterSettings
    messages = MESSAGES

    def __init__(self, name: str, settings: NewsletterSettings, templates: Templates) -> None:
        super().__init__(name, settings, templates)
        self._last_press: Press | None = None
        self._preview = once_per_site(lambda site: Preview(self._press(site), templates))

    def _press(self, site: Site) -> Press:
        """The letters of a site: compiled when they are checked, and not again when they are written."""
        if self._last_press is None or not self._last_press.serves(site):
            self._last_press = Press(site, self.settings, self.templates)
        return self._last_press

    def outputs(self, site: Site) -> Sequence[Output]:
        public = (file.output for file in self._press(site).files.values())
        return [*public, *self._preview(site).outputs()]

    def check(self, site: Site) -> Sequence[Problem]:
        selections, problems = Selections(site), list[Problem]()
        press = self._press(site)
        for letter, editions in press.letters:
            if not is_sent(letter, site):
                problems += choice_problems(letter, site, selections)
            for edition in editions:
                problems += mail_problems(letter, edition, press)
        problems += block_problems(press)
        return list(dict.fromkeys(problems))  # a fault of the letter is one of each of its editions

    def render(self, site: Site, output: Output) -> bytes:
        if output.root == "kit":
            return self._preview(site).render(site, output)
        return self._press(site).files[output.path].made()

    def excerpt(self, site: Site, item: Published) -> Excerpt | None:
        carried = self._press(site).blocks.get(item.id)
        if carried is None:
            return None
        html = block(carried[1], site, self.templates)
        note = "À coller dans un bloc HTML de l’outil d’envoi, quand la lettre s’y compose à la main."
        return Excerpt("Bloc de lettre", html=html, length=len(html.encode()), notes=(note,))


CHANNEL = Newsletter
