"""How names and descriptions are made comparable before they are matched."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARTICLES = ("the ", "a ", "an ")
_SCOPES = frozenset({"of", "for", "and"})
_WORDS_BEFORE_TITLE = 3


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FUNCTION_WORDS = _words("a an the of and in on at to for with by its his her their new late former first")
_TITLES = _words(
    "president minister secretary chancellor premier leader general gen king queen ambassador spokesman spokeswoman "
    "spokesperson aide senator chairman director mr mrs ms dr sir lt col maj"
)


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """A text in lower-case ASCII words, without accents, punctuation and a possessive ending.

    >>> normal("Côte d’Ivoire's  army")
    'cote divoire army'
    """
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    plain = decomposed.encode("ascii", "ignore").decode().casefold()
    return " ".join(re.findall("[a-z0-9]+", re.sub(r"'(?:s?\b)?", "", plain)))


def bare(name: str) -> str:
    """A normalised name without a leading article."""
    return next((name.removeprefix(article) for article in _ARTICLES if name.startswith(article)), name)


@lru_cache(maxsize=65536)
def untitled(name: str) -> str:
    """A normalised name of a person without the titles before it, each with three words before it at most.

    >>> untitled("russian foreign minister sergei lavrov"), untitled("president of chile")
    ('sergei lavrov', 'president of chile')
    """
    words = name.split()
    while words and (end := _title_end(words)):
        words = words[end:]
    return " ".join(words)


def _title_end(words: list[str]) -> int:
    """Where the first title ends that something else than its scope follows; 0 if there is none."""
    for i in range(min(_WORDS_BEFORE_TITLE + 1, len(words))):
        for end in _ends(words, i):
            followed = end < len(words)
            scope = followed and words[end] in _SCOPES and end + 1 < len(words)
            if followed and not scope:
                return end
    return 0


def _ends(words: list[str], i: int) -> list[int]:
    if words[i] in _TITLES:
        return [i + 1]
    return [i + 2] if words[i : i + 2] == ["prime", "minister"] else []


@lru_cache(maxsize=65536)
def content(name: str) -> frozenset[str]:
    """The words of a normalised name that say something."""
    return frozenset(name.split()) - _FUNCTION_WORDS
