"""What the agent looks at before sending: a page of the kit for each edition, and the mail that its frames show.

It works from a folder, without a server: the mail is beside it, and so are its pictures.
"""

import re
from collections.abc import Iterator

from tambour.channels import Output, Published, Results, Templates
from tambour.channels.newsletter.checks import is_sent
from tambour.channels.newsletter.files import HTML, LetterFiles
from tambour.channels.newsletter.mail import folder_url
from tambour.channels.newsletter.tools import STANDALONE
from tambour.look.palette import day_palette, night_palette
from tambour.model.letters.edition import Edition
from tambour.words.dates import date_fr, hour_fr
from tambour.words.numbers import count_fr, filesize_fr
from tambour.words.typography import NBSP

_PAGE, _MAIL, _DARK, _BARE = "index.html", "courriel.html", "sombre.html", "sans-images.html"
_NIGHT = "@media (prefers-color-scheme: dark)"  # a frame cannot be told otherwise than its reader's machine
_IMAGE = re.compile(r"(<img\b[^>]*?) src=\"[^\"]*\"")
_WHOLE = "Tout le territoire"


class Preview:
    """The previews of the letters that can still be sent. Of one whose day is over, the whole territory's alone."""

    def __init__(self, files: LetterFiles, templates: Templates) -> None:
        self._files = files
        self._site = files.site
        self._templates = templates
        self._editions_by_path = {edition.folder: (letter, edition) for letter, edition in self._editions()}

    def _editions(self) -> Iterator[tuple[Published, Edition]]:
        for letter, editions in self._files.letters:
            if self._files.can_be_sent(letter):
                for edition in editions[:1] if is_sent(letter, self._site) else editions:
                    yield letter, edition

    def outputs(self) -> Iterator[Output]:
        """Files of the kit: four for each edition, and the pictures."""
        for path, (letter, _) in self._editions_by_path.items():
            for name in (_PAGE, _MAIL, _DARK, _BARE):
                yield Output(path + name, HTML, about=letter.id, root="kit", role="letter-preview")
        previewed = {letter.id for letter, _ in self._editions_by_path.values()}
        for file in self._files.by_path.values():
            if file.output.role == "letter-image" and file.output.about in previewed:
                yield Output(file.output.path, file.output.media_type, about=file.output.about, root="kit")

    def render(self, output: Output, results: Results) -> bytes:
        """One of them."""
        path, _, name = output.path.rpartition("/")
        if (path + "/") not in self._editions_by_path:
            return results.read(self._files.by_path[output.path].output)
        letter, edition = self._editions_by_path[path + "/"]
        if name == _PAGE:
            return self._page(letter, edition, results).encode()
        html = as_seen(self._files.html(edition, STANDALONE), dark=name == _DARK, pictures=name != _BARE)
        return html.replace(folder_url(self._site, edition), "../images/" if edition.commune else "images/").encode()

    def _page(self, letter: Published, edition: Edition, results: Results) -> str:
        mine = [other for one, other in self._editions_by_path.values() if one.id == letter.id]
        up = "../" if edition.commune else ""
        names = [(other.commune_name or _WHOLE, f"{up}{other.commune}/{_PAGE}".lstrip("/")) for other in mine]
        colours = self._site.territory.colours
        return self._templates.render(
            "preview.html",
            edition=edition,
            shown=edition.commune_name or _WHOLE,
            editions=names,
            checks=self._checks(edition, results),
            frames=(
                ("Sur un écran large", "wide", _MAIL),
                ("Sur un téléphone", "narrow", _MAIL),
                ("En mode sombre", "wide", _DARK),
                ("Téléphone en mode sombre", "narrow", _DARK),
                ("Images bloquées", "wide", _BARE),
            ),
            text=self._files.text(edition, STANDALONE),
            addresses=self._addresses(letter, edition),
            day=day_palette(colours),
            night=night_palette(colours),
        )

    def _checks(self, edition: Edition, results: Results) -> list[tuple[str, str]]:
        length = len(self._files.html(edition, STANDALONE).encode())
        share = round(100 * length / self._files.settings.max_html)
        files = (self._files.by_path[f"lettres/{edition.letter}/images/{image.name}"] for image in edition.images)
        images = [len(results.read(file.output)) for file in files]
        return [
            ("Envoi", f"{date_fr(edition.sent_at, weekday=True)} à {hour_fr(edition.sent_at)}"),
            ("Objet", count_fr(len(edition.subject), "caractère") + " sur 60"),
            ("Accroche", count_fr(len(edition.preheader), "caractère") + " (de 40 à 90)"),
            ("Poids du courriel", f"{filesize_fr(length)}, {share} % de ce qui est admis"),
            ("Images", f"{count_fr(len(images), 'image')}, {filesize_fr(sum(images))} en tout"),
            ("Contenus", count_fr(len(edition.items), "contenu")),
            ("Désinscription", "un lien, et un seul"),
            ("Adresses", _addresses_fr(self._site.url)),
        ]

    def _addresses(self, letter: Published, edition: Edition) -> list[tuple[str, str]]:
        root = self._site.absolute(edition.folder)
        imports = [(f"{tool.label} (import par adresse)", f"{root}{tool.name}.mail.html") for tool in self._files.tools]
        archive = self._site.absolute(f"lettres/{letter.id}/{letter.id}.zip")
        return [*imports, ("Message prêt à ouvrir", f"{root}lettre.eml"), ("Tout, avec les images", archive)]


def as_seen(html: str, *, dark: bool = False, pictures: bool = True) -> str:
    """A mail as a mail program shows it: by day or in the dark, with its pictures or while it holds them back."""
    html = html.replace(_NIGHT, "@media all" if dark else "@media not all")
    return html if pictures else _IMAGE.sub(r"\1", html)


def _addresses_fr(url: str) -> str:
    """Whether what is seen here may be sent: a site that is tried at home has addresses that nobody else can follow."""
    if url.startswith("https://"):
        return "entières et en https"
    return f"entières, mais sous {url}{NBSP}: à refaire à l’adresse publique avant d’envoyer"
