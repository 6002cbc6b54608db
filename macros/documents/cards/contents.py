"""One-page cards of the articles and the paths, and the sheet for before a call: which texts of the guide go on them.

What may stand on a card is chosen here by rule, the weightiest first; the template takes as much of it as a page holds,
names what it leaves out, and refuses when what must stand there does not fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any

from lxml import html

from ...data.days import written
from ...data.markup import BOX
from ...guide.addresses import html_path
from ...guide.entries import Row, Term
from ...guide.guide import Guide
from ...guide.lessons import Article, Page
from ...guide.texts import plain
from ...pages.rendered import RenderedPage

HEARD = 2
"""How many of a buyer's phrases the sheet quotes for each subject."""
Item = dict[str, Any]
_Parts = Iterable[tuple[str, list[Item], int]]


@dataclass(frozen=True)
class Card:
    """A document of `pages` pages at `path` on the site, about the page at `source` (the sheet: about none)."""

    path: str
    source: str
    template: str
    pages: int
    data: dict[str, Any] = field(repr=False)


def cards(guide: Guide, pages: dict[str, RenderedPage]) -> list[Card]:
    """Every card of the guide in reading order, the sheet last."""
    made = [_article(guide, page, pages[page.path]) for page in guide.articles]
    made += [_path(guide, page, pages[page.path]) for page in guide.paths]
    return made + ([_sheet(guide)] if guide.sheet_path else [])


def leading_terms(guide: Guide, article: Article) -> list[Term]:
    """The terms an article is about: those it introduces, or those its quiz turns on when it introduces none. The one
    that more of its questions turn on comes first."""
    turns = Counter(asked.question.terms[0] for asked in guide.asked if asked.page is article)
    return [guide.terms[term] for term in sorted(article.head.introduces or turns, key=lambda term: -turns[term])]


def _article(guide: Guide, page: Article, rendered: RenderedPage) -> Card:
    terms = leading_terms(guide, page)
    short, practical = (_callouts(guide, rendered, coaching) for coaching in ("no", "yes"))
    lines = ("terms", [_spoken(guide, term) for term in terms], 1)
    likeness = [("contrasts", _contrasts(guide, terms), 1), ("bridges", _bridges(guide, page.head.rows, terms), 1)]
    told = [("short", short, len(short))]
    if coached := any(term.card.ask for term in terms):
        told, said = [*told, *likeness], [lines, ("practical", practical, len(practical))]
    else:
        told, said = [*told, lines], likeness
    number = guide.articles.index(page) + 1
    line = [f"Article {number}", f"{page.head.minutes} min", f"reviewed {written(page.head.reviewed)}"]
    data = _data(guide, page.path, page.head.title, line, told, said, coached)
    return Card(guide.card_path(page), page.path, "card.typ", 1, data | {"question": plain(guide, page.head.question)})


def _path(guide: Guide, page: Page, rendered: RenderedPage) -> Card:
    terms = _first_terms(guide, guide.articles_linked_from(page))
    blocks = _blocks(rendered)
    told = [("route", blocks, len(blocks)), ("contrasts", _contrasts(guide, terms), 1)]
    said = [
        ("terms", [_spoken(guide, term, say=False) for term in terms if term.card.ask], 1),
        ("bridges", sorted(_bridges(guide, (), terms), key=_length), 1),
    ]
    data = _data(guide, page.path, rendered.title, [], told, said, bool(said[0][1]))
    return Card(guide.card_path(page), page.path, "card.typ", 1, data | {"question": ""})


def _sheet(guide: Guide) -> Card:
    articles = [(article, term) for article in guide.articles for term in leading_terms(guide, article)[:1]]
    asks = [
        {"kind": "ask", "name": article.head.title, "question": plain(guide, article.head.question),
         "heard": term.heard_as[:HEARD], "ask": plain(guide, term.card.ask)}
        for article, term in articles
    ]  # fmt: skip
    swaps = [
        {"kind": "swap", "name": term.title, "avoid": plain(guide, term.card.avoid),
         "instead": plain(guide, term.card.instead)}
        for term in dict.fromkeys(term for _, term in articles)
    ]  # fmt: skip
    dates = [
        {"kind": "date", "name": "", "text": plain(guide, fact.statement), "as_of": written(fact.as_of)}
        for fact in sorted(guide.moving_facts, key=lambda fact: (guide.due(fact), fact.id))
    ]
    middle = (len(asks) + 1) // 2
    first = [("asks", asks[:middle], 0)], [("asks", asks[middle:], 0)]
    second = [("swaps", swaps, 0)], [("dates", dates, 0)]
    data = _data(guide, "", "Before the call", [], *first, True) | {
        "back": [_sections(sections) for sections in second]
    }
    return Card(guide.sheet_path, "", "sheet.typ", 2, data)


def _data(guide: Guide, path: str, title: str, line: list[str], left: _Parts, right: _Parts, spoken: bool) -> Item:
    publication, labels = guide.publication, guide.settings.labels
    return {
        "guide": publication.name, "title": title, "line": line,
        "bridge": labels.bridge, "card": labels.card, "aside": labels.spoken,
        "left": _sections(left), "right": _sections(right), "spoken": spoken,
        "url": publication.url and publication.url + html_path(path), "copyright": publication.copyright.strip(),
    }  # fmt: skip


def _sections(parts: _Parts) -> list[Item]:
    """Sections with their items; the first few of each must stand, which is rank 0; the rest rank as they follow."""
    ranks = count(1)
    return [
        {
            "name": name,
            "items": [item | {"rank": 0 if index < must else next(ranks)} for index, item in enumerate(items)],
        }
        for name, items, must in parts
    ]


def _first_terms(guide: Guide, articles: Iterable[Article]) -> list[Term]:
    return list(dict.fromkeys(term for article in articles for term in leading_terms(guide, article)[:1]))


def _spoken(guide: Guide, term: Term, say: bool = True) -> Item:
    texts = {name: plain(guide, getattr(term.card, name)) for name in ("say", "ask", "avoid", "instead")}
    return {"kind": "spoken", "name": term.title, **texts, "say": texts["say"] if say else ""}


def _contrasts(guide: Guide, terms: list[Term]) -> list[Item]:
    """What each term is easily confused with, first of all; no pair twice."""
    found: dict[frozenset[str], Item] = {}
    for term in terms:
        contrasts = (relation for relation in term.related if relation.relation == "contrast")
        for relation in islice(contrasts, 1):
            other = guide.terms[relation.term].preferred
            item = {"kind": "contrast", "name": f"{term.preferred} and {other}", "left": term.title,
                    "right": other, "note": plain(guide, relation.note)}  # fmt: skip
            found.setdefault(frozenset((term.id, relation.term)), item)
    return list(found.values())


def _bridges(guide: Guide, named: Iterable[str], terms: list[Term]) -> list[Item]:
    """The rows an article names, else those of its terms; those of the weightiest term first."""
    order = {term.id: index for index, term in enumerate(terms)}
    rows = [guide.rows[row] for row in named] or [row for term in terms for row in guide.rows_of(term.id)]
    rows = sorted(dict.fromkeys(rows), key=lambda row: min(order.get(term, len(order)) for term in row.terms))
    return [_bridge(guide, row) for row in rows]


def _length(item: Item) -> int:
    return sum(len(value) for value in item.values())


def _bridge(guide: Guide, row: Row) -> Item:
    texts = {name: plain(guide, getattr(row, name)) for name in ("holds", "breaks", "consequence", "ask")}
    return {
        "kind": "bridge", "name": f"{row.concept} and {row.counterpart}", "concept": row.concept,
        "counterpart": row.counterpart, **texts,
    }  # fmt: skip


def _callouts(guide: Guide, rendered: RenderedPage, coaching: str) -> list[Item]:
    """The boxes that close an article's sections, as its anatomy names them."""
    kinds = {part.ends_with for part in guide.settings.anatomy if part.ends_with and part.coaching == coaching}
    boxes = [box for box in _parsed(rendered).iter("div") if BOX in box.classes and kinds & set(box.classes)]
    return [
        {"kind": "callout" if coaching == "yes" else "takeaway", "name": title, "title": title, "text": text}
        for title, *texts in ([_words(part) for part in box.iterchildren("*")] for box in boxes)
        for text in [" ".join(texts)]
    ]


def _blocks(rendered: RenderedPage) -> list[Item]:
    """The paragraphs and lists of a page up to its first section, as they stand."""
    found: list[Item] = []
    for block in _parsed(rendered):
        if block.tag == "h2":
            break
        if block.tag == "p":
            found.append({"kind": "prose", "name": "", "text": _words(block)})
        elif block.tag in ("ol", "ul"):
            found.append({"kind": "steps", "name": "", "steps": [_step(step) for step in block.iterchildren("li")]})
    return found


def _step(step: html.HtmlElement) -> Item:
    """A step: the words it opens with in bold, the rest, and the lines of a list in it."""
    inner = [_words(line) for line in step.iter("li") if line is not step]
    for part in list(step.iter("ol", "ul")):
        part.drop_tree()
    text = _words(step)
    lead = next((words for words in map(_words, step.iter("strong")) if text.startswith(words)), "")
    return {"lead": lead, "text": text.removeprefix(lead).strip(), "inner": inner}


def _parsed(rendered: RenderedPage) -> html.HtmlElement:
    return html.fragment_fromstring(rendered.html, create_parent=True)


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
