"""Pages that are safe to send: one file per term, per pair of terms and per article, self-contained, with what a link
preview needs and no coaching.

They are made from the public projection of a term even in the full edition, so that a template cannot leak what its
data does not hold. Their addresses, `g/ID/`, are short and permanent.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import segno
from lxml import html

from ..data.store import Store
from ..guide.contrasts import page_path, pairs
from ..guide.entries import Fact, Term
from ..guide.guide import Guide
from ..guide.texts import facts_in
from ..pages.draft import Draft
from ..pages.rendered import RenderedPage
from ..pages.templates import Templates, inline
from ..prose.editions import without_coaching

PAGE = "index.html"
QR = "qr.svg"
IMAGE = "card.png"


def write(draft: Draft) -> None:
    """`g/ID/` for every term, with the QR code of its address, and a redirect for every retired id."""
    guide, templates = draft.guide, Templates(draft.guide)
    for term in guide.glossary.terms:
        folder = draft.folder / guide.share_path(term.id)
        folder.mkdir(parents=True)
        (folder / PAGE).write_text(page(guide, templates, term), "utf-8")
        if guide.share_base:
            (folder / QR).write_bytes(qr(guide.share_base + guide.share_path(term.id), draft.store))
    for path, text in [*_pairs(guide, templates), *_articles(draft, templates)]:
        (draft.folder / path).mkdir(parents=True)
        (draft.folder / path / PAGE).write_text(text, "utf-8")
        if guide.share_base:
            (draft.folder / path / QR).write_bytes(qr(guide.share_base + path, draft.store))
    for entry in guide.glossary.retired:
        place, target = guide.share_path(entry.id) + PAGE, guide.share_path(entry.to) + PAGE
        (draft.folder / place).parent.mkdir(parents=True)
        moved = templates.redirect(place, target, guide.terms[entry.to].preferred)
        (draft.folder / place).write_text(moved, "utf-8")


def page(guide: Guide, templates: Templates, term: Term) -> str:
    """The page of one term, as HTML."""
    path = guide.share_path(term.id)
    public = without_coaching(term)
    name = public.title
    return sheet(
        guide, templates, "share.html.j2", path,
        title=f"{name} ({public.abbreviation})" if public.abbreviation else name,
        summary=public.sentence,
        home=guide.term_path(term.id),
        term=public,
        names=[*filter(None, [public.abbreviation]), *public.synonyms],
        facts=_facts(guide, public),
        related=list(dict.fromkeys([*public.broader, *(relation.term for relation in public.related)])),
    )  # fmt: skip


def _pairs(guide: Guide, templates: Templates) -> Iterator[tuple[str, str]]:
    """The folder and the page of each pair of terms that are easily confused."""
    for pair in pairs(guide):
        terms = [without_coaching(pair.first), without_coaching(pair.second)]
        yield guide.share_path(pair.id), sheet(
            guide, templates, "share-pair.html.j2", guide.share_path(pair.id),
            title=f"{pair.first.title} and {pair.second.preferred}",
            summary=pair.of_first,
            home=page_path(pair),
            picture=False,
            terms=terms,
            first_note=pair.of_first,
            second_note=pair.of_second,
            facts=list(dict.fromkeys(fact for term in terms for fact in _facts(guide, term))),
        )  # fmt: skip


def _articles(draft: Draft, templates: Templates) -> Iterator[tuple[str, str]]:
    """The folder and the page of each article that is not for sellers alone."""
    guide = draft.guide
    for page in guide.articles:
        if path := guide.article_share(page):
            yield path, sheet(
                guide, templates, "share-article.html.j2", path,
                title=page.head.title,
                summary=page.head.description,
                home=page.path,
                picture=False,
                head=page.head,
                boxes=_boxes(guide, draft.pages[page.path]),
            )  # fmt: skip


def _boxes(guide: Guide, rendered: RenderedPage) -> list[dict[str, str]]:
    """The boxes that close an article's sections, without those that coach."""
    kinds = {part.ends_with for part in guide.settings.anatomy if part.ends_with and part.coaching == "no"}
    found = []
    for box in html.fromstring(rendered.html).iter("div"):
        if "admonition" in box.classes and kinds & set(box.classes):
            title, *texts = (" ".join(part.text_content().split()) for part in box.iterchildren("*"))
            found.append({"title": title, "text": " ".join(texts)})
    return found


def sheet(guide: Guide, templates: Templates, template: str, path: str, **context: object) -> str:
    """A self-contained page at the folder `path`: a template that extends sheet.html.j2, which says what it needs."""
    address = guide.share_base + path if guide.share_base else ""
    picture = context.pop("picture", True) and address
    style, digest = inline("sheet.css")
    context |= {"address": address, "image": picture and address + IMAGE, "style": style, "style_hash": digest}
    return templates.html(template, path + PAGE, **context)


def qr(address: str, store: Store) -> bytes:
    """The address as a QR code in SVG: dark on white whatever the page's colors, with its quiet zone."""
    return store.once("code", address, lambda: _qr(address))


def _qr(address: str) -> bytes:
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", border=4, light="#fff", omitsize=True, xmldecl=False, svgclass=None, lineclass=None)
    return out.getvalue()


def files(guide: Guide) -> list[str]:
    """Every page below the site's root that `write` makes for a term, in glossary order."""
    return [guide.share_path(term) + PAGE for term in guide.terms]


def _facts(guide: Guide, term: Term) -> list[Fact]:
    return facts_in(guide, term.definition, term.mechanism, term.misconception.belief, term.misconception.correction)
