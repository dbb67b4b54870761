"""Word pieces, against what the scheme's own tokenizer gives for the same vocabulary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.encoder import MODEL
from kg.language.wordpiece import WordPiece

VOCABULARY = (MODEL / "vocab.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
PIECES = WordPiece(VOCABULARY)

EXPECTED = {
    "Moscow": ["moscow"],
    "Erdoğan": ["er", "##dog", "##an"],
    "São": ["sao"],
    "U.S.": ["u", ".", "s", "."],
    "don't": ["don", "'", "t"],
    "東京": ["東", "京"],
    "naïveté": ["naive", "##te"],
    "\x00": ["[UNK]"],
    "\ufffd": ["[UNK]"],
    "a\u200bb": ["ab"],
    "İstanbul": ["istanbul"],
    "😀": ["[UNK]"],
}


@pytest.mark.parametrize(("word", "pieces"), EXPECTED.items())
def test_splits_as_the_vocabulary_was_made(word: str, pieces: list[str]) -> None:
    assert [VOCABULARY[i] for i in PIECES(word)] == pieces


@given(st.text())
def test_every_word_has_one_to_twelve_pieces(word: str) -> None:
    assert 1 <= len(PIECES(word)) <= 12


def test_memory_is_bounded() -> None:
    pieces = WordPiece(["[UNK]", "a"])
    for i in range(120_000):
        pieces(str(i))
    assert len(pieces._cache) <= 50_000
