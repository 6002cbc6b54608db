"""This guide's site with as many terms as asked for: made-up ones, mixed from the words of the real ones."""

from __future__ import annotations

import json
import random
import re
import shutil
from pathlib import Path

SECTIONS = ("", "#on-a-call", "#how-it-works")
"""What the full-text index holds of each made-up term: its page, and its two longest sections."""


def enlarge(site: Path, folder: Path, terms: int) -> Path:
    """A copy of `site` whose lookup and full-text search hold `terms` made-up terms with sayings, not its own ones."""
    shutil.copytree(site, folder)
    page = folder / "call" / "index.html"
    text = page.read_text("utf-8")
    cards = re.search(r'<script type="application/json" id="cards">(.*?)</script>', text, re.DOTALL)[1]
    data = json.loads(cards)
    index_path = folder / "search" / "search_index.json"
    index = json.loads(index_path.read_text("utf-8"))
    own = {entry["location"]: entry for entry in index["docs"]}
    dice = random.Random(terms)
    made, docs, said = [], [], {}
    spoken = (folder / "call" / "sayings.js").read_text("utf-8")
    sayings = json.loads(spoken.removeprefix("var guideSayings = ").rstrip().removesuffix(";"))
    for number in range(terms):
        model = data["terms"][number % len(data["terms"])]
        mix = _mixer(dice)
        term = {name: _mixed(value, mix) for name, value in model.items()} | {"id": f"{model['id']}-{number}"}
        term["apart"] = []
        term["name"] += f" {_word(dice)}"
        made.append(term)
        said[term["id"]] = [mix(phrase) for phrase in sayings.get(model["id"], [])]
        for section in SECTIONS:
            entry = own.get(f"glossary/{model['id']}.html{section}")
            if entry:
                title = entry["title"] if section else term["name"]
                docs.append({**entry, "location": f"glossary/{term['id']}.html{section}", "title": title,
                             "text": mix(entry["text"])})  # fmt: skip
    data["terms"] = made
    new = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    page.write_text(text.replace(cards, new), "utf-8")
    (folder / "call" / "cards.js").write_text(f"var guideCards = {new};\n", "utf-8")
    told = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    (folder / "call" / "sayings.js").write_text(f"var guideSayings = {told};\n", "utf-8")
    index["docs"] = docs
    index_path.write_text(json.dumps(index), "utf-8")
    return folder


def _mixer(dice: random.Random):
    """A function that puts a made-up word in place of every fourth longer word of a text, the same for the same."""
    known: dict[str, str] = {}

    def replaced(match: re.Match) -> str:
        word = match.group()
        if word not in known:
            known[word] = _word(dice) if dice.random() < 0.25 else word
        return known[word]

    return lambda text: re.sub(r"\b[a-z]{4,}\b", replaced, text)


def _mixed(value, mix):
    if isinstance(value, str):
        return mix(value)
    if isinstance(value, int):
        return value
    return [_mixed(item, mix) for item in value]


def _word(dice: random.Random) -> str:
    return "".join(dice.choice("bcdfghjklmnpqrstvwxz") + dice.choice("aeiou") for _ in range(dice.choice((2, 3, 4))))
