"""The measures of running text, on sentences counted by hand."""

from __future__ import annotations

import pytest

from macros.guide.lessons import Page
from macros.prose.flow import BANDS, Flow, _sentences, tied
from macros.prose.sections import sections


@pytest.mark.parametrize(
    ("before", "sentence", "expected"),
    [
        ("The model reads the prompt.", "This is all it knows.", True),
        ("The model reads the prompt.", "Prompts are text.", True),
        ("Officers ask the assistant.", "Software assists by searching.", False),
        ("Officers asked the assistant.", "Asking costs nothing.", True),
        ("The model reads the prompt.", "Permissions live elsewhere.", False),
        ("The model reads the prompt.", "Because nothing else reaches the network, we stop.", True),
    ],
)
def test_a_sentence_is_tied_by_a_link_or_by_a_word_of_content(before, sentence, expected):
    assert tied(before, sentence) is expected


TEXT = """# A page

Wind moves the boat. It pushes the sail, which turns force into speed because the keel holds the hull where it is.

!!! takeaway "A box"
    What stands in a box counts for nothing.

- *A label:* the wind drops.

| A table | counts |
| --- | --- |
| for | nothing. |

    code. counts. for. nothing.

**A label.** Sailors wait.
"""


def measured(text: str) -> Flow:
    page = Page("wind.md", text, 1)
    return Flow(page, tuple(filter(None, map(_sentences, sections(page)))), terms_used=3, most_new=2)


def test_boxes_tables_code_and_labels_are_left_out():
    assert measured(TEXT).sentences == (
        (
            "Wind moves the boat.",
            "It pushes the sail, which turns force into speed because the keel holds the hull where it is.",
            "the wind drops.",
            "Sailors wait.",
        ),
    )


def test_measures():
    flow = measured(TEXT)
    assert flow.lengths == [4, 18, 3, 2]
    values = {name: round(value, 3) for name, value in flow.values.items()}
    # Of three later sentences only the second is tied: it opens with "It".
    assert values == {
        "mean": 6.75, "spread": 6.534, "short": 0.75, "long": 0.0, "tied": 0.333, "terms": 11.111, "new": 2,
    }  # fmt: skip
    assert round(flow.connectives, 2) == round(100 * 3 / 27, 2)
    assert [band.name for band in flow.outside] == ["mean", "spread", "short", "long", "tied", "terms"]


def test_bands_say_their_limits():
    assert [band.limits for band in BANDS[:3]] == ["14.0 to 17.0", "at least 8.0", "at most 18%"]
