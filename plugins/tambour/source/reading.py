"""One content file → an entry, or everything that is wrong with it by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from pydantic import ValidationError

from tambour.messages import problem
from tambour.model.events.event import Event
from tambour.model.events.occurrences import expand
from tambour.model.item import Item
from tambour.model.kinds import REGISTERS, Register
from tambour.model.letters.letter import Letter, TextBlock
from tambour.model.problems import Problem
from tambour.model.registers import Commune, Contact, Topic
from tambour.model.site.site import Origin
from tambour.model.territory import Territory
from tambour.source import frontmatter
from tambour.source.body import Body, read_body
from tambour.source.entry import Entry
from tambour.source.explain import line_in, problems_of
from tambour.source.files import REFERENCE_FOLDER, SourceFile

Record = Commune | Topic | Contact


@dataclass
class Reading:
    """What one pass over a content folder found.

    entries: valid files. claims: id → the files that claim it, valid or not, so that a reference to a file that must be
    mended is not reported as a reference to nothing. records: register name → id → record, with the line of each.
    """

    territory: Territory
    entries: list[Entry] = field(default_factory=list)
    claims: dict[str, list[tuple[SourceFile, int]]] = field(default_factory=dict)
    records: dict[str, dict[str, Record | None]] = field(default_factory=lambda: {name: {} for name in REGISTERS})
    record_origins: dict[tuple[str, str], Origin] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def read_file(self, file: SourceFile) -> None:
        """Read one content file into `entries` or `problems`."""
        raw = frontmatter.split(file.real.read_bytes())
        self.problems += [problem(flaw.code, file.path, flaw.line, **flaw.context) for flaw in raw.flaws]
        if not raw.lines:
            return
        if isinstance(item_id := raw.fields.get("id"), str):
            self.claims.setdefault(item_id, []).append((file, raw.lines["id"]))
        origin = Origin(file.path, MappingProxyType(raw.lines), raw.body_line)
        body = self._read_text(raw.body, file.path, raw.body_line)
        item = self._validate(file.kind.model, raw.fields, origin)
        if isinstance(item, Item):
            occurrences = expand(item, self.territory.zone) if isinstance(item, Event) else ()
            fragments = MappingProxyType(dict(self._fragments(item, origin)))
            typed = MappingProxyType(raw.fields)
            self.entries.append(
                Entry(item, origin, body, occurrences, fragments=fragments, typed=typed, markdown=raw.body)
            )

    def _read_text(self, markdown: str, path: PurePosixPath, first_line: int) -> Body:
        """Read one text. first_line: of the file, 1-based, where it begins."""
        body = read_body(markdown, path)
        self.problems += [
            problem(fault.code, path, first_line + fault.line - 1, "Texte", **fault.context) for fault in body.faults
        ]
        return body

    def _fragments(self, item: Item, origin: Origin) -> Iterator[tuple[str, Body]]:
        """The Markdown that a letter has in its blocks, by place."""
        for index, block in enumerate(item.blocks if isinstance(item, Letter) else ()):
            if isinstance(block, TextBlock):
                place = f"blocs.{index}.texte"
                yield place, self._read_text(block.text, origin.path, origin.line(place))

    def read_register(self, root: Path, register: Register) -> None:
        """Read referentiel/<file>: a mapping of ids to blocks of fields. A missing file is an empty register."""
        path = PurePosixPath(REFERENCE_FOLDER, register.file)
        real = root / path
        if not real.is_file():
            return
        raw = frontmatter.read_yaml(real.read_bytes())
        self.problems += [problem(flaw.code, path, flaw.line, **flaw.context) for flaw in raw.flaws]
        below: dict[str, dict[str, int]] = {record_id: {} for record_id in raw.fields}
        for place, line in raw.lines.items():
            record_id, _, inside = place.partition(".")
            if inside:
                below[record_id][inside] = line
        for record_id, fields in raw.fields.items():
            origin = Origin(path, MappingProxyType({"id": raw.lines[record_id], **below[record_id]}))
            self.records[register.name][record_id] = None
            if not isinstance(fields, dict):
                self.problems.append(problem("referentiel-illisible", path, origin.line("id"), value=record_id))
                continue
            record = self._validate(register.model, {"id": record_id, **fields}, origin)
            if isinstance(record, Record):
                self.records[register.name][record_id] = record
                self.record_origins[register.name, record_id] = origin

    def _validate(
        self, model: type[Item] | type[Record], fields: Mapping[str, object], origin: Origin
    ) -> Item | Record | None:
        try:
            return model.model_validate(fields, context={"zone": self.territory.zone})
        except ValidationError as error:
            self.problems += problems_of(error, model, fields, origin.path, line_in(origin.lines))
            return None
