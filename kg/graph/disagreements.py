"""Where the texts of a graph contradict each other: the same act told as so, or alleged, and denied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass

from kg.graph.acts import Telling, same_act
from kg.model import Assertion, Entity, Factuality

AFFIRMED = frozenset({Factuality.FACT, Factuality.ALLEGED})

Statement = tuple[str, tuple[str, ...]]
"""A predicate and the ids of subject and object (sorted where the predicate is symmetric)."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A subject, predicate and object that some assertions claim, as fact or allegation, and others deny.

    Each claim can be about the same act as one of the denials at least (`kg.graph.acts`), and each denial as one of
    the claims. Each assertion says who claims or denies it (`source`, or else the document itself), and where.
    """

    claims: tuple[Assertion, ...]
    denials: tuple[Assertion, ...]


def disagreements(assertions: Sequence[Assertion], symmetric: Set[str]) -> tuple[Disagreement, ...]:
    """The disagreements among assertions; `symmetric` names the predicates that hold both ways."""
    groups: defaultdict[int, list[Assertion]] = defaultdict(list)
    for assertion, number in zip(assertions, disputes(assertions, symmetric), strict=True):
        if number is not None:
            groups[number].append(assertion)
    return tuple(_disagreement(groups[number]) for number in sorted(groups))


def disputes(assertions: Sequence[Assertion], symmetric: Set[str]) -> list[int | None]:
    """For each assertion the number of the disagreement it belongs to, or None."""
    groups: defaultdict[Statement, list[int]] = defaultdict(list)
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
    affirmed = [row for row in rows if assertions[row].factuality in AFFIRMED] if denied else []
    told = {row: _telling(assertions[row]) for row in (*denied, *affirmed)}
    pairs = [(a, d) for a in affirmed for d in denied if same_act(assertions[a].predicate, told[a], told[d])]
    return {row for pair in pairs for row in pair}


def _telling(assertion: Assertion) -> Telling:
    sentences = [evidence.text for evidence in assertion.evidence]
    return Telling(assertion.time, sentences, _called(assertion.subject), _called(assertion.object))


def _called(entity: Entity) -> tuple[str, ...]:
    return entity.label, *entity.names


def _disagreement(assertions: Sequence[Assertion]) -> Disagreement:
    return Disagreement(
        claims=tuple(a for a in assertions if a.factuality is not Factuality.DENIED),
        denials=tuple(a for a in assertions if a.factuality is Factuality.DENIED),
    )
