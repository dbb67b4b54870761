"""Communities within communities: which actors stand together, and what is opened when a community is opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import networkx as nx

LEAF = 80
"""The most actors that are placed by themselves; a larger set is divided again."""

SMALL = 4
"""Actors of components with fewer members than this are put together when there are many such components."""

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

    Components first, then communities by modularity (Louvain: Blondel et al. 2008,
    doi:10.1088/1742-5468/2008/10/P10008), divided until no leaf holds more than `LEAF` actors or nothing divides it
    further. Seeded: the same graph gives the same clusters.

    >>> [sorted(part.actors()) for part in clusters(nx.Graph([(0, 1), (1, 2), (2, 0), (3, 4)])).parts]
    [[0, 1, 2], [3, 4]]
    """
    components = _by_size(nx.connected_components(graph))
    large = [_divided(graph, nodes) for nodes in components if len(nodes) >= SMALL]
    small = [Cluster(members=nodes) for nodes in components if len(nodes) < SMALL]
    if len(small) > LEAF:
        small = [Cluster(parts=tuple(small))]
    return Cluster(parts=(*large, *small))


def _divided(graph: nx.Graph[int], nodes: tuple[int, ...]) -> Cluster:
    part = graph.subgraph(nodes)
    found = _by_size(nx.community.louvain_communities(_ordered(part, nodes), weight="weight", seed=SEED))
    if len(found) < 2:
        return Cluster(members=nodes)
    return Cluster(parts=tuple(_divided(graph, f) if len(f) > LEAF else Cluster(members=f) for f in found))


def _ordered(graph: nx.Graph[int], nodes: tuple[int, ...]) -> nx.Graph[int]:
    """A copy with nodes and edges sorted: a subgraph view lists them in the order of a set."""
    copy: nx.Graph[int] = nx.Graph()
    copy.add_nodes_from(nodes)
    weights = {(min(a, b), max(a, b)): weight for a, b, weight in graph.edges(data="weight", default=1)}
    copy.add_weighted_edges_from((a, b, weights[a, b]) for a, b in sorted(weights))
    return copy


def _by_size(sets: Iterable[set[int]]) -> list[tuple[int, ...]]:
    return sorted((tuple(sorted(nodes)) for nodes in sets), key=lambda nodes: (-len(nodes), nodes))
