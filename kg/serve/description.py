"""The Service Description of the endpoint (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

import pyoxigraph as ox

from kg.rdf import PREFIXES
from kg.serve.media import ROWS, TRIPLES

SD = "http://www.w3.org/ns/sparql-service-description#"
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


def description(endpoint: str, media_type: str) -> bytes:
    """What the endpoint at this IRI can do, as RDF of a media type of `TRIPLES`.

    Raises `ValueError` if `endpoint` is no IRI.
    """
    service, dataset, graph = ox.BlankNode("service"), ox.BlankNode("dataset"), ox.BlankNode("graph")
    formats = dict.fromkeys([f.iri for f in ROWS.values()] + [f.iri for f in TRIPLES.values()])
    triples = [
        ox.Triple(service, _TYPE, _sd("Service")),
        ox.Triple(service, _sd("endpoint"), ox.NamedNode(endpoint)),
        ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        *(ox.Triple(service, _sd("resultFormat"), ox.NamedNode(iri)) for iri in formats),
        ox.Triple(service, _sd("defaultDataset"), dataset),
        ox.Triple(dataset, _TYPE, _sd("Dataset")),
        ox.Triple(dataset, _sd("defaultGraph"), graph),
        ox.Triple(graph, _TYPE, _sd("Graph")),
    ]
    return ox.serialize(triples, format=TRIPLES[media_type], prefixes={"sd": SD}) or b""


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)
