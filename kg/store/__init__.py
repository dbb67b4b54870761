"""The graph on disk: an Oxigraph store for SPARQL, and beside it the same graph as plain tables.

`write` replaces the whole graph in one step; `Store` reads it and never writes.
"""

from kg.store.sparql import Dataset, checked, evaluate
from kg.store.stored import Store, write

__all__ = ["Dataset", "Store", "checked", "evaluate", "write"]
