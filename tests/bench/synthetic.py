"""A guide of any size: the guide to sailing, with as many made-up terms as asked for."""

from __future__ import annotations

import textwrap
from pathlib import Path

from conftest import SAILING, copy_project

PER_ARTICLE = 40


def project(folder: Path, terms: int) -> Path:
    """A valid project with `terms` made-up terms besides its own, an article for every `PER_ARTICLE` of them."""
    root = copy_project(SAILING, folder)
    names = [f"{_letters(number)} gauge" for number in range(terms)]
    ids = [name.replace(" ", "-") for name in names]
    entries = "".join(_term(number, ids, names) for number in range(terms))
    glossary = root / "glossary.yml"
    glossary.write_text(glossary.read_text("utf-8") + entries, "utf-8")
    lock = root / "glossary.ids.lock"
    lock.write_text(lock.read_text("utf-8") + "".join(f"term {identity}\n" for identity in ids), "utf-8")
    config = root / "mkdocs.yml"
    pages = []
    for start in range(0, terms, PER_ARTICLE):
        page = f"lessons/{start // PER_ARTICLE + 10:03d}-gauges.md"
        pages.append(page)
        _article(root / "docs" / page, ids[start : start + PER_ARTICLE], names[start : start + PER_ARTICLE])
    nav = "  - lessons/01-wind.md\n"
    listed = nav + "".join(f"  - {page}\n" for page in pages)
    config.write_text(config.read_text("utf-8").replace(nav, listed), "utf-8")
    return root


def _letters(number: int) -> str:
    word = ""
    for _ in range(4):
        number, digit = divmod(number, 20)
        word += "bcdfghjklmnpqrstvwxz"[digit] + "aeiou"[digit % 5]
    return word


def _term(number: int, ids: list[str], names: list[str]) -> str:
    related = _partner(number, ids)
    if not related:
        return ""  # an odd one out has nothing to be told from
    note = "One is read from the bow, the other from the stern."
    return textwrap.indent(
        textwrap.dedent(f"""\
            - id: {ids[number]}
              preferred: {names[number]}
              forms:
                - {names[number]}s
              area: steering
              heard_as:
                - what does the {names[number]} say
              definition: Instrument {number} on the bridge, which shows how far the hull has turned.
              mechanism: >-
                A needle follows the true wind and a second one the rudder. The difference is read on the scale.
                A {names[(number * 7) % len(names)]} nearby may disturb it.
              misconception:
                belief: It shows speed.
                correction: It shows direction only.
              related:
                - term: {related}
                  relation: contrast
                  note: {note}
              card:
                say: Read the scale, not the needle.
                ask: Which scale is this?
                avoid: It is always right.
                instead: It is right when it was checked.
              sources:
                - almanac
              reviewed: 2026-01-05
            """),
        "  ",
    )


def _article(path: Path, ids: list[str], names: list[str]) -> None:
    paragraphs = "\n\n".join(f"The {name} is read before the apparent wind turns." for name in names)
    introduced = "\n".join(f"  - {identity}" for identity in ids)
    path.write_text(
        f"---\ntitle: Gauges\ndescription: Gauges and how they are read.\nquestion: What does it show?\nminutes: 5\n"
        f"introduces:\n{introduced}\nrows:\n  - wind-and-road\nsources:\n  - almanac\nreviewed: 2026-01-05\n---\n\n"
        f"# Gauges\n\n{names[0].capitalize()}s tell less than they show.\n\n## Reading\n\n{paragraphs}\n\n"
        '!!! takeaway "Gauges"\n\n    Read the scale.\n\n## Boat and car\n\n{{ mapping("wind-and-road") }}\n\n'
        "## Questions\n\n{{ quiz() }}\n\n## Sources\n\n{{ source_list() }}\n",
        "utf-8",
    )
    pairs = [(identity, _partner(number, ids)) for number, identity in enumerate(ids)]
    if path.stem.startswith("010"):  # the guide's own contrast, which a bank of this size has to test as well
        pairs += [("true-wind", "apparent-wind"), ("apparent-wind", "true-wind")]
    questions = "".join(_question(number, *pair) for number, pair in enumerate(pairs))
    path.with_suffix(".quiz.yml").write_text(f"questions:\n{questions}", "utf-8")


def _partner(number: int, ids: list[str]) -> str:
    """The id that a term is to be told from; the last of an odd number has none."""
    other = number ^ 1
    return ids[other] if other < len(ids) else ""


def _question(number: int, identity: str, partner: str) -> str:
    """A question whose right answer stands in another place each time."""
    right = "      - text: Direction\n        verdict: right\n        why: That is what it is for.\n"
    options = [
        f"      - text: {text}\n        verdict: wrong\n        why: It shows direction only.\n"
        "        misconception: flag-is-truth\n"
        for text in ("Speed through water", "Depth below the keel")
    ]
    options.insert(number % 3, right)
    told_from = f"      - {partner}\n" if partner else ""
    return (
        f"  - id: q-{identity}\n    type: single\n    level: {'discriminate' if partner else 'recall'}\n"
        f"    terms:\n      - {identity}\n{told_from}    section: reading\n    stem: What does mark {number} show?\n"
        f"    options:\n{''.join(options)}    rule: Read the scale.\n"
    )
