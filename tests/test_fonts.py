"""The site's faces: small, under a name of their own, the same every time, and no surprise when they arrive."""

from __future__ import annotations

import io
import re

import pytest
from conftest import ROOT
from fontTools.ttLib import TTFont

from macros.browser.fonts import FACES, cut

STYLES = (ROOT / "docs/assets/css/type.css").read_text("utf-8")
FIRST_VIEW = {"sans", "sans-semibold", "serif", "serif-semibold"}


@pytest.fixture(scope="module")
def packed() -> dict[str, bytes]:
    return {face.name: cut(face) for face in FACES}


def test_the_first_view_and_all_faces_together_stay_small(packed):
    assert sum(len(packed[name]) for name in FIRST_VIEW) <= 70_000
    assert sum(map(len, packed.values())) <= 100_000


def test_a_face_is_cut_to_the_same_bytes_every_time(packed):
    assert cut(FACES[0]) == packed[FACES[0].name]


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_no_face_bears_the_reserved_name_and_each_keeps_its_licence(face, packed):
    names = {record.nameID: record.toUnicode() for record in TTFont(io.BytesIO(packed[face.name]))["name"].names}
    assert names[1] == face.family
    assert "SIL Open Font License" in names[13]
    assert not {number for number, text in names.items() if text.startswith("Source") and number in (1, 3, 4, 6, 16)}


def test_digits_stand_in_columns_and_pairs_are_kerned(packed):
    for data in packed.values():
        font = TTFont(io.BytesIO(data))
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
    assert re.findall(r'url\("../fonts/([\w-]+)\.woff2"\)', STYLES) == [face.name for face in FACES]
