"""What pages and scripts know a question by: the order in which its parts are offered, and the hash of its content."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from .grading import fold
from .lessons import Option, Question


def shuffled(question: Question) -> list[int]:
    """The order in which a question's pairs or steps are offered: fixed by its id, and never the right one."""
    count = len(question.pairs or question.steps)
    order = sorted(range(count), key=lambda index: hashlib.sha256(f"{question.id} {index}".encode()).digest())
    return order if order != sorted(order) else order[1:] + order[:1]


@lru_cache(4096)
def content_hash(question: Question) -> str:
    """Eight hex digits that change when anything a reader answered to has changed."""
    told = json.dumps(asdict(question, dict_factory=_without_place), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:8]


def _without_place(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in pairs if value and name != "place"}


def forms(option: Option) -> str:
    """The ways to write a typed answer, folded, as an attribute of the page."""
    return json.dumps([fold(form) for form in (option.text, *option.forms)], ensure_ascii=False)
