"""A graph in the types of other libraries: networkx and rdflib."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.graph.attributes import told
from kg.model import Assertion, Entity, Resolution
from kg.rdf import PREFIXES, quads, rdflib_triple

if TYPE_CHECKING:
    import networkx as nx
    import rdflib


def to_networkx(resolution: Resolution) -> nx.MultiDiGraph[str]:
    """Entities as nodes by id, assertions as edges with their id as key, each with all it has as attributes."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in resolution.entities:
        graph.add_node(entity.id, **_node(entity))
    for assertion in resolution.assertions:
        graph.add_edge(assertion.subject.id, assertion.object.id, key=assertion.id, **_edge(assertion))
    return graph


def _node(entity: Entity) -> dict[str, Any]:
    return {
        "label": entity.label,
        "type": entity.type.value,
        "wikidata": entity.wikidata,
        "names": list(entity.names),
        "same_as": list(entity.same_as),
        "named": entity.named,
    }


def _edge(assertion: Assertion) -> dict[str, Any]:
    return {
        **told(assertion),
        "document": assertion.document,
        "evidence": [asdict(evidence) for evidence in assertion.evidence],
        "subject_mentions": list(assertion.subject_mentions),
        "object_mentions": list(assertion.object_mentions),
        "model": assertion.model,
    }


def to_rdflib(resolution: Resolution, extra: Iterable[ox.Quad] = ()) -> rdflib.Dataset:
    """The graph's quads, and others, as an rdflib Dataset with the prefixes of the Turtle export."""
    import rdflib

    dataset = rdflib.Dataset()
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, rdflib.Namespace(namespace), replace=True)
    graphs = {"": dataset.default_graph}
    for quad in (*quads(resolution), *extra):
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        if name not in graphs:
            graphs[name] = dataset.graph(rdflib.URIRef(name))
        graphs[name].add(rdflib_triple(quad.triple))
    return dataset
