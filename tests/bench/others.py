"""The same pages for other makers of sites: the terms and articles of a guide as plain Markdown, for MkDocs with
Material as it comes and for Hugo. They get the words and nothing else: no links of terms, no lookup, no documents."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from macros.pages.generated import generated
from macros.pages.templates import Templates
from macros.reading.loading import load

_CALL = re.compile(r"\{\{.*?\}\}")
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def pages(root: Path) -> dict[str, str]:
    """Every page of the guide below `root`, by its path, without the guide's macros."""
    guide, _ = load(root)
    assert guide is not None
    made = {path: text for path, text in generated(guide, Templates(guide)).items() if path.endswith(".md")}
    return {page.path: _FRONT.sub("", _CALL.sub("", page.text)) for page in guide.pages} | made


def material(root: Path, folder: Path, in_nav: bool) -> list[str]:
    """A project of MkDocs in `folder`, and the command that builds it."""
    told = pages(root)
    _write(folder / "docs", told)
    terms = sorted(path for path in told if path.startswith("terms/") and path != "terms/index.md")
    nav = [*sorted(told.keys() - set(terms)), *([{"Terms": terms}] if in_nav else [])]
    config = {
        "site_name": "Sailing", "theme": {"name": "material", "font": False}, "plugins": ["search"],
        "use_directory_urls": False, "nav": nav, "not_in_nav": "/*",
        "markdown_extensions": ["admonition", "attr_list", "md_in_html", "toc"],
    }  # fmt: skip
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    return ["mkdocs", "build", "--quiet", "--config-file", str(folder / "mkdocs.yml")]


def hugo(root: Path, folder: Path) -> list[str]:
    """A site of Hugo in `folder`, with a bare layout, and the arguments that build it."""
    _write(folder / "content", {path: f"---\ntitle: {path}\n---\n{text}" for path, text in pages(root).items()})
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name in ("single", "list"):
        (layouts / f"{name}.html").write_text("<!doctype html><title>{{ .Title }}</title>{{ .Content }}\n", "utf-8")
    settings = 'baseURL = "/"\ndisableKinds = ["taxonomy", "term", "RSS"]\n[markup.goldmark.renderer]\nunsafe = true\n'
    (folder / "config.toml").write_text(settings, "utf-8")
    return ["--quiet", "--source", str(folder)]


def _write(folder: Path, texts: dict[str, str]) -> None:
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
