"""Words to word pieces, as the encoder was trained on them: lower case, no accents, greedy longest match.

The scheme is that of the uncased BERT vocabulary (Devlin et al. 2019, https://arxiv.org/abs/1810.04805).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

PAD, UNKNOWN, START, END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 100
MOST_PIECES = 12
CACHE_SIZE = 50_000
INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs"})


class WordPiece:
    """Splits words into the pieces of a vocabulary, given in the order of their numbers.

    A word has 1 to 12 pieces; what is left of a longer one is cut off.

    >>> WordPiece(["[UNK]", "sum", "##mit"])("Summit")
    (1, 2)
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        """Number the pieces in the order given."""
        self._number = {piece: i for i, piece in enumerate(vocabulary)}
        self._cache: dict[str, tuple[int, ...]] = {}

    def number(self, piece: str) -> int:
        """The number of a piece that is in the vocabulary."""
        return self._number[piece]

    def __call__(self, word: str) -> tuple[int, ...]:
        """The numbers of the word's pieces."""
        pieces = self._cache.get(word)
        if pieces is None:
            if len(self._cache) >= CACHE_SIZE:
                self._cache.clear()
            pieces = self._cache[word] = self._split(word)
        return pieces

    def _split(self, word: str) -> tuple[int, ...]:
        numbers: list[int] = []
        for part in _parts(word):
            numbers += self._longest_matches(part)
            if len(numbers) >= MOST_PIECES:
                break
        return tuple(numbers[:MOST_PIECES]) or (self._number[UNKNOWN],)

    def _longest_matches(self, part: str) -> list[int]:
        if len(part) > LONGEST_WORD:
            return [self._number[UNKNOWN]]
        found: list[int] = []
        start = 0
        while start < len(part):
            prefix = "##" if start else ""
            ends = range(len(part), start, -1)
            end = next((end for end in ends if prefix + part[start:end] in self._number), None)
            if end is None:
                return [self._number[UNKNOWN]]
            found.append(self._number[prefix + part[start:end]])
            start = end
        return found


def _parts(word: str) -> Iterator[str]:
    """Cut at white space and around each punctuation mark and CJK character."""
    text = unicodedata.normalize("NFD", "".join(" " if c.isspace() else c for c in word if _is_kept(c)))
    text = "".join(c for c in text if unicodedata.category(c) != "Mn").lower()
    cuts = [0, *(j for i, c in enumerate(text) if _stands_alone(c) for j in (i, i + 1)), len(text)]
    for start, end in pairwise(cuts):
        yield from text[start:end].split()


def _is_kept(char: str) -> bool:
    return char in "\t\n\r" or (char != "\ufffd" and unicodedata.category(char) not in INVISIBLE)


def _stands_alone(char: str) -> bool:
    if char.isascii():
        return not char.isalnum() and not char.isspace()
    code = ord(char)
    is_cjk = (
        0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x2CEAF
    )
    return is_cjk or unicodedata.category(char)[0] == "P"
