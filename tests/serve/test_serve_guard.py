"""No spelling of a query leaves the machine or changes the graph, and what is let through means the same."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from listening import Stranger, stranger

from kg.errors import QueryError
from kg.store import Dataset, checked, evaluate

A = "http://a.example/"


@pytest.fixture(scope="module")
def away() -> Iterator[Stranger]:
    with stranger() as found:
        yield found


@pytest.fixture(scope="module")
def store() -> ox.Store:
    """A store in which every pattern of the queries below finds something, so that what follows it is evaluated."""
    found = ox.Store()
    for graph in (ox.DefaultGraph(), ox.NamedNode(f"{A}g")):
        for value in (ox.NamedNode(A), ox.NamedNode(f"{A}service"), ox.Literal("service"), ox.Literal("SERVICE <x>")):
            found.add(ox.Quad(ox.NamedNode(A), ox.NamedNode(f"{A}p"), value, graph))
    return found


REACHES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "select*{service<URL>{?s ?p ?o}}",
    "SELECT * { SeRvIcE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { ?a ?b ?c.SERVICE<URL>{ ?s ?p ?o } }",
    "PREFIX x: <URL> SELECT * { SERVICEx:a { ?s ?p ?o } }",
    "PREFIX a: <http://a.example/> SELECT * { ?a ?b a:.SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX : <http://a.example/> SELECT * { ?a ?b :.SERVICE<URL>{ ?s ?p ?o } }",
    "SELECT * { # SERVICE\nSERVICE # comment\n <URL> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } } } }",
    "SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE <URL> { ?a ?p ?o } } }",
    "SELECT * { ?a ?b ?c OPTIONAL { SERVICE <URL> { ?a ?p ?o } } }",
    "SELECT * { { ?a ?b ?c } UNION { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { ?a ?b ?c MINUS { SERVICE <URL> { ?a ?p ?o } } }",
    "SELECT * { GRAPH ?g { SERVICE <URL> { ?s ?p ?o } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT (EXISTS { SERVICE <URL> { ?s ?p ?o } } AS ?x) {}",
]
OTHER_SPELLINGS = [
    "PREFIX service: <URL> SELECT * { SERVICE service:a { ?s ?p ?o } }",
    "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "SELECT * { BIND(IRI('URL') AS ?u) SERVICE ?u { ?s ?p ?o } }",
    r"SELECT * { S\u0045RVICE <URL> { ?s ?p ?o } }",
    r"SELECT * { \U00000053ervice <URL> { ?s ?p ?o } }",
    r"SELECT * { ?a ?b ?c \u007D SERVICE <URL> { ?s ?p ?o }",
    r"SELECT * { ?a ?b 'x\u0027 . SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?a ?b 'a\n' SERVICE <URL> { ?s ?p ?o } #'\n}",
    "SELECT * { ſERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERV\u200dICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE\x0b<URL> { ?s ?p ?o } }",
    "SELECT * { ?a ?b _:b.SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?a<?b#>\n . SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX a: <http://a.example/> SELECT * { ?a ?b a:x\\-.SERVICE <URL> { ?s ?p ?o } }",
]
UPDATES = [
    "LOAD <URL>",
    "LOAD SILENT <URL> INTO GRAPH <http://a.example/g>",
    "# SELECT\nLOAD <URL>",
    "PREFIX SELECT: <http://a.example/> LOAD <URL>",
    "BASE <URL> LOAD <>",
    r"\u004cOAD <URL>",
    "INSERT DATA { <http://a.example/> <http://a.example/> 1 }",
    "DELETE WHERE { ?s ?p ?o }",
    "WITH <http://a.example/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP SILENT ALL",
    "CREATE GRAPH <http://a.example/n>",
    "COPY DEFAULT TO <http://a.example/n>",
    "ASK {} ; DROP ALL",
    "SELECT * {} ; LOAD <URL>",
    "",
    "# nothing",
]
REMOTE = [
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
    "select*from<URL>{?s ?p ?o}",
    "SELECT * FROM # comment\n <URL> { ?s ?p ?o }",
    "PREFIX u: <URL> SELECT * FROM u:a { ?s ?p ?o }",
    "BASE <URL> SELECT * FROM <a> { ?s ?p ?o }",
    r"SELECT * FR\u004fM <URL> { ?s ?p ?o }",
    "SELECT * FROM <http://a.example/g> FROM <file:///etc/passwd> { ?s ?p ?o }",
    "CONSTRUCT FROM <URL> WHERE { ?s ?p ?o }",
    "DESCRIBE <http://a.example/> FROM <URL>",
    "ASK FROM <URL> { ?s ?p ?o }",
]


def ask(store: ox.Store, query: str, dataset: Dataset | None = None) -> list[object]:
    answer = evaluate(store, query, dataset)
    return [bool(answer)] if isinstance(answer, ox.QueryBoolean) else list(answer)


@pytest.mark.parametrize("query", REACHES)
def test_the_engine_alone_would_reach_out(query: str, store: ox.Store, away: Stranger) -> None:
    away.seen.clear()
    with suppress(OSError):
        answer = store.query(query.replace("URL", away.url))
        if not isinstance(answer, ox.QueryBoolean):
            list(answer)
    assert away.seen


@pytest.mark.parametrize("query", [*REACHES, *OTHER_SPELLINGS, *UPDATES, *REMOTE])
def test_it_is_refused_before_evaluation(query: str, store: ox.Store, away: Stranger) -> None:
    before = len(store)
    away.seen.clear()
    with pytest.raises(QueryError):
        ask(store, query.replace("URL", away.url))
    assert not away.seen
    assert len(store) == before


@pytest.mark.parametrize("name", ["http://nowhere.example/", "file:///etc/passwd", "no iri", ""])
def test_a_graph_of_the_protocol_that_is_not_there_is_refused(name: str, store: ox.Store) -> None:
    for dataset in (Dataset((name,), ()), Dataset((), (name,))):
        with pytest.raises(QueryError, match="no such graph"):
            ask(store, "ASK {}", dataset)


def test_the_graphs_of_the_protocol_stand_in_for_those_of_the_query(store: ox.Store) -> None:
    graph = Dataset((f"{A}g",), ())
    assert ask(store, "ASK FROM <http://nowhere.example/> { ?s ?p ?o }", graph) == [True]
    assert ask(store, "ASK { GRAPH ?g { ?s ?p ?o } }", graph) == [False]
    assert ask(store, "ASK { ?s ?p ?o }", Dataset((), (f"{A}g",))) == [False]
    assert ask(store, "ASK { GRAPH ?g { ?s ?p ?o } }", Dataset((), (f"{A}g",))) == [True]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?s ?p ?service FILTER(STR(?service) = 'service') }",
        'SELECT * { ?s ?p "SERVICE <x>" } # or SERVICE',
        "PREFIX a: <http://a.example/> SELECT * { ?s a:p a:service }",
        "PREFIX a: <http://a.example/ser> SELECT * { ?s ?p <http://a.example/service> }",
        "BASE <http://a.example/x> PREFIX a: <> SELECT * { ?s ?p <service> }",
        r"PREFIX a: <http://a.example/> SEL\u0045CT * { ?s a:\u0070 a:service }",
        "PREFIX a: <http://a.example/> SELECT * FROM a:g { ?s a:p 'service' }",
    ],
)
def test_the_word_may_stand_where_it_is_no_keyword(query: str, store: ox.Store) -> None:
    assert len(ask(store, query)) == 1


@pytest.mark.parametrize(
    "piece", ["a.", "a", "a-", ":a.", "'", "'a\\'", '"""a', "<", "<a", "\\u0041", "?a", "#", "%41"]
)
def test_long_nonsense_is_read_in_no_time(piece: str) -> None:
    start = time.process_time()
    with suppress(QueryError):
        checked("SELECT " + piece * 20_000)
    assert time.process_time() - start < 5


PIECES = st.sampled_from(
    [
        *"{}()<>.;,:?$'\"#\\/|*+-^!=&@_%ax1\n\t \u00aa\u200d\ufeff",
        *(
            "SERVICE",
            "service",
            "SILENT",
            "<URL>",
            "{ ?s ?p ?o }",
            "{?s ?p ?o}",
            "a:",
            "a:service",
            "_:b",
            "?x",
            "?a ?b ",
        ),
        *(
            "'''",
            '"""',
            "\\'",
            "\\u0027",
            "\\u0053ERVICE",
            "S\\u0045RVICE",
            "# ",
            "\r",
            "FILTER",
            "OPTIONAL",
            "GRAPH ?g",
        ),
        *(
            "UNION",
            "VALUES ?x { 1 }",
            "BIND(1 AS ?y)",
            "<http://a.example/>",
            "<<",
            ">>",
            "@en",
            "^^a:",
            "{",
            "}",
            "a:.",
        ),
    ]
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(inside=st.lists(PIECES, max_size=14), before=st.lists(PIECES, max_size=6))
@example(inside=["?a ?b ", "a:", ".", "SERVICE", "<URL>", "{?s ?p ?o}"], before=[])
def test_nothing_that_passes_reaches_out(inside: list[str], before: list[str], store: ox.Store, away: Stranger) -> None:
    away.seen.clear()
    for spaced in ("", " "):
        query = f"PREFIX a: <{A}> SELECT * {spaced.join(before)} {{ {spaced.join(inside)} }}"
        with suppress(QueryError, OSError):
            ask(store, query.replace("URL", away.url))
    assert not away.seen


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("service SERVICE'\"\\\n#<>?:.a{}\u0130"), max_size=30))
def test_a_string_keeps_its_value(text: str) -> None:
    literal = ox.Literal(text)
    (row,) = evaluate(ox.Store(), f"SELECT ({literal} AS ?x) {{}}")  # type: ignore[misc]
    assert row["x"] == literal
    assert "service" not in checked(f"SELECT ({literal} AS ?x) {{}}").lower()
