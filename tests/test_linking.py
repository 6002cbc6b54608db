"""First use of a term in each section becomes a link; nothing else of the page changes."""

from __future__ import annotations

import pytest

from macros.pages.term_links import Linker

PAGE = "lessons/01-wind.md"


@pytest.fixture(scope="module")
def linker(small_guide) -> Linker:
    return Linker(small_guide)


def link(term: str, words: str, folder: str = "../terms/") -> str:
    """The link that the linker makes of `words`."""
    name, definition = {
        "true-wind": ("true wind", "The motion of the air as felt by somebody who stands still."),
        "apparent-wind": ("apparent wind", "The flow of air that a moving crew feels."),
        "rudder": ("rudder", "A hinged blade below the stern that turns a vessel by deflecting water."),
    }[term]
    name = name.capitalize()
    return f'<a class="term" data-definition="{definition}" data-name="{name}" href="{folder}{term}.html">{words}</a>'


TRUE, RUDDER = link("true-wind", "true wind"), link("rudder", "rudder")
FACT = (
    '<a class="fact" data-definition="The practice boat makes 6 knots in a fresh breeze." '
    'data-name="As of June 1, 2025" href="../dates.html#hull-speed">6 knots</a>'
)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("<p>No term.</p>", "<p>No term.</p>"),
        ("<p>The true wind.</p>", f"<p>The {TRUE}.</p>"),
        ("<p>true wind</p>", f"<p>{TRUE}</p>"),
        ("<thead><tr><th>true wind</th></tr></thead>", "<thead><tr><th>true wind</th></tr></thead>"),
        ("<p>Rudders, rudder</p>", f"<p>{link('rudder', 'Rudders')}, rudder</p>"),
        ("<p>a true wind</p><p>the true wind</p>", f"<p>a {TRUE}</p><p>the true wind</p>"),
        ("<p>rudder</p><h2>On</h2><p>rudder</p>", f"<p>{RUDDER}</p><h2>On</h2><p>{RUDDER}</p>"),
        ("<p>rudder</p><h3>On</h3><p>rudder</p>", f"<p>{RUDDER}</p><h3>On</h3><p>rudder</p>"),
        ("<h2>The rudder</h2><p>rudder</p>", f"<h2>The rudder</h2><p>{RUDDER}</p>"),
        (
            "<table><thead><tr><th>rudder</th></tr></thead><tbody><tr><td>rudder</td></tr></tbody></table>",
            f"<table><thead><tr><th>rudder</th></tr></thead><tbody><tr><td>{RUDDER}</td></tr></tbody></table>",
        ),
        ("<p>rudder and true wind</p>", f"<p>{RUDDER} and {TRUE}</p>"),
        ("<p>the <em>true wind</em></p>", f"<p>the <em>{TRUE}</em></p>"),
        ("<p>the true <em>wind</em></p>", "<p>the true <em>wind</em></p>"),
        ("<p>a 5 &lt; 6 rudder &amp; more</p>", f"<p>a 5 &lt; 6 {RUDDER} &amp; more</p>"),
        ("<p>AW, not aw</p>", f"<p>{link('apparent-wind', 'AW')}, not aw</p>"),
        ("<p>relative breeze</p>", "<p>relative breeze</p>"),
        ('<p><a href="x.html">rudder</a> rudder</p>', f'<p><a href="x.html">rudder</a> {RUDDER}</p>'),
        ('<p title="rudder"><code>rudder</code></p>', '<p title="rudder"><code>rudder</code></p>'),
        ("<script>rudder</script><style>rudder</style>", "<script>rudder</script><style>rudder</style>"),
        ("<pre><b>rudder</b></pre><!-- rudder -->", "<pre><b>rudder</b></pre><!-- rudder -->"),
        ("<p data-unlinked><b>rudder</b></p>", '<p data-unlinked=""><b>rudder</b></p>'),
        ('<p><a data-term="rudder">blade</a>, rudder</p>', f"<p>{link('rudder', 'blade')}, rudder</p>"),
        ('<p>rudder, <a data-term="rudder">blade</a></p>', f"<p>{RUDDER}, {link('rudder', 'blade')}</p>"),
        ('<p><a data-fact="hull-speed">6 knots</a></p>', f"<p>{FACT}</p>"),
    ],
)  # fmt: skip
def test_link(html, expected, linker):
    assert linker.link(html, PAGE) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("index.md", link("rudder", "rudder", "terms/")),
        ("terms/true-wind.md", link("rudder", "rudder", "")),
        ("terms/rudder.md", "rudder"),
        ("a/b/c.md", link("rudder", "rudder", "../../terms/")),
    ],
    ids=["from-the-top", "from-another-term", "on-its-own-page", "from-below"],
)
def test_links_are_relative_to_the_page(page, expected, linker):
    assert linker.link("rudder", page) == expected
