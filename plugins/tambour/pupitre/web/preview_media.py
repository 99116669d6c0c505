"""Pictures of a preview: a version that no build has made yet is made for it alone, in memory."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO

from PIL import ImageOps

from tambour.media.folder import MediaFolder
from tambour.media.opening import Unreadable, open_picture
from tambour.model.media import Derived, Original

_KEPT = 16
_DRAWING = "image/svg+xml"
_QUALITY = 80


@dataclass
class MadePictures:
    """What was made, for all previews: the last ones."""

    made: OrderedDict[tuple[str, str], bytes] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True)
class PreviewMedia:
    """The files of a site as channels and pages read them. folder: as it is; memory: what was made."""

    folder: MediaFolder
    memory: MadePictures

    @property
    def originals(self) -> Mapping[str, Original]:
        """See `tambour.model.media.Media`."""
        return self.folder.originals

    def read(self, path: str) -> bytes:
        """Bytes of an original, or of one of its versions, made if need be. Raises KeyError, OSError."""
        try:
            return self.folder.read(path)
        except FileNotFoundError:
            original, version = self._versions[path]
        key = original.sha256, path
        with self.memory.lock:
            if key not in self.memory.made:
                make = _draw if original.media_type == _DRAWING else _resize
                self.memory.made[key] = make(self.folder.read(original.path), version)
                while len(self.memory.made) > _KEPT:
                    self.memory.made.popitem(last=False)
            return self.memory.made[key]

    @cached_property
    def _versions(self) -> Mapping[str, tuple[Original, Derived]]:
        return {
            version.path: (original, version)
            for original in self.folder.originals.values()
            for version in (*original.published, *original.drawn_from)
        }


def _draw(data: bytes, version: Derived) -> bytes:
    """A drawing as pixels."""
    from tambour.look.drawing import drawing_png  # noqa: PLC0415 — few sites have one that is not made yet

    return drawing_png(data, version.width or 1, version.height or 1)


def _resize(data: bytes, version: Derived) -> bytes:
    """A picture at the size of one of its versions. Raises OSError for what is none."""
    made = BytesIO()
    try:
        with open_picture(version.path, BytesIO(data)) as opened:
            size = version.width or opened.width, version.height or opened.height
            opened.draft("RGB", size)
            picture = ImageOps.exif_transpose(opened)
            picture = (picture or opened).resize(size)
            if version.media_type == "image/png":
                picture.convert("RGBA").save(made, "PNG")
            else:
                picture.convert("RGB").save(made, version.media_type.partition("/")[2].upper(), quality=_QUALITY)
    except Unreadable as unreadable:
        raise OSError(unreadable.code) from unreadable
    return made.getvalue()
