"""What each sign in a sentence speaks for and against, learned from the sentences of the data: a logistic regression in
few steps, always the same ones, so that the same data gives the same weights."""

from __future__ import annotations

import math
from collections.abc import Sequence

ROUNDS, RATE, SLOWER = 6, 0.3, 0.5
"""How often each sentence is learned from, how much at first, and how much less each time."""
SPREAD = 0.382
"""How far the next sentence is, as a share of all, so that those of one offer do not follow one another."""


def learned(sentences: Sequence[tuple[Sequence[int], int]], signs: int, offers: int) -> list[list[float]]:
    """For each sign, and for none in particular at the end, a weight for each offer and, last, for nothing at all.
    `sentences` are the signs heard in each and the number of its offer, which for nothing is that of `offers`."""
    weights = [[0.0] * (offers + 1) for _ in range(signs + 1)]
    last = len(sentences)
    stride = next(step for step in range(int(last * SPREAD) + 1, 2 * last + 2) if math.gcd(step, last) == 1)
    for done in range(ROUNDS):
        rate = RATE / (1 + SLOWER * done)
        for turn in range(last):
            heard, meant = sentences[turn * stride % last]
            wrong = [rate * math.exp(one) for one in likely(weights, heard)]
            wrong[meant] -= rate
            for sign in (*heard, signs):
                weights[sign] = [one - less for one, less in zip(weights[sign], wrong, strict=True)]
    return [[round(one, 1) for one in row] for row in weights]


def likely(weights: Sequence[Sequence[float]], heard: Sequence[int]) -> list[float]:
    """The logarithm of how likely each offer, or nothing, is by the signs that are heard."""
    rows = [*(weights[sign] for sign in heard), weights[-1]]
    sums = [sum(column) for column in zip(*rows, strict=True)]
    most = max(sums)
    whole = math.log(sum(math.exp(one - most) for one in sums)) + most
    return [one - whole for one in sums]
