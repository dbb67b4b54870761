"""The W3C test suite for SPARQL 1.1, as far as it concerns an endpoint that only reads, through the wire.

`W3C_SPARQL11` names the folder `sparql11` of https://github.com/w3c/rdf-tests; without it these tests are skipped. Each
test of a query gets a graph of its own, which replaces the one before while the server runs.
"""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from serving import Server, served

from kg.store.generations import replacement

SUITE = os.environ.get("W3C_SPARQL11")
if not SUITE:
    pytest.skip("W3C_SPARQL11 does not name the W3C suite (sparql11 of w3c/rdf-tests)", allow_module_level=True)
ROOT = Path(SUITE)
BASE = "http://w3c.example/sparql11/"

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")

ACCEPT = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
FAILED_BY_THE_ENGINE = frozenset(
    {
        "aggregates/agg-empty-group-count-graph",
        "aggregates/agg-groupconcat-04",
        "aggregates/agg-groupconcat-06",
        "bindings/graph",
        "csv-tsv-res/csv03",
        "csv-tsv-res/tsv03",
        "functions/bnode01",
        "negation/graph-minus",
        "property-path/zero_or_more_set_end",
        "property-path/zero_or_more_set_start",
        "property-path/zero_or_one_set_end",
        "property-path/zero_or_one_set_start",
    }
)
"""What Oxigraph 0.5.13 answers otherwise, asked directly or through the server."""

_ENTAILED = """
    paper-sparqldl-Q1 paper-sparqldl-Q1-rdfs paper-sparqldl-Q2 paper-sparqldl-Q3 paper-sparqldl-Q4 parent10
    parent3 parent4 parent5 parent6 parent7 parent8 parent9 rdf01 rdfs01 rdfs02 rdfs03 rdfs04 rdfs05 rdfs06
    rdfs07 rdfs09 rdfs10 rdfs11 rif01 rif03 rif04 rif06 simple1 simple2 simple3 simple4 simple5 simple6 simple7
    simple8 sparqldl-02 sparqldl-03 sparqldl-10 sparqldl-11 sparqldl-12 sparqldl-13
"""
NEEDS_INFERENCE = frozenset(f"entailment/{name}" for name in _ENTAILED.split())
"""Queries under a regime of entailment, of which the endpoint promises none."""


@dataclass(frozen=True)
class Case:
    """A test of a manifest."""

    name: str
    kind: str
    manifest: rdflib.Graph
    node: rdflib.term.Node
    folder: str

    def of(self, node: rdflib.term.Node, predicate: rdflib.URIRef) -> list[rdflib.term.Node]:
        return list(self.manifest.objects(node, predicate))

    @property
    def action(self) -> rdflib.term.Node:
        (action,) = self.of(self.node, MF.action)
        return action


def path_of(iri: object) -> Path:
    return ROOT / str(iri).removeprefix(BASE)


def cases(*kinds: str) -> Iterator[Case]:
    for path in sorted(ROOT.glob("*/manifest.ttl")):
        folder = path.parent.name
        manifest = rdflib.Graph().parse(path, format="turtle", publicID=f"{BASE}{folder}/manifest.ttl")
        for node in (node for entries in manifest.objects(None, MF.entries) for node in Collection(manifest, entries)):
            kind = str(manifest.value(node, rdflib.RDF.type)).rpartition("#")[2]
            if kind in kinds:
                yield Case(f"{folder}/{str(node).rpartition('#')[2]}", kind, manifest, node, folder)


def parametrized(found: Sequence[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", found, ids=lambda case: case.name)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("w3c")
    replace(found, [])
    return found


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with served(folder, "--workers", "1", "--timeout", "20") as found:
        yield found


def replace(folder: Path, quads: Sequence[ox.Quad], graphs: Sequence[str] = ()) -> None:
    """Makes a store of these quads the current one."""
    with replacement(folder) as new:
        store = ox.Store(str(new / "rdf"))
        store.bulk_extend(quads)
        for graph in graphs:
            store.add_graph(ox.NamedNode(graph))
        store.flush()
        del store


def quads(iri: object, graph: ox.NamedNode | ox.DefaultGraph) -> list[ox.Quad]:
    path = path_of(iri)
    format_ = ox.RdfFormat.from_extension(path.suffix[1:])
    assert format_ is not None
    return [
        ox.Quad(quad.subject, quad.predicate, quad.object, graph)
        for quad in ox.parse(path=str(path), format=format_, base_iri=str(iri), rename_blank_nodes=True)
    ]


def load(case: Case, folder: Path) -> None:
    named = [str(graph) for graph in case.of(case.action, QT.graphData)]
    found = [quad for data in case.of(case.action, QT.data) for quad in quads(data, ox.DefaultGraph())]
    for graph in named:
        found += quads(graph, ox.NamedNode(graph))
    replace(folder, found, named)


def query_of(case: Case) -> tuple[str, str]:
    """The query, and the IRI that it is relative to."""
    queries = case.of(case.action, QT.query) or [case.action]
    return path_of(queries[0]).read_text(encoding="utf-8"), str(queries[0])


# -- queries -----------------------------------------------------------------------------------------------------------

EVALUATED = [case for case in cases("QueryEvaluationTest", "CSVResultFormatTest") if case.folder != "service"]


@parametrized(EVALUATED)
def test_a_query_gives_what_it_should(case: Case, folder: Path, server: Server) -> None:
    load(case, folder)
    text, base = query_of(case)
    (result,) = case.of(case.node, MF.result)
    wanted = path_of(result)
    answer = server.ask(f"BASE <{base}>\n{text}", ACCEPT.get(wanted.suffix, "text/turtle, application/json;q=0.1"))
    lax = MF.LaxCardinality in case.of(case.node, MF.resultCardinality)
    agrees = answer.status_code == 200 and same(answer, wanted, str(result), lax=lax)
    if case.name in FAILED_BY_THE_ENGINE | NEEDS_INFERENCE:
        assert not agrees, "the engine has learnt this: take it off the list"
        pytest.xfail("the engine fails this" if case.name in FAILED_BY_THE_ENGINE else "this needs inference")
    assert agrees, f"{answer.status_code}\n{answer.text}\n{wanted.read_text(encoding='utf-8')}"


def same(answer: httpx.Response, wanted: Path, iri: str, *, lax: bool) -> bool:
    if wanted.suffix == ".csv":
        return same_rows(of_csv(answer.text), of_csv(wanted.read_text(encoding="utf-8")), lax=lax)
    if wanted.suffix in ACCEPT:
        return same_solutions(answer.content, wanted.read_bytes(), wanted.suffix[1:], lax=lax)
    expected = rdflib.Graph().parse(wanted, publicID=iri)
    if (None, rdflib.RDF.type, RS.ResultSet) in expected:
        found = ox.parse_query_results(answer.content, ox.QueryResultsFormat.JSON)
        assert isinstance(found, ox.QuerySolutions)
        return same_rows(of_solutions(found), of_graph(expected), lax=lax)
    return isomorphic(rdflib.Graph().parse(data=answer.text, format="turtle"), expected)


def same_solutions(given: bytes, wanted: bytes, suffix: str, *, lax: bool) -> bool:
    format_ = ox.QueryResultsFormat.from_extension(suffix)
    assert format_ is not None
    one, other = ox.parse_query_results(given, format_), ox.parse_query_results(wanted, format_)
    if isinstance(one, ox.QueryBoolean) or isinstance(other, ox.QueryBoolean):
        return bool(one) == bool(other) and type(one) is type(other)
    names = {variable.value for variable in one.variables}
    assert names == {variable.value for variable in other.variables}
    return same_rows(of_solutions(one), of_solutions(other), lax=lax)


Row = Mapping[str, str]


def of_solutions(found: ox.QuerySolutions) -> list[Row]:
    names = [variable.value for variable in found.variables]
    return [{name: plain(row[name]) for name in names if row[name] is not None} for row in found]


def plain(term: object) -> str:
    """A term as text; numbers that differ in their spelling only are the same."""
    kind = term.datatype.value.rpartition("#")[2] if isinstance(term, ox.Literal) else ""
    try:
        if isinstance(term, ox.Literal) and kind in ("integer", "decimal", "double", "float"):
            return f"{float(term.value):.12g}^^{kind}"
    except ValueError:  # "abc"^^xsd:integer
        pass
    if isinstance(term, ox.Literal) and kind == "boolean":
        return {"1": "true", "0": "false"}.get(term.value, term.value)
    return str(term)


def of_graph(graph: rdflib.Graph) -> list[Row]:
    """The rows that a graph describes in the vocabulary of result sets."""
    return [
        {
            str(graph.value(binding, RS.variable)): plain(ox_term(graph.value(binding, RS.value)))
            for binding in graph.objects(solution, RS.binding)
        }
        for solution in graph.objects(None, RS.solution)
    ]


def ox_term(term: object) -> object:
    if isinstance(term, rdflib.Literal):
        datatype = ox.NamedNode(str(term.datatype)) if term.datatype else None
        return ox.Literal(str(term), language=term.language, datatype=None if term.language else datatype)
    return ox.NamedNode(str(term)) if isinstance(term, rdflib.URIRef) else ox.BlankNode(str(term))


def of_csv(text: str) -> list[Row]:
    head, *lines = csv.reader(io.StringIO(text))
    return [dict(zip(head, line, strict=True)) for line in lines]


def same_rows(given: list[Row], wanted: list[Row], *, lax: bool) -> bool:
    """Whether these are the same rows in any order, blank nodes under any name."""
    if lax:
        given, wanted = ([dict(row) for row in {tuple(sorted(r.items())) for r in rows}] for rows in (given, wanted))
    return len(given) == len(wanted) and matched(given, wanted, {})


def matched(given: list[Row], wanted: list[Row], names: dict[str, str]) -> bool:
    if not given:
        return True
    first, *rest = given
    for number, row in enumerate(wanted):
        if (more := renamed(first, row, names)) is not None and matched(
            rest, wanted[:number] + wanted[number + 1 :], more
        ):
            return True
    return False


def renamed(given: Row, wanted: Row, names: dict[str, str]) -> dict[str, str] | None:
    """The names of blank nodes under which one row is the other, None if there are none."""
    if given.keys() != wanted.keys():
        return None
    found = dict(names)
    for name, value in given.items():
        if value.startswith("_:") and wanted[name].startswith("_:"):
            if found.setdefault(value, wanted[name]) != wanted[name]:
                return None
        elif value != wanted[name]:
            return None
    return found if len(set(found.values())) == len(found) else None


# -- syntax ------------------------------------------------------------------------------------------------------------

SYNTAX_FAILED = frozenset({"syntax-query/test_4"})  # a function that the engine does not have
GOOD = list(cases("PositiveSyntaxTest11"))
BAD = list(cases("NegativeSyntaxTest11"))


@parametrized(GOOD)
def test_good_syntax_is_taken_and_service_refused(case: Case, folder: Path, server: Server) -> None:
    text, base = query_of(case)
    replace(folder, [], [BASE])
    answer = server.ask(f"BASE <{base}>\n{text}", "text/turtle, */*;q=0.5")
    if case.folder == "syntax-fed":
        assert answer.status_code == 400
        assert "SERVICE is refused" in answer.text
    elif " no such graph " in answer.text:
        assert "FROM" in text.upper()
    else:
        assert answer.status_code == (400 if case.name in SYNTAX_FAILED else 200), answer.text


@parametrized(BAD)
def test_bad_syntax_is_refused(case: Case, server: Server) -> None:
    text, base = query_of(case)
    answer = server.ask(f"BASE <{base}>\n{text}", "text/turtle, */*;q=0.5")
    assert answer.status_code == (200 if case.name in SYNTAX_FAILED else 400), answer.text


# -- protocol ----------------------------------------------------------------------------------------------------------

PROTOCOL = list(cases("ProtocolTest"))
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"


@parametrized(PROTOCOL)
def test_the_protocol_of_queries_and_the_refusal_of_updates(case: Case, folder: Path, server: Server) -> None:
    graphs = {DATA.format(n): quads(f"{BASE}protocol/data{n}.nt", ox.NamedNode(DATA.format(n))) for n in (1, 2, 3)}
    replace(folder, [quad for found in graphs.values() for quad in found], [*graphs, DATA.format(0)])
    (listed,) = case.of(case.action, HT.requests)
    for request in Collection(case.manifest, listed):
        answer = send(case, request, server)
        if case.name.startswith("protocol/update_"):
            if str(case.manifest.value(request, HT.absolutePath)).find("query=") < 0 and is_update(case, request):
                assert answer.status_code == 403, answer.text
            continue
        (response,) = case.of(request, HT.resp)
        wanted = {str(code)[-3] for code in case.of(response, MF.expectedStatus)}
        assert str(answer.status_code)[0] in wanted, answer.text
        for boolean in case.of(response, MF.expectedBoolean):
            assert boolean_of(answer) is boolean.toPython()  # type: ignore[attr-defined]
        for kind in case.of(response, MF.expectedFormat):
            assert format_of(answer) == str(kind)


def send(case: Case, request: rdflib.term.Node, server: Server) -> httpx.Response:
    path = str(case.manifest.value(request, HT.absolutePath)).removeprefix("/sparql/").removeprefix("/sparql")
    headers = {}
    for listed in case.of(request, HT.headers):
        for header in Collection(case.manifest, listed):
            headers[str(case.manifest.value(header, HT.fieldName))] = str(case.manifest.value(header, HT.fieldValue))
    body = case.manifest.value(request, HT.body)
    content = None
    if body is not None:
        encoding = str(case.manifest.value(body, CNT.characterEncoding) or "utf-8")
        content = str(case.manifest.value(body, CNT.chars)).encode(encoding)
    method = str(case.manifest.value(request, HT.methodName))
    return httpx.request(method, server.endpoint + path, headers=headers, content=content, timeout=30)


def is_update(case: Case, request: rdflib.term.Node) -> bool:
    body = case.manifest.value(request, HT.body)
    text = str(case.manifest.value(body, CNT.chars)) if body is not None else ""
    headers = [h for listed in case.of(request, HT.headers) for h in Collection(case.manifest, listed)]
    kinds = {str(case.manifest.value(h, HT.fieldValue)) for h in headers}
    return text.startswith("update=") or any("sparql-update" in kind for kind in kinds)


def boolean_of(answer: httpx.Response) -> bool:
    return bool(answer.json()["boolean"])


def format_of(answer: httpx.Response) -> str:
    kind = answer.headers["content-type"].partition(";")[0]
    if kind != "application/sparql-results+json":
        return "RDF" if kind in ("text/turtle", "application/rdf+xml") else kind
    return "boolean" if "boolean" in answer.json() else "tabular"


# -- service description -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def description(server: Server) -> rdflib.Graph:
    answer = httpx.get(server.endpoint)
    assert answer.status_code == 200
    return rdflib.Graph().parse(data=answer.text, format=answer.headers["content-type"].partition(";")[0])


@parametrized(list(cases("ServiceDescriptionTest")))
def test_the_service_description(case: Case, description: rdflib.Graph, server: Server) -> None:
    name = case.name.rpartition("/")[2]
    (service,) = description.subjects(rdflib.RDF.type, SD.Service)
    if name == "returns-rdf":
        assert len(description) > 0
    elif name == "has-endpoint-triple":
        assert (service, SD.endpoint, rdflib.URIRef(server.endpoint)) in description
    else:
        assert name == "conforms-to-schema"
        ranges = {SD.defaultDataset: SD.Dataset, SD.defaultGraph: SD.Graph}
        for predicate, type_ in ranges.items():
            for value in description.objects(None, predicate):
                assert (value, rdflib.RDF.type, type_) in description
        assert all(isinstance(value, rdflib.URIRef) for value in description.objects(service, SD.resultFormat))
        assert Counter(p for p in description.predicates(service) if p == SD.endpoint) == {SD.endpoint: 1}
