"""What follows from a graph by the ontology: its rules, in SPARQL, into a graph of their own.

Nothing that is inferred is mixed with what texts said, and nothing is inferred from what is not told as fact; the one
rule about statements of every factuality says which quadrant of PLOVER each falls into.
"""

from kg.infer.engine import infer, rules
from kg.rdf import INFERRED

__all__ = ["INFERRED", "infer", "rules"]
