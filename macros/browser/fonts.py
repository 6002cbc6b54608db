"""The site's letters: the faces that documents are set in, cut down to what pages need and packed for browsers.

A face that has been cut down may not bear the name its makers reserved (SIL Open Font License, section 3), so the files
call themselves `Guide Sans` and `Guide Serif`."""

from __future__ import annotations

import hashlib
import html
import io
import re
from dataclasses import dataclass
from functools import cache
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

    @property
    def upright(self) -> bool:
        return not self.name.endswith("italic")


FACES = (
    Face("sans", "Guide Sans", "font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    Face("sans-semibold", "Guide Sans", "font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    Face("sans-italic", "Guide Sans", "font_source_sans_pro", "SourceSansPro-It.ttf"),
    Face("serif", "Guide Serif", "font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    Face("serif-semibold", "Guide Serif", "font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
    Face("serif-italic", "Guide Serif", "font_source_serif_pro", "SourceSerifPro-It.ttf"),
)
_SHARED = (
    (0x20, 0x7E), (0xA0, 0xA0), (0xA7, 0xA7), (0xB7, 0xB7), (0xD7, 0xD7), (0x2010, 0x2011), (0x2013, 0x2014),
    (0x2018, 0x2019), (0x201C, 0x201D), (0x2022, 0x2022), (0x2026, 0x2026), (0x2190, 0x2193), (0x2212, 0x2212),
    (0x2713, 0x2713),
)  # fmt: skip
"""What any guide is written with."""
_KNOWN = (
    *_SHARED, (0xA1, 0x17F), (0x192, 0x192), (0x218, 0x21B), (0x2C6, 0x2C7), (0x2D8, 0x2DD), (0x2012, 0x2015),
    (0x201A, 0x201E), (0x2020, 0x2021), (0x2030, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044), (0x20AC, 0x20AC),
    (0x2122, 0x2122), (0x2248, 0x2248), (0x2260, 0x2265), (0x2717, 0x2717),
)  # fmt: skip
"""Latin with its extensions for European languages, punctuation, and signs: a face has those of them that the site
holds; any other letter comes from the reader's machine."""
TYPED = (
    (0xA3, 0xA3), (0xA9, 0xA9), (0xAE, 0xAE), (0xB0, 0xB0), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x17F), (0x20AC, 0x20AC),
)  # fmt: skip
"""What readers may type besides, in a file of its own for each upright face, which is fetched when such a letter is
shown: the style sheet says its range. It has no pairs, which weigh more than the letters; nothing typed is slanted."""
_FEATURES = ("ccmp", "kern", "mark")
"""Digits of these faces have one width as they are."""
_READ = {".html", ".js", ".css"}
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_WRITTEN_OUT = re.compile(rb"&#?\w+;|\\u?[0-9A-Fa-f]{4}")
"""A character by its name or number, in a page, a script or a style sheet."""


def write(draft: Draft) -> None:
    """The faces, as WOFF2, into the site's folder; cut once and kept in the cache. Nothing where the style sheet of the
    site's letters is not one of its own."""
    if not (draft.folder / STYLE_SHEET).is_file():
        return
    folder, kept = draft.folder / FOLDER, draft.root / ".cache" / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    held, typed = needed(draft.folder), within(TYPED)
    for face in FACES:
        (folder / f"{face.name}.woff2").write_bytes(_once(kept, face, held, _FEATURES))
        if face.upright:
            (folder / f"{face.name}-further.woff2").write_bytes(_once(kept, face, typed, ()))


def needed(folder: Path) -> frozenset[int]:
    """The characters that a site's faces must have: what any guide is written with, and what its pages, scripts and
    style sheets hold of the known ones."""
    found = set[bytes]()
    for path in folder.rglob("*"):
        if path.suffix in _READ and "javascripts" not in path.parts:
            data = path.read_bytes()
            found.update(_BEYOND_ASCII.findall(data), _WRITTEN_OUT.findall(data))
    held = {ord(char) for run in found for char in _characters(run)}
    return within(_SHARED) | (held & within(_KNOWN))


def cut(face: Face, characters: frozenset[int], features: tuple[str, ...] = _FEATURES) -> bytes:
    """The face with these letters and features, under a name of its own; the same bytes every time."""
    font = TTFont(io.BytesIO(_source(face)), recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = list(features)
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = face.family
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()


def _characters(run: bytes) -> str:
    text = run.decode("utf-8", "replace")
    return chr(int(text.lstrip("\\u"), 16)) if text.startswith("\\") else html.unescape(text)


@cache
def within(ranges: tuple[tuple[int, int], ...]) -> frozenset[int]:
    return frozenset(code for first, last in ranges for code in range(first, last + 1))


def _source(face: Face) -> bytes:
    return (files(face.package) / "files" / face.source).read_bytes()


def _once(folder: Path, face: Face, characters: frozenset[int], features: tuple[str, ...]) -> bytes:
    told = (face, sorted(characters), features, version("fonttools"), version("brotli"))
    key = repr(told).encode() + _source(face)
    kept = folder / f"{hashlib.sha256(key).hexdigest()[:24]}.woff2"
    if not kept.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(cut(face, characters, features))
    return kept.read_bytes()
