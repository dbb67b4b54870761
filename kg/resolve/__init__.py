"""Records of documents to one graph: which mentions are one entity, and what is asserted between entities.

`resolve` is a pure function of all records: their order does not matter, and adding a document and taking it out
again gives the same graph. `Index` gives that graph step by step, and goes again only over what a change touches.
"""

from kg.resolve.corrections import Corrections
from kg.resolve.decisions import RefusedClaim
from kg.resolve.index import Index
from kg.resolve.resolver import Outcome, outcome, resolve, resolve_with_reasons

__all__ = ["Corrections", "Index", "Outcome", "RefusedClaim", "outcome", "resolve", "resolve_with_reasons"]
