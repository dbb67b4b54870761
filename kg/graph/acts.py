"""Whether a claim and a denial with the same relation and the same ends can be about one act.

They are not when their times exclude each other, nor when both name the thing the act is about and it is not the same
thing: who denies having sold arms does not deny having sent food, and who denies an arms deal does not deny a treaty.
Which words tell things apart, for which relations, is data: `ontology/lexicon/kinds.tsv`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.errors import OntologyError
from kg.lexicon import read_table
from kg.ontology import Ontology

GENERAL = "*"
"""The kind of a word that names the thing without saying of which kind it is: "deal", "aid"."""

_PAUSE = re.compile(r"[,;:–—](?=\s)| - ")
_NEAR = 6  # words before and after the two ends, where a thing that the act is about is looked for


@dataclass(frozen=True, slots=True)
class Telling:
    """Where something is told: its time (ISO 8601 or None), its sentences, and what the two ends can be called."""

    time: str | None
    sentences: Sequence[str]
    subject: tuple[str, ...]
    object: tuple[str, ...]


def same_act(relation: str, claim: Telling, denial: Telling) -> bool:
    """Whether a claim and its denial, of this relation and with the same ends, can be about one act.

    >>> ends = ("Oman",), ("Iran",)
    >>> denial = Telling(None, ["Oman denies having sold arms to Iran."], *ends)
    >>> same_act("supplied", Telling(None, ["Oman sent Iran rockets."], *ends), denial)
    True
    >>> same_act("supplied", Telling(None, ["Oman sent Iran food."], *ends), denial)
    False
    """
    if not can_coincide(claim.time, denial.time):
        return False
    claimed, denied = _things(relation, claim), _things(relation, denial)
    return not claimed or not denied or GENERAL in denied or not claimed.isdisjoint(denied)


def can_coincide(one: str | None, other: str | None) -> bool:
    """Whether two times (ISO 8601 dates or intervals, None for unknown) can overlap.

    >>> can_coincide("2024", "2024-06-19"), can_coincide("2024-01/2024-03", "2024-06"), can_coincide(None, "2024")
    (True, False, True)
    """
    if one is None or other is None:
        return True
    (start, end), (other_start, other_end) = _bounds(one), _bounds(other)
    return start <= other_end and other_start <= end


def _bounds(time: str) -> tuple[str, str]:
    """First and last moment as strings that compare in time order: `~` sorts after all that could follow."""
    start, _, end = time.partition("/")
    return start, (end if "/" in time else start) + "~"


def _things(relation: str, telling: Telling) -> set[str]:
    """The kinds of thing named near where the two ends are named; `GENERAL` only where no other kind is."""
    known = Ontology.load().predicates.get(relation)
    kinds = _kinds().get(known.group if known else "")
    if not kinds:
        return set()
    words, pattern = kinds
    found = {words[match[1].lower()] for match in pattern.finditer(_about(telling))}
    return found - {GENERAL} or found


def _about(telling: Telling) -> str:
    """Of each sentence the stretch between the two ends, where they are nearest, and words around it up to a pause."""
    subject, target = _naming(telling.subject), _naming(telling.object)
    return " | ".join(_stretch(sentence, subject, target) for sentence in telling.sentences)


def _stretch(sentence: str, subject: re.Pattern[str], target: re.Pattern[str]) -> str:
    """The whole sentence where it does not name both ends."""
    ones, others = [m.span() for m in subject.finditer(sentence)], [m.span() for m in target.finditer(sentence)]
    if not ones or not others:
        return sentence
    start, end = min(
        ((min(a, c), max(b, d)) for a, b in ones for c, d in others), key=lambda span: (span[1] - span[0], span)
    )
    before, after = _PAUSE.split(sentence[:start])[-1], _PAUSE.split(sentence[end:])[0]
    return " ".join([*before.split()[-_NEAR:], sentence[start:end], *after.split()[:_NEAR]])


@lru_cache(maxsize=4096)
def _naming(names: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)


@cache
def _kinds() -> Mapping[str, tuple[Mapping[str, str], re.Pattern[str]]]:
    """For each group of relations the words with their kinds, and a pattern that finds them, the longest first."""
    words = defaultdict[str, dict[str, str]](dict)
    for where, group, kind, word in _rows():
        if words[group].setdefault(word, kind) != kind:
            raise OntologyError(f"{where}: {word!r} is of two kinds in the group {group}; keep one of them.")
    return {group: (kinds, _pattern(kinds)) for group, kinds in words.items()}


def _rows() -> Iterator[tuple[str, str, str, str]]:
    groups = {predicate.group for predicate in Ontology.load().predicates.values()}
    for where, (names, kind, listed) in read_table("kinds.tsv", 3):
        if names == "groups":
            continue
        for group in names.split(", "):
            if group not in groups:
                raise OntologyError(f"{where}: {group!r} is no group of relations.")
            yield from ((where, group, kind, word) for word in listed.split(", "))


def _pattern(words: Mapping[str, str]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b({'|'.join(map(re.escape, longest))})(?:s|es)?\b", re.IGNORECASE)
