"""Validates a graph a part at a time, so that a large one takes no more memory than a small one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.ontology import data_path
from kg.rdf import ENTITY, INFERRED, PREFIXES, RUNS, rdflib_triple
from kg.validate.relations import wrong_relations
from kg.validate.report import SHAPES, Report, Severity, Violation, term_text
from kg.validate.shapes import shapes

if TYPE_CHECKING:
    from rdflib.term import Node

PART = 50_000
"""Quads that are validated together, about; measured as fast as any number, at some 200 MB."""

_GRAPHS = Path(__file__).parent / "graphs"
_SUBCLASS = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
Triple = tuple[Any, Any, Any]


def validate(store: ox.Store) -> Report:
    """What in a store is not as `ontology/shapes.ttl` and the ontology ask.

    Args:
        store: entities in its default graph, each document in a graph of its own. What is inferred is left aside.

    Raises:
        OntologyError: the shapes are malformed.
    """
    found = {violation for part in _parts(store) for violation in _violations(part)}
    for name, query in sorted(_queries().items()):
        found.update(_wrong_graphs(store, name, query))
    found.update(wrong_relations(store))
    ordered = sorted(found, key=lambda v: (v.shape, v.message, v.focus, v.path or "", v.value or ""))
    return Report(
        violations=tuple(one for one in ordered if one.severity is Severity.VIOLATION),
        warnings=tuple(one for one in ordered if one.severity is Severity.WARNING),
    )


def _violations(part: set[ox.Triple]) -> Iterator[Violation]:
    """What SHACL says of some triples."""
    import pyshacl  # noqa: PLC0415 - takes a second to load
    import rdflib  # noqa: PLC0415
    from rdflib.namespace import RDF, SH  # noqa: PLC0415

    data = rdflib.Graph()
    for triple in (*part, *_class_tree()):
        data.add(rdflib_triple(triple))
    conforms, results, _ = pyshacl.validate(data, shacl_graph=shapes(), inplace=True, inference="none")
    if conforms:
        return
    for result in results.subjects(RDF.type, SH.ValidationResult):
        path = results.value(result, SH.resultPath)
        value = results.value(result, SH.value)
        shape, message = _shape(results.value(result, SH.sourceShape))
        yield Violation(
            shape=shape,
            message=message,
            focus=str(results.value(result, SH.focusNode)),
            path=_path(path),
            value=None if value is None or value == results.value(result, SH.focusNode) else str(value),
        )


def _shape(shape: Node | None) -> tuple[str, str]:
    """The name of a shape, or of the one that a nameless shape is a part of, and its message."""
    import rdflib  # noqa: PLC0415
    from rdflib.namespace import SH  # noqa: PLC0415

    assert shape is not None, "a result of SHACL names its shape"
    message = shapes().value(shape, SH.message)
    while not isinstance(shape, rdflib.URIRef):
        shape = next(shapes().subjects(object=shape))
        message = message or shapes().value(shape, SH.message)
    return str(shape).removeprefix(SHAPES), str(message)


def _path(path: Node | None) -> str | None:
    import rdflib  # noqa: PLC0415

    return str(path) if isinstance(path, rdflib.URIRef) else None


@cache
def _class_tree() -> tuple[ox.Triple, ...]:
    quads = ox.parse(path=str(data_path("ontology.ttl")), format=ox.RdfFormat.TURTLE)
    return tuple(quad.triple for quad in quads if quad.predicate == _SUBCLASS)


def _parts(store: ox.Store) -> Iterator[set[ox.Triple]]:
    """The triples of the store in parts, each with what is said of the entities that it names."""
    waiting: list[ox.Quad] = []
    for graph in sorted(store.named_graphs(), key=str):
        if graph == INFERRED:
            continue
        waiting += store.quads_for_pattern(None, None, None, graph)
        if len(waiting) >= PART or graph == RUNS:
            yield _part(store, waiting)
            waiting = []
    if waiting:
        yield _part(store, waiting)
    entities: list[ox.Quad] = []
    for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        if entities and len(entities) >= PART and quad.subject != entities[-1].subject:
            yield _part(store, entities)
            entities = []
        entities.append(quad)
    if entities:
        yield _part(store, entities)


def _part(store: ox.Store, quads: list[ox.Quad]) -> set[ox.Triple]:
    triples = {quad.triple for quad in quads}
    terms = {term for triple in triples for term in (triple.subject, triple.object)}
    named = [term for term in terms if isinstance(term, ox.NamedNode) and _is_entity(term)]
    for entity in named:
        about = store.quads_for_pattern(entity, None, None, ox.DefaultGraph())
        triples.update(quad.triple for quad in about if not _is_entity(quad.object))
    return triples


def _is_entity(term: object) -> bool:
    return isinstance(term, ox.NamedNode) and term.value.startswith(ENTITY)


@cache
def _queries() -> dict[str, tuple[str, str]]:
    """The queries about the names of graphs: what each asks for, and the query."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(_GRAPHS.glob("*.rq"))}
    return {name: (text.partition("\n")[0].removeprefix("# "), text) for name, text in texts.items()}


def _wrong_graphs(store: ox.Store, name: str, query: tuple[str, str]) -> Iterator[Violation]:
    message, text = query
    solutions = store.query(text, prefixes=PREFIXES, base_iri="urn:x:")
    assert isinstance(solutions, ox.QuerySolutions)
    variables = {variable.value for variable in solutions.variables}
    for solution in solutions:
        graph = solution["graph"] if "graph" in variables else None
        yield Violation(
            shape=name,
            message=message,
            focus=term_text(solution["focus"]),
            path=term_text(solution["path"]) if "path" in variables else None,
            value=term_text(solution["value"]) if "value" in variables else term_text(graph) if graph else None,
        )
