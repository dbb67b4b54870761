"""Communities within communities: which actors stand together, and what is opened when a community is opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import networkx as nx

LEAF = 100
"""The most actors that are placed by themselves; a larger set is divided again."""

SMALL = 4
MOST_SMALL = 40
"""Components with fewer actors than `SMALL` are put into one community where there are more of them than this."""

FINER, CRUMBS = 3.0, 4
"""The resolution at which a large set that was found whole is looked at again, and how many actors a part must have
on average."""

SEED = 7


@dataclass(frozen=True, slots=True)
class Cluster:
    """A community: actors of its own (a leaf) or communities within it. Actors are nodes of the graph, sorted."""

    members: tuple[int, ...] = ()
    parts: tuple[Cluster, ...] = ()

    def actors(self) -> Iterator[int]:
        """All actors in it, at any depth."""
        yield from self.members
        for part in self.parts:
            yield from part.actors()

    def walk(self) -> Iterator[Cluster]:
        """It and all communities within it, each before its parts."""
        yield self
        for part in self.parts:
            yield from part.walk()


def clusters(graph: nx.Graph[int]) -> Cluster:
    """The communities of a graph whose nodes are integers and whose edges have a `weight`.

    Components first, then the levels of communities that the method of Louvain finds (Blondel et al. 2008,
    doi:10.1088/1742-5468/2008/10/P10008), from the coarsest to the finest, until a leaf holds no more than `LEAF`
    actors. Seeded: the same graph gives the same clusters.

    >>> [sorted(part.actors()) for part in clusters(nx.Graph([(0, 1), (1, 2), (2, 0), (3, 4)])).parts]
    [[0, 1, 2], [3, 4]]
    """
    ordered = _ordered(graph)
    levels = [_by_size(level) for level in nx.community.louvain_partitions(ordered, weight="weight", seed=SEED)]
    components = _by_size(nx.connected_components(ordered))
    large = [_divided(nodes, levels, ordered) for nodes in components if len(nodes) >= SMALL]
    small = [Cluster(members=nodes) for nodes in components if len(nodes) < SMALL]
    if len(small) > MOST_SMALL:
        small = [Cluster(parts=tuple(small))]
    return Cluster(parts=(*large, *small))


def _divided(nodes: tuple[int, ...], levels: list[list[tuple[int, ...]]], graph: nx.Graph[int]) -> Cluster:
    """A set divided into the communities of the coarsest level that divides it, the large ones again."""
    within = frozenset(nodes)
    for depth in range(len(levels), 0, -1):
        found = [community for community in levels[depth - 1] if community[0] in within]
        if len(found) > 1:
            small = [Cluster(members=c) if len(c) <= LEAF else _divided(c, levels[: depth - 1], graph) for c in found]
            return Cluster(parts=tuple(small))
    finer = _finer(within, graph) if len(nodes) > LEAF else []
    return Cluster(parts=tuple(Cluster(members=c) for c in finer)) if finer else Cluster(members=nodes)


def _finer(nodes: frozenset[int], graph: nx.Graph[int]) -> list[tuple[int, ...]]:
    """The communities of a set that the method finds whole, at a finer resolution; none where it falls to crumbs."""
    found = nx.community.louvain_communities(graph.subgraph(nodes).copy(), weight="weight", resolution=FINER, seed=SEED)
    return _by_size(found) if 1 < len(found) <= len(nodes) / CRUMBS else []


def _ordered(graph: nx.Graph[int]) -> nx.Graph[int]:
    """A copy with nodes and edges sorted, so that their order does not depend on how the graph was made."""
    copy: nx.Graph[int] = nx.Graph()
    copy.add_nodes_from(sorted(graph))
    weights = {(min(a, b), max(a, b)): weight for a, b, weight in graph.edges(data="weight", default=1)}
    copy.add_weighted_edges_from((a, b, weights[a, b]) for a, b in sorted(weights))
    return copy


def _by_size(sets: Iterable[set[int]]) -> list[tuple[int, ...]]:
    return sorted((tuple(sorted(nodes)) for nodes in sets), key=lambda nodes: (-len(nodes), nodes))
