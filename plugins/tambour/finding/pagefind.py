"""The index of a search, by Pagefind (MIT): stems of French, accents or none, ranking, a few kilobytes for a question.

Its program is spoken to through a pipe, in lines of JSON (`pagefind --service`). What it makes depends, in the order of
a few lists and so in the names of files, on the seed of its hash tables: the same records twice are not the same bytes.
Here these lists are sorted, words are shared out anew between as many files as were promised, and every file has a name
that is known before it is made.
"""

import base64
import json
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from threading import Thread
from typing import IO, Any

import cbor2
from pagefind_bin import get_executable
from zlib_ng import gzip_ng

from tambour.finding.records import SIGNATURE, FoundPage, pack

VERSION = "1.5.2"  # of what reads these files, too: pyproject.toml pins it
READER = "pagefind.js"
ENTRY = "pagefind-entry.json"
ENGINE = "wasm.recherche.pagefind"
_INDEX = 0  # how the program numbers the first index that it makes
# The program runs « l’amiante » together: whoever looks for « amiante » would not find it. A word stays a word, so that
# an excerpt is marked in the same place.
_ELIDED = re.compile(r"(?<![^\W_])(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)['’ʼ](?=\w)", re.IGNORECASE)
_CHARACTERS = 20_000  # of text, for each file of words: some 10 KB, of which a question reads one for each of its words


def word_files(records: Sequence[FoundPage]) -> int:
    """How many files the words of these records go to."""
    return 1 + sum(len(record.text) for record in records) // _CHARACTERS


def names_of(records: Sequence[FoundPage]) -> tuple[str, ...]:
    """The files of the index of these records, but for what is shown of each (`tambour.finding.records.fragment`)."""
    filters = sorted({name for record in records for name, _ in record.filters})
    return (
        READER,
        ENTRY,
        ENGINE,
        _map_name(),
        *(f"filter/{name}.pf_filter" for name in filters),
        *(f"index/{_part(number)}.pf_index" for number in range(word_files(records))),
    )


@lru_cache(maxsize=2)  # every file of the index asks for it in turn; a session that stays holds the last ones
def index_of(records: tuple[FoundPage, ...], language: str) -> Mapping[str, bytes]:
    """The index of records, by the names that `names_of` tells.

    Args:
        records: in the order in which they are numbered.
        language: of the site, two letters: whose endings are taken off words.

    Raises:
        RuntimeError: when the program answers something else than an index.
    """
    return _tidy(records, _made_of(records, language), language)


def _made_of(records: Sequence[FoundPage], language: str) -> Mapping[str, bytes]:
    """What the program makes, as it makes it."""
    command = [str(get_executable()), "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:  # noqa: S603 — a library's own
        assert program.stdin is not None
        assert program.stdout is not None
        # It answers while it is asked: whoever waited to have said everything would wait for ever.
        asking = Thread(target=_ask, args=(program.stdin, _questions(records, language)), daemon=True)
        asking.start()
        answer: Mapping[str, Any] = {}
        for answer in islice(_answers(program.stdout), len(records) + 2):
            if answer["type"] == "Error":
                raise RuntimeError(f"pagefind: {answer['message']}")
        asking.join()
        program.stdin.close()
    return {file["path"]: base64.b64decode(file["content"]) for file in answer.get("files", ())}


def _ask(stream: IO[bytes], questions: Iterable[Mapping[str, Any]]) -> None:
    with suppress(BrokenPipeError):  # whoever reads the answers is told
        for number, question in enumerate(questions):
            stream.write(base64.b64encode(json.dumps({"message_id": number, "payload": question}).encode()) + b",")
        stream.flush()


def _questions(records: Sequence[FoundPage], language: str) -> Iterator[Mapping[str, Any]]:
    yield {"type": "NewIndex", "config": {"force_language": language, "keep_index_url": True}}
    for record in records:
        yield {
            "type": "AddRecord",
            "index_id": _INDEX,
            "url": record.name,
            "content": _ELIDED.sub("", record.text),
            "language": language,
            "meta": {name: _ELIDED.sub("", value) for name, value in record.meta},
            "filters": {name: list(values) for name, values in record.filters},
            "sort": {},
        }
    yield {"type": "GetFiles", "index_id": _INDEX}


def _answers(stream: IO[bytes]) -> Iterator[Mapping[str, Any]]:
    """What the program says, one answer to each question, a comma after each."""
    kept: list[bytes] = []
    while data := stream.read1(1 << 20):  # type: ignore[attr-defined]  # a pipe's is buffered
        *whole, rest = data.split(b",")
        for part in whole:
            yield json.loads(base64.b64decode(b"".join([*kept, part])))["payload"]
            kept = []
        kept.append(rest)


def _tidy(records: Sequence[FoundPage], made: Mapping[str, bytes], language: str) -> Mapping[str, bytes]:
    """The same index in the same bytes each time, under names that are known."""
    wanted = f"wasm.{language}.pagefind"
    files = {READER: made[READER], ENGINE: made.get(wanted) or made["wasm.unknown.pagefind"]}
    tables = [_read(made[path]) for path in made if path.endswith("_meta")]
    # Without a single word, there is no index.
    version, pages, word_lists, filters, _, fields = tables[0] if tables else (VERSION, [], [], [], [], [])
    names = _names_by_fragment(made)
    shown = [[names[page], count] for page, count in pages]
    told = iter(record.name for record in records)  # those without a word are left out
    if version != VERSION or not all(name in told for name, _ in shown):
        raise RuntimeError(f"pagefind {version}: pages are not in the order in which they were told")
    words = [word for _, _, part in word_lists for word in _read(made[f"index/{part}.pf_index"])[0]]
    parts = []
    for number, some in enumerate(_share_out(words, word_files(records))):
        files[f"index/{_part(number)}.pf_index"] = pack(cbor2.dumps([some]))
        if some:
            parts.append([some[0][0], some[-1][0], _part(number)])
    chosen = {name: _read(made[f"filter/{part}.pf_filter"])[1] for name, part in filters}
    for name in sorted({name for record in records for name, _ in record.filters}):
        files[f"filter/{name}.pf_filter"] = pack(cbor2.dumps([name, sorted(chosen.get(name, []))]))
    files[_map_name()] = pack(
        cbor2.dumps([version, shown, parts, [[name, name] for name in sorted(chosen)], [], fields])
    )
    files[ENTRY] = _entry(made[ENTRY], len(records), language)
    return files


def _entry(made: bytes, pages: int, language: str) -> bytes:
    """What its reader reads first."""
    index = {"hash": _MAP, "wasm": ENGINE.split(".")[1], "page_count": pages}
    return json.dumps({**json.loads(made), "languages": {language: index}}).encode()


def _names_by_fragment(made: Mapping[str, bytes]) -> Mapping[str, str]:
    """The record that each page of the index is: its file tells."""
    pages = [path for path in made if path.startswith("fragment/")]
    return {
        path.removeprefix("fragment/").removesuffix(".pf_fragment"): json.loads(_unpack(made[path]))["url"]
        for path in pages
    }


def _share_out(words: Sequence[Any], count: int) -> Iterator[Sequence[Any]]:
    """Words in their order, in so many parts of about the same weight."""
    weights = [len(cbor2.dumps(word)) for word in words]
    share, weight, start = sum(weights) / count, 0, 0
    for number in range(1, count + 1):
        end = start
        while end < len(words) and (number == count or weight < share * number):
            weight += weights[end]
            end += 1
        yield words[start:end]
        start = end


def _read(file: bytes) -> Any:
    return cbor2.loads(_unpack(file))


def _unpack(file: bytes) -> bytes:
    data: bytes = gzip_ng.decompress(file)  # type: ignore[no-untyped-call]
    return data.removeprefix(SIGNATURE)


_MAP = "recherche"


def _map_name() -> str:
    """The file that tells which page has which number, and which file holds which words."""
    return f"pagefind.{_MAP}.pf_meta"


def _part(number: int) -> str:
    return f"mots-{number}"
