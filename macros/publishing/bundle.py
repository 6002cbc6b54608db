"""The guide as one file to carry: a zip with a start page and the site, which opens from a folder on any system."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from datetime import datetime
from pathlib import Path, PurePosixPath

from ..data.problems import Place, Problem, Refused
from ..exports.archives import packed
from ..guide.guide import Guide
from ..pages.templates import Templates
from ..prose.editions import FULL
from ..share.terms import IMAGE

FOLDER = "dist"
LARGEST = 25_000_000
"""Bytes that a mail system still takes."""
LONGEST = 140
"""Characters of a path within the zip, so that it fits the 260 of Windows below a folder for downloads."""
START, SITE, LIST = "Start here.html", "guide", "SHA256SUMS.txt"
_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ](?=/|$)')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def bundle(root: Path, guide: Guide, site: Path, moment: datetime) -> Path:
    """Zip the built `site` into dist/, with a checksum file beside it; the zip's path. Raises `Refused` and writes
    nothing when a name would not unpack everywhere or the zip is too large."""
    name = guide.file_name("zip") if guide.edition == FULL else guide.file_name(f"{guide.edition}.zip")
    top = name.removesuffix(".zip")
    files = {f"{SITE}/{path.relative_to(site).as_posix()}": path.read_bytes() for path in _files(site)}
    files[START] = _start(guide, frozenset(files), moment)
    files[LIST] = "".join(f"{_digest(files[path])}  {path}\n" for path in sorted(files)).encode()
    archive = packed({f"{top}/{path}": content for path, content in files.items()}, moment)
    problems = [problem for path in sorted(files) for problem in _unpackable(f"{top}/{path}")]
    problems += _clashes(files) + _too_large(name, len(archive))
    if problems:
        raise Refused(problems, "no bundle written")
    target = root / FOLDER / name
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(archive)
    target.with_name(f"{name}.sha256").write_text(f"{_digest(archive)}  {name}\n", "utf-8")
    return target


def _start(guide: Guide, files: frozenset[str], moment: datetime) -> bytes:
    """The page to open first; it offers what the site has."""
    offers = {
        "index": f"{SITE}/index.html", "call": f"{SITE}/call/index.html", "pdf": f"{SITE}/{guide.file_name('pdf')}",
        "epub": f"{SITE}/{guide.file_name('epub')}", "sheet": f"{SITE}/{guide.sheet_path}",
    }  # fmt: skip
    present = {name: path for name, path in offers.items() if path in files}
    return f"{Templates(guide).html('bundle/start.html.j2', '', offers=present, made=moment.date())}\n".encode()


def _files(site: Path) -> list[Path]:
    """All but the pictures by which other programs preview an address: these are fetched from a host, never from a
    folder, and would be a fifth of the zip."""
    return sorted(path for path in site.rglob("*") if path.is_file() and path.name != IMAGE)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _unpackable(path: str) -> list[Problem]:
    """What keeps a path from being unpacked on Windows."""
    place = Place(path)
    problems = []
    if _FORBIDDEN.search(path) or any(map(_DEVICES.match, PurePosixPath(path).parts)):
        problems.append(Problem(place, "unsafe-name", "Windows cannot have a file of this name", "rename its source"))
    if len(path) > LONGEST:
        message = f"the path has {len(path)} characters and may have {LONGEST}"
        problems.append(Problem(place, "unsafe-name", message, "shorten its names"))
    return problems


def _clashes(files: dict[str, bytes]) -> list[Problem]:
    """Names that are one file where a system does not tell capitals from small letters."""
    alike = defaultdict(list)
    for path in sorted(files):
        alike[path.casefold()].append(path)
    return [
        Problem(Place(other), "unsafe-name", f"differs from '{first}' in capitals only", "rename one")
        for first, *others in alike.values()
        for other in others
    ]


def _too_large(name: str, size: int) -> list[Problem]:
    if size <= LARGEST:
        return []
    message = f"the zip has {size:,} bytes and may have {LARGEST:,}"
    return [Problem(Place(f"{FOLDER}/{name}"), "large-bundle", message, "leave out or shrink the largest pictures")]
