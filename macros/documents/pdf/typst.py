"""Typst at work: the templates and a book's files in, PDF bytes out; the same bytes on every machine."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import typst

from ...data.store import Store, digest
from ...pages.faces import Face, put_fonts
from ...pages.templates import TEMPLATES

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_INDENT = re.compile(rb"\n\s+")
_MISSING = re.compile(r'the text `"(.*)"` could not be displayed', re.DOTALL)


def setting(
    template: str,
    day: date,
    prepare: Callable[[Path], None],
    store: Store | None = None,
    faces: tuple[Face, ...] = (),
    **inputs: str,
) -> tuple[bytes, int]:
    """The PDF of a template of templates/pdf/, after `prepare` has put what it reads beside it, and the length of its
    outline. `inputs` are the template's parameters, `faces` those of further scripts. What was set of the same files
    before comes from the `store`. Raises `typst.TypstError` when it does not compile."""
    with tempfile.TemporaryDirectory(prefix="guide-pdf-") as name:
        folder = Path(name).resolve()
        shutil.copytree(TEMPLATES / "pdf", folder, dirs_exist_ok=True)
        prepare(folder)
        read = {path.relative_to(folder).as_posix(): digest(path.read_bytes()) for path in _files(folder)}
        made_of = [template, day.isoformat(), read, inputs, [face.digest for face in faces]]
        made = (store or Store()).once("book", made_of, lambda: _set(folder, template, day, inputs, faces))
        length, _, pdf = made.partition(b"\n")
        return pdf, int(length)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _set(folder: Path, template: str, day: date, inputs: dict[str, str], faces: tuple[Face, ...]) -> bytes:
    """The length of the outline, a line break, and the PDF."""
    fonts = typst.Fonts(False, True, [str(put_fonts(folder / ".fonts", faces))])
    made = folder / "made.pdf"
    typst.compile(
        str(folder / template), output=str(made), root=str(folder), font_paths=fonts, ignore_system_fonts=True,
        pdf_standards=STANDARDS, timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC), sys_inputs=inputs,
    )  # fmt: skip
    pdf, length = packed(made, thorough=True)
    return b"%d\n%b" % (length, pdf)


def without_glyph(error: typst.TypstError) -> str:
    """The text that no font has, where that is what Typst complains about."""
    missing = _MISSING.search(error.message)
    return missing[1] if missing else ""


def packed(source: Path | io.BytesIO, thorough: bool = False) -> tuple[bytes, int]:
    """The same document, its objects in compressed streams, with an id made from its content; and the length of its
    outline. Being `thorough` saves a large document 1 %, and a small one less than it costs; what Typst packed is not
    packed again, which would take three times as long and save 1 %. What describes the document stands uncompressed, so
    its indents go: 1.3 kB of a card's 40. Reading is much faster from a file than from memory."""
    target = io.BytesIO()
    pikepdf.settings.set_flate_compression_level(9 if thorough else 6)
    with pikepdf.open(source) as pdf:
        length = outline_length(pdf)
        pdf.Root.Metadata.write(_INDENT.sub(b"\n", pdf.Root.Metadata.read_bytes()))
        pdf.save(
            target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True,
        )  # fmt: skip
    return target.getvalue(), length


def outline_length(pdf: pikepdf.Pdf) -> int:
    """How many entries a document's outline has, at all levels."""
    with pdf.open_outline() as outline:
        waiting, found = list(outline.root), 0
        while waiting:
            entry = waiting.pop()
            found += 1
            waiting += entry.children
    return found
