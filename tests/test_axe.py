"""What the tests of accessibility leave out finds no fault less: planted ones are found in every look."""

from __future__ import annotations

import pytest
from browser_site import LOOKS, broken, violations

pytestmark = pytest.mark.browser

DARK = "@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } "
DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
PAGE = (
    '<!doctype html><html lang="en"><head><title>Wind</title><style>%s</style></head>'
    "<body><main><h1>Wind</h1><p>Air moves.</p>%s</main></body></html>"
)
PLANTED = {
    "none": ("", "", []),
    "no name": ("", '<button style="width: 40px; height: 40px"></button>', [("light", "button-name")]),
    "too pale": ("p { color: #bbb }", "", [("light", "color-contrast"), ("dark", "color-contrast")]),
    "too pale in the dark": (f"{DARK} p {{ color: #333 }} }}", "", [("dark", "color-contrast")]),
    "shown in the dark": (
        f"img {{ display: none }} {DARK} img {{ display: block }} }}", f"<img src='{DOT}'>",
        [("dark", "image-alt")],
    ),
    "shown in the system's colors": (
        "img { display: none } @media (forced-colors: active) { img { display: block } }", f"<img src='{DOT}'>",
        [("forced", "image-alt")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found(name, browser):
    style, body, wanted = PLANTED[name]
    with browser.new_context() as context:
        page = context.new_page()
        page.set_content(PAGE % (style, body))
        found = {(scheme, rule) for scheme, rule, _ in violations(page, looks=LOOKS)}
        assert found >= set(wanted)
        assert bool(found) == bool(wanted)
        page.emulate_media(color_scheme="light")
        assert bool(broken(page)) == any(scheme == "light" for scheme, _ in wanted)
