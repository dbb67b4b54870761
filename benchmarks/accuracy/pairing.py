"""Pairs extracted with annotated assertions, each at most once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.accuracy.assertions import Assertion

Pair = tuple[Assertion, Assertion]


def pair_up(
    extracted: Sequence[Assertion], gold: Sequence[Assertion], agree: Callable[[Assertion, Assertion], bool]
) -> list[Pair]:
    """A largest set of pairs (extracted, gold) that agree; those of one factuality are paired first.

    A maximum matching of a bipartite graph by augmenting paths: H. W. Kuhn, "The Hungarian method for the assignment
    problem", Naval Research Logistics Quarterly 2 (1955).
    """
    edges = [_by_factuality(one, gold, [j for j, other in enumerate(gold) if agree(one, other)]) for one in extracted]
    alike = [
        [j for j in near if one.factuality == gold[j].factuality] for one, near in zip(extracted, edges, strict=True)
    ]
    partner: dict[int, int] = {}
    for allowed in (alike, edges):
        for i in range(len(extracted)):
            if i not in partner.values():
                _augment(i, allowed, partner, set())
    return [(extracted[i], gold[j]) for j, i in partner.items()]


def _by_factuality(one: Assertion, gold: Sequence[Assertion], near: list[int]) -> list[int]:
    return sorted(near, key=lambda j: one.factuality != gold[j].factuality)


def _augment(i: int, edges: Sequence[Sequence[int]], partner: dict[int, int], visited: set[int]) -> bool:
    """Find a partner for `i`, if need be by finding another for who has him; `partner` maps gold to extracted."""
    for j in edges[i]:
        if j not in visited:
            visited.add(j)
            if j not in partner or _augment(partner[j], edges, partner, visited):
                partner[j] = i
                return True
    return False
