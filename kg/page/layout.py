"""Where everything stands: communities side by side, the actors of each within it, no label on another."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import networkx as nx
import numpy as np
import rustworkx

from kg.page.boxes import MARGIN, Points, compacted, in_rows, separated
from kg.page.clusters import LEAF, SEED, Cluster

FILLED = 0.3
"""The share of a community's rectangle that actors and labels are to fill: less leaves room for lines to be seen."""

GAP = 40.0
"""The room left around a community, in pixels at zoom 1."""

AT_A_GLANCE = 200
"""Up to this many connected actors are placed in one go and drawn together as close as labels allow."""

CROWD = 600
"""The most boxes that are placed by their links; more are set in rows."""

ACROSS = 1.4
"""How much longer a link between communities is than one within."""


@dataclass(slots=True)
class Placed:
    """A cluster in its place: its centre and size, and the same of everything within it."""

    cluster: Cluster
    size: Points
    centre: Points = field(default_factory=lambda: np.zeros(2))
    actors: Points = field(default_factory=lambda: np.zeros((0, 2)))
    parts: list[Placed] = field(default_factory=list)

    def moved(self, by: Points) -> None:
        """Moves it and all within it."""
        self.centre = self.centre + by
        self.actors = self.actors + by
        for part in self.parts:
            part.moved(by)


def placed(cluster: Cluster, graph: nx.Graph[int], sizes: Points) -> Placed:
    """Places a cluster around (0, 0).

    `sizes` has a row (width, height) for each node of the graph: the actor with its label. Within a community and
    between communities the distances follow the links (Kamada and Kawai 1989, doi:10.1016/0020-0190(89)90102-6),
    then boxes are pushed apart.
    """
    actors = list(cluster.actors())
    if cluster.members or (len(actors) <= AT_A_GLANCE and nx.is_connected(graph.subgraph(actors))):
        return _together(cluster, graph, sizes)
    parts = [placed(part, graph, sizes) for part in cluster.parts]
    boxes = np.array([part.size for part in parts]) + GAP
    centres = _parted(parts, graph, boxes)
    middle, size = _frame(centres, boxes)
    for part, centre in zip(parts, centres, strict=True):
        part.moved(centre - middle)
    return Placed(cluster, size, parts=parts)


def _together(cluster: Cluster, graph: nx.Graph[int], sizes: Points) -> Placed:
    """Places all actors of a cluster in one go, longer links between its communities keeping them apart."""
    actors = list(cluster.actors())
    position = {actor: number for number, actor in enumerate(actors)}
    home = {actor: number for number, leaf in enumerate(cluster.walk()) for actor in leaf.members}
    edges = list(graph.subgraph(actors).edges)
    degree = Counter(actor for edge in edges for actor in edge)
    links = [
        (position[a], position[b], _length(degree[a], degree[b]) * (1.0 if home[a] == home[b] else ACROSS))
        for a, b in edges
    ]
    boxes = sizes[actors] + MARGIN
    centres = _spread(sorted((min(a, b), max(a, b), length) for a, b, length in links), boxes)
    if len(graph) <= AT_A_GLANCE:
        centres = compacted(centres, boxes)
    middle, _ = _frame(centres, boxes)
    return _cut(cluster, dict(zip(actors, centres - middle, strict=True)), sizes)


def _length(one: int, other: int) -> float:
    """How long a link is to be, by how many both ends have: longer if many, for what stands around them needs room."""
    return 1 + 0.5 * math.log2(min(one, other))


def _cut(cluster: Cluster, centres: Mapping[int, Points], sizes: Points) -> Placed:
    """The communities of a cluster whose actors have their places."""
    actors = list(cluster.actors())
    middle, size = _frame(np.array([centres[actor] for actor in actors]), sizes[actors])
    own = np.array([centres[actor] for actor in cluster.members]).reshape(-1, 2)
    return Placed(cluster, size, middle, own, [_cut(part, centres, sizes) for part in cluster.parts])


def _parted(parts: Sequence[Placed], graph: nx.Graph[int], boxes: Points) -> Points:
    """Centres of communities in rows, those that are linked near each other."""
    home = {actor: number for number, part in enumerate(parts) for actor in part.cluster.actors()}
    pairs = {(min(home[a], home[b]), max(home[a], home[b])) for a, b in graph.edges(home) if a in home and b in home}
    links = [(a, b, float(boxes[a].mean() + boxes[b].mean()) / 2) for a, b in sorted(pairs) if a != b]
    return in_rows(boxes, _landscape(_by_distance(links, len(parts))) if links and len(parts) <= 2 * LEAF else None)


def _spread(links: Sequence[tuple[int, int, float]], boxes: Points) -> Points:
    """Centres of boxes by their links; in rows where they have none, or are too many to be pushed apart."""
    if not links or len(boxes) > CROWD:
        return in_rows(boxes)
    place = _by_distance if len(boxes) <= 2 * LEAF else _by_springs
    return separated(_filling(_landscape(place(links, len(boxes))), boxes), boxes)


def _by_distance(links: Sequence[tuple[int, int, float]], count: int) -> Points:
    found = rustworkx.kamada_kawai_layout(_linked(links, count), weight_fn=float)
    return np.array([found[node] for node in range(count)])


def _by_springs(links: Sequence[tuple[int, int, float]], count: int) -> Points:
    """For more than can be placed by all distances (Fruchterman and Reingold 1991, doi:10.1002/spe.4380211102)."""
    found = rustworkx.spring_layout(_linked(links, count), seed=SEED, num_iter=100)
    return np.array([found[node] for node in range(count)])


def _linked(links: Sequence[tuple[int, int, float]], count: int) -> rustworkx.PyGraph[int, float]:
    graph: rustworkx.PyGraph[int, float] = rustworkx.PyGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(list(links))
    return graph


def _filling(centres: Points, boxes: Points) -> Points:
    """The centres drawn together or apart so that boxes fill the share `FILLED` of the rectangle around them."""
    width, height = np.ptp(centres, axis=0)
    wanted = boxes.prod(axis=1).sum() / FILLED
    return centres * float(np.sqrt(wanted / max(width * height, 0.05 * (width + height) ** 2, 1e-9)))


def _landscape(points: Points) -> Points:
    """Turned and stretched a little so that it is wider than high, as screens and labels are."""
    width, height = np.ptp(points, axis=0)
    turned = points if width >= height else points[:, ::-1]
    stretch = 1.5 * min(width, height) / max(width, height, 1e-9)
    return np.column_stack([turned[:, 0] * max(1.0, stretch), turned[:, 1]])


def _frame(centres: Points, boxes: Points) -> tuple[Points, Points]:
    """The middle and the size of the rectangle around boxes."""
    low, high = (centres - boxes / 2).min(axis=0), (centres + boxes / 2).max(axis=0)
    return (low + high) / 2, high - low
