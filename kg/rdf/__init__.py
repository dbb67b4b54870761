"""A graph as RDF: the quads of a resolution, and the resolution of quads.

The default graph holds the entities and, for what a text tells as fact, the plain triple. Each document has a named
graph of its own with its metadata and one `rdf:Statement` an assertion.
"""

from kg.rdf.documents import TextlessDocument
from kg.rdf.foreign import rdflib_term, rdflib_triple
from kg.rdf.iris import DOCUMENT, ENTITY, assertion_iri, document_iri, entity_iri, id_of_document, id_of_entity
from kg.rdf.reading import assertion_order, resolution
from kg.rdf.reifying import reified, unreified
from kg.rdf.runs import RUNS, Run, run_quads
from kg.rdf.terms import INFERRED, PREFIXES
from kg.rdf.times import days
from kg.rdf.writing import document_quads, entity_quads, quads

__all__ = [
    "DOCUMENT",
    "ENTITY",
    "INFERRED",
    "PREFIXES",
    "RUNS",
    "Run",
    "TextlessDocument",
    "assertion_iri",
    "assertion_order",
    "days",
    "document_iri",
    "document_quads",
    "entity_iri",
    "entity_quads",
    "id_of_document",
    "id_of_entity",
    "quads",
    "rdflib_term",
    "rdflib_triple",
    "reified",
    "resolution",
    "run_quads",
    "unreified",
]
