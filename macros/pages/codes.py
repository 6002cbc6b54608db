"""Addresses as QR codes, for a screen and for paper."""

from __future__ import annotations

import io

import segno

from ..data.store import Store


def qr(address: str, store: Store) -> bytes:
    """The address as a QR code in SVG: dark on white whatever the page's colors, with its quiet zone."""
    return store.once("code", address, lambda: _qr(address))


def _qr(address: str) -> bytes:
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", border=4, light="#fff", omitsize=True, xmldecl=False, svgclass=None, lineclass=None)
    return out.getvalue()
