"""The guide in forms that other programs read: data, feeds, an inventory, snippets, questions (`quizfiles/`).

Each module below gives files by their path on the site, made from the guide in its edition; nothing but `coaching` in
the JSON of the full edition speaks to the seller."""

from __future__ import annotations

from ..pages.draft import Draft
from . import feed, inventory, opensearch, overview, sitemap, skos, snippets, table, terms

ADDRESSED = (skos, feed, sitemap, opensearch, snippets)
"""Forms that name things by address: without one for the site there is nothing true to write in them."""
LEFT_OUT = (skos.TURTLE, skos.JSON_LD, feed.NAME, sitemap.NAME, opensearch.NAME,
            snippets.ESPANSO, snippets.RAYCAST, snippets.ALFRED)  # fmt: skip
"""What they make, which a site without an address goes without."""


def write(draft: Draft) -> None:
    """Every form, each whole."""
    for name in (sitemap.NAME, sitemap.PACKED):  # MkDocs' own, which know half of the pages, and the build's day
        (draft.folder / name).unlink(missing_ok=True)
    if not draft.guide.publication.url:
        draft.tell(f"no site_url in mkdocs.yml, so leaving out {', '.join(LEFT_OUT)}")
    for path, data in files(draft).items():
        target = draft.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def files(draft: Draft) -> dict[str, bytes]:
    """Every file by its path on the site."""
    guide = draft.guide
    found = {
        **terms.files(guide),
        **table.files(guide),
        **inventory.files(guide),
        **overview.files(guide, draft.pages),
    }
    for form in ADDRESSED if guide.publication.url else ():
        found |= form.files(guide)
    return found
