"""Everything about one item in one file to take away."""

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP can tell: the build's hour is no news
_PACKED = (".png", ".jpg")  # compressed already


def archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of these files, name → bytes, in the order given."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as into:
        for name, data in files.items():
            info = ZipInfo(name, _EPOCH)
            info.external_attr = 0o644 << 16  # readable once unpacked
            into.writestr(info, data, ZIP_STORED if name.endswith(_PACKED) else ZIP_DEFLATED)
    return packed.getvalue()
