"""Where texts contradict each other: the same thing told as so, or alleged, and denied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from kg.model import Assertion, Factuality

AFFIRMED = frozenset({Factuality.FACT, Factuality.ALLEGED})

Statement = tuple[str, tuple[str, ...]]
"""A predicate and the ids of subject and object (sorted where the predicate is symmetric)."""


def disputes(assertions: Sequence[Assertion], symmetric: Set[str]) -> list[int | None]:
    """For each assertion the number of the dispute it belongs to, or None.

    A dispute is a subject, predicate and object that one assertion affirms (as fact or allegation) and another
    denies, unless their times exclude each other. `symmetric` names the predicates that hold both ways.
    """
    groups: Mapping[Statement, list[int]] = defaultdict(list)
    for row, assertion in enumerate(assertions):
        groups[_statement(assertion, symmetric)].append(row)
    result: list[int | None] = [None] * len(assertions)
    found = filter(None, (_opposed(assertions, groups[key]) for key in sorted(groups)))
    for number, rows in enumerate(found):
        for row in rows:
            result[row] = number
    return result


def _statement(assertion: Assertion, symmetric: Set[str]) -> Statement:
    ends = (assertion.subject.id, assertion.object.id)
    return assertion.predicate, tuple(sorted(ends)) if assertion.predicate in symmetric else ends


def _opposed(assertions: Sequence[Assertion], rows: Sequence[int]) -> set[int]:
    denied = [row for row in rows if assertions[row].factuality is Factuality.DENIED]
    affirmed = [row for row in rows if assertions[row].factuality in AFFIRMED]
    pairs = [(a, d) for a in affirmed for d in denied if can_coincide(assertions[a].time, assertions[d].time)]
    return {row for pair in pairs for row in pair}


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
