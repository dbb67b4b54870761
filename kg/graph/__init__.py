"""What a user holds: the assertions and entities of a graph, SPARQL, and views for other tools."""

from kg.graph.answers import Rows
from kg.graph.disagreements import Disagreement
from kg.graph.graph import Graph

__all__ = ["Disagreement", "Graph", "Rows"]
