"""Templates compiled once, whoever asks: the environments of pages and of every channel.

What Jinja compiles is kept in memory for the other environments of this process, and in a folder for the next one. It
says nothing of what our filters do: none is called before a page is rendered, so a change of theirs changes no key.
"""

import hashlib
import sys
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from tambour.build import quick_templates
from tambour.build.fingerprint import libraries
from tambour.build.quick_templates import QuickGenerator, QuickTemplate
from tambour.build.rendering.cache import OutputCache

_FOLDER = "templates"  # of the cache
_OPTIONS = (  # of an environment, that change what is compiled
    "autoescape",
    "block_start_string",
    "block_end_string",
    "variable_start_string",
    "variable_end_string",
    "comment_start_string",
    "comment_end_string",
    "line_statement_prefix",
    "line_comment_prefix",
    "trim_blocks",
    "lstrip_blocks",
    "newline_sequence",
    "keep_trailing_newline",
)
_MOST = 500  # templates in memory: two themes, every channel and the pupitre; then the one used least recently goes

_memory: dict[str, tuple[str, CodeType]] = {}  # by key, in order of use: digest of the source, and what it became


def keep_compiled(environment: Environment, cache: Path | None) -> None:
    """Have an environment compile each template once, and make its macros once.

    Args:
        environment: whose templates are all given the same globals: those of the environment.
        cache: folder of what is dear to make; without one, what is compiled lasts as long as the process.
    """
    environment.auto_reload = False  # each build has environments of its own
    environment.cache = {}  # all of a theme: which template was used last is of no account
    environment.optimized = False
    environment.code_generator_class = QuickGenerator
    environment.template_class = QuickTemplate
    environment.bytecode_cache = _Compiled(environment, cache)


class _Compiled(BytecodeCache):
    def __init__(self, environment: Environment, cache: Path | None) -> None:
        options = [getattr(environment, name) for name in _OPTIONS] + sorted(environment.extensions)
        self._options = repr((options, sys.version, libraries(), _compiler()))
        self._files = None if cache is None else OutputCache(cache / _FOLDER, {_FOLDER: self._options})
        self._has_compiled = False

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return hashlib.sha256(repr((self._options, name, filename)).encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = _memory.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code
            self._remember(bucket)
        elif self._files is not None and (data := self._files.get(_FOLDER, _file_key(bucket))) is not None:
            bucket.bytecode_from_string(data)
            self._remember(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._remember(bucket)
        if self._files is not None:
            self._files.put(_FOLDER, _file_key(bucket), bucket.bytecode_to_string())
            if not self._has_compiled:  # others are out of use by now
                self._files.forget_the_oldest()
            self._has_compiled = True

    def _remember(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            _memory.pop(bucket.key, None)
            _memory[bucket.key] = bucket.checksum, bucket.code
            if len(_memory) > _MOST:
                least_recent, *_ = list(_memory)  # at once: others may be compiling
                _memory.pop(least_recent, None)


def _compiler() -> bytes:
    """What says how templates are compiled, beside Jinja."""
    return Path(quick_templates.__file__).read_bytes()


def _file_key(bucket: Bucket) -> str:
    return f"{bucket.key} {bucket.checksum}"
