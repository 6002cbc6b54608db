"""Zip archives that are the same bytes every time: names in order, one moment, fixed permissions."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # what the format can say
_UNIX, _FILE = 3, 0o100644


def packed(files: dict[str, bytes], moment: datetime, first: str = "") -> bytes:
    """An archive of `files`, each dated `moment` in UTC; the one called `first` opens it uncompressed, as EPUB asks
    of its media type."""
    archive = io.BytesIO()
    date = max(moment.astimezone(UTC).timetuple()[:6], _EARLIEST)
    with zipfile.ZipFile(archive, "w") as opened:
        for name in sorted(files, key=lambda name: (name != first, name)):
            entry = zipfile.ZipInfo(name, date)
            entry.create_system, entry.external_attr = _UNIX, _FILE << 16
            entry.compress_type = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            opened.writestr(entry, files[name], compresslevel=9)
    return archive.getvalue()
