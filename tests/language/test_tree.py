"""Trees: the best one with one root, against all trees of small sentences."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.language.names import decode
from kg.language.tree import Scores, best_tree, is_tree


def total(scores: Scores, heads: np.ndarray) -> float:
    return float(scores[np.arange(1, len(heads)), heads[1:]].sum())


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_finds_the_best_tree(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words + 1, words + 1)).astype(np.float32)
    every = (np.array((0, *heads)) for heads in product(range(words + 1), repeat=words))
    best = max(total(scores, heads) for heads in every if is_tree(heads))
    found = best_tree(scores)
    assert is_tree(found)
    assert abs(total(scores, found) - best) < 1e-4


def test_keeps_a_greedy_tree() -> None:
    greedy = np.array([0, 2, 0, 2])
    assert best_tree(np.zeros((4, 4), dtype=np.float32), greedy) is greedy


def test_long_sentence_with_cycles_ends() -> None:
    scores = np.random.default_rng(1).normal(size=(151, 151)).astype(np.float32)
    assert is_tree(best_tree(scores))


LABELS = ("O", "B-ORG", "I-ORG", "B-GPE", "I-GPE")


@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_inside_follows_its_own_type(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, len(LABELS))).astype(np.float32)
    labels, odds = decode(scores, LABELS)
    names = ["O", *(LABELS[i] for i in labels)]
    for before, name in pairwise(names):
        assert not name.startswith("I") or before[1:] == name[1:]
    assert ((odds > 0) & (odds <= 1)).all()
