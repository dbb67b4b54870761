"""JSON-LD with a context that gives short, readable keys."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from kg.export.rdf import all_quads, replaced
from kg.export.writer import Options, Written
from kg.ontology import ONTOLOGY, Ontology
from kg.rdf import DOCUMENT, ENTITY, PREFIXES

if TYPE_CHECKING:
    from kg.graph import Graph

_NODE, _NAME = {"@type": "@id"}, {"@type": "@vocab"}
_PREFIXES = {
    "doc": DOCUMENT,
    "entity": ENTITY,
    **{name: iri for name, iri in PREFIXES.items() if not iri.startswith(ENTITY) and name != "kg"},
}
_TERMS: Mapping[str, Any] = {
    "id": "@id",
    "type": "@type",
    "label": "rdfs:label",
    "altLabel": "skos:altLabel",
    "sameAs": {"@id": "owl:sameAs", **_NODE},
    "subject": {"@id": "rdf:subject", **_NODE},
    "predicate": {"@id": "rdf:predicate", **_NAME},
    "object": {"@id": "rdf:object", **_NODE},
    "factuality": _NAME,
    "source": _NODE,
    "place": _NODE,
    "begin": {"@type": "xsd:date"},
    "end": {"@type": "xsd:date"},
    "confidence": {"@type": "xsd:decimal"},
    "derivedFrom": {"@id": "prov:wasDerivedFrom", **_NODE},
    "evidence": {"@id": "oa:hasTarget", **_NODE},
    "hasSource": {"@id": "oa:hasSource", **_NODE},
    "selector": {"@id": "oa:hasSelector", **_NODE},
    "exact": "oa:exact",
    "from": "oa:start",
    "to": "oa:end",
    "identifier": "schema:identifier",
    "headline": "schema:headline",
    "datePublished": "schema:datePublished",
    "publisher": "schema:publisher",
    "url": "schema:url",
}
_NATIVE: Mapping[str, Callable[[str], bool | int]] = {
    f"{PREFIXES['xsd']}boolean": lambda text: text == "true",
    f"{PREFIXES['xsd']}integer": int,
}
_PLAIN = re.compile(r"(?!//)[^\s]*")


def context() -> dict[str, Any]:
    """The context: every key of an export, the relations of the ontology among them."""
    relations = dict.fromkeys(Ontology.load().predicates, _NODE)
    return {"@version": 1.1, "@vocab": ONTOLOGY, **_PREFIXES, **_TERMS, **relations}


def write(graph: Graph, file: BinaryIO, options: Options) -> Written:
    """Writes the graph as one JSON document, a node a line."""
    keys = _Keys(context())
    file.write(b'{"@context": ' + _json(context()) + b',\n"@graph": [')
    separator = b"\n"
    for name, quads in itertools.groupby(all_quads(graph, options), lambda quad: quad.graph_name):
        if isinstance(name, ox.DefaultGraph):
            _write_nodes(file, keys.nodes(quads), separator)
        else:
            file.write(separator + b'{"id": ' + _json(keys.id(str(name.value))) + b', "@graph": [')
            _write_nodes(file, keys.nodes(quads), b"\n  ")
            file.write(b"]}")
        separator = b",\n"
    file.write(b"]}\n")
    return replaced(graph.resolution)


def _write_nodes(file: BinaryIO, nodes: Iterator[dict[str, Any]], separator: bytes) -> None:
    """Writes nodes as soon as each is made; the separator stands before the first, and with a comma before others."""
    comma = b""
    for node in nodes:
        file.write(comma + separator + _json(node))
        comma, separator = b",", separator.lstrip(b",")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


class _Keys:
    """Shortens IRIs and values after a context."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._prefixes = sorted(_PREFIXES.items(), key=lambda item: -len(item[1]))
        terms = {key: term for key, term in context.items() if not key.startswith("@") and key not in _PREFIXES}
        self._keys = {self._iri(key, term): key for key, term in terms.items()}
        self._types = {key: term.get("@type") for key, term in terms.items() if isinstance(term, dict)}

    def _iri(self, key: str, term: str | Mapping[str, str]) -> str:
        name = term if isinstance(term, str) else term.get("@id", ONTOLOGY + key)
        prefix, _, local = name.partition(":")
        return _PREFIXES[prefix] + local if prefix in _PREFIXES else name

    def nodes(self, quads: Iterator[ox.Quad]) -> Iterator[dict[str, Any]]:
        """The nodes that quads describe, a node's quads standing together."""
        for subject, properties in itertools.groupby(quads, lambda quad: quad.subject):
            node: dict[str, Any] = {"id": self.id(str(subject.value))}
            for quad in properties:
                key, value = self._pair(quad.predicate.value, quad.object)
                node.setdefault(key, []).append(value)
            yield {key: value[0] if len(value) == 1 and key != "id" else value for key, value in node.items()}

    def id(self, iri: str) -> str:
        """An IRI with a prefix, or in full where it has none."""
        for prefix, namespace in self._prefixes:
            local = iri.removeprefix(namespace)
            if local != iri and _PLAIN.fullmatch(local):
                return f"{prefix}:{local}"
        return iri

    def _pair(self, predicate: str, value: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> tuple[str, Any]:
        if predicate == PREFIXES["rdf"] + "type" and isinstance(value, ox.NamedNode):
            return "type", self._name(value.value)
        key = self._keys.get(predicate) or self._name(predicate)
        if isinstance(value, ox.Literal):
            return key, self._literal(value, self._types.get(key))
        name = str(value.value) if isinstance(value, ox.NamedNode) else str(value)
        kind = self._types.get(key)
        if kind == "@vocab":
            return key, self._name(name)
        return key, self.id(name) if kind == "@id" else {"@id": self.id(name)}

    def _name(self, iri: str) -> str:
        """A term of the ontology by its local name, any other IRI as an id."""
        local = iri.removeprefix(ONTOLOGY)
        return local if local != iri and local.isalnum() and local.isascii() else self.id(iri)

    def _literal(self, literal: ox.Literal, kind: str | None) -> Any:
        datatype = literal.datatype.value
        if kind is not None and self._iri("", kind) == datatype:
            return literal.value
        if kind is None and datatype in _NATIVE:
            return _NATIVE[datatype](literal.value)
        if datatype == PREFIXES["xsd"] + "string" and kind is None:
            return literal.value
        return {"@value": literal.value, "@type": self.id(datatype)}
