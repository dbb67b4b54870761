"""What the graph says of one entity or document: the queries behind its page, and their rows as plain data."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.rdf.iris import document_iri, entity_iri

PAGE = 100
"""Statements on a page."""

_OF_ENTITY = "GRAPH ?document { { ?statement rdf:subject %s } UNION { ?statement rdf:object %s } }"
_OF_DOCUMENT = "GRAPH %s { ?statement a rdf:Statement } BIND(%s AS ?document)"
_NUMBER = 'xsd:integer(STRAFTER(STR(?statement), "#"))'
_SELECTED = (
    f"{{ SELECT DISTINCT ?document ?statement {{ %s }} ORDER BY ?document {_NUMBER} ?statement LIMIT %d OFFSET %d }}"
)


@dataclass(frozen=True, slots=True)
class Resource:
    """An entity or a document that may be in the graph."""

    kind: str
    iri: str

    @classmethod
    def entity(cls, id_: str) -> Resource:
        """The entity of this id."""
        return cls("entity", entity_iri(id_))

    @classmethod
    def document(cls, id_: str) -> Resource:
        """The document of this id."""
        return cls("document", document_iri(id_))

    @property
    def _node(self) -> str:
        return str(ox.NamedNode(self.iri))

    def _own(self, pattern: str) -> str:
        return pattern if self.kind == "entity" else f"GRAPH {self._node} {{ {pattern} }}"

    def _statements(self, page: int, count: int) -> str:
        pattern = (_OF_ENTITY if self.kind == "entity" else _OF_DOCUMENT) % (self._node, self._node)
        return _SELECTED % (pattern, count, PAGE * page)

    def is_known(self) -> str:
        """The query whether there is such a thing."""
        return f"ASK {{ {self._own(f'{self._node} ?p ?o')} }}"

    def properties(self) -> str:
        """The query for `?property ?value ?label`: what it is and is called, what it is told to have done."""
        return (
            f"SELECT ?property ?value ?label {{ {self._own(f'{self._node} ?property ?value')} "
            "OPTIONAL { ?value rdfs:label ?label } } ORDER BY ?property ?label ?value"
        )

    def statements(self, page: int) -> str:
        """The query for a page of statements with their sentences; for one more than the page holds."""
        return f"""SELECT ?document ?statement ?subject ?subjectLabel ?predicate ?object ?objectLabel ?factuality
          ?source ?sourceLabel ?sourceText ?time ?sentence ?headline {{
            {self._statements(page, PAGE + 1)}
            GRAPH ?document {{
              ?statement rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
                kg:factuality ?factuality .
              OPTIONAL {{ ?statement kg:sourceText ?sourceText }}
              OPTIONAL {{ ?statement kg:time ?time }}
              OPTIONAL {{ ?statement oa:hasTarget/oa:hasSelector/oa:exact ?sentence }}
              OPTIONAL {{ ?document schema:headline ?headline }}
            }}
            OPTIONAL {{ ?subject rdfs:label ?subjectLabel }} OPTIONAL {{ ?object rdfs:label ?objectLabel }}
            OPTIONAL {{
              GRAPH ?document {{ ?statement kg:source ?source }}
              OPTIONAL {{ ?source rdfs:label ?sourceLabel }}
            }}
          }} ORDER BY ?document {_NUMBER} ?statement ?sentence"""

    def triples(self, page: int) -> str:
        """The query for all this as RDF."""
        node = self._node
        return f"""CONSTRUCT {{ ?s ?p ?o }} {{
            {{ VALUES ?s {{ {node} }} {self._own("?s ?p ?o")} }}
            UNION {{ VALUES ?o {{ {node} }} ?s ?p ?o }}
            UNION {{ {{ {node} ?to ?s }} UNION {{ ?s ?from {node} }} ?s ?p ?o FILTER(?p = rdfs:label) }}
            UNION {{
              {self._statements(page, PAGE)}
              GRAPH ?document {{
                {{ ?statement ?p ?o BIND(?statement AS ?s) }}
                UNION {{ ?statement oa:hasTarget ?s . ?s ?p ?o }}
                UNION {{ ?statement oa:hasTarget/oa:hasSelector ?s . ?s ?p ?o }}
              }}
            }}
          }}"""


Row = Mapping[str, str]


def rows(body: bytes) -> list[Row]:
    """The rows of an answer in JSON, each with what is bound."""
    found = json.loads(body)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with all the sentences it rests on."""

    row: Row
    sentences: Sequence[str]


def statements(found: Sequence[Row]) -> Iterator[Statement]:
    """The statements of rows that stand together by statement."""
    for _, group in itertools.groupby(found, key=lambda row: (row["document"], row["statement"])):
        same = list(group)
        yield Statement(same[0], list(dict.fromkeys(row["sentence"] for row in same if "sentence" in row)))
