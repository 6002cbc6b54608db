"""The site's letters: the faces that documents are set in, cut down to what pages need and packed for browsers.

A face that has been cut down may not bear the name its makers reserved (SIL Open Font License, section 3), so the files
call themselves `Guide Sans` and `Guide Serif`."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from ..pages.draft import Draft

FOLDER = "assets/fonts"
STYLE_SHEET = "assets/css/type.css"


@dataclass(frozen=True)
class Face:
    """One file of the site, `name` without its ending, and the file of the package it is cut from."""

    name: str
    family: str
    package: str
    source: str


FACES = (
    Face("sans", "Guide Sans", "font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    Face("sans-semibold", "Guide Sans", "font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    Face("sans-italic", "Guide Sans", "font_source_sans_pro", "SourceSansPro-It.ttf"),
    Face("serif", "Guide Serif", "font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    Face("serif-semibold", "Guide Serif", "font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
    Face("serif-italic", "Guide Serif", "font_source_serif_pro", "SourceSerifPro-It.ttf"),
)
_RANGES = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x218, 0x21B), (0x2C6, 0x2C7), (0x2D8, 0x2DD), (0x2010, 0x2015),
    (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044),
    (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2265),
    (0x2713, 0x2713), (0x2717, 0x2717),
)  # fmt: skip
"""Latin with its extensions for European languages, punctuation, and the signs that the guide's texts use; any other
letter comes from the reader's machine."""
_FEATURES = ("ccmp", "kern", "mark")
"""Digits of these faces have one width as they are."""


def write(draft: Draft) -> None:
    """The faces, as WOFF2, into the site's folder; cut once and kept in the cache. Nothing where the style sheet of the
    site's letters is not one of its own."""
    if not (draft.folder / STYLE_SHEET).is_file():
        return
    folder, kept = draft.folder / FOLDER, draft.root / ".cache" / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        (folder / f"{face.name}.woff2").write_bytes(_once(kept, face))


def cut(face: Face) -> bytes:
    """The face with the letters and features that pages need, under a name of its own; the same bytes every time."""
    font = TTFont(io.BytesIO(_source(face)), recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = list(_FEATURES)
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=set(_characters()))
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = face.family
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()


def _characters() -> Iterator[int]:
    for first, last in _RANGES:
        yield from range(first, last + 1)


def _source(face: Face) -> bytes:
    return (files(face.package) / "files" / face.source).read_bytes()


def _once(folder: Path, face: Face) -> bytes:
    key = repr((face, _RANGES, _FEATURES, version("fonttools"), version("brotli"))).encode() + _source(face)
    kept = folder / f"{hashlib.sha256(key).hexdigest()[:24]}.woff2"
    if not kept.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(cut(face))
    return kept.read_bytes()
