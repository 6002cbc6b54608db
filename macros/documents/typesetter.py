"""Typst for many small documents: a template and data in, a tagged PDF out, the same bytes every time.

One compiler serves them all, so that fonts are read once. A character that none of these has stops the build."""

from __future__ import annotations

import io
import json
import re
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pikepdf
import typst

from ..pages.boxes import boxed
from ..pages.faces import Face, families, lacking, package_for, put_fonts
from .pdf.typst import STANDARDS, packed, without_glyph

_FULL = re.compile(r"panicked with: (.* does not fit)")


class NotSet(Exception):
    """A document that cannot be set whole: a text takes more room than its template gives, or no font has one of its
    characters. Says what, in lower case."""


class Typesetter:
    """Compiles the templates of one folder; a context manager, because Typst takes fonts from a folder only. With
    `boxes`, one stands in the place of each letter that no font has."""

    def __init__(self, templates: Path, faces: tuple[Face, ...] = (), language: str = "en", boxes: bool = False):
        self._templates = templates
        self._boxes = boxes
        self._faces = faces
        self._further = {"faces": families(faces), "language": language}

    def __enter__(self) -> Typesetter:
        self._fonts = tempfile.TemporaryDirectory(prefix="fonts-")
        put_fonts(Path(self._fonts.name), self._faces)
        self._compiler = typst.Compiler(
            root=str(self._templates), font_paths=[self._fonts.name], ignore_system_fonts=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._fonts.cleanup()

    def set(self, template: str, data: dict[str, Any], moment: datetime, thorough: bool = False) -> bytes:
        """The PDF that a template makes of `data`, dated `moment`; to be `thorough` only gains a document of several
        pages anything. Raises `NotSet`."""
        told = json.dumps(data | self._further, ensure_ascii=False)
        told = boxed(told, lacking(told)) if self._boxes else told
        try:
            made = self._compiler.compile(
                input=str(self._templates / template), format="pdf", pdf_standards=STANDARDS,
                sys_inputs={"data": told}, timestamp=int(moment.timestamp()),
            )  # fmt: skip
        except typst.TypstError as error:
            text = without_glyph(error)
            if not self._boxes or not text or text not in told:
                raise _told(error) from None
            return self.set(template, json.loads(boxed(told, text)), moment, thorough)
        assert isinstance(made, bytes)  # one file is asked for, and no path to put it
        return packed(io.BytesIO(made), thorough)[0]


def _told(error: typst.TypstError) -> Exception:
    """What Typst says, in the guide's words where it is about a text and not about a template."""
    if full := _FULL.match(error.message):
        return NotSet(full[1])
    if text := without_glyph(error):
        return NotSet(f"no font has '{text}': the Debian package {package_for(text)} may have it")
    return error


def page_count(pdf: bytes) -> int:
    """How many pages it has."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)
