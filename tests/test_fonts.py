"""The site's faces: small, under a name of their own, the same every time, and no surprise when they arrive."""

from __future__ import annotations

import io
import re
from importlib.resources import files

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT
from fontTools.ttLib import TTFont

from macros.browser.fonts import FACES, FOLDER, TYPED, cut, needed, within

STYLES = (ROOT / "docs/assets/css/type.css").read_text("utf-8")
FIRST_VIEW = {"sans", "sans-semibold", "serif", "serif-semibold"}


@pytest.fixture(scope="module")
def packed(site) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in sorted((site / FOLDER).iterdir())}


def letters(data: bytes) -> set[int]:
    return set(TTFont(io.BytesIO(data)).getBestCmap())


def test_the_first_view_and_all_faces_together_stay_small(packed):
    assert sum(len(packed[name]) for name in FIRST_VIEW) <= 70_000
    assert sum(map(len, packed.values())) <= 100_000


def test_a_face_is_cut_to_the_same_bytes_every_time(packed, site):
    assert cut(FACES[0], needed(site)) == packed[FACES[0].name]


def test_every_face_has_what_the_site_is_written_with_and_what_may_be_typed_stands_apart(packed, site):
    text = BeautifulSoup((site / "learn/12-prompt-injection-and-guardrails.html").read_bytes(), "lxml").get_text()
    written = {ord(char) for char in text if char.isprintable()}
    assert ord("é") in written
    for face in FACES:
        assert written <= letters(packed[face.name])
        assert not {ord("Ł"), ord("ø"), ord("€")} & letters(packed[face.name])
        assert (f"{face.name}-further" in packed) is face.upright
        drawn = letters((files(face.package) / "files" / face.source).read_bytes())
        assert not face.upright or within(TYPED) & drawn == letters(packed[f"{face.name}-further"])


def test_a_character_is_found_however_it_is_written_out(tmp_path):
    plain = needed(tmp_path)
    (tmp_path / "page.html").write_text("<p>Łódź &eacute; &#9824; &#x2020; &rarr; &zzz; \u8a8d</p>", "utf-8")
    (tmp_path / "sheet.css").write_text('a::after { content: "\\2030"; }', "utf-8")
    (tmp_path / "script.js").write_text(r"say('\u2260');", "utf-8")
    (tmp_path / "notes.txt").write_text("ß", "utf-8")
    assert needed(tmp_path) - plain == set(map(ord, "Łóźé†‰≠"))


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_no_face_bears_the_reserved_name_and_each_keeps_its_licence(face, packed):
    names = {record.nameID: record.toUnicode() for record in TTFont(io.BytesIO(packed[face.name]))["name"].names}
    assert names[1] == face.family
    assert "SIL Open Font License" in names[13]
    assert not {number for number, text in names.items() if text.startswith("Source") and number in (1, 3, 4, 6, 16)}


def test_digits_stand_in_columns_and_pairs_are_kerned(packed):
    for face in FACES:
        font = TTFont(io.BytesIO(packed[face.name]))
        names = font.getBestCmap()
        assert len({font["hmtx"][names[ord(digit)]][0] for digit in "0123456789"}) == 1
        assert "kern" in {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}


def test_each_stand_in_has_the_heights_of_the_face_it_stands_in_for(packed):
    heights = {"Guide Sans": (984, 273), "Guide Serif": (1036, 335)}
    for face in FACES:
        head = TTFont(io.BytesIO(packed[face.name]))["hhea"]
        assert (head.ascent, -head.descent) == heights[face.family]
    rules = re.findall(
        r'"(Guide \w+) \w+"; src: local\([^;]*; font-weight: [^;]*; size-adjust: ([\d.]+)%; ascent-override: ([\d.]+)%;'
        r" descent-override: ([\d.]+)%",
        " ".join(STYLES.split()),
    )
    assert len(rules) == 8
    for family, size, ascent, descent in rules:
        ratio = float(size) / 100
        assert (round(float(ascent) * ratio * 10), round(float(descent) * ratio * 10)) == heights[family]


def test_the_style_sheet_names_every_face_and_no_other():
    further = [f"{face.name}-further" for face in FACES if face.upright]
    assert re.findall(r'url\("../fonts/([\w-]+)\.woff2"\)', STYLES) == [*further, *(face.name for face in FACES)]
    ranges = re.findall(r"unicode-range: ([^;]*);", STYLES)
    assert len(ranges) == len(further) and len(set(ranges)) == 1
    ends = [part.removeprefix("U+").split("-") for part in ranges[0].split(", ")]
    assert tuple((int(part[0], 16), int(part[-1], 16)) for part in ends) == TYPED
