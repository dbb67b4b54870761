"""Places: nothing covers anything else, and communities stand together."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from grown import grown
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from story import story

from kg.model import Resolution
from kg.page.boxes import Points, compacted, in_rows, label_size, separated
from kg.page.clusters import LEAF, clusters
from kg.page.layout import placed
from kg.page.network import drawing


def overlaps(centres: Points, sizes: Points) -> int:
    """How many pairs of boxes cover each other by more than a pixel both ways."""
    between = np.abs(centres[:, None] - centres[None])
    covering = np.all(between < (sizes[:, None] + sizes[None]) / 2 - 1, axis=2)
    return int(np.triu(covering, k=1).sum())


boxes = st.integers(1, 25).flatmap(
    lambda n: st.tuples(
        arrays(np.float64, (n, 2), elements=st.floats(-300, 300, width=32)),
        arrays(np.float64, (n, 2), elements=st.floats(5, 200, width=32)),
    )
)


@given(boxes)
@settings(max_examples=60, deadline=None)
def test_separated_boxes_do_not_overlap(given_boxes: tuple[Points, Points]) -> None:
    centres, sizes = given_boxes
    apart = separated(centres, sizes)
    assert overlaps(apart, sizes) == 0
    assert overlaps(compacted(apart, sizes), sizes) == 0


@given(boxes, st.booleans())
@settings(deadline=None)
def test_rows_do_not_overlap(given_boxes: tuple[Points, Points], in_order: bool) -> None:
    centres, sizes = given_boxes
    assert overlaps(in_rows(sizes, None if in_order else centres), sizes) == 0


def test_boxes_that_do_not_overlap_stay() -> None:
    centres = np.array([[0.0, 0.0], [100.0, 0.0]])
    assert (separated(centres, np.full((2, 2), 20.0)) == centres).all()


@pytest.mark.parametrize("graph", [story(), grown(120, 300), grown(1500, 4000)], ids=["story", "120", "1500"])
def test_no_actor_covers_another(graph: Resolution) -> None:
    network = drawing(graph.entities, graph.assertions).network
    places = np.array([[node["x"], node["y"]] for node in network.nodes], dtype=float)
    sizes = np.array([[2 * node["size"]] * 2 for node in network.nodes])
    assert overlaps(places, sizes) == 0


def test_an_actor_is_nearer_to_its_community_than_to_the_others() -> None:
    graph = nx.disjoint_union_all([nx.complete_graph(12) for _ in range(3)])
    graph.add_edges_from([(0, 12), (12, 24)])
    nx.set_edge_attributes(graph, 1, "weight")
    whole = placed(clusters(graph), graph, np.full((36, 2), 40.0))
    (component,) = whole.parts
    assert len(component.parts) == 3
    middles = np.array([part.centre for part in component.parts])
    for number, part in enumerate(component.parts):
        distances = np.linalg.norm(part.actors[:, None] - middles[None], axis=2)
        assert (distances.argmin(axis=1) == number).mean() > 0.9


def test_a_large_community_is_placed_by_its_ties_and_not_in_rows() -> None:
    hub = nx.star_graph(300)
    nx.set_edge_attributes(hub, 1, "weight")
    sizes = np.full((301, 2), 30.0)
    (component,) = placed(clusters(hub), hub, sizes).parts
    centres = np.vstack([component.actors, *(part.actors for part in component.parts)])
    members = [actor for part in component.cluster.walk() for actor in part.members]
    aside = np.linalg.norm(centres[members.index(0)] - centres.mean(axis=0))
    assert aside < 0.1 * np.ptp(centres, axis=0).max()
    assert len({round(y) for _, y in centres}) > 60
    assert overlaps(centres, sizes[members]) == 0


def test_every_actor_is_in_one_cluster() -> None:
    graph = nx.gnm_random_graph(700, 900, seed=5)
    whole = clusters(graph)
    assert sorted(whole.actors()) == sorted(graph)
    assert all(len(part.members) <= LEAF for part in whole.walk())


def test_a_large_community_that_is_found_whole_is_divided_but_not_into_crumbs() -> None:
    random = nx.gnm_random_graph(600, 3000, seed=3)
    star = nx.star_graph(400)
    for graph in (random, star):
        nx.set_edge_attributes(graph, 1, "weight")
        whole = clusters(graph)
        assert sorted(whole.actors()) == sorted(graph)
        leaves = [part for part in whole.walk() if part.members]
        assert len(leaves) <= len(graph) / 4
    assert max(len(part.members) for part in clusters(random).walk()) < 300


def test_drawing_has_a_node_for_each_actor_and_an_edge_for_each_pair() -> None:
    resolution = story()
    network = drawing(resolution.entities, resolution.assertions).network
    tied = {a.subject.id for a in resolution.assertions} | {a.object.id for a in resolution.assertions}
    assert {resolution.entities[node["id"]].id for node in network.nodes} == tied
    pairs = {frozenset((a.subject.id, a.object.id)) for a in resolution.assertions}
    assert len(network.edges) == len(pairs)
    assert sum(edge["value"] for edge in network.edges) == len(resolution.assertions)


def test_long_labels_take_two_lines() -> None:
    assert label_size("UN sanctions on North Korea")[0] < label_size("UNsanctionsonNorthKorea")[0]
    assert label_size("a" * 500)[0] == label_size("a" * 400)[0]
