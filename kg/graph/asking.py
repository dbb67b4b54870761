"""Answers a question that comes with the package: parameters as users write them, and what is done with the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import GraphError
from kg.graph.acts import Telling, same_act
from kg.graph.answers import Row, Rows
from kg.graph.paths import shortest_path
from kg.ontology import Ontology
from kg.queries import Question, Term, load
from kg.rdf import days, entity_iri

if TYPE_CHECKING:
    from kg.graph.graph import Graph

_DATE = ox.NamedNode("http://www.w3.org/2001/XMLSchema#date")
_DECIMAL = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")


def answer(graph: Graph, name: str, ordered: Sequence[str], named: Mapping[str, str]) -> Rows:
    """The rows that answer a question. Raises `GraphError` as `Graph.ask` says."""
    question = load(name)
    terms = _terms(graph, question, question.arguments(ordered, named))
    if question.then == "shortest-path":
        # What has no name of its own, as "two ministers", links nothing: texts mean different people by it.
        through = {entity_iri(entity.id) for entity in graph.entities() if entity.named}
        step = partial(_bound, question)
        return shortest_path(graph.query, step, terms["one"], terms["other"], through)
    rows = graph.query(_bound(question, terms))
    return _of_one_act(graph, rows) if question.then == "same-act" else rows


def sparql(graph: Graph, name: str, ordered: Sequence[str], named: Mapping[str, str]) -> str:
    """The query that answers a question. Raises `GraphError` as `Graph.ask` says."""
    question = load(name)
    return _bound(question, _terms(graph, question, question.arguments(ordered, named)))


def _bound(question: Question, terms: Mapping[str, Term]) -> str:
    relations = Ontology.load().predicates.values()
    symmetric = [ox.NamedNode(relation.iri) for relation in relations if relation.symmetric]
    quads = [
        (ox.NamedNode(r.iri), ox.Literal(r.quad), ox.Literal(str(r.intensity), datatype=_DECIMAL))
        for r in relations
        if r.intensity is not None
    ]
    return question.bound(terms, symmetric, quads)


# -- parameters ------------------------------------------------------------------------------------------------------


def _terms(graph: Graph, question: Question, values: Mapping[str, str]) -> dict[str, Term]:
    terms = {name: _term(graph, name, question.kind(name), value) for name, value in values.items()}
    since, until = terms.get("since"), terms.get("until")
    if since and until and since.value > until.value:
        raise GraphError(f"since={values['since']} is not before until={values['until']}: nothing lies between them.")
    return terms


def _term(graph: Graph, name: str, kind: str, value: str) -> Term:
    if kind == "entity":
        return ox.NamedNode(entity_iri(graph.entity(value).id))
    if kind == "text":
        return ox.Literal(value)
    first, last = days(value)
    day = first if kind == "since" else last
    if day is None or "/" in value:
        raise GraphError(f"{name}={value!r} is not a day, month or year such as 2024-06-19, 2024-06 or 2024.")
    return ox.Literal(day, datatype=_DATE)


# -- rows ------------------------------------------------------------------------------------------------------------


def _of_one_act(graph: Graph, rows: Rows) -> Rows:
    """The rows whose claim and denial can be about the same act."""
    labels = {row[column] for row in rows for column in ("subject", "object")}
    names = defaultdict[str, set[str]](set)
    for entity in graph.entities():
        if entity.label in labels:
            names[entity.label] |= {entity.label, *entity.names}
    called = {label: tuple(sorted(forms)) for label, forms in names.items()}
    return Rows(rows.columns, list(_kept(rows, called)))


def _kept(rows: Rows, called: Mapping[str, tuple[str, ...]]) -> Iterator[Row]:
    for row in rows:
        ends = called[str(row["subject"])], called[str(row["object"])]
        claim = Telling(_text(row["time"]), [str(row["sentence"])], *ends)
        denial = Telling(_text(row["denial_time"]), [str(row["denial_sentence"])], *ends)
        if same_act(str(row["relation"]), claim, denial):
            yield row


def _text(value: object) -> str | None:
    return None if value is None else str(value)
