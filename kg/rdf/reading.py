"""The resolution of quads: what `kg.rdf.quads` wrote, read back from any store or file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.errors import GraphError
from kg.model import Assertion, Document, Entity, EntityType, Evidence, Factuality, Resolution
from kg.ontology import ONTOLOGY
from kg.rdf import terms
from kg.rdf.documents import TextlessDocument
from kg.rdf.iris import WIKIDATA, decoded, id_of_assertion, id_of_document, id_of_entity

Node = Mapping[str, list[str]]
"""The values of a node, by predicate IRI: of an IRI or a literal the plain string."""

_TYPES = {node.value: type_ for type_, node in terms.CLASSES.items()}
_FACTUALITIES = {node.value: factuality for factuality, node in terms.FACTUALITIES.items()}
_NUMBER = re.compile(r"(\d+)$")


def resolution(quads: Iterable[ox.Quad | ox.Triple]) -> Resolution:
    """Entities, documents and assertions of quads, or of triples that lie in one graph.

    A document's text is not in RDF: it comes back as `TextlessDocument`. What is inferred is left out. Names,
    mentions and evidence come in the order of the quads; a store has no order of its own.

    Raises:
        GraphError: a node lacks what it needs, or has two of what there can be one of.
    """
    nodes = _nodes(quads)
    entities = {iri: _entity(iri, node, type_) for iri, node in nodes.items() if (type_ := _type(node))}
    documents = [_document(iri, node) for iri, node in nodes.items() if _is(node, terms.ARTICLE)]
    assertions = [_assertion(iri, nodes, entities) for iri, node in nodes.items() if _is(node, terms.STATEMENT)]
    return Resolution(
        documents=tuple(sorted(documents, key=lambda document: document.id)),
        entities=tuple(sorted(entities.values(), key=lambda entity: entity.id)),
        assertions=tuple(sorted(assertions, key=assertion_order)),
    )


def assertion_order(assertion: Assertion) -> tuple[str, int, str]:
    """What sorts assertions by document, then by number."""
    number = _NUMBER.search(assertion.id.removeprefix(assertion.document))
    return assertion.document, int(number[1]) if number else 0, assertion.id


def _nodes(quads: Iterable[ox.Quad | ox.Triple]) -> dict[str, Node]:
    nodes: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        subject, value = quad.subject, quad.object
        if isinstance(quad, ox.Quad) and quad.graph_name == terms.INFERRED:
            continue
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            nodes[subject.value][quad.predicate.value].append(value.value)
    return dict(nodes)


def _all(node: Node, predicate: ox.NamedNode) -> tuple[str, ...]:
    return tuple(node.get(predicate.value, ()))


def _maybe(iri: str, node: Node, predicate: ox.NamedNode) -> str | None:
    values = dict.fromkeys(node.get(predicate.value, ()))
    if len(values) > 1:
        raise GraphError(f"<{iri}> has {len(values)} values of <{predicate.value}>; there can be one.")
    return next(iter(values), None)


def _one(iri: str, node: Node, predicate: ox.NamedNode) -> str:
    value = _maybe(iri, node, predicate)
    if value is None:
        raise GraphError(f"<{iri}> lacks <{predicate.value}>.")
    return value


def _is(node: Node, class_: ox.NamedNode) -> bool:
    return class_.value in node.get(terms.TYPE.value, ())


def _type(node: Node) -> EntityType | None:
    return next((_TYPES[iri] for iri in node.get(terms.TYPE.value, ()) if iri in _TYPES), None)


def _entity(iri: str, node: Node, type_: EntityType) -> Entity:
    same = _all(node, terms.SAME_AS)
    wikidata = [other for other in same if other.startswith(WIKIDATA)]
    return Entity(
        id=id_of_entity(iri),
        label=_one(iri, node, terms.LABEL),
        type=type_,
        wikidata=decoded(wikidata[0].removeprefix(WIKIDATA)) if wikidata else None,
        names=_all(node, terms.ALT_LABEL),
        same_as=tuple(id_of_entity(other) for other in same if not other.startswith(WIKIDATA)),
        named=_maybe(iri, node, terms.NAMED) not in ("false", "0"),
    )


def _document(iri: str, node: Node) -> Document:
    return TextlessDocument(
        id=id_of_document(iri),
        text="",
        title=_maybe(iri, node, terms.HEADLINE),
        date=_maybe(iri, node, terms.PUBLISHED),
        publisher=_maybe(iri, node, terms.PUBLISHER),
        url=_maybe(iri, node, terms.URL),
        recorded_hash=_maybe(iri, node, terms.CONTENT_HASH) or "",
    )


def _assertion(iri: str, nodes: Mapping[str, Node], entities: Mapping[str, Entity]) -> Assertion:
    node = nodes[iri]
    source, place = _maybe(iri, node, terms.SOURCE), _maybe(iri, node, terms.PLACE)
    return Assertion(
        id=id_of_assertion(iri),
        document=id_of_document(_one(iri, node, terms.DERIVED_FROM)),
        subject=_known(iri, _one(iri, node, terms.SUBJECT), entities),
        predicate=decoded(_one(iri, node, terms.PREDICATE).removeprefix(ONTOLOGY)),
        object=_known(iri, _one(iri, node, terms.OBJECT), entities),
        factuality=_factuality(iri, node),
        evidence=tuple(_evidence(target, nodes) for target in _all(node, terms.HAS_TARGET)),
        source=_known(iri, source, entities) if source else _maybe(iri, node, terms.SOURCE_TEXT),
        time=_maybe(iri, node, terms.TIME),
        place=_known(iri, place, entities) if place else None,
        confidence=float(_one(iri, node, terms.CONFIDENCE)),
        subject_mentions=_all(node, terms.SUBJECT_MENTION),
        object_mentions=_all(node, terms.OBJECT_MENTION),
        model=_maybe(iri, node, terms.MODEL) or "",
    )


def _known(iri: str, entity: str, entities: Mapping[str, Entity]) -> Entity:
    try:
        return entities[entity]
    except KeyError:
        raise GraphError(f"<{iri}> is about <{entity}>, which has no type of the ontology.") from None


def _factuality(iri: str, node: Node) -> Factuality:
    value = _one(iri, node, terms.FACTUALITY)
    if value not in _FACTUALITIES:
        raise GraphError(f"<{iri}> has the factuality <{value}>; there are {', '.join(Factuality)}.")
    return _FACTUALITIES[value]


def _evidence(iri: str, nodes: Mapping[str, Node]) -> Evidence:
    target = nodes.get(iri, {})
    selectors = {s: nodes.get(s, {}) for s in _all(target, terms.HAS_SELECTOR)}
    quotes = [(s, node) for s, node in selectors.items() if _is(node, terms.QUOTE_SELECTOR)]
    positions = [(s, node) for s, node in selectors.items() if _is(node, terms.POSITION_SELECTOR)]
    if len(quotes) != 1 or len(positions) != 1:
        raise GraphError(f"<{iri}> needs one oa:TextQuoteSelector and one oa:TextPositionSelector.")
    return Evidence(
        document=id_of_document(_one(iri, target, terms.HAS_SOURCE)),
        start=int(_one(*positions[0], terms.START)),
        end=int(_one(*positions[0], terms.END)),
        text=_one(*quotes[0], terms.EXACT),
    )
