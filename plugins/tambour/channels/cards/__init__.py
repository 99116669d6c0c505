"""Social cards: what is seen of an item, a commune, a topic or the site when its address is shared; in three formats.

A card is drawn from a template, an SVG that a designer can edit (README.md): its artwork once, then each card's words
in the template's boxes.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import PurePosixPath

from tambour.channels import Channel, ContentRefused, Excerpt, Output, Problem, Published, Site, digest
from tambour.channels.cards.alt import alternative
from tambour.channels.cards.checks import unknown_signs, unknown_templates
from tambour.channels.cards.compose import compose
from tambour.channels.cards.formats import FORMATS, Format
from tambour.channels.cards.layout import TemplateFault
from tambour.channels.cards.messages import MESSAGES, problem
from tambour.channels.cards.settings import DEFAULTS, CardsSettings
from tambour.channels.cards.studio import Sheet, Studio
from tambour.channels.cards.subjects import Subject, subject_of, subjects
from tambour.model.site.memo import once_per_site

JPEG, PNG = "image/jpeg", "image/png"
_SUFFIXES = {JPEG: "jpg", PNG: "png"}
_SHOWN = 12  # hexadecimal digits of the key in a file's name
_TITLE = "Cartes de partage"


class Cards(Channel[CardsSettings]):
    """Three pictures of each subject."""

    Settings = CardsSettings
    messages = MESSAGES

    def outputs(self, site: Site) -> Sequence[Output]:
        found = ((subject, digest(subject.scene)) for subject in subjects(site, self.name, self._chooser(site)))
        return [self._promise(site, subject, form, said) for subject, said in found for form in FORMATS]

    def check(self, site: Site) -> Sequence[Problem]:
        unknown = unknown_templates(site, self.name, self.settings, self._studio(site).knows)
        return [*unknown_signs(site, self.name), *unknown]

    def render(self, site: Site, output: Output) -> bytes:
        subject = subject_of(site, output, self.name, self._chooser(site))
        form = next(form for form in FORMATS if form.role == output.role)
        scene, layout = subject.scene, self._sheet(site, subject, form).layout
        try:
            return compose(scene, layout, self._studio(site).materials(scene, layout))
        except TemplateFault as fault:
            raise self._faulty(subject, form, fault) from None
        except (ValueError, OSError) as error:
            published = site.get(output.about or "")
            path = published.origin.path if published else PurePosixPath(output.path)
            line = published.origin.line("image") if published else 0
            context = {"form": form.title, "typed": scene.template}
            raise ContentRefused([problem("cards-carte-impossible", path, line, "Image", **context)]) from error

    def excerpt(self, site: Site, item: Published) -> Excerpt | None:
        parts = tuple(self._part(form, output) for form in FORMATS for output in site.outputs_about(item.id, form.role))
        return Excerpt(_TITLE, parts=parts) if parts else None

    def _part(self, form: Format, output: Output) -> Excerpt:
        return Excerpt(f"{form.title} ({form.width} × {form.height})", text=output.title, output=output)

    def _promise(self, site: Site, subject: Subject, form: Format, said: str) -> Output:
        studio, sheet = self._studio(site), self._sheet(site, subject, form)
        key = studio.key(subject.scene, sheet, said)
        photo = studio.photo(subject.scene, sheet.layout) is not None
        media_type = JPEG if photo else PNG
        return Output(
            f"cartes/{subject.folder}/{form.name}-{key[:_SHOWN]}.{_SUFFIXES[media_type]}",
            media_type,
            title=alternative(subject.scene, site.territory.label, subject.photo_alt if photo else ""),
            about=subject.about,
            scope=subject.scope,
            role=form.role,
            size=(form.width, form.height),
            key=key,
        )

    def _sheet(self, site: Site, subject: Subject, form: Format) -> Sheet:
        try:
            return self._studio(site).sheet(subject.scene, form)
        except TemplateFault as fault:
            raise self._faulty(subject, form, fault) from None

    def _faulty(self, subject: Subject, form: Format, fault: TemplateFault) -> ContentRefused:
        file = PurePosixPath("channels", self.name, subject.scene.template, form.template)
        return ContentRefused([problem("cards-modele-fautif", file, error=fault)])

    def _chooser(self, site: Site) -> Callable[[str, str | None], str]:
        """kind of subject, template that its writer names → the template; one that is not there is told by `check`."""

        def choose(kind: str, named: str | None) -> str:
            name = named or self.settings.template_of(kind)
            return name if self._studio(site).knows(name) else DEFAULTS[kind]

        return choose

    @cached_property
    def _studio(self) -> Callable[[Site], Studio]:
        return once_per_site(lambda site: Studio(site, self.templates))


CHANNEL = Cards
