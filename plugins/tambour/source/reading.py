"""One content file → an entry, one register of referentiel/ → its records, or everything wrong with it by itself."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from pydantic import ValidationError

from tambour.messages import problem
from tambour.model.events.event import Event
from tambour.model.events.occurrences import expand
from tambour.model.home import Home, HomeTextBlock
from tambour.model.item import Item
from tambour.model.kinds import REGISTERS, Register, RegisterRecord
from tambour.model.letters.letter import Letter, TextBlock
from tambour.model.place import NO_PLACES, DeclaredPlaces, Place
from tambour.model.problems import Problem
from tambour.model.remedy import Remedy
from tambour.model.site.published import Origin
from tambour.model.slugs import fold
from tambour.model.territory import Territory
from tambour.source import frontmatter
from tambour.source.body import Body, Spacing, as_typed, read_body
from tambour.source.diagnosis import BETWEEN_QUOTES, reads_as
from tambour.source.entry import NO_FRAGMENTS, ContentFile, HomeFile
from tambour.source.explain import Place as FieldPlace
from tambour.source.explain import label_of, line_in, named_besides, problems_of
from tambour.source.files import REFERENCE_FOLDER, ListedFile
from tambour.source.memory import SourceMemory
from tambour.source.names import NO_NAMES, DeclaredNames
from tambour.source.overlay import AS_WRITTEN, Overlay
from tambour.source.remedies import Surroundings, accepts
from tambour.words.typography import french_spaces

Record = RegisterRecord
_NAMED_BY_CONTENTS = ("commune", "topic", "contact")


@dataclass(frozen=True)
class RefusedRecord:
    """What is not valid by itself. references: what its fields name all the same, as `model.references` tells it."""

    model: type[Item] | type[Record]
    origin: Origin
    references: tuple[tuple[FieldPlace, str, str], ...]


@dataclass
class Reading:
    """What one pass over a content folder found.

    entries: valid files. claims: id → the files that claim it, valid or not, so that a reference to a file that must be
    mended is not reported as a reference to nothing. records: register name → id → record, with the line of each.
    proposals: problem of a text → the Markdown that it proposes.
    heads: path → what was typed at the top of a file, of those that have a head that can be read. sources: path → the
    bytes that were read, registers included. unreadable: names of the registers that cannot be read to their end.
    refused: what is not valid by itself.
    Registers are read first, then every file is opened, then they are read: what a field names may be in any of them.
    """

    territory: Territory
    overlay: Overlay = AS_WRITTEN
    memory: SourceMemory = field(default_factory=SourceMemory)
    entries: list[ContentFile] = field(default_factory=list)
    claims: dict[str, list[tuple[ListedFile, int]]] = field(default_factory=dict)
    records: dict[str, dict[str, Record | None]] = field(default_factory=lambda: {name: {} for name in REGISTERS})
    record_origins: dict[tuple[str, str], Origin] = field(default_factory=dict)
    home: HomeFile | None = None
    problems: list[Problem] = field(default_factory=list)
    proposals: dict[Problem, str] = field(default_factory=dict)
    names: DeclaredNames = NO_NAMES
    heads: dict[str, frontmatter.Raw] = field(default_factory=dict)
    sources: dict[str, bytes] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    refused: list[RefusedRecord] = field(default_factory=list)
    _heads: list[tuple[ListedFile, frontmatter.Raw]] = field(default_factory=list)
    _places: DeclaredPlaces = NO_PLACES

    def read_all(self, root: Path, files: Iterable[ListedFile]) -> None:
        """Read registers and content files: what names contents once it is known how these are called."""
        for name in _NAMED_BY_CONTENTS:
            self.read_register(root, REGISTERS[name])
        self.read_files(files)
        for name, register in REGISTERS.items():
            if name not in _NAMED_BY_CONTENTS:
                self.read_register(root, register)
        self.names = self._declared_names()

    def read_files(self, files: Iterable[ListedFile]) -> None:
        """Read content files into `entries` or `problems`."""
        for file in files:
            self._open(file)
        self.names = self._declared_names()
        self._places = self.memory.same_places(self._declared_places())
        for file, raw in self._heads:
            self._read(file, raw)

    def without(self, paths: Collection[str]) -> "Reading":
        """The same reading, had some content files not been there. paths: theirs."""
        claims = {
            item_id: left
            for item_id, claims in self.claims.items()
            if (left := [claim for claim in claims if str(claim[0].path) not in paths])
        }
        again = replace(
            self,
            entries=[entry for entry in self.entries if str(entry.origin.path) not in paths],
            claims=claims,
            heads={path: raw for path, raw in self.heads.items() if path not in paths},
            refused=[one for one in self.refused if str(one.origin.path) not in paths],
            _heads=[head for head in self._heads if str(head[0].path) not in paths],
        )
        again.names = again._declared_names()
        if (places := again._declared_places()) != self._places:
            again._places = places
        return again

    def with_file(self, file: ListedFile, overlay: Overlay) -> "Reading":
        """The same reading with one file read as an overlay has it; problems: of this file by itself."""
        path = str(file.path)  # texts are compared, not paths: there are thousands
        others = [entry for entry in self.entries if str(entry.origin.path) != path]
        claims = dict(self.claims)
        own_before = [raw for other, raw in self._heads if str(other.path) == path]
        for raw in own_before:
            if isinstance(item_id := raw.fields.get("id"), str):
                claims[item_id] = [claim for claim in claims[item_id] if claim[0].path != file.path]
                if not claims[item_id]:
                    del claims[item_id]
        again = replace(
            self,
            overlay=overlay,
            entries=others,
            claims={},
            problems=[],
            proposals={},
            refused=[],
            heads={other: raw for other, raw in self.heads.items() if other != path},
            sources=dict(self.sources),
            _heads=[],
        )
        again._open(file)
        for item_id, own in again.claims.items():
            claims[item_id] = sorted((*claims.get(item_id, ()), *own), key=lambda claim: str(claim[0].path))
        own_heads, again.claims = again._heads, claims
        again._heads = [head for head in self._heads if str(head[0].path) != path] + own_heads
        again._heads.sort(key=lambda head: str(head[0].path))
        again.names = self._names_with(own_before, own_heads) or again._declared_names()
        if file.kind.model is Place and (places := again._declared_places()) != self._places:
            again._places = places
        for _, raw in own_heads:
            again._read(file, raw)
        return again

    def with_register(self, root: Path, register: Register, overlay: Overlay) -> "Reading":
        """The same reading with one register read as an overlay has it; problems: of this register by itself."""
        again = replace(
            self,
            overlay=overlay,
            problems=[],
            proposals={},
            refused=[],
            records={**self.records, register.name: {}},
            record_origins={
                named: origin for named, origin in self.record_origins.items() if named[0] != register.name
            },
            sources=dict(self.sources),
            unreadable=self.unreadable - {register.name},
            home=None if register.model is Home else self.home,
        )
        again.read_register(root, register)
        again.names = again._declared_names()
        return again

    def _names_with(
        self, before: Sequence[frontmatter.Raw], now: Sequence[tuple[ListedFile, frontmatter.Raw]]
    ) -> DeclaredNames | None:
        """What is named, one file being another: None unless it has the id that it had, which nothing else claims.

        before, now: what stands at its top, if it can be read.
        """
        if len(before) != 1 or len(now) != 1:
            return None
        [(file, raw)], item_id = now, before[0].fields.get("id")
        is_alone = isinstance(item_id, str) and len(self.claims.get(item_id, ())) == 1
        if not isinstance(item_id, str) or not is_alone or raw.fields.get("id") != item_id:
            return None
        title = {item_id: str(raw.fields.get("titre") or "")}
        targets = dict(self.names.by_target)
        for target in ("item", "place") if file.kind.model is Place else ("item",):
            targets[target] = {**targets[target], **title}
        drafts = self.names.drafts - {item_id} | ({item_id} if _is_draft(raw) else frozenset())
        return DeclaredNames(targets, drafts=drafts)

    def _declared_names(self) -> DeclaredNames:
        """What is named in any file."""
        titles = {raw.fields.get("id"): raw.fields.get("titre") for _, raw in reversed(self._heads)}
        items = {key: str(titles.get(key) or "") for key in self.claims}
        return DeclaredNames(
            {
                "item": items,
                "place": {key: title for key, title in items.items() if self.claims[key][0][0].kind.model is Place},
                **{name: {key: getattr(r, "name", "") for key, r in self.records[name].items()} for name in REGISTERS},
            },
            drafts=frozenset(str(raw.fields.get("id")) for _, raw in self._heads if _is_draft(raw)),
        )

    def _open(self, file: ListedFile) -> None:
        path = str(file.path)
        if self.overlay is not AS_WRITTEN and self.overlay.touches(path):
            self.sources[path] = self.overlay.read(path, file.real)
            raw = frontmatter.split(self.sources[path])
        else:
            self.sources[path], raw = self.memory.head_of(file, frontmatter.split)
        if path in self.overlay.mended:
            raw = replace(raw, flaws=(), comments={})
        self.problems += [problem(flaw.code, file.path, flaw.line, **flaw.context) for flaw in raw.flaws]
        if not raw.lines:
            return
        self.heads[path] = raw
        without, given = self.overlay.without.get(path, frozenset()), self.overlay.given.get(path, {})
        if without or given:
            fields = {key: value for key, value in raw.fields.items() if key not in without} | dict(given)
            raw = replace(raw, fields=fields, comments={k: c for k, c in raw.comments.items() if k in fields})
        if isinstance(item_id := raw.fields.get("id"), str):
            self.claims.setdefault(item_id, []).append((file, raw.lines["id"]))
        self._heads.append((file, raw))

    def _declared_places(self) -> DeclaredPlaces:
        """Place records that are not drafts, by title: those to be mended included, whose faults are told anyway."""
        ids, by_name = set(), dict[str, tuple[tuple[str, str | None], ...]]()
        for file, raw in self._heads:
            item_id, title, commune = (raw.fields.get(key) for key in ("id", "titre", "commune"))
            if file.kind.model is not Place or not isinstance(item_id, str):
                continue
            ids.add(item_id)
            if isinstance(title, str) and not _is_draft(raw):
                place = (item_id, commune if isinstance(commune, str) else None)
                by_name[fold(title)] = (*by_name.get(fold(title), ()), place)
        return DeclaredPlaces(frozenset(ids), by_name)

    def _read(self, file: ListedFile, raw: frontmatter.Raw) -> None:
        """Read one content file, opened, into `entries` or `problems`."""
        if (known := self.memory.entry_of(file.path, raw, self._places)) is not None:
            self.entries.append(known)
            return
        problems_before = len(self.problems)
        origin = Origin(file.path, raw.lines, raw.body_line)
        spacing = self._spacing(raw.fields)
        body = self.memory.body_of(file.path, raw, spacing, self._language(raw.fields))
        self._tell_faults(body, file.path, raw.body_line)
        item = self._validate(file.kind.model, raw.fields, origin, raw.comments)
        if isinstance(item, Item):
            occurrences = expand(item, self.territory.zone) if isinstance(item, Event) else ()
            fragments = dict(self._fragments(item, origin, spacing))
            frozen = MappingProxyType(fragments) if fragments else NO_FRAGMENTS
            entry = ContentFile(item, origin, body, occurrences, fragments=frozen, raw=raw)
            self.entries.append(entry)
            if len(self.problems) == problems_before:
                self.memory.keep(file.path, raw, self._places, entry)

    def _spacing(self, fields: Mapping[str, object]) -> Spacing:
        """What gives a text the spaces of its language: the item's, else the territory's own."""
        return french_spaces if self._language(fields).partition("-")[0].strip().lower() == "fr" else as_typed

    def _language(self, fields: Mapping[str, object]) -> str:
        """BCP 47: the item's, else the territory's own."""
        return str(fields.get("langue") or next(iter(self.territory.languages), ""))

    def _tell_faults(self, body: Body, path: PurePosixPath, first_line: int) -> None:
        """What is wrong with one text. first_line: of the file, 1-based, where it begins."""
        for fault in body.faults:
            line = first_line + fault.line - 1
            if fault.told is not None:
                found = replace(fault.told, path=path, line=line)
            else:
                found = problem(fault.code, path, line, "Texte", **fault.context)
            self.problems.append(found)
            if (proposed := str(fault.context.get("suggestion", ""))) and "…" not in proposed:
                self.proposals[found] = proposed

    def _fragments(self, item: Item, origin: Origin, spacing: Spacing) -> Iterator[tuple[str, Body]]:
        """The Markdown that a letter has in its blocks, by place."""
        for index, block in enumerate(item.blocks if isinstance(item, Letter) else ()):
            if isinstance(block, TextBlock):
                place = f"blocs.{index}.texte"
                text = read_body(block.text, origin.path, spacing, item.language or self._language({}))
                self._tell_faults(text, origin.path, origin.line(place))
                yield place, text

    def read_register(self, root: Path, register: Register) -> None:
        """Read referentiel/<file>: a mapping of ids to blocks of fields. A missing file is an empty register."""
        path = PurePosixPath(REFERENCE_FOLDER, register.file)
        real = root / path
        is_there = self.overlay.instead.get(str(path)) is not None or (real.is_file() and os.access(real, os.R_OK))
        if self.overlay.passes_over(str(path)) or not is_there:  # told with the folder
            return
        self.sources[str(path)] = self.overlay.read(str(path), real)
        raw = frontmatter.read_yaml(self.sources[str(path)])
        if raw.flaws:
            self.unreadable.add(register.name)
        if str(path) in self.overlay.mended:
            raw = replace(raw, flaws=(), comments={})
        passed_over = self.overlay.records.get(str(path), frozenset())
        self.problems += [problem(flaw.code, path, flaw.line, **flaw.context) for flaw in raw.flaws]
        below: dict[str, dict[str, int]] = {}
        for place, line in raw.lines.items():
            record_id, _, inside = place.partition(".")
            if inside:
                below.setdefault(record_id, {})[inside] = line
        for record_id, fields in raw.fields.items():
            if record_id in passed_over:
                continue
            origin = Origin(path, MappingProxyType({"id": raw.lines[record_id], **below.get(record_id, {})}))
            self.records[register.name][record_id] = None
            self.record_origins[register.name, record_id] = origin
            if not isinstance(fields, dict):
                self.problems.append(problem("referentiel-illisible", path, origin.line("id"), value=record_id))
                continue
            above = f"{record_id}."
            comments = {key.removeprefix(above): c for key, c in raw.comments.items() if key.startswith(above)}
            record = self._validate(register.model, {"id": record_id, **fields}, origin, comments)
            if isinstance(record, Record):
                self.records[register.name][record_id] = record
            if isinstance(record, Home):
                self.home = HomeFile(record, origin, MappingProxyType(dict(self._home_texts(record, origin))))

    def _home_texts(self, home: Home, origin: Origin) -> Iterator[tuple[int, Body]]:
        """The Markdown of the home page, by the place of its block."""
        for index, block in enumerate(home.blocks):
            if isinstance(block, HomeTextBlock):
                text = read_body(block.text, origin.path, self._spacing({}), self._language({}))
                self._tell_faults(text, origin.path, origin.line(f"blocs.{index}.texte", "id"))
                yield index, text

    def _validate(
        self,
        model: type[Item] | type[Record],
        fields: Mapping[str, object],
        origin: Origin,
        comments: Mapping[str, tuple[str, str]],
    ) -> Item | Record | None:
        context = {"zone": self.territory.zone, "places": self._places, "spacing": self._spacing(fields)}
        around = Surroundings(self.names, context)
        for dotted, (words, line) in comments.items():
            place = tuple(int(part) if part.isdecimal() else part for part in dotted.split("."))
            if accepts(model, fields, place, words, around):  # so it may be what the writer means to say
                quoted = Remedy.trial(line, partial(reads_as, value=words), BETWEEN_QUOTES)
                context_line = (origin.path, origin.line(dotted), label_of(model, place))
                self.problems.append(problem("yaml-diese", *context_line, quoted=quoted))
        try:
            record = model.model_validate(fields, context=dict(around.context))
        except ValidationError as error:
            first = 1 if issubclass(model, Item) else origin.line("id")
            self.problems += problems_of(error, model, fields, origin.path, line_in(origin.lines, first), around)
            self.refused.append(RefusedRecord(model, origin, named_besides(error, model, fields)))
            return None
        typed = record.model_fields_set
        object.__setattr__(record, "__pydantic_fields_set__", self.memory.share(frozenset(typed), typed))
        return record


def _is_draft(raw: frontmatter.Raw) -> bool:
    return raw.fields.get("brouillon", "non") not in ("non", "false", "faux")
