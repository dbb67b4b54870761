"""The shapes of `ontology/shapes.ttl`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.ontology import data_path
from kg.rdf import rdflib_triple

if TYPE_CHECKING:
    import rdflib


@cache
def shapes() -> rdflib.Graph:
    """The shapes as an rdflib graph, read once. Raises `OntologyError` when the file is malformed.

    >>> len(shapes()) > 0
    True
    """
    import rdflib  # noqa: PLC0415 - loaded when a graph is validated

    graph, path = rdflib.Graph(), data_path("shapes.ttl")
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            graph.add(rdflib_triple(quad.triple))
    except (OSError, SyntaxError) as error:
        raise OntologyError(f"{path}: {error}") from error
    return graph
