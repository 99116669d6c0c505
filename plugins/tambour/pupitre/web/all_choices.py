"""What the forms of a project offer: its contents, its records, its pictures and documents, its channels."""

from collections.abc import Mapping
from typing import Protocol

from tambour.build.settings import BuildSettings
from tambour.model.kinds import FOLDERS, Kind
from tambour.model.place import Place
from tambour.pupitre.forms.choices import ChannelChoice, Choices, distinct, link_goals, quick_fold
from tambour.pupitre.messages.registers import icon_names
from tambour.pupitre.messages.site import channel_label
from tambour.source.entry import Catalogue


class TitledFile(Protocol):
    """A content file, as far as a choice shows it."""

    @property
    def kind(self) -> Kind:
        """What it is of."""
        ...

    @property
    def title(self) -> str:
        """Its title; its file's name where it has none."""
        ...

    def word(self, key: str) -> str:
        """What a field says, when it is a text; "" else."""
        ...


def all_choices(settings: BuildSettings, catalogue: Catalogue, sheets: Mapping[str, TitledFile]) -> Choices:
    """What forms offer, of all that is written.

    Args:
        settings: of the project.
        catalogue: what can be read of it.
        sheets: its files, by their path under content/, faulty or not.
    """
    titles = sorted(
        ((sheet.word("id"), sheet.title, sheet.kind.folder) for sheet in sheets.values() if sheet.word("id")),
        key=lambda named: quick_fold(named[1]),
    )
    kinds = {item_id: FOLDERS[folder] for item_id, _, folder in titles}
    communes = _names(catalogue.communes)
    places = {entry.item.id: entry.item for entry in catalogue.entries if isinstance(entry.item, Place)}

    def where(place_id: str) -> str:
        place = places.get(place_id)
        return communes.get(place.commune or "", place.city or "") if place is not None else ""

    def what(item_id: str) -> str:
        return where(item_id) or kinds[item_id].label

    names = distinct({item_id: title for item_id, title, _ in titles}, what)
    rooms = distinct({item_id: title for item_id, title, _ in titles if kinds[item_id].model is Place}, where)
    media = sorted(catalogue.media)
    targets = {
        "commune": communes,
        "topic": _names(catalogue.topics),
        "contact": _names(catalogue.contacts),
        "task": _names(catalogue.tasks),
        "place": rooms,
        "item": names,
        "link": link_goals(names),
        "image": {path.removeprefix("images/"): "" for path in media if path.startswith("images/")},
        "document": {path.removeprefix("documents/"): "" for path in media if path.startswith("documents/")},
        "icon": icon_names(settings.icons()),
    }
    return Choices(targets, tuple(_channels(settings)), settings.territory.zone)


def _names(records: Mapping[str, object]) -> dict[str, str]:
    named = ((record_id, str(getattr(record, "name", record_id))) for record_id, record in records.items())
    return distinct(dict(sorted(named, key=lambda pair: quick_fold(pair[1]))), lambda record_id: "")


def _channels(settings: BuildSettings) -> list[ChannelChoice]:
    """The channels that can say something else, each under the name that people know."""
    spellings = settings.channel_names().on
    french = {name: typed for typed, name in spellings.items() if typed != name}
    names = dict.fromkeys(spellings.values())
    return [ChannelChoice(name, channel_label(french.get(name, name))) for name in names]
