"""A graph as RDF: the quads of a resolution, and the resolution of quads.

The default graph holds the entities and, for what a text tells as fact, the plain triple. Each document has a named
graph of its own with its metadata and one `rdf:Statement` an assertion.
"""

from kg.rdf.iris import DOCUMENT, ENTITY, assertion_iri, document_iri, entity_iri, id_of_document, id_of_entity
from kg.rdf.reading import resolution
from kg.rdf.runs import RUNS, Run, run_quads
from kg.rdf.terms import PREFIXES
from kg.rdf.times import days
from kg.rdf.writing import document_quads, entity_quads, quads

__all__ = [
    "DOCUMENT",
    "ENTITY",
    "PREFIXES",
    "RUNS",
    "Run",
    "assertion_iri",
    "days",
    "document_iri",
    "document_quads",
    "entity_iri",
    "entity_quads",
    "id_of_document",
    "id_of_entity",
    "quads",
    "resolution",
    "run_quads",
]
