"""What the guide's pages are marked up with, for all that reads them again: documents, exports, styles and scripts. A
name that two of them share stands here; a test holds the templates and the style sheet for printing to it."""

from __future__ import annotations

SCREEN_ELEMENTS = frozenset({"button", "input", "script", "select", "style", "template"})
"""Elements that only work on a screen."""
SCREEN_CLASSES = frozenset(
    {"bridge__rest", "filter", "headerlink", "home-search", "jump", "question__actions", "quiz__score", "self"}
)
"""Parts that only work on a screen: controls, ways through the page itself, and what is folded because it stands
elsewhere. No document has them, and no page that is printed."""
SITE_CLASSES = frozenset({"on-site", "practice", "progress"})
"""Parts that only the site has. No document has them, but a reader may print the page: the round that was practiced,
the own progress."""
BROWSER_CLASSES = frozenset(
    {"bridge__more", "crumb", "letters", "line__product", "line__sources", "line__why", "lines--products",
     "lines__head", "lines__ways", "move", "note", "page-card", "preview", "prompts__head", "send", "steps__end",
     "steps__head", "taught", "text-button"}
)  # fmt: skip
"""What a page that is printed goes without beyond that: what scripts have added, ways to other pages, and what would
be as long as the page in a narrow column."""

ALOUD_CLASSES = frozenset({"unseen"})
"""What is only read aloud, where a page is heard and not seen. Books have no way to say it without printing it."""

QUIZ = "quiz"
COUNT, SCENE, TURN, SAYS = "question__count", "scene", "turn", "turn__says"
OPTION, CHOICES = "option__text", "choices"
REASON, WHY, RULE, TAUGHT = "reasons__text", "why", "rule", "taught"
"""The parts of a question, in the order of its form."""
LINE, WIDE, BOX = "line", "drawing__wide", "admonition"
"""A row of the mapping; the form of a drawing for a wide column; a box beside the text."""
SHARED = frozenset({QUIZ, COUNT, SCENE, TURN, SAYS, OPTION, CHOICES, REASON, WHY, RULE, TAUGHT, LINE, WIDE})
"""Classes that a template writes and a document reads. A box's is written by Markdown."""


def classes_of(value: str | None) -> frozenset[str]:
    """The classes in the `class` of an element."""
    return frozenset((value or "").split())
