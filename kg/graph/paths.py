"""The shortest path of facts between two entities, found by queries that widen from both ends in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

import pyoxigraph as ox

from kg.errors import GraphError
from kg.graph.answers import Row, Rows
from kg.ontology import ONTOLOGY
from kg.queries import Term

_AT_ONCE = 500  # entities whose neighbours one query asks for

# What has no name of its own, as "two ministers", is no step between others: texts mean different people by it.
_NEIGHBOURS = """
SELECT DISTINCT ?here ?there {
  VALUES ?here { %(here)s }
  { ?here ?p ?there } UNION { ?there ?p ?here }
  FILTER(STRSTARTS(STR(?p), "%(ontology)s"))
  ?there kg:named ?named .
  FILTER(?named || ?there IN (%(ends)s))
}
"""

Query = Callable[[str], Rows]
Parents = dict[str, str | None]


def shortest_path(query: Query, step: Callable[[Mapping[str, Term]], str], one: Term, other: Term) -> Rows:
    """A shortest path between two entities, a row a step: its number, and the most confident assertion that makes it.

    Args:
        query: answers a query.
        step: the query for what links `one` and `other` directly, the best first.
        one, other: the ends; without a path between them there are no rows.

    Raises:
        GraphError: the ends are the same.
    """
    if one == other:
        raise GraphError(f"A path leads from one entity to another; {one.value} is both ends.")
    columns: Sequence[str] = ()
    found: list[Row] = []
    for number, (here, there) in enumerate(pairwise(_nodes(query, one.value, other.value)), 1):
        rows = query(step({"one": ox.NamedNode(here), "other": ox.NamedNode(there)}))
        columns = rows.columns
        found.append({"step": number, **rows[0]})
    if not found:
        columns = query(step({"one": one, "other": other})).columns
    return Rows(["step", *columns], found)


def _nodes(query: Query, one: str, other: str) -> list[str]:
    """The entities on a shortest path, both ends among them; none if there is no path.

    Of several paths it is the one whose entities come first in the order of their IRIs, seen from both ends.
    """
    sides: tuple[Parents, Parents] = ({one: None}, {other: None})
    fronts = [[one], [other]]
    while fronts[0] and fronts[1]:
        side = 0 if len(fronts[0]) <= len(fronts[1]) else 1
        fronts[side] = _widen(query, fronts[side], sides[side], (one, other))
        if meeting := sides[0].keys() & sides[1].keys():
            middle = min(meeting)
            return [*reversed(list(_back(sides[0], middle))), *list(_back(sides[1], middle))[1:]]
    return []


def _widen(query: Query, front: Sequence[str], parents: Parents, ends: Sequence[str]) -> list[str]:
    """Notes the neighbours of a front that are new, each with its first neighbour there, and returns them in order."""
    parts = (front[at : at + _AT_ONCE] for at in range(0, len(front), _AT_ONCE))
    links = sorted(link for part in parts for link in _links(query, part, ends))
    new: Parents = {}
    for here, there in links:
        if there not in parents:
            new.setdefault(there, here)
    parents |= new
    return sorted(new)


def _links(query: Query, front: Sequence[str], ends: Sequence[str]) -> Iterator[tuple[str, str]]:
    given = {
        "here": " ".join(f"<{iri}>" for iri in front),
        "ends": ", ".join(f"<{iri}>" for iri in ends),
        "ontology": ONTOLOGY,
    }
    for row in query(_NEIGHBOURS % given):
        yield str(row["here"]), str(row["there"])


def _back(parents: Parents, node: str) -> Iterator[str]:
    """A node, and those that led to it, to the end where the search began."""
    at: str | None = node
    while at is not None:
        yield at
        at = parents[at]
