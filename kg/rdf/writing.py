"""The quads of a resolution, in an order that a reader of Turtle likes: a node's triples together, nodes by id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.errors import GraphError
from kg.model import Assertion, Document, Entity, Evidence, Factuality, Resolution
from kg.rdf import terms
from kg.rdf.iris import WIKIDATA, assertion_iri, document_iri, encoded, entity_iri
from kg.rdf.times import days

Term = ox.NamedNode | ox.Literal
Properties = Iterator[tuple[ox.NamedNode, Term]]

_DEFAULT = ox.DefaultGraph()


def quads(resolution: Resolution) -> Iterator[ox.Quad]:
    """All quads of a graph, each once, without blank nodes; the same resolution gives the same ones in the same order.

    A document's text is not among them (its hash is).

    Raises:
        GraphError: an assertion refers to an entity or a document that the resolution does not hold.
    """
    nodes = {entity.id: ox.NamedNode(entity_iri(entity.id)) for entity in resolution.entities}
    facts: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    said: defaultdict[str, list[Assertion]] = defaultdict(list)
    for assertion in resolution.assertions:
        said[assertion.document].append(assertion)
        if assertion.factuality is Factuality.FACT:
            facts[assertion.subject.id].add((assertion.predicate, assertion.object.id))
    _check(resolution, said, nodes)
    for entity in resolution.entities:
        yield from entity_quads(entity, facts.get(entity.id, ()))
    for document in resolution.documents:
        yield from document_quads(document, said.get(document.id, ()), nodes)


def _check(resolution: Resolution, said: Mapping[str, list[Assertion]], nodes: Mapping[str, ox.NamedNode]) -> None:
    """Raises `GraphError` where something is referred to that is not there."""
    if missing := said.keys() - {document.id for document in resolution.documents}:
        raise GraphError(f"There are assertions of the document {min(missing)!r}, which is not in the graph.")
    for assertion in resolution.assertions:
        for entity in (assertion.subject, assertion.object, assertion.source, assertion.place):
            if isinstance(entity, Entity) and entity.id not in nodes:
                raise GraphError(f"The assertion {assertion.id!r} is about {entity.id!r}, which is not in the graph.")


def entity_quads(entity: Entity, facts: Iterable[tuple[str, str]] = ()) -> Iterator[ox.Quad]:
    """The triples of an entity in the default graph, with those told of it as fact: predicate and id of the object."""
    node = ox.NamedNode(entity_iri(entity.id))
    for predicate, value in _about_entity(entity):
        yield ox.Quad(node, predicate, value, _DEFAULT)
    for name, target in sorted(facts):
        yield ox.Quad(node, terms.relation(name), ox.NamedNode(entity_iri(target)), _DEFAULT)


def _about_entity(entity: Entity) -> Properties:
    yield terms.TYPE, terms.CLASSES[entity.type]
    yield terms.LABEL, terms.text(entity.label)
    yield from ((terms.ALT_LABEL, terms.text(name)) for name in dict.fromkeys(entity.names))
    yield terms.NAMED, ox.Literal(entity.named)
    if entity.wikidata is not None:
        yield terms.SAME_AS, ox.NamedNode(WIKIDATA + encoded(entity.wikidata))
    yield from ((terms.SAME_AS, ox.NamedNode(entity_iri(id_))) for id_ in dict.fromkeys(entity.same_as))


def document_quads(
    document: Document, assertions: Iterable[Assertion], nodes: Mapping[str, ox.NamedNode]
) -> Iterator[ox.Quad]:
    """The named graph of a document: its metadata, its assertions, and the sentences they rest on.

    `nodes` gives the IRI of each entity by its id.
    """
    graph = ox.NamedNode(document_iri(document.id))
    for predicate, value in _about_document(document):
        yield ox.Quad(graph, predicate, value, graph)
    evidence: dict[tuple[str, int, int], Evidence] = {}
    for assertion in assertions:
        node = ox.NamedNode(assertion_iri(assertion.id, document.id))
        for predicate, value in _about_assertion(assertion, graph, nodes):
            yield ox.Quad(node, predicate, value, graph)
        evidence |= {(e.document, e.start, e.end): e for e in assertion.evidence}
    for key in sorted(evidence):
        yield from _evidence_quads(evidence[key], graph)


def _about_document(document: Document) -> Properties:
    yield terms.TYPE, terms.ARTICLE
    yield terms.TYPE, terms.PROV_ENTITY
    yield terms.IDENTIFIER, terms.text(document.id)
    if document.title is not None:
        yield terms.HEADLINE, terms.text(document.title)
    if document.date is not None:
        yield terms.PUBLISHED, terms.partial_date(document.date)
    if document.publisher is not None:
        yield terms.PUBLISHER, terms.text(document.publisher)
    if document.url is not None:
        yield terms.URL, terms.text(document.url)
    if document.content_hash:
        yield terms.CONTENT_HASH, terms.text(document.content_hash)


def _about_assertion(assertion: Assertion, graph: ox.NamedNode, nodes: Mapping[str, ox.NamedNode]) -> Properties:
    yield terms.TYPE, terms.STATEMENT
    yield terms.SUBJECT, nodes[assertion.subject.id]
    yield terms.PREDICATE, terms.relation(assertion.predicate)
    yield terms.OBJECT, nodes[assertion.object.id]
    yield terms.FACTUALITY, terms.FACTUALITIES[assertion.factuality]
    if isinstance(assertion.source, Entity):
        yield terms.SOURCE, nodes[assertion.source.id]
    elif assertion.source is not None:
        yield terms.SOURCE_TEXT, terms.text(assertion.source)
    if assertion.time is not None:
        yield from _about_time(assertion.time)
    if assertion.place is not None:
        yield terms.PLACE, nodes[assertion.place.id]
    yield terms.CONFIDENCE, terms.decimal(assertion.confidence)
    yield from ((terms.SUBJECT_MENTION, terms.text(form)) for form in dict.fromkeys(assertion.subject_mentions))
    yield from ((terms.OBJECT_MENTION, terms.text(form)) for form in dict.fromkeys(assertion.object_mentions))
    yield terms.MODEL, terms.text(assertion.model)
    yield terms.DERIVED_FROM, graph
    for iri in dict.fromkeys(_target(evidence) for evidence in assertion.evidence):
        yield terms.HAS_TARGET, ox.NamedNode(iri)


def _about_time(time: str) -> Properties:
    begin, end = days(time)
    yield terms.TIME, terms.text(time)
    if begin:
        yield terms.TIME_BEGIN, terms.date(begin)
    if end:
        yield terms.TIME_END, terms.date(end)


def _target(evidence: Evidence) -> str:
    """The IRI of a stretch of a document's text, with the fragment that RFC 5147 gives it."""
    return f"{document_iri(evidence.document)}#char={evidence.start},{evidence.end}"


def _evidence_quads(evidence: Evidence, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """A stretch of text after the Web Annotation Vocabulary: quoted, and by its position in code points."""
    document = document_iri(evidence.document)
    where = f"{evidence.start},{evidence.end}"
    target = ox.NamedNode(_target(evidence))
    quote, position = ox.NamedNode(f"{document}#quote={where}"), ox.NamedNode(f"{document}#position={where}")
    yield ox.Quad(target, terms.TYPE, terms.SPECIFIC_RESOURCE, graph)
    yield ox.Quad(target, terms.HAS_SOURCE, ox.NamedNode(document), graph)
    yield ox.Quad(target, terms.HAS_SELECTOR, quote, graph)
    yield ox.Quad(target, terms.HAS_SELECTOR, position, graph)
    yield ox.Quad(quote, terms.TYPE, terms.QUOTE_SELECTOR, graph)
    yield ox.Quad(quote, terms.EXACT, terms.text(evidence.text), graph)
    yield ox.Quad(position, terms.TYPE, terms.POSITION_SELECTOR, graph)
    yield ox.Quad(position, terms.START, ox.Literal(evidence.start), graph)
    yield ox.Quad(position, terms.END, ox.Literal(evidence.end), graph)
