"""The graph as pyvis nodes, edges and options: actors in their places, one edge for all that is said of a pair."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import networkx as nx
import numpy as np
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from kg.model import Assertion, Entity
from kg.page.boxes import Points, label_size
from kg.page.clusters import clusters
from kg.page.layout import Placed, placed

SMALLEST, LARGEST = 8.0, 30.0
"""Radii of an actor of whom one thing is said, and the limit for those of whom much is said, in pixels at zoom 1."""

OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": True,
        "tooltipDelay": 400,
        "hideEdgesOnDrag": False,
        "selectConnectedEdges": False,
        "keyboard": {"enabled": False},
    },
    "nodes": {"shape": "custom", "chosen": False},
    "edges": {"smooth": {"enabled": False}, "chosen": False, "selectionWidth": 0, "arrowStrikethrough": False},
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """What vis-network draws, the number of the edge of each pair, and the communities, each with its parent's."""

    network: Network
    pairs: Mapping[tuple[int, int], int]
    clusters: Sequence[Mapping[str, int]]


def drawing(entities: Sequence[Entity], assertions: Sequence[Assertion]) -> Drawing:
    """Nodes and edges with their places; an entity's number is its position in `entities`.

    An entity that no assertion has as subject or object gets no node.
    """
    number = {entity.id: position for position, entity in enumerate(entities)}
    ends = [(number[a.subject.id], number[a.object.id]) for a in assertions]
    said = Counter(actor for pair in ends for actor in set(pair))
    counts = Counter((min(pair), max(pair)) for pair in ends)
    pairs = sorted(counts)
    network = Network(directed=True)
    network.set_options(json.dumps(OPTIONS))
    layout, places = _places(entities, said, counts)
    for actor in sorted(said):
        network.nodes.append(_node(actor, entities[actor], said[actor], places[actor]))
    for edge, (a, b) in enumerate(pairs):
        network.edges.append(Edge(a, b, id=edge, value=counts[a, b]).options)
    return Drawing(network, {pair: edge for edge, pair in enumerate(pairs)}, layout)


def _node(actor: int, entity: Entity, said: int, place: tuple[int, int, int]) -> dict[str, object]:
    x, y, cluster = place
    node = Node(
        actor, "custom", entity.label, group=entity.type.value, size=round(radius(said), 1), value=said, x=x, y=y
    )
    return {**node.options, "cluster": cluster}


def radius(said: int) -> float:
    """An actor's radius: its area grows with the number of assertions about it.

    >>> radius(1), radius(10**6)
    (8.0, 30.0)
    """
    return min(LARGEST, SMALLEST * sqrt(0.7 + 0.3 * said))


def _places(
    entities: Sequence[Entity], said: Mapping[int, int], counts: Mapping[tuple[int, int], int]
) -> tuple[list[dict[str, int]], dict[int, tuple[int, int, int]]]:
    """The communities (parents first), and of each actor x, y and the number of its community."""
    actors = sorted(said)
    if not actors:
        return [], {}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(actors)
    graph.add_weighted_edges_from((a, b, counts[a, b]) for a, b in sorted(counts) if a != b)
    whole = placed(clusters(graph), graph, _sizes(entities, said))
    table: list[dict[str, int]] = []
    places: dict[int, tuple[int, int, int]] = {}
    _numbered(whole, -1, table, places)
    return table, places


def _sizes(entities: Sequence[Entity], said: Mapping[int, int]) -> Points:
    rows = [(label_size(entity.label), 2 * radius(said.get(n, 1))) for n, entity in enumerate(entities)]
    return np.array([(max(width, across), across + height) for (width, height), across in rows])


def _numbered(whole: Placed, parent: int, table: list[dict[str, int]], places: dict[int, tuple[int, int, int]]) -> None:
    here = len(table)
    (x, y), (width, height) = whole.centre, whole.size
    table.append({"parent": parent, "x": round(x), "y": round(y), "width": round(width), "height": round(height)})
    for actor, (x, y) in zip(whole.cluster.members, whole.actors, strict=True):
        places[actor] = round(x), round(y), here
    for part in whole.parts:
        _numbered(part, here, table, places)
