"""What is the same in thousands of files is held once, and what is as it was is not read again."""

from tambour.source.catalogue import FolderRead, read_folder
from tambour.source.memory import SourceMemory

NEWS = "---\nid: {id}\ntitre: Titre {id}\npublier_le: 2026-11-20\nthemes: []\n---\nTexte « {id} ».\n"


def read(folder, territory, memory: SourceMemory | None = None) -> FolderRead:
    return read_folder(folder({f"actualites/{id_}.md": NEWS.format(id=id_) for id_ in "ab"}), territory, memory=memory)


def test_files_that_are_typed_alike_share_what_they_have_in_common(folder, territory):
    one, other = read(folder, territory).catalogue.entries

    assert one.origin.lines == {"id": 2, "titre": 3, "publier_le": 4, "themes": 5}
    assert one.raw.lines is other.raw.lines
    assert all(key is same for key, same in zip(one.raw.fields, other.raw.fields, strict=True))
    assert one.item.model_fields_set is other.item.model_fields_set
    assert one.item.model_fields_set == {"id", "title", "publish_at"}


def test_a_file_of_the_same_bytes_keeps_its_entry(folder, territory):
    memory = SourceMemory()
    before, after = (read(folder, territory, memory).catalogue.entries for _ in range(2))

    assert [one is other for one, other in zip(before, after, strict=True)] == [True, True]
    assert memory.read_anew == 2
