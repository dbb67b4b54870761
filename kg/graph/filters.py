"""What `Graph.assertions` can be asked for, as tests of an assertion."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from kg.errors import GraphError
from kg.model import Assertion, Entity, Factuality
from kg.ontology import Ontology
from kg.rdf import days

if TYPE_CHECKING:
    from kg.graph.graph import Graph

Test = Callable[[Assertion], bool]


def symmetric() -> frozenset[str]:
    """The predicates that hold both ways."""
    return frozenset(p.name for p in Ontology.load().predicates.values() if p.symmetric)


def argument_test(subject: str | None, target: str | None) -> Iterator[Test]:
    """Whether subject and object have these ids; of a symmetric predicate in either order."""
    if subject is None and target is None:
        return
    both = symmetric()

    def fits(one: str, other: str) -> bool:
        return subject in (None, one) and target in (None, other)

    def test(assertion: Assertion) -> bool:
        one, other = assertion.subject.id, assertion.object.id
        return fits(one, other) or (assertion.predicate in both and fits(other, one))

    yield test


def predicate_test(graph: Graph, name: str | None) -> Iterator[Test]:
    """Whether the predicate is this one. Raises `GraphError` if neither ontology nor graph has it."""
    if name is not None:
        known = set(Ontology.load().predicates) | {a.predicate for a in graph.assertions()}
        _require("predicate", name, known)
        yield lambda assertion: assertion.predicate == name


def factuality_test(name: str | None) -> Iterator[Test]:
    """Whether the factuality is this one. Raises `GraphError` if there is no such."""
    if name is not None:
        _require("factuality", name, [factuality.value for factuality in Factuality])
        yield lambda assertion: assertion.factuality == name


def document_test(graph: Graph, id_: str | None) -> Iterator[Test]:
    """Whether the document is this one. Raises `GraphError` if the graph does not have it."""
    if id_ is not None:
        _require("document", id_, [document.id for document in graph.documents()])
        yield lambda assertion: assertion.document == id_


def source_test(graph: Graph, source: str | Entity | None) -> Iterator[Test]:
    """Whether this entity says so, or a source in these words. Raises `GraphError` if nothing in the graph does."""
    if source is None:
        return
    texts = {a.source for a in graph.assertions() if isinstance(a.source, str)}
    if isinstance(source, str) and source in texts:
        yield lambda assertion: assertion.source == source
        return
    entity = source if isinstance(source, Entity) else graph.entity(source)
    yield lambda assertion: isinstance(assertion.source, Entity) and assertion.source.id == entity.id


def time_test(since: str | None, until: str | None) -> Iterator[Test]:
    """Whether the time touches these bounds. Raises `GraphError` for a bound that is no date, month or year."""
    if since is None and until is None:
        return
    first = _bound("since", since)[0] if since else None
    last = _bound("until", until)[1] if until else None

    def test(assertion: Assertion) -> bool:
        begin, end = days(assertion.time) if assertion.time else (None, None)
        if begin is None and end is None:
            return False
        return not ((first and end and end < first) or (last and begin and begin > last))

    yield test


def _bound(name: str, time: str) -> tuple[str | None, str | None]:
    found = days(time)
    if found == (None, None):
        raise GraphError(f"{name}={time!r} is not a day, month or year such as 2024-06-19, 2024-06 or 2024.")
    return found


def _require(what: str, name: str, known: Iterable[str]) -> None:
    choices = sorted(known)
    if name not in choices:
        near = difflib.get_close_matches(name, choices, n=5)
        hint = f" Near: {', '.join(near)}." if near else f" There are: {', '.join(choices[:20])}."
        raise GraphError(f"There is no {what} {name!r}.{hint}")
