"""A graph of ours taken back from a file: from RDF, or from JSON Lines."""

from kg.importing.importer import ImportReport, import_graph

__all__ = ["ImportReport", "import_graph"]
