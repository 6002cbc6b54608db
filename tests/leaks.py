"""Whether anything that is for sellers only can be read in a file, whatever the file's form."""

from __future__ import annotations

import gzip
import html
import io
import re
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from macros import editions
from macros.guide import Guide
from macros.texts import expand

SHORTEST = 18  # letters; a shorter text could stand anywhere by chance


def letters(text: str) -> str:
    """A text's letters and digits and nothing else: neither a tag, a line break nor a hyphen can hide a leak."""
    return re.sub(r"[\W_]+", "", text).casefold()


def secrets(guide: Guide) -> dict[str, str]:
    """The letters of every text that must stay with the sellers, each with a word on where it is from: coaching fields,
    coaching sections line by line, and what the quizzes ask."""
    values = {fact.id: fact.value for fact in guide.fact_list}
    texts = [(text, str(text.place)) for text in editions.coaching(guide)]
    for page in guide.articles:
        for section in editions.coaching_sections(guide, page):
            texts += [(line, f"{page.path}:{number}") for number, line in section.lines if len(line) > 40]
        for question in page.quiz.questions if page.quiz else ():
            texts += [(text, question.id) for text in (question.stem, question.scene)]
    found = {letters(expand(text, values.get)): place for text, place in texts}
    return {said: place for said, place in found.items() if len(said) >= SHORTEST}


def readings(name: str, data: bytes) -> Iterator[str]:
    """Every way to read a file: as it stands, as a browser shows it, unpacked, or as a document's text."""
    if name.endswith(".gz"):
        yield from readings(name.removesuffix(".gz"), gzip.decompress(data))
    elif name.endswith((".zip", ".epub")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield from readings(inner, archive.read(inner))
    elif name.endswith(".inv"):  # Sphinx: four lines, then packed ones
        yield from readings("lines.txt", zlib.decompress(data.split(b"\n", 4)[4]))
    elif name.endswith(".pdf"):
        done = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, check=True)
        yield letters(done.stdout.decode("utf-8"))
    elif not name.endswith(".png"):
        text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), data.decode("utf-8", "replace"))
        text = html.unescape(text.replace("\\n", " "))
        yield letters(text)
        yield letters(re.sub(r"<[^>]*>", "", text))


def leaks(folder: Path, hidden: dict[str, str], pattern: str = "*") -> list[tuple[str, str]]:
    """Each file below the folder that gives a secret away, with where that is from."""
    found = []
    for path in sorted(path for path in folder.rglob(pattern) if path.is_file()):
        texts = list(readings(path.name, path.read_bytes()))
        found += [
            (path.relative_to(folder).as_posix(), place)
            for said, place in hidden.items()
            if any(said in text for text in texts)
        ]
    return found
