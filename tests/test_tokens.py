"""One file names the colors, the faces and the sizes; whatever cannot read it repeats its values and no others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT

from macros.share import pictures

TOKENS = ROOT / "docs" / "assets" / "css" / "tokens.css"
COLOR = re.compile(r"(?<![\w&/\"])#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})\b|(?<=\")#[0-9a-fA-F]{6}(?=\")")
PLAIN = {"#fff", "#ffffff", "#000", "#333"}
"""Paper and print, which have no palette."""
NAMED = set(re.findall(r"#[0-9a-f]{6}\b", TOKENS.read_text("utf-8").lower()))
SHEETS = sorted(path for path in TOKENS.parent.glob("*.css") if path != TOKENS)
TEMPLATES = ROOT / "macros" / "templates"
REPEATING = [
    *sorted((TEMPLATES / "cards").glob("*.typ")), *sorted((TEMPLATES / "pdf").glob("*.typ")), TEMPLATES / "icon.typ",
    TEMPLATES / "sheet.css", TEMPLATES / "anki-style.css.j2", TEMPLATES / "manifest.json.j2",
    TEMPLATES / "epub" / "book.css", TEMPLATES / "epub" / "cover.svg.j2",
    *sorted((ROOT / "docs" / "assets" / "figures").rglob("*.svg")),
]  # fmt: skip


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_of_the_site_names_no_color_and_no_face(sheet):
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    assert [color for color in COLOR.findall(text) if color.lower() not in PLAIN] == []
    if sheet.name != "type.css":
        faces = re.findall(r"font-family:\s*([^;]+);", text)
        assert [
            face for face in faces if not re.fullmatch(r"var\(--[\w-]+\)|inherit|system-ui, sans-serif", face)
        ] == []


@pytest.mark.parametrize("path", REPEATING, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_cannot_read_the_palette_repeats_it(path: Path):
    colors = {color.lower() for color in re.findall(r"#[0-9a-fA-F]{6}\b", path.read_text("utf-8"))}
    assert colors - NAMED - PLAIN == set()


def test_the_pictures_beside_links_have_the_colors_of_the_site():
    text = TOKENS.read_text("utf-8")
    for name, color in (("paper", pictures._PAPER), ("ink", pictures._INK), ("accent", pictures._ACCENT)):
        light = re.search(rf"--{name}: light-dark\((#\w+),", text)
        assert light[1] == "#" + "".join(f"{part:02x}" for part in color)
