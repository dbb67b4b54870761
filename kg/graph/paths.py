"""The shortest path of facts between two entities, found by queries that widen from both ends in turn."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import pairwise

import pyoxigraph as ox

from kg.errors import GraphError
from kg.graph.answers import Row, Rows
from kg.queries import Term

_AT_ONCE = 500  # entities whose neighbours one query asks for

_NEIGHBOURS = """
SELECT DISTINCT ?here ?there {
  VALUES ?here { %s }
  { ?here ?p ?there FILTER(ISIRI(?there)) } UNION { ?there ?p ?here }
}
"""

Query = Callable[[str], Rows]
Step = Callable[[Mapping[str, Term]], str]
Parents = dict[str, str | None]


def shortest_path(query: Query, step: Step, one: Term, other: Term, through: Container[str]) -> Rows:
    """A shortest path between two entities, a row a step: its number, and the most confident assertion that makes it.

    Args:
        query: answers a query.
        step: the query for what links `one` and `other` directly, the best first.
        one, other: the ends; without a path between them there are no rows.
        through: the IRIs that a path may lead through.

    Raises:
        GraphError: the ends are the same.
    """
    if one == other:
        raise GraphError(f"A path leads from one entity to another; {one.value} is both ends.")
    found: list[Row] = []
    columns: Sequence[str] = ()
    for number, (here, there) in enumerate(pairwise(_Search(query, through).nodes(one.value, other.value)), 1):
        rows = query(step({"one": ox.NamedNode(here), "other": ox.NamedNode(there)}))
        columns = rows.columns
        found.append({"step": number, **rows[0]})
    return Rows(["step", *(columns or query(step({"one": one, "other": other})).columns)], found)


class _Search:
    """Widens from both ends in turn, the end with fewer neighbours first."""

    def __init__(self, query: Query, through: Container[str]) -> None:
        self.query = query
        self.through = through

    def nodes(self, one: str, other: str) -> list[str]:
        """The entities on a shortest path, both ends among them; none if there is no path.

        Of several paths it is the one whose entities come first in the order of their IRIs, seen from both ends.
        """
        sides: tuple[Parents, Parents] = ({one: None}, {other: None})
        fronts = [[one], [other]]
        while fronts[0] and fronts[1]:
            side = 0 if len(fronts[0]) <= len(fronts[1]) else 1
            fronts[side] = self.widen(fronts[side], sides[side], (one, other))
            if meeting := sides[0].keys() & sides[1].keys():
                middle = min(meeting)
                return [*reversed(list(_back(sides[0], middle))), *list(_back(sides[1], middle))[1:]]
        return []

    def widen(self, front: Sequence[str], parents: Parents, ends: Sequence[str]) -> list[str]:
        """Notes the neighbours of a front that are new, each with its first neighbour there; returns them in order."""
        new: Parents = {}
        for here, there in sorted(self.links(front)):
            if there not in parents and (there in self.through or there in ends):
                new.setdefault(there, here)
        parents |= new
        return sorted(new)

    def links(self, front: Sequence[str]) -> Iterator[tuple[str, str]]:
        """What stands in a triple with an entity of the front, with that entity; what is no entity among it."""
        for at in range(0, len(front), _AT_ONCE):
            here = " ".join(f"<{iri}>" for iri in front[at : at + _AT_ONCE])
            yield from ((str(row["here"]), str(row["there"])) for row in self.query(_NEIGHBOURS % here))


def _back(parents: Parents, node: str) -> Iterator[str]:
    """A node, and those that led to it, to the end where the search began."""
    at: str | None = node
    while at is not None:
        yield at
        at = parents[at]
