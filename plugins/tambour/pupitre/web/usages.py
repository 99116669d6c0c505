"""What names an entry of a register: the contents that refer to it or lead to its page, and the settings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from tambour.model.kinds import REGISTERS, Register
from tambour.model.references import references
from tambour.model.slugs import french_order
from tambour.pupitre.web.project import DeskFile, WrittenContent
from tambour.source.entry import ContentFile
from tambour.source.frontmatter import Value

_Named = tuple[str, str]  # a register's name, an entry's id


@dataclass(frozen=True)
class Usages:
    """What names each entry.

    contents: entry → the files that name it, in the order of their titles. in_settings: entries that those name.
    read: path of a file → its entry, and what it names.
    """

    contents: Mapping[_Named, tuple[DeskFile, ...]]
    in_settings: frozenset[_Named]
    read: Mapping[str, tuple[ContentFile | None, frozenset[_Named]]] = field(repr=False)

    @classmethod
    def of(cls, written: WrittenContent, channels: Mapping[str, object], before: "Usages | None" = None) -> "Usages":
        """Those of a content.

        Args:
            written: the content.
            channels: of the project, whose settings may name entries.
            before: those of the same content as it was: what was read of a file that is as it was is not read again.
        """
        known = before.read if before is not None else {}
        read: dict[str, tuple[ContentFile | None, frozenset[_Named]]] = {}
        found: dict[_Named, dict[str, DeskFile]] = {}
        for path, sheet in written.sheets.items():
            entry = written.entries.get(path)
            was = known.get(path)
            is_same = was is not None and entry is not None and was[0] is entry
            read[path] = was if was is not None and is_same else (entry, frozenset(_named_by(written, sheet)))
            for named in read[path][1]:
                found.setdefault(named, {})[path] = sheet
        contents = {
            named: tuple(sorted(sheets.values(), key=lambda sheet: (*french_order(sheet.title), sheet.path)))
            for named, sheets in found.items()
        }
        return cls(contents, frozenset(_in_settings(channels)), read)

    def by(self, register: Register, entry: str) -> tuple[DeskFile, ...]:
        """The contents that name an entry."""
        return self.contents.get((register.name, entry), ())

    def keeps(self, register: Register, entry: str) -> bool:
        """Whether settings name an entry."""
        return (register.name, entry) in self.in_settings


def _named_by(written: WrittenContent, sheet: DeskFile) -> Iterator[_Named]:
    entry = written.entries.get(sheet.path)
    if entry is None:  # it cannot be read: whatever stands in it may be meant
        texts = {text.strip() for text in _texts(sheet.raw.fields)}
        known = {name: records.keys() for name, records in written.read.reading.records.items()}
        yield from ((name, text) for name in REGISTERS for text in texts & known[name])
        return
    yield from ((target, value) for _, target, value in references(entry.item) if target in REGISTERS)
    for _, link in entry.links:
        if link.kind == "path":
            yield from _page_of(link.target)


def _page_of(address: str) -> Iterator[_Named]:
    """The entry whose page an address of the site is, or is under."""
    parts = address.strip("/").split("/")
    for register in REGISTERS.values():
        above = register.path("").strip("/")
        if above and len(parts) > 1 and parts[0] == above:
            yield register.name, parts[1]


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inner)


def _in_settings(channels: Mapping[str, object]) -> Iterator[_Named]:
    """What the settings of channels name in a field that is called as a register: `commune`, `themes`…"""
    keys = {key: register.name for register in REGISTERS.values() for key in _keys_of(register)}
    for channel in channels.values():
        settings = getattr(channel, "settings", None)
        if isinstance(settings, BaseModel):
            yield from _settings_in(settings.model_dump(mode="json"), keys)


def _keys_of(register: Register) -> tuple[str, ...]:
    file = register.file.removesuffix(".yaml")
    return register.name, f"{register.name}s", file, file.removesuffix("s")


def _settings_in(value: object, keys: Mapping[str, str], key: str = "") -> Iterator[_Named]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _settings_in(inner, keys, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _settings_in(inner, keys, key)
    elif isinstance(value, str) and key in keys:
        yield keys[key], value
