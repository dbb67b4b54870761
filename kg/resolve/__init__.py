"""Records of documents to one graph: which mentions are one entity, and what is asserted between entities.

`resolve` is a pure function of all records: their order does not matter, and adding a document and taking it out
again gives the same graph.
"""

from kg.resolve.corrections import Corrections
from kg.resolve.decisions import Decision, RefusedClaim
from kg.resolve.resolver import Outcome, resolve, resolve_with_reasons

__all__ = ["Corrections", "Decision", "Outcome", "RefusedClaim", "resolve", "resolve_with_reasons"]
