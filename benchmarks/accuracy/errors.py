"""What is wrong with an assertion that was missed, or made for nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from benchmarks.accuracy.assertions import Assertion
from benchmarks.accuracy.figures import Compared
from benchmarks.accuracy.pairing import Pair


def kinds_of_error(documents: Iterable[Compared]) -> Counter[str]:
    """How often each kind of error occurs.

    A triple that was missed is held against those that the document gave for nothing, and these against those that
    were missed; of several kinds that fit, the slightest counts.
    """
    found = Counter[str]()
    for document in documents:
        extra, missed = document.extra, document.missed
        found.update("missed: " + (_kind([(one, gold) for one in extra]) or "nothing like it") for gold in missed)
        found.update("extra: " + (_kind([(one, gold) for gold in missed]) or "nothing like it") for one in extra)
        for one, gold in document.pairs:
            found["right, but wrong factuality"] += one.factuality != gold.factuality
            found[f"right, but {_of_source(one, gold)}"] += bool(_of_source(one, gold))
    return +found


def _kind(pairs: list[Pair]) -> str:
    for kind, fits in _KINDS:
        if any(fits(one, gold) for one, gold in pairs):
            return kind
    return ""


def _of_source(one: Assertion, gold: Assertion) -> str:
    if one.source_matches(gold) or not (one.source or gold.source):
        return ""
    if one.source and gold.source:
        return "wrong source"
    return "source missed" if gold.source else "source not annotated"


def _turned(one: Assertion, gold: Assertion) -> bool:
    return one.predicate == gold.predicate and one.turned_matches(gold)


def _other_predicate(one: Assertion, gold: Assertion) -> bool:
    return one.ends_match(gold) or one.turned_matches(gold)


def _other_object(one: Assertion, gold: Assertion) -> bool:
    same = one.subject.matches(gold.subject) or (gold.symmetric and one.subject.matches(gold.object))
    return one.predicate == gold.predicate and same


def _other_subject(one: Assertion, gold: Assertion) -> bool:
    same = one.object.matches(gold.object) or (gold.symmetric and one.object.matches(gold.subject))
    return one.predicate == gold.predicate and same


_KINDS = (
    ("ends changed", _turned),
    ("wrong predicate", _other_predicate),
    ("wrong object", _other_object),
    ("wrong subject", _other_subject),
)
