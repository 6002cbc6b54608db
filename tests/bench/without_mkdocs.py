"""How far the engine comes without MkDocs: every page of a guide by Python-Markdown and a layout of some lines, all
outputs beside them, and each page compared with the one that MkDocs made. `make without-mkdocs` prints what was found;
docs/engineering/exit.md tells what follows from it."""

from __future__ import annotations

import posixpath
import re
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element

import yaml
from bs4 import BeautifulSoup
from jinja2 import Environment, StrictUndefined
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from macros.data.problems import Refused
from macros.data.quotes import curled_html
from macros.guide.addresses import html_path, relative
from macros.pages.draft import Draft
from macros.pages.rendered import read
from macros.prose.calls import SIGNATURES
from macros.publishing.build import rendered_file
from macros.publishing.outputs import OUTPUTS
from macros.publishing.site import Site, begin

LAYOUT = """<!doctype html>
<html lang="{{ language }}">
<head><meta charset="utf-8"><title>{{ title }} - {{ name }}</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
{% for sheet in styles %}<link rel="stylesheet" href="{{ base }}{{ sheet }}">{% endfor %}
{% for script in scripts %}<script defer src="{{ base }}{{ script }}"></script>{% endfor %}</head>
<body><header><a href="{{ base }}index.html">{{ name }}</a>
<nav>{% for path, text in nav %}<a href="{{ base }}{{ path }}">{{ text }}</a> {% endfor %}</nav></header>
<main class="md-content"><article class="md-content__inner md-typeset">{{ content }}</article></main></body></html>
"""
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


class _Links(Extension):
    """Links to sources become links to pages, as MkDocs makes them."""

    def __init__(self, path: str):
        super().__init__()
        self.path = path

    def extendMarkdown(self, md: Markdown) -> None:
        path = self.path

        class Turn(Treeprocessor):
            def run(self, root: Element) -> None:
                for element in root.iter():
                    for name in ("href", "src"):
                        address = element.get(name, "")
                        where, mark, anchor = address.partition("#")
                        if where.endswith(".md") and "://" not in where:
                            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), where))
                            element.set(name, relative(html_path(target), html_path(path)) + mark + anchor)

        md.treeprocessors.register(Turn(md), "links", 0)


@dataclass
class Compared:
    """Paths of pages by how their content compares with what MkDocs made, and how long both sides took, in seconds."""

    alike: list[str] = field(default_factory=list)
    same_words: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    outputs: dict[str, bool] = field(default_factory=dict)
    seconds: float = 0.0


def settings_of(root: Path) -> dict:
    """What mkdocs.yml says."""
    return yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))


def words(html: str) -> str:
    return " ".join(BeautifulSoup(html, "lxml").get_text(" ").split())


def sources(site: Site) -> dict[str, str]:
    """The Markdown of every page by its path, macros run."""
    guide, environment = site.guide, Environment(undefined=StrictUndefined)
    made = {path: FRONT.sub("", text) for path, text in site.generated.items() if path.endswith(".md")}
    for path, page in guide.pages_by_path.items():
        calls = {name: partial(getattr(site.macros, name), page) for name in SIGNATURES}
        text = site.markdown(path)
        made[path] = environment.from_string(text).render(calls) if page.macros else text
    return made


def converted(path: str, text: str, settings: dict) -> str:
    """A page's Markdown as HTML."""
    names, configs = ["toc", "tables", "fenced_code"], {}
    for entry in settings["markdown_extensions"]:
        name, given = next(iter(entry.items())) if isinstance(entry, dict) else (entry, {})
        names.append(name)
        configs[name] = given or {}
    return Markdown(extensions=[*dict.fromkeys(names), _Links(path)], extension_configs=configs).convert(text)


def without_mkdocs(root: Path, folder: Path) -> Compared:
    """Make the site of a built guide below `root` in `folder`, and compare. Raises `Refused`."""
    site, settings = begin(root), settings_of(root)
    built = read(rendered_file(root, site.guide))
    found, began = Compared(), time.process_time()
    texts, name = sources(site), site.guide.publication.name
    layout = Environment(autoescape=False).from_string(LAYOUT)
    copied(root / "docs", folder, site.published(root) - set(texts))
    pages = {path: converted(path, text, settings) for path, text in texts.items()}
    titles = {path: _title(html) for path, html in pages.items()}
    for path, unlinked in pages.items():
        html = site.finished(path, titles[path], unlinked)
        kind = (
            found.alike
            if html == built[path].html
            else found.same_words
            if words(html) == words(built[path].html)
            else None
        )
        (found.apart if kind is None else kind).append(path)
        target = folder / html_path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(
            curled_html(layout.render(
                language=site.guide.publication.language, title=titles[path], name=name, content=html,
                base="../" * html_path(path).count("/"), styles=settings.get("extra_css", []),
                scripts=[entry["path"] for entry in settings.get("extra_javascript", [])],
                nav=[(html_path(one), titles[one]) for one in site.guide.nav if one in titles],
            )),
            "utf-8",
        )  # fmt: skip
    found.seconds = time.process_time() - began
    draft = Draft(root, folder, site.guide, site.rendered, lambda line: None, site.store)
    for output in OUTPUTS:
        try:
            output.write(draft)
            found.outputs[output.doing] = True
        except (Refused, OSError) as wrong:
            found.outputs[output.doing] = False
            print(f"{output.doing}: {type(wrong).__name__} {wrong}", file=sys.stderr)
    return found


def copied(docs: Path, folder: Path, paths: set[str]) -> None:
    """Copy those of the files below docs/ that are there; what the engine lends is written by its outputs."""
    for path in paths:
        if (docs / path).is_file():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(docs / path, folder / path)


def _title(html: str) -> str:
    top = BeautifulSoup(html, "lxml").h1
    for mark in top.select(".headerlink") if top else ():
        mark.decompose()
    return top.get_text() if top else ""


def told(found: Compared) -> str:
    """The figures as lines."""
    pages = len(found.alike) + len(found.same_words) + len(found.apart)
    made = sum(found.outputs.values())
    lines = [
        f"{pages} pages in {found.seconds:.1f} CPU s: {len(found.alike)} byte for byte what MkDocs made, "
        f"{len(found.same_words)} with the same words, {len(found.apart)} with others",
        f"{made} of {len(found.outputs)} other outputs were made of them",
    ]
    return "\n".join([*lines, *(f"apart: {path}" for path in [*found.same_words, *found.apart][:20])])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(told(without_mkdocs(Path.cwd(), Path(made))))
