"""How much of the guide Zensical builds: a tree of Markdown with all macros run, given to it as it comes, and its pages
and links counted against what Python-Markdown makes of the same. `make zensical` prints it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import yaml
from bs4 import BeautifulSoup
from without_mkdocs import converted, copied, settings_of, sources

from macros.guide.addresses import html_path
from macros.publishing.site import begin

OURS = ("plugins", "hooks", "exclude_docs", "not_in_nav", "validation", "strict")
"""Settings of what only MkDocs runs."""


def plant(root: Path, settings: dict, folder: Path) -> dict[str, str]:
    """Write a project for Zensical into `folder`; the Markdown of its pages by path."""
    site = begin(root)
    texts = sources(site)
    for path, text in texts.items():
        page = folder / "docs" / path
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, "utf-8")
    copied(root / "docs", folder / "docs", site.published(root) - set(texts))
    theme = {name: value for name, value in settings["theme"].items() if name != "custom_dir"}
    kept = {name: value for name, value in settings.items() if name not in OURS} | {"theme": theme, "extra": {}}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(kept, sort_keys=False, allow_unicode=True), "utf-8")
    return texts


def links(html: str, path: str) -> set[str]:
    """Where a page's content leads, as addresses below the site's."""
    soup = BeautifulSoup(html, "lxml")
    content = soup.select_one("article.md-content__inner") or soup
    found = [str(link["href"]) for link in content.select("a[href]:not(.headerlink)")]
    return {urldefrag(urljoin(f"site:/{html_path(path)}", address)).url for address in found}


def main(zensical: str) -> int:
    root = Path.cwd()
    settings = settings_of(root)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        texts = plant(root, settings, folder)
        done = subprocess.run([zensical, "build"], cwd=folder, capture_output=True, text=True)
        there = [path for path in texts if (folder / "site" / html_path(path)).is_file()]
        led = kept = 0
        for path in there:
            ours = links(converted(path, texts[path], settings), path)
            theirs = links((folder / "site" / html_path(path)).read_text("utf-8"), path)
            led, kept = led + len(ours), kept + len(ours & theirs)
    print(done.stdout.strip() or done.stderr.strip())
    print(f"{len(there)} of {len(texts)} pages, {kept} of {led} links")
    return 0 if (done.returncode, len(there), kept) == (0, len(texts), led) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
