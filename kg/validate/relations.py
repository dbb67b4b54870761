"""Whether relations stand between what the ontology says they can stand between."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyoxigraph as ox

from kg.model import EntityType
from kg.ontology import Ontology, Predicate
from kg.rdf import terms
from kg.validate.report import Severity, Violation, term_text

_TYPES = {node.value: type_ for type_, node in terms.CLASSES.items()}
_KNOWN = "A statement has a relation of the ontology as predicate."


def wrong_relations(store: ox.Store) -> Iterator[Violation]:
    """The statements whose relation is none, or whose subject or object is of a class that it does not take.

    The latter is a warning: a text is free to say, and a reader to misread, that a raid signed a treaty.
    """
    predicates = {predicate.iri: predicate for predicate in Ontology.load().predicates.values()}
    for said in store.quads_for_pattern(None, terms.PREDICATE, None, None):
        statement, relation = said.subject, said.object
        if not isinstance(relation, ox.NamedNode) or relation.value not in predicates:
            yield Violation("relation-known", _KNOWN, term_text(statement), terms.PREDICATE.value, term_text(relation))
            continue
        predicate = predicates[relation.value]
        yield from _wrong_end(store, said, predicate, terms.SUBJECT, predicate.domain)
        yield from _wrong_end(store, said, predicate, terms.OBJECT, predicate.range)


def _wrong_end(
    store: ox.Store, said: ox.Quad, predicate: Predicate, part: ox.NamedNode, allowed: Collection[EntityType]
) -> Iterator[Violation]:
    end = "subject" if part == terms.SUBJECT else "object"
    for quad in store.quads_for_pattern(said.subject, part, None, said.graph_name):
        type_ = _type(store, quad.object)
        if type_ is not None and type_ not in allowed:
            yield Violation(
                shape=f"relation-{end}",
                message=f"The {end} of a relation is of the class that the ontology says.",
                focus=term_text(said.subject),
                path=predicate.iri,
                value=f"{term_text(quad.object)}, of class {type_}; allowed: {', '.join(sorted(allowed))}",
                severity=Severity.WARNING,
            )


def _type(store: ox.Store, entity: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> EntityType | None:
    if not isinstance(entity, ox.NamedNode):
        return None
    types = store.quads_for_pattern(entity, terms.TYPE, None, ox.DefaultGraph())
    return next((_TYPES[term_text(quad.object)] for quad in types if term_text(quad.object) in _TYPES), None)
