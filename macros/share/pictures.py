"""The picture beside a link: 1200 by 630 pixels, a title and a sentence.

Drawn with a locked library in a font that comes in a package, so that the bytes are the same everywhere. A picture is
drawn again only when what it says has changed."""

from __future__ import annotations

import io
import json
import tempfile
import zlib
from functools import cache, partial
from pathlib import Path

import typst
from font_source_serif_pro import SourceSerifPro, SourceSerifProSemibold
from PIL import Image, ImageDraw, ImageFont

from ..data.characters import direction
from ..data.problems import Place, Problem, Refused
from ..data.quotes import curled
from ..guide.guide import Guide
from ..guide.settings import CONFIG
from ..guide.texts import plain, row_summary, row_title
from ..pages.boxes import boxed
from ..pages.draft import Draft
from ..pages.faces import faces_for, families, foreign, lacking, put_fonts
from ..pages.templates import TEMPLATES
from .terms import IMAGE

SIZE = WIDTH, HEIGHT = 1200, 630
SITE_IMAGE = "assets/images/social.png"
_MARGIN, _TEXT_WIDTH, _FOOT = 84, WIDTH - 2 * 84, HEIGHT - 60
_PAPER, _INK, _ACCENT = (0xFB, 0xFA, 0xF7), (0x1E, 0x24, 0x27), (0x12, 0x57, 0x4D)
_SHADES = 15  # steps from paper to ink; the sixteenth color is the accent, and four bits a pixel hold them all
_SOLID, _SOFT, _MARK = 254, 168, 255


class NoRoom(Exception):
    """A text that is too long for a picture at the smallest size."""


def write(draft: Draft) -> None:
    """A picture for each page that is safe to send, and one for the site. Raises `Refused` with each text that finds no
    room on its picture."""
    guide = draft.guide
    name = guide.publication.name
    problems: list[Problem] = []

    def picture(path: str, place: Place, title: str, said: str, below: str) -> None:
        target = draft.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            words = [boxed(curled(str(text)), lacking(text)) for text in (title, said, below)]
            faces = [face.digest for face in faces_for("".join(words))]
            made_of = [*words, guide.publication.language, faces] if faces else words
            target.write_bytes(draft.store.once("picture", made_of, partial(_drawn, guide, words)))
        except NoRoom:
            message = f"the picture '{path}' has no room for this text"
            problems.append(Problem(place, "picture-overflow", message, "shorten it, its first sentence above all"))

    picture(SITE_IMAGE, Place(CONFIG), name, guide.publication.description, "")
    for term in guide.glossary.terms:
        words = term.title, plain(guide, term.definition), name
        picture(f"{guide.share_path(term.id)}{IMAGE}", term.definition.place, *words)
    for row in guide.mapping.rows:
        words = row_title(row), plain(guide, row_summary(row)), name
        picture(f"{guide.row_path(row.id)}{IMAGE}", row.breaks.place, *words)
    if problems:
        raise Refused(problems)


def _drawn(guide: Guide, words: list[str]) -> bytes:
    """The picture, by the drawing library where its face has all letters, and else by Typst, which sets any script."""
    if not foreign("".join(words)):
        return draw(*words)
    faces, (title, said, name) = faces_for("".join(words)), words
    told = {"title": title, "said": said, "name": name, "faces": families(faces), "lang": guide.publication.tongue,
            "way": "right" if direction(title) == "rtl" else "left"}  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="fonts-") as fonts:
        put_fonts(Path(fonts), faces)
        try:
            made = typst.compile(
                str(TEMPLATES / "picture.typ"), format="png", ppi=72.0, font_paths=[fonts], ignore_system_fonts=True,
                sys_inputs={"data": json.dumps(told)},
            )  # fmt: skip
        except typst.TypstError as error:
            if "does not fit" in error.message:
                raise NoRoom from None
            raise
    assert isinstance(made, bytes)  # one page
    return made


def draw(title: str, said: str, name: str) -> bytes:
    """A PNG with a title, the sentence below it, and the name of the guide at the foot. Raises `NoRoom`."""
    image = Image.new("L", SIZE, 0)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 20, HEIGHT), fill=_MARK)
    y = _column(pen, SourceSerifProSemibold, title, 64, 230, (92, 82, 72, 62, 52), 1.08)
    _column(pen, SourceSerifPro, said, y + 28, _FOOT - 64 - y, (42, 39, 36, 33, 30, 27), 1.32)
    pen.text((_MARGIN, _FOOT), name, font=_font(SourceSerifProSemibold, 30), fill=_SOFT, anchor="ls")
    shaded = image.point([round(value * (_SHADES - 1) / _SOLID) for value in range(255)] + [_SHADES])
    shaded.putpalette(_palette())
    out = io.BytesIO()
    # The most thorough packing takes thirteen times as long and saves 7 % of the bytes.
    shaded.save(out, "PNG", bits=4, compress_level=5, compress_type=zlib.Z_FILTERED)
    return out.getvalue()


def _column(
    pen: ImageDraw.ImageDraw, path: str, text: str, top: int, height: int, sizes: tuple[int, ...], leading: float
) -> int:
    """Write the text below `top`, in the largest of the sizes at which it is at most `height` high and no word runs
    over the edge; where it ends. Raises `NoRoom`."""
    for size in sizes:
        font, step = _font(path, size), round(size * leading)
        lines = _wrapped(pen, font, text)
        if len(lines) * step <= height and all(pen.textlength(line, font) <= _TEXT_WIDTH for line in lines):
            break
    else:
        raise NoRoom
    for number, line in enumerate(lines):
        pen.text((_MARGIN, top + number * step), line, font=font, fill=_SOLID)
    return top + len(lines) * step


def _wrapped(pen: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, text: str) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and pen.textlength(longer, font) <= _TEXT_WIDTH:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout engine is part of the library; the other one depends on what the machine has installed.
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _palette() -> bytes:
    steps = [index / (_SHADES - 1) for index in range(_SHADES)]
    shades = [round(paper + (ink - paper) * step) for step in steps for paper, ink in zip(_PAPER, _INK, strict=True)]
    return bytes([*shades, *_ACCENT])
