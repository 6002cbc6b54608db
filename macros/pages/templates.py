"""Jinja templates bound to one guide: data in, HTML fragments or whole Markdown pages out."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from ..data.days import written, written_short
from ..guide.addresses import html_path, relative
from ..guide.grading import kind_of
from ..guide.guide import Guide
from ..guide.questions import content_hash, forms, shuffled
from ..guide.texts import FACT, plain, sentences
from .view import View

TEMPLATES = Path(__file__).parent.parent / "templates"

# Written as character references, these are plain text to every Markdown extension.
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>&~^=|#!$:]|^[-+](?=\s)|(?<=^\d)[.)]")


def markdown_escape(value: Any) -> Markup:
    """Text that Markdown shows as it stands; markup made by our own templates passes."""
    if isinstance(value, Markup):
        return value
    line = re.sub(r"\s*\n\s*", " ", str(value))
    return Markup(_MARKDOWN.sub(lambda match: f"&#{ord(match.group())};", line))


@cache
def inline(name: str) -> tuple[Markup, str]:
    """A style sheet or a script of the templates, packed to stand inside a page, and its hash for a content security
    policy. Knows the style of our own files: no strings with runs of spaces, no line comments."""
    text = (TEMPLATES / name).read_text("utf-8")
    packed = re.sub(r"\s*\n\s*", "", re.sub(r"\s*([{};:,>])\s+", r"\1", text)).strip()
    digest = base64.b64encode(hashlib.sha256(packed.encode()).digest()).decode()
    return Markup(packed), f"sha256-{digest}"


def without_none(values: dict[str, Any]) -> dict[str, Any]:
    """A mapping without the keys that have no value, at every depth."""
    return {
        key: without_none(value) if isinstance(value, dict) else value
        for key, value in values.items()
        if value is not None
    }


class _Compiled(jinja2.BytecodeCache):
    """The code of templates, made once in a process and not again for each guide."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if code := self._code.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


_AS_HTML, _AS_MARKDOWN = _Compiled(), _Compiled()
"""One template becomes different code in each: what stands in it as it is may be escaped when it is compiled."""


class Templates:
    """Two environments over one folder: `*.html.j2` escapes for HTML, `*.md.j2` for Markdown. Where the guide is
    `unfinished`, what is not there is left out."""

    def __init__(self, guide: Guide, unfinished: bool = False):
        self.view = View(guide)
        self._undefined = jinja2.ChainableUndefined if unfinished else jinja2.StrictUndefined
        self._html = self._environment(guide, escape, lambda path, page: relative(html_path(path), page), _AS_HTML)
        self._markdown = self._environment(guide, markdown_escape, relative, _AS_MARKDOWN, finalize=markdown_escape)

    def html(self, template: str, page: str, **context: Any) -> Markup:
        """A fragment for `page`; blank lines are closed up, since one would end a raw HTML block in Markdown."""
        text = self._html.get_template(template).render(page=page, **context)
        return Markup(re.sub(r"\n\s*\n+", "\n", text.strip()))

    def text(self, template: str, **context: Any) -> str:
        """A file that is no page, as the template has it; what it holds must come through filters such as `tojson`."""
        return self._html.get_template(template).render(page="", **context).strip() + "\n"

    def redirect(self, path: str, target: str, title: str) -> Markup:
        """A page at `path` on the site that sends its readers to `target`, fragment and all."""
        script, digest = inline("moved.js")
        return self.html("redirect.html.j2", path, target=target, title=title, script=script, script_hash=digest)

    def markdown(self, template: str, page: str, **context: Any) -> str:
        """A whole page in Markdown."""
        return self._markdown.get_template(template).render(page=page, **context).strip() + "\n"

    def _environment(
        self,
        guide: Guide,
        mask: Callable[[str], str],
        address: Callable[[str, str], str],
        compiled: _Compiled,
        **options: Any,
    ) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES), undefined=self._undefined,
            autoescape=True, trim_blocks=True, lstrip_blocks=True, bytecode_cache=compiled, **options,
        )  # fmt: skip

        @jinja2.pass_context
        def url(context: jinja2.runtime.Context, path: str) -> Markup:
            return Markup(address(path, context["page"]))  # made of ids, which are safe in HTML and in Markdown

        def prose(text: str) -> Markup:
            """Plain text with each `{fact:id}` made a mark; even parts are text, odd ones ids."""
            parts = FACT.split(" ".join(text.split()))
            pieces = (self.fact(guide, part) if index % 2 else mask(part) for index, part in enumerate(parts))
            return Markup("").join(pieces)

        environment.globals |= {"guide": guide, "view": self.view, "labels": guide.settings.labels}
        environment.filters |= {
            "prose": prose, "plain": partial(plain, guide), "url": url, "date": written, "without_none": without_none,
            "kind": kind_of, "content_hash": content_hash, "shuffled": shuffled, "forms": forms,
            "inert": markdown_escape, "sentences": sentences, "date_short": written_short,
        }  # fmt: skip
        return environment

    def fact(self, guide: Guide, fact: str) -> Markup:
        """The mark that the linker turns into a link to the dated fact."""
        return self.html("fact-mark.html.j2", "", fact=guide.facts[fact])
