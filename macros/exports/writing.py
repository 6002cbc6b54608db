"""Templates for text that is no page: XML is escaped, everything else is written as it stands."""

from __future__ import annotations

import gzip
import io
import json
from functools import cache
from typing import Any

import jinja2

from ..data.days import written
from ..pages.templates import TEMPLATES


def render(template: str, **context: Any) -> bytes:
    """A template of `macros/templates` in UTF-8, closed by one line break."""
    return (_environment().get_template(template).render(**context).strip() + "\n").encode()


def json_bytes(value: Any) -> bytes:
    """JSON for people and programs: two spaces, letters as they are."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def gzipped(data: bytes) -> bytes:
    """The same data compressed, without the time or the name of a file."""
    out = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0) as packed:
        packed.write(data)
    return out.getvalue()


def _literal(text: str) -> str:
    """A quoted string of Turtle: JSON escapes the same characters in the same way."""
    return json.dumps(text, ensure_ascii=False)


def _link_text(text: str) -> str:
    """Text between the brackets of a Markdown link."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), undefined=jinja2.StrictUndefined,
        autoescape=lambda name: bool(name and name.endswith(".xml.j2")), trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"literal": _literal, "link_text": _link_text, "date": written}
    return environment
