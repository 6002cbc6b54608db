"""Letters for paper and pictures: the faces that come in locked packages, and for the letters that these lack, in other
scripts, those that are installed on the machine. Nothing of them is kept here."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

from ..data.store import digest
from ..guide.guide import Guide
from ..guide.texts import passages

FONTS = (
    ("font_source_serif_pro", "SourceSerifPro", ("Regular", "It", "Semibold", "Bold", "BoldIt", "SemiboldIt")),
    ("font_source_sans_pro", "SourceSansPro", ("Regular", "It", "Semibold", "Bold", "BoldIt", "SemiboldIt")),
)
"""Package, family and the cuts that the templates use."""
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "C:/Windows/Fonts")
_MODULES = ("noto_cjk_sans_jp_regular", "fontpkg_noto_sans_arabic")
CANDIDATES = (
    "NotoNaskhArabic-Regular.ttf", "NotoSansArabic-Regular.ttf", "NotoSansArabic[wdth,wght].ttf",
    "NotoSerifHebrew-Regular.ttf", "NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc", "NotoSansCJKjp-Regular.otf",
    "NotoSerifDevanagari-Regular.ttf", "NotoSerifThai-Regular.ttf", "NotoSerif-Regular.ttf",
    "DroidSansFallbackFull.ttf", "NotoEmoji-Regular.ttf", "Symbola_hint.ttf",
)  # fmt: skip
"""Files by name, the best first: a face is taken where it has a letter that those before it lack. Any other of the
family comes last."""
_FAMILY = re.compile(r"Noto(?:Sans|Serif)\w+-Regular\.(?:ttf|otf|ttc)")
SIGNS = "fonts-symbola"
_PACKAGES = (
    ((0x2E80, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF), "fonts-noto-cjk"),
    ((0x1F000, 0x1FAFF), (0x2600, 0x27BF), SIGNS),
)  # fmt: skip
_OTHERS = "fonts-noto-core"


@dataclass(frozen=True)
class Face:
    """A file of letters, the family that it calls itself, and what tells it from any other file."""

    path: Path
    family: str
    digest: str


def families(faces: Iterable[Face]) -> list[str]:
    """What the faces call themselves, the best one first."""
    return list(dict.fromkeys(face.family for face in faces))


def fallback(guide: Guide) -> tuple[Face, ...]:
    """The faces that a guide needs besides the locked ones; none where its letters are all in those."""
    return faces_for("".join(sorted(set(_texts(guide)))))


@cache
def faces_for(text: str) -> tuple[Face, ...]:
    """The faces for the letters of a text that the locked ones lack, as far as this machine has them."""
    wanted, found = foreign(text), []
    others = sorted(name for name in (_installed() if wanted else ()) if _FAMILY.fullmatch(name))
    for name in dict.fromkeys([*CANDIDATES, *others]) if wanted else ():
        path = _installed().get(name)
        has = wanted & _letters(path) if path and wanted else frozenset[str]()
        if path and has:
            wanted -= has
            bold = _installed().get(name.replace("Regular", "Bold"))
            found += [_face(file) for file in dict.fromkeys([path, bold or path])]
    return tuple(found)


def foreign(text: str) -> frozenset[str]:
    """The letters of a text that the locked faces lack. Signs are no matter of script: a face of code has some."""
    return frozenset(char for char in set(text) - _locked() if ord(char) > 0x24F and _is_letter(char))


def lacking(text: str) -> list[str]:
    """The letters of a text that no face of this machine has, in their order."""
    wanted = foreign(text)
    held = frozenset[str]().union(*(_letters(face.path) for face in faces_for("".join(sorted(wanted)))))
    return [char for char in dict.fromkeys(text) if char in wanted - held]


def package_for(text: str) -> str:
    """The Debian package that has the letters which no face here has."""
    lacking = [ord(char) for char in text if ord(char) > 0x24F]
    for *ranges, package in _PACKAGES:
        if any(first <= code <= last for code in lacking for first, last in ranges):
            return package
    return _OTHERS


def put_fonts(folder: Path, further: Iterable[Face] = ()) -> Path:
    """The fonts' files in one folder: their packages hold each cut twice, and Typst would take either."""
    folder.mkdir(exist_ok=True)
    for package, family, cuts in FONTS:
        for cut in cuts:
            name = f"{family}-{cut}.otf"
            (folder / name).write_bytes((files(package) / "files" / name).read_bytes())
    for face in further:
        (folder / face.path.name).write_bytes(face.path.read_bytes())
    return folder


def _texts(guide: Guide) -> Iterator[str]:
    site = guide.publication
    yield from (site.name, site.description, site.copyright)
    yield from (passage.text for passage in passages(guide))
    yield from (page.text for page in guide.pages)
    yield from (text for source in guide.source_list for text in (source.title, source.publisher))
    yield from (str(text) for text in vars(guide.settings.labels).values())
    yield from guide.figures.values()


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM" or ord(char) >= 0x1F000 or 0x3000 < ord(char) < 0x3040


@cache
def _locked() -> frozenset[str]:
    """The letters that all locked faces have."""
    names = [(package, f"{family}-Regular.otf") for package, family, _ in FONTS]
    return frozenset.intersection(*(_letters(Path(str(files(package) / "files" / name))) for package, name in names))


@cache
def _letters(path: Path) -> frozenset[str]:
    with TTFont(path, fontNumber=0, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@cache
def _face(path: Path) -> Face:
    with TTFont(path, fontNumber=0, lazy=True) as font:
        names = font["name"]
        return Face(path, str(names.getDebugName(16) or names.getDebugName(1)), digest(path.read_bytes()))


@cache
def _installed() -> dict[str, Path]:
    """Where the files of fonts stand, by their names; those of packages go first."""
    specs = filter(None, (find_spec(module) for module in _MODULES))
    homes = [str(Path(spec.origin).parent) for spec in specs if spec.origin]
    found: dict[str, Path] = {}
    for home in [*homes, *_FOLDERS, str(Path.home() / ".local/share/fonts")]:
        for folder, _, names in os.walk(home):
            for name in names:
                found.setdefault(name, Path(folder, name))
    return found
