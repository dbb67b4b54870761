"""Where the texts of a graph contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass

from kg.model import Assertion, Factuality


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A subject, predicate and object that some assertions claim, as fact or allegation, and others deny.

    Each assertion says who claims or denies it (`source`, or else the document itself), and where.
    """

    claims: tuple[Assertion, ...]
    denials: tuple[Assertion, ...]


def disagreements(assertions: Sequence[Assertion], symmetric: Set[str]) -> tuple[Disagreement, ...]:
    """The disagreements among assertions; `symmetric` names the predicates that hold both ways."""
    from kg.page.disputes import disputes

    groups: defaultdict[int, list[Assertion]] = defaultdict(list)
    for assertion, number in zip(assertions, disputes(assertions, symmetric), strict=True):
        if number is not None:
            groups[number].append(assertion)
    return tuple(_disagreement(groups[number]) for number in sorted(groups))


def _disagreement(assertions: Sequence[Assertion]) -> Disagreement:
    return Disagreement(
        claims=tuple(a for a in assertions if a.factuality is not Factuality.DENIED),
        denials=tuple(a for a in assertions if a.factuality is Factuality.DENIED),
    )
