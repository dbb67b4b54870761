"""The words of dates and times and the orders they stand in, from `ontology/lexicon/time.tsv`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from kg.errors import OntologyError
from kg.lexicon import read_table


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word can stand for. `capital`: only if the text writes it so; `short`: only beside a day or a year."""

    kind: str
    value: str
    capital: bool
    short: bool


@dataclass(frozen=True, slots=True)
class Element:
    """One place in an order: a class of words, or of them those with one value."""

    kind: str
    value: str | None
    optional: bool


Order = tuple[Element, ...]


@dataclass(frozen=True)
class TimeWords:
    """Meanings by word in lower case, orders by the class of their first word, and the words of each class."""

    meanings: dict[str, tuple[Meaning, ...]]
    orders: dict[str, tuple[Order, ...]]
    classes: dict[str, frozenset[str]]

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> TimeWords:
        """The words that the package carries, read once.

        >>> [m.kind for m in TimeWords.load().meanings["may"]]
        ['month']
        """
        return _load()


def _load() -> TimeWords:
    meanings: dict[str, list[Meaning]] = defaultdict(list)
    orders: list[tuple[str, str]] = []
    for where, (kind, value, words, short) in read_table("time.tsv", 4):
        if kind == "order":
            orders.append((where, words))
        elif kind != "class":
            for text, is_short in ((words, False), (short, True)):
                for word in (",",) if text == "," else text.split(", "):
                    if word:
                        meanings[word.lower()].append(Meaning(kind, value, word[0].isupper(), is_short))
    classes: dict[str, set[str]] = defaultdict(set)
    for word, found in meanings.items():
        for meaning in found:
            classes[meaning.kind].add(word)
    known = frozenset(classes) | {"day", "year", "decade", "date"}
    return TimeWords(
        {word: tuple(found) for word, found in meanings.items()},
        _by_first([_order(where, text, known) for where, text in orders]),
        {kind: frozenset(words) for kind, words in classes.items()},
    )


def _order(where: str, text: str, known: frozenset[str]) -> Order:
    elements = []
    for word in text.split():
        kind, _, value = word.removesuffix("?").partition("=")
        if kind not in known:
            raise OntologyError(f"{where}: {kind!r} is no class of words of time.")
        elements.append(Element(kind, value or None, word.endswith("?")))
    if all(element.optional for element in elements):
        raise OntologyError(f"{where}: an order in which every word may be left out.")
    return tuple(elements)


def _by_first(orders: list[Order]) -> dict[str, tuple[Order, ...]]:
    found: dict[str, list[Order]] = defaultdict(list)
    for order in orders:
        for element in order:
            if element.kind == "comma":
                continue
            found[element.kind].append(order)
            if not element.optional:
                break
    return {kind: tuple(some) for kind, some in found.items()}
