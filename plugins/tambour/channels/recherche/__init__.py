"""Search: the index that a page looks through, the words that it corrects by, and what it answers before it looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tambour.channels import Absence, Channel, Output, Published, Scope, Site, digest
from tambour.finding import pagefind
from tambour.finding.records import FoundPage, fragment
from tambour.model.kinds import KINDS
from tambour.words.speech import _

from .answers import answers
from .everyday_words import ELSEWHERE, Lexicon, lexicon_of, vocabulary
from .found_pages import EVERY_PAGE, records
from .opensearch import opensearch
from .settings import RechercheSettings

FOLDER = "recherche/"
INDEX = f"{FOLDER}pagefind/"
ANSWERS = f"{FOLDER}reponses.json"
WORDS = f"{FOLDER}mots.txt"
DESCRIPTION = "opensearch.xml"
_FILES = {".js": "text/javascript; charset=utf-8", ".json": "application/json"}  # by ending; the rest is packed
_PACKED = "application/octet-stream"


@dataclass(frozen=True)
class SearchFiles:
    """What can be found of one site, and by which words.

    indexes: what can be found in each language: an index of its own each, with the endings of its words. The site's
    comes first; a page asks the others for what it does not know.
    """

    site: Site
    everyday: Mapping[str, Sequence[str]]
    lexicon: Lexicon
    indexes: Mapping[str, tuple[FoundPage, ...]]

    @cached_property
    def records(self) -> tuple[FoundPage, ...]:
        return tuple(record for some in self.indexes.values() for record in some)

    @cached_property
    def by_path(self) -> Mapping[str, FoundPage]:
        """The file that shows each page found."""
        return {f"{folder_of(record)}fragment/{record.name}.pf_fragment": record for record in self.records}

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, str]]:
        """The other files of the indexes, by path: of which language each is, and its name there."""
        return {
            f"{folder_of(some[0]) if some else INDEX}{name}": (language, name)
            for language, some in self.indexes.items()
            for name in pagefind.names_of(some)
        }

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """What every file of the index of a language depends on."""
        return {language: digest(pagefind.VERSION, language, some) for language, some in self.indexes.items()}


class Recherche(Channel[RechercheSettings, SearchFiles]):
    """Pagefind's index, made of what is published and not of its pages, and three files of ours."""

    Settings = RechercheSettings
    brings = ("search",)

    def prepare(self, site: Site) -> SearchFiles:
        everyday = lexicon_of(self.settings.synonyms)
        lexicon = Lexicon(everyday)
        by_language: dict[str, list[FoundPage]] = {site.territory.languages[0].partition("-")[0]: []}
        own = next(iter(by_language))
        for record in records(site, self.name, {own: lexicon, **lexicons_elsewhere(own)}):
            by_language.setdefault(record.language or own, []).append(record)
        return SearchFiles(site, everyday, lexicon, {name: tuple(some) for name, some in by_language.items()})

    def outputs(self, files: SearchFiles) -> Sequence[Output]:
        title = _("Rechercher sur {name}", name=files.site.territory.label)
        return [
            *(
                Output(path, _media_type(name), key=digest(files.keys[language], name), can_wait=True)
                for path, (language, name) in files.parts.items()
            ),
            *(
                Output(path, _PACKED, about=_item_of(files.site, record), key=digest(record), can_wait=True)
                for path, record in files.by_path.items()
            ),
            Output(WORDS, "text/plain; charset=utf-8", key=digest(files.keys, sorted(files.everyday)), can_wait=True),
            Output(ANSWERS, "application/json", scope=Scope("all"), role="answers"),
            Output(DESCRIPTION, "application/xml", title=title, scope=Scope("all"), role="search"),
        ]

    def render(self, files: SearchFiles, output: Output) -> bytes:
        if output.path == DESCRIPTION:
            return opensearch(files.site, FOLDER)
        if output.path == ANSWERS:
            return answers(files.site, self.name, files.lexicon, self.settings.days)
        if output.path == WORDS:
            own = (word for topic in files.site.topics.values() for word in topic.synonyms)
            theirs = (word for language in files.indexes for word in ELSEWHERE.get(language, ()))
            return vocabulary(files.records, (*files.everyday, *own, *theirs), EVERY_PAGE)
        if output.path in files.by_path:
            return fragment(files.by_path[output.path])
        language, name = files.parts[output.path]
        return pagefind.index_of(files.indexes[language], language)[name]

    def presence(self, files: SearchFiles, item: Published) -> tuple[str, ...] | Absence:
        return Absence.WITHDRAWN  # unless a file is about it


def folder_of(record: FoundPage) -> str:
    """Where the index of its language is."""
    return f"{INDEX}{record.language}/" if record.language else INDEX


def lexicons_elsewhere(own: str) -> Mapping[str, Lexicon]:
    """Everyday words of the languages that are not the site's."""
    return {language: Lexicon(words) for language, words in ELSEWHERE.items() if language != own}


def _item_of(site: Site, record: FoundPage) -> str | None:
    kind, _, item_id = record.name.partition("_")
    return item_id if kind in KINDS and site.get(item_id) is not None else None


def _media_type(name: str) -> str:
    return next((media_type for ending, media_type in _FILES.items() if name.endswith(ending)), _PACKED)


CHANNEL = Recherche
