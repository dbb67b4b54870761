"""The terms of the vocabularies that a graph uses, and literals that are always legal."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from functools import lru_cache

import pyoxigraph as ox

from kg.errors import GraphError
from kg.model import EntityType, Factuality
from kg.ontology import ONTOLOGY
from kg.rdf.iris import BASE, ENTITY, WIKIDATA, encoded
from kg.rdf.times import days

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"

PREFIXES = {
    "kg": ONTOLOGY,
    "oa": OA,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "wd": WIKIDATA,
    "xsd": XSD,
    **{type_.lower(): f"{ENTITY}{type_.lower()}/" for type_ in EntityType},
}
"""The prefixes of the Turtle and TriG that a graph is written in, and those that a query need not declare."""

INFERRED = ox.NamedNode(BASE + "inferred")
"""The name of the graph of what follows from the others."""

TYPE = ox.NamedNode(RDF + "type")
STATEMENT = ox.NamedNode(RDF + "Statement")
SUBJECT = ox.NamedNode(RDF + "subject")
PREDICATE = ox.NamedNode(RDF + "predicate")
OBJECT = ox.NamedNode(RDF + "object")
LABEL = ox.NamedNode(RDFS + "label")
ALT_LABEL = ox.NamedNode(SKOS + "altLabel")
SAME_AS = ox.NamedNode(OWL + "sameAs")

ARTICLE = ox.NamedNode(SCHEMA + "NewsArticle")
PROV_ENTITY = ox.NamedNode(PROV + "Entity")
DERIVED_FROM = ox.NamedNode(PROV + "wasDerivedFrom")
IDENTIFIER = ox.NamedNode(SCHEMA + "identifier")
HEADLINE = ox.NamedNode(SCHEMA + "headline")
PUBLISHED = ox.NamedNode(SCHEMA + "datePublished")
PUBLISHER = ox.NamedNode(SCHEMA + "publisher")
URL = ox.NamedNode(SCHEMA + "url")

HAS_TARGET = ox.NamedNode(OA + "hasTarget")
SPECIFIC_RESOURCE = ox.NamedNode(OA + "SpecificResource")
HAS_SOURCE = ox.NamedNode(OA + "hasSource")
HAS_SELECTOR = ox.NamedNode(OA + "hasSelector")
QUOTE_SELECTOR = ox.NamedNode(OA + "TextQuoteSelector")
POSITION_SELECTOR = ox.NamedNode(OA + "TextPositionSelector")
EXACT = ox.NamedNode(OA + "exact")
START = ox.NamedNode(OA + "start")
END = ox.NamedNode(OA + "end")

NAMED = ox.NamedNode(ONTOLOGY + "named")
CONTENT_HASH = ox.NamedNode(ONTOLOGY + "contentHash")
FACTUALITY = ox.NamedNode(ONTOLOGY + "factuality")
SOURCE = ox.NamedNode(ONTOLOGY + "source")
SOURCE_TEXT = ox.NamedNode(ONTOLOGY + "sourceText")
TIME = ox.NamedNode(ONTOLOGY + "time")
TIME_BEGIN = ox.NamedNode(ONTOLOGY + "begin")
TIME_END = ox.NamedNode(ONTOLOGY + "end")
PLACE = ox.NamedNode(ONTOLOGY + "place")
CONFIDENCE = ox.NamedNode(ONTOLOGY + "confidence")
MODEL = ox.NamedNode(ONTOLOGY + "model")
SUBJECT_MENTION = ox.NamedNode(ONTOLOGY + "subjectMention")
OBJECT_MENTION = ox.NamedNode(ONTOLOGY + "objectMention")

CLASSES = {type_: ox.NamedNode(ONTOLOGY + type_) for type_ in EntityType}
FACTUALITIES = {factuality: ox.NamedNode(ONTOLOGY + factuality) for factuality in Factuality}

_DATATYPES = {4: ox.NamedNode(XSD + "gYear"), 7: ox.NamedNode(XSD + "gYearMonth"), 10: ox.NamedNode(XSD + "date")}
_DATE = ox.NamedNode(XSD + "date")
_DECIMAL = ox.NamedNode(XSD + "decimal")
_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=1024)
def relation(name: str) -> ox.NamedNode:
    """The IRI of a predicate by its local name."""
    return ox.NamedNode(ONTOLOGY + encoded(name))


def text(value: str) -> ox.Literal:
    """A text as literal. RDF has no lone surrogates: each becomes U+FFFD, so that offsets still hold."""
    return ox.Literal(value if value.isascii() else _SURROGATE.sub("\ufffd", value))


def partial_date(value: str) -> ox.Literal:
    """A date, month or year with its XSD type; any other text as it is.

    >>> partial_date("2024-06").datatype.value.rpartition("#")[2]
    'gYearMonth'
    """
    begin, _ = days(value)
    return ox.Literal(value, datatype=_DATATYPES[len(value)]) if begin and len(value) in _DATATYPES else text(value)


def date(value: str) -> ox.Literal:
    """A full date as `xsd:date`."""
    return ox.Literal(value, datatype=_DATE)


def decimal(value: float) -> ox.Literal:
    """A number as `xsd:decimal` that reads back as the same float. Raises `GraphError` if it is not finite.

    >>> decimal(0.87).value, decimal(1e-7).value, decimal(1).value
    ('0.87', '0.0000001', '1.0')
    """
    if not math.isfinite(value):
        raise GraphError(f"A confidence of {value} cannot be written; it must be a number between 0 and 1.")
    return ox.Literal(f"{Decimal(repr(float(value))):f}", datatype=_DECIMAL)
