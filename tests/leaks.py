"""Whether anything that is for sellers only can be read in a file, whatever the file's form."""

from __future__ import annotations

import gzip
import html
import io
import re
import subprocess
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from lxml import etree

from macros.exports.table import COLUMNS
from macros.guide.guide import Guide
from macros.guide.lessons import Page, Question
from macros.guide.texts import passages, plain
from macros.prose import editions
from macros.prose.calls import calls
from macros.prose.sections import body

STRIDE, PIECE = 9, 10
SHORTEST = STRIDE + PIECE - 1  # 18 letters; a shorter text could stand anywhere by chance


def letters(text: str) -> str:
    """A text's letters and digits and nothing else: neither a tag, a line break nor a hyphen can hide a leak."""
    return re.sub(r"[\W_]+", "", text).casefold()


def secrets(guide: Guide) -> dict[str, str]:
    """The letters of every text that must stay with the sellers, each with a word on where it is from: coaching fields;
    each line of a hidden page, section or marked part; the words of figures that no public page shows; and all that
    quizzes hold. What the public edition says in another place is no secret, coaching fields excepted: they hold
    nothing that it says."""
    cut = editions.public(guide)
    said = public_letters(cut)
    found = {letters(plain(guide, text)): str(text.place) for text in editions.coaching(guide)}
    texts = [*hidden_lines(guide, cut), *drawn_words(guide, cut), *quiz_texts(guide)]
    found |= {letters(text): place for text, place in texts if letters(text) not in said}
    return {text: place for text, place in found.items() if len(text) >= SHORTEST}


def public_letters(cut: Guide) -> str:
    """The letters of all that the public edition's own sources say, data files' names of fields included; of a page,
    paragraph by paragraph, since a sentence may run over a line's end."""
    pages = [text for page in cut.pages for text in paragraphs(cut, page)]
    drawn = ["".join(words_of(cut.figures[name])) for name in shown_figures(cut)]
    data = [passage.field + plain(cut, passage.text) for passage in passages(cut)]
    names = ["".join(COLUMNS), cut.publication.name, cut.publication.description, cut.publication.copyright]
    return "\n".join(letters(text) for text in [*pages, *drawn, *data, *names])


def paragraphs(guide: Guide, page: Page) -> Iterator[str]:
    """What a page says in lines that follow one another."""
    for blank, run in groupby(lines(guide, page), key=lambda line: not line[0].strip()):
        if not blank:
            yield " ".join(text for text, _ in run)


def hidden_lines(guide: Guide, cut: Guide) -> Iterator[tuple[str, str]]:
    """Each line that a page has and its public form has not."""
    for page in guide.pages:
        public = cut.pages_by_path.get(page.path)
        left = Counter(letters(text) for text, _ in lines(cut, public)) if public else Counter()
        for text, number in lines(guide, page):
            left[letters(text)] -= 1
            if left[letters(text)] < 0:
                yield text, f"{page.path}:{number}"


def lines(guide: Guide, page: Page) -> Iterator[tuple[str, int]]:
    """What a page says, line by line, in tables cell by cell, as a reader sees it: without markup, its calls of terms
    and facts carried out. The words of a figure's call are lines of their own."""
    for number, line in enumerate(_shown(guide, page).split("\n"), page.body_line):
        for text in line.split("|"):
            yield text, number


def _shown(guide: Guide, page: Page) -> str:
    def call(match: re.Match) -> str:
        name, given = match[1], re.findall(r'"((?:[^"\\]|\\.)*)"', match[2])
        if name == "term":
            return given[-1] if len(given) > 1 else guide.terms[given[0]].preferred
        if name == "fact":
            return guide.facts[given[0]].value
        return "|".join(["", *given[1:], ""]) if name == "figure" else "|"

    text = re.sub(r"<!--.*?-->", lambda match: re.sub(r"[^\n]", "", match[0]), body(page), flags=re.DOTALL)
    text = re.sub(r"\{\{\s*(\w+)\(([^{}]*)\)\s*\}\}", call, text) if page.macros else text
    text = re.sub(r"\]\([^)]*\)(?:\{[^}\n]*\})?|\{:[^}\n]*\}|</?[a-zA-Z][^>]*>", "", text)
    return re.sub(r"^[ \t]*(?:!!! [\w-]+|\d+\.(?=\s))", "", text, flags=re.MULTILINE)


def drawn_words(guide: Guide, cut: Guide) -> Iterator[tuple[str, str]]:
    """The words of each figure that no public page shows: all in a row, and each label."""
    shown = shown_figures(cut)
    for name, drawing in guide.figures.items():
        if name not in shown:
            labels = words_of(drawing)
            for text in ("".join(labels), *labels):
                yield text, f"{name}.svg"


def shown_figures(guide: Guide) -> set[str]:
    return {call.arguments[0] for page in guide.pages for call in calls(page)[0] if call.name == "figure"}


def words_of(drawing: str) -> list[str]:
    """The texts of a drawing in their order, its title and its description included."""
    return [text for text in etree.fromstring(drawing.encode()).itertext() if text.strip()]


def quiz_texts(guide: Guide) -> Iterator[tuple[str, str]]:
    """All that a reader is asked and told in a quiz."""
    for passage in passages(guide):
        if isinstance(passage.entry, Question):
            yield plain(guide, passage.text), passage.entry.id


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
    return list(leaking(folder, hidden, pattern))


def leaking(folder: Path, hidden: dict[str, str], pattern: str = "*") -> Iterator[tuple[str, str]]:
    """The same, file by file, for who need not read all of them."""
    index = _index(hidden)
    for path in sorted(path for path in folder.rglob(pattern) if path.is_file()):
        said = {secret for text in readings(path.name, path.read_bytes()) for secret in _within(text, index)}
        yield from ((path.relative_to(folder).as_posix(), hidden[secret]) for secret in hidden if secret in said)


def _index(hidden: dict[str, str]) -> dict[str, list[str]]:
    """The secrets by the pieces that begin in their first letters. Wherever one stands in a text, a piece of it begins
    at a multiple of `STRIDE` there, so that few places of the text need a look."""
    index: dict[str, list[str]] = {}
    for secret in hidden:
        for start in range(STRIDE):
            index.setdefault(secret[start : start + PIECE], []).append(secret)
    return index


def _within(text: str, index: dict[str, list[str]]) -> set[str]:
    """The secrets that a text holds."""
    pieces = {text[start : start + PIECE] for start in range(0, len(text), STRIDE)} & index.keys()
    return {secret for secret in {secret for piece in pieces for secret in index[piece]} if secret in text}
