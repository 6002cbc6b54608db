"""Files to the guide in memory, collecting every problem of every file."""

from __future__ import annotations

import re
from pathlib import Path

from pathspec import GitIgnoreSpec

from ..data.characters import decode
from ..data.engine import borrows, lent
from ..data.fields import build
from ..data.files import entries
from ..data.kinds import Text
from ..data.problems import Place, Problem
from ..data.yaml import Mapping
from ..guide.briefs import BriefsFile
from ..guide.entries import FactsFile, Glossary, MappingFile, SourcesFile
from ..guide.guide import Guide
from ..guide.lessons import Article, ArticleHead, BeliefsFile, Page, PageHead, Quiz
from ..guide.parts import optional_fields
from ..guide.products import AlternativesFile, ProductsFile
from ..guide.seen import SeenFile
from ..guide.settings import CONFIG, Publication, Settings
from ..guide.wording import SpokenFile
from ..prose.bounds import beyond
from ..prose.frontmatter import front_matter, renders_macros
from .drawings import FIGURES, WIDE, answering, drawing
from .labels import overflowing
from .lockfile import LOCK, published
from .mkdocs_yml import left_out, nav, publication, settled
from .reader import Reader, parts
from .wiring import unloaded, unread

GLOSSARY, DOCS = "glossary.yml", "docs"
SOURCES, BELIEFS = "docs/sources.yml", "docs/misconceptions.yml"
SPOKEN, BRIEFS = "docs/spoken.yml", "docs/briefs.yml"
SEEN = "docs/seen.yml"
"""What only the lookup and the reader read, the choices of the call brief, and when sources were seen: a guide may go
without any of them."""
QUIZ_ENDING = ".quiz.yml"
ARTICLE = re.compile(r"[0-9]{2,}-.+\.md")


def load(root: Path, unwritten: dict[str, bytes] | None = None) -> tuple[Guide | None, list[Problem]]:
    """The guide below `root`, as it would be with the files that are still `unwritten`. None when a file could not be
    read at all; problems may come with a guide, too."""
    return Loader(root, unwritten or {}).guide()


def fragment(root: Path, unwritten: dict[str, bytes] | None = None) -> Guide | None:
    """What could be read of a guide that could not be read whole; good for what one file alone shows."""
    (loader := Loader(root, unwritten or {})).guide()
    return loader.fragment


_loaded: dict[Path, tuple[frozenset[tuple[Path, int, int]], tuple[Guide | None, list[Problem]]]] = {}


def load_once(root: Path) -> tuple[Guide | None, list[Problem]]:
    """`load`, repeated only when a file that it reads has changed since."""
    stamp = frozenset((path, path.stat().st_mtime_ns, path.stat().st_size) for path in data_files(root))
    if root not in _loaded or _loaded[root][0] != stamp:
        _loaded[root] = stamp, load(root)
    return _loaded[root][1]


def data_files(root: Path) -> list[Path]:
    """Every file the guide is made of, sorted."""
    named = [root / CONFIG, root / GLOSSARY, root / LOCK]
    found = [path for ending in ("*.md", "*.yml", "*.svg") for path in (root / DOCS).rglob(ending)]
    return sorted(path for path in named + found if path.is_file())


class Loader(Reader):
    """One run over the files below `root`."""

    def __init__(self, root: Path, unwritten: dict[str, bytes]):
        super().__init__(root, unwritten)
        self.fragment: Guide | None = None
        self.left_out = GitIgnoreSpec(())
        self.found, found_wrong = entries(root, DOCS)
        self.problems += [*found_wrong, *unread(self.found)]
        self.complete = {problem.code for problem in self.problems} <= {"unsafe-name", "wrong-form", "linked-folder"}

    def guide(self) -> tuple[Guide | None, list[Problem]]:
        settings, order, told = self.settings()
        glossary = self.file(GLOSSARY, Glossary)
        sources = self.file(SOURCES, SourcesFile, self.has("sources", SOURCES))
        beliefs = self.file(BELIEFS, BeliefsFile, self.has("misconceptions", BELIEFS))
        spoken = self.file(SPOKEN, SpokenFile, (self.root / SPOKEN).exists()) or SpokenFile(())
        briefs = self.file(BRIEFS, BriefsFile, (self.root / BRIEFS).exists())
        seen = self.file(SEEN, SeenFile, (self.root / SEEN).exists())
        mapping = facts = products = alternatives = None
        pages: tuple[Page, ...] = ()
        if settings:
            mapping = self.file(self.beside(settings.pages.mapping), MappingFile, bool(settings.pages.mapping))
            facts = self.file(self.beside(settings.pages.facts), FactsFile, bool(settings.pages.facts))
            if settings.products.page:
                products = self.file(self.beside(settings.products.page), ProductsFile)
            if settings.products.alternatives:
                alternatives = self.file(self.beside(settings.products.alternatives), AlternativesFile)
            pages = self.pages(settings.articles)
        locked, figures = self.lock(), self.figures()
        if not settings:
            return None, self.problems
        guide = Guide(
            settings, glossary or Glossary((), ()), mapping or MappingFile(()), facts.facts if facts else (),
            sources.sources if sources else (), beliefs.misconceptions if beliefs else (), pages, order, locked,
            figures, self.answering(figures), self.figures(WIDE), told,
            spoken_list=spoken.spoken, often=spoken.often, written=spoken.written, briefs=briefs or BriefsFile(),
            seen=seen or SeenFile(),
            **vars(products or ProductsFile(())), **vars(alternatives or AlternativesFile(())),
        )  # fmt: skip
        self.fragment = guide
        return (guide if self.complete else None), self.problems

    @staticmethod
    def beside(page: str) -> str:
        return f"{DOCS}/{page.removesuffix('.md')}.yml"

    def settings(self) -> tuple[Settings | None, tuple[Text, ...], Publication]:
        node = self.node(CONFIG)
        if node is None:
            return None, (), Publication()
        extra = node.entries.get("extra") if isinstance(node, Mapping) else None
        guide = extra.entries.get("guide") if isinstance(extra, Mapping) else None
        if guide is None or not isinstance(node, Mapping):
            message = "no settings for the guide"
            self.problems.append(Problem(node.place, "missing-field", message, "add 'extra: guide:'"))
            self.complete = False
            return None, (), Publication()
        self.problems += [*unloaded(node), *settled(node)]
        self.left_out = left_out(node)
        before = len(self.problems)
        self.parts = parts(guide)
        self.optional = optional_fields(self.parts)
        settings = build(guide, Settings, guide.place, self.problems, self.optional)
        if len(self.problems) > before:
            self.complete = False
            return None, (), Publication()
        told = publication(node)
        lends = borrows(self.root) and told.mark in lent()
        if told.mark and f"{DOCS}/{told.mark}" not in self.found and not lends:  # it is drawn into icons
            message = f"the site's mark '{DOCS}/{told.mark}' is missing"
            self.problems.append(Problem(told.mark.place, "missing-file", message, "restore it, or name another"))
        return settings, tuple(nav(node.entries.get("nav"))), told

    def pages(self, articles: str) -> tuple[Page, ...]:
        found = {name for name in self.found if name.endswith(".md")} | self.unwritten.keys()
        names = sorted(name.removeprefix(f"{DOCS}/") for name in found if name.endswith(".md"))
        names = [name for name in names if not self.left_out.match_file(name)]
        pages = [page for name in names if (page := self.page(name, articles))]
        for path in (name for name in self.found if name.endswith(QUIZ_ENDING)):
            article = path.removeprefix(f"{DOCS}/").removesuffix(QUIZ_ENDING) + ".md"
            if article not in names or not is_article(article, articles):
                message = f"quiz without its article docs/{article}"
                hint = f"articles stand in docs/{articles} and begin with two digits"
                self.problems.append(Problem(Place(path), "missing-file", message, hint))
                self.complete = False
        return tuple(pages)

    def page(self, name: str, articles: str) -> Page | None:
        path = f"{DOCS}/{name}"
        text, problems = decode(path, self.bytes(path) or b"")
        problems += beyond(path, text, 1) if text else []
        self.problems += problems
        if text is None or problems:
            self.complete = False
            return None
        head, body_line, problems = front_matter(path, text)
        self.problems += problems
        if not is_article(name, articles):
            told = build(head, PageHead, Place(path), self.problems) if head is not None else PageHead()
            description = " ".join(told.description.split())
            return Page(name, text, body_line, macros=renders_macros(head), description=description)
        beside = path.removesuffix(".md") + QUIZ_ENDING
        quiz = self.file(beside, Quiz, self.has("questions", beside))
        if head is None:
            if not problems:
                message = "the article has no front matter"
                self.problems.append(Problem(Place(path), "front-matter", message, "begin it with '---' and 'title:'"))
            self.complete = False
            return None
        article = build(head, ArticleHead, Place(path), self.problems, self.optional)
        return Article(name, text, body_line, head=article, quiz=quiz)

    def lock(self) -> dict[Text, Text]:
        data = self.bytes(LOCK)
        found, problems = published(data or b"")
        self.problems += problems
        self.complete = self.complete and not any(problem.code == "encoding" for problem in problems)
        return found

    def figures(self, folder: str = FIGURES) -> dict[str, str]:
        """The drawings that pages may show, by name."""
        drawn = {name: self.drawing(name) for name in self.found if re.fullmatch(rf"{folder}/[^/]+\.svg", name)}
        self.problems += [problem for name, text in drawn.items() if text for problem in overflowing(name, text)]
        return {name.removeprefix(f"{folder}/").removesuffix(".svg"): text for name, text in drawn.items()}

    def answering(self, figures: dict[str, str]) -> dict[str, str]:
        """The scripts beside drawings, which let them answer, by the drawing's name."""
        shared = [f"{DOCS}/{name}" for name in lent()] if borrows(self.root) else []
        scripts, problems = answering(figures, [*self.found, *shared])
        self.problems += problems
        return {figure: name.removeprefix(f"{DOCS}/") for figure, name in scripts.items()}

    def drawing(self, name: str) -> str:
        """The drawing's text; empty where it cannot be read."""
        data = self.bytes(name)
        text, problems = drawing(name, data) if data is not None else ("", [])
        self.problems += problems
        return text


def is_article(name: str, articles: str) -> bool:
    """Whether the page is an article: two digits and words, in the articles' folder."""
    folder, _, base = name.rpartition("/")
    return folder == articles and bool(ARTICLE.fullmatch(base))
