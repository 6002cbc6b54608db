"""A card on paper of the other size. What stands on a card fits the width of the narrower sheet and the height of the
shorter one, so the same card is laid in the middle of either: both say the same, line by line."""

from __future__ import annotations

import io

import pikepdf

A4 = (595.28, 841.89)
"""Width and height, in points."""


def a4(pdf: bytes) -> bytes:
    """The same pages, each in the middle of a sheet of A4."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            left, bottom, right, top = map(float, page.mediabox)
            width, height = (A4[0] - (right - left)) / 2, (A4[1] - (top - bottom)) / 2
            sides = (left - width, bottom - height, right + width, top + height)
            page.mediabox = pikepdf.Array([round(side, 2) for side in sides])
        document.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return target.getvalue()
