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
from .everyday_words import Lexicon, lexicon_of, vocabulary
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
    """What can be found of one site, and by which words."""

    site: Site
    everyday: Mapping[str, Sequence[str]]
    lexicon: Lexicon
    records: tuple[FoundPage, ...]
    language: str

    @cached_property
    def by_path(self) -> Mapping[str, FoundPage]:
        """The file that shows each page found."""
        return {f"{INDEX}fragment/{record.name}.pf_fragment": record for record in self.records}

    @cached_property
    def key(self) -> str:
        """What every file of the index depends on."""
        return digest(pagefind.VERSION, self.language, self.records)


class Recherche(Channel[RechercheSettings, SearchFiles]):
    """Pagefind's index, made of what is published and not of its pages, and three files of ours."""

    Settings = RechercheSettings
    brings = ("search",)

    def prepare(self, site: Site) -> SearchFiles:
        everyday = lexicon_of(self.settings.synonyms)
        lexicon = Lexicon(everyday)
        language = site.territory.languages[0].partition("-")[0]
        return SearchFiles(site, everyday, lexicon, records(site, self.name, lexicon), language)

    def outputs(self, files: SearchFiles) -> Sequence[Output]:
        title = _("Rechercher sur {name}", name=files.site.territory.label)
        return [
            *(
                Output(f"{INDEX}{name}", _media_type(name), key=digest(files.key, name), can_wait=True)
                for name in pagefind.names_of(files.records)
            ),
            *(
                Output(path, _PACKED, about=_item_of(files.site, record), key=digest(record), can_wait=True)
                for path, record in files.by_path.items()
            ),
            Output(WORDS, "text/plain; charset=utf-8", key=digest(files.key, sorted(files.everyday)), can_wait=True),
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
            return vocabulary(files.records, (*files.everyday, *own), EVERY_PAGE)
        if output.path in files.by_path:
            return fragment(files.by_path[output.path])
        return pagefind.index_of(files.records, files.language)[output.path.removeprefix(INDEX)]

    def presence(self, files: SearchFiles, item: Published) -> tuple[str, ...] | Absence:
        return Absence.WITHDRAWN  # unless a file is about it


def _item_of(site: Site, record: FoundPage) -> str | None:
    kind, _, item_id = record.name.partition("_")
    return item_id if kind in KINDS and site.get(item_id) is not None else None


def _media_type(name: str) -> str:
    return next((media_type for ending, media_type in _FILES.items() if name.endswith(ending)), _PACKED)


CHANNEL = Recherche
