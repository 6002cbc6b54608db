"""What a site holds besides the pages of MkDocs.

Each output writes its files into the folder in which the site is being built, before that is checked and put in place.
It reads the guide in its edition and the rendered pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .. import exports
from ..browser import bank, brief, fonts, lookup, offline, packing, player, since
from ..documents import cards, epub
from ..documents.pdf import making as pdf
from ..exports import quizfiles
from ..pages import quoting
from ..pages.draft import Draft
from ..share import pictures, rows, terms


@dataclass(frozen=True)
class Output:
    """`doing` says in a few words what `write` does; `write` raises `Refused` when it cannot do it whole. What is
    `quick` is written while somebody serves the guide, too; a document takes too long for that."""

    doing: str
    write: Callable[[Draft], None]
    quick: bool = True


OUTPUTS = (
    Output("writing share pages", terms.write),
    Output("writing the mapping's share pages", rows.write),
    Output("drawing social images", pictures.write),
    Output("writing the lookup", lookup.write),
    Output("writing the choices of a brief", brief.write),
    Output("joining the scripts of questions", packing.write),
    Output("writing the paths", player.write),
    Output("writing what is new", since.write),
    Output("writing the question bank", bank.write),
    Output("writing the questions for other programs", quizfiles.write),
    Output("writing data files", exports.write),
    Output("setting quotation marks", quoting.write),
    Output("cutting the faces", fonts.write),
    Output("writing the manifest", offline.write_manifest),
    Output("setting the cards", cards.write, quick=False),
    Output("writing the EPUB", epub.write, quick=False),
    Output("setting the PDF", pdf.write, quick=False),
    # The last one: it lists the digests of what all others wrote.
    Output("listing what readers keep offline", offline.write_worker, quick=False),
)
"""In this order: an output may read what one before it wrote."""
