"""The SPARQL 1.1 Protocol, and what HTTP asks of a server, over the wire."""

from __future__ import annotations

import csv
import gzip
import io
import json
from xml.etree import ElementTree as ET

import httpx
import pytest
import rdflib
from serving import Server

ALL = "SELECT ?s ?o { ?s kg:met ?o }"
TRIPLES = "CONSTRUCT { ?s kg:met ?o } { ?s kg:met ?o }"
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's parser of JSON-LD
GRAPH = "https://w3id.org/geopolitical-kg/document/a.txt"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}


def labels(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return sorted(row["label"]["value"] for row in answer.json()["results"]["bindings"])


def test_a_query_may_come_in_three_ways(server: Server) -> None:
    query = "SELECT ?label { ?c a kg:Country ; rdfs:label ?label }"
    for answer in (
        httpx.get(server.endpoint, params={"query": query}),
        httpx.post(server.endpoint, data={"query": query}),
        httpx.post(server.endpoint, content=query, headers=DIRECT),
        httpx.post(server.endpoint, content=query, headers={"Content-Type": "Application/SPARQL-Query; charset=UTF-8"}),
    ):
        assert labels(answer) == ["Chad", "Togo"]


def test_the_graphs_may_be_named_beside_the_query(server: Server) -> None:
    here, there = {"default-graph-uri": GRAPH}, {"named-graph-uri": GRAPH}
    query = "ASK { ?s a rdf:Statement }"
    for answer in (
        httpx.get(server.endpoint, params={"query": query, **here}),
        httpx.post(server.endpoint, data={"query": query, **here}),
        httpx.post(server.endpoint, params=here, data={"query": query}),
        httpx.post(server.endpoint, params=here, content=query, headers=DIRECT),
    ):
        assert answer.json()["boolean"] is True
    assert httpx.get(server.endpoint, params={"query": query}).json()["boolean"] is False
    assert httpx.get(server.endpoint, params={"query": query, **there}).json()["boolean"] is False
    inside = "SELECT DISTINCT (STR(?g) AS ?label) { GRAPH ?g { ?s ?p ?o } }"
    assert labels(httpx.get(server.endpoint, params={"query": inside, **there})) == [GRAPH]
    away = httpx.get(server.endpoint, params={"query": query, "default-graph-uri": "http://nowhere.example/"})
    assert away.status_code == 400
    assert "no such graph" in away.text


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml; charset=utf-8"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml; charset=utf-8"),
        ("text/*", "text/csv; charset=utf-8"),
        ("text/turtle, text/csv", "text/csv; charset=utf-8"),
    ],
)
def test_rows_come_in_the_format_that_is_asked_for(accept: str, given: str, server: Server) -> None:
    answer = server.ask(ALL, accept)
    assert answer.headers["content-type"] == given
    assert "Accept" in answer.headers["vary"]
    assert len(rows(answer)) == 1
    assert server.ask("ASK {}", accept).status_code == 200


def rows(answer: httpx.Response) -> list[object]:
    kind = answer.headers["content-type"]
    if "json" in kind:
        return list(json.loads(answer.text)["results"]["bindings"])
    if "xml" in kind:
        return list(ET.fromstring(answer.text).iter("{http://www.w3.org/2005/sparql-results#}result"))
    return list(csv.reader(io.StringIO(answer.text), delimiter="," if "csv" in kind else "\t"))[1:]


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("*/*", "turtle"),
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
        ("text/csv, application/rdf+xml;q=0.1", "xml"),
    ],
)
def test_triples_come_in_the_format_that_is_asked_for(accept: str, format_: str, server: Server) -> None:
    answer = server.ask(TRIPLES, accept)
    assert accept in ("*/*", answer.headers["content-type"].partition(";")[0], "text/csv, application/rdf+xml;q=0.1")
    assert len(rdflib.Graph().parse(data=answer.text, format=format_)) == 1
    assert server.ask("DESCRIBE country:chad", accept).status_code == 200


@pytest.mark.parametrize(
    ("status", "request_"),
    [
        (400, {"params": {"query": "SELECT nonsense"}}),
        (400, {"params": {"query": ["ASK {}", "ASK {}"]}}),
        (400, {"params": {"query": ""}}),
        (400, {"method": "POST", "data": {"other": "1"}}),
        (400, {"method": "POST", "content": b"query=%FF", "headers": FORM}),
        (400, {"method": "POST", "content": b"ASK { ?s ?p '\xff' }", "headers": DIRECT}),
        (400, {"method": "POST", "content": "ASK {}", "headers": DIRECT, "params": {"query": "ASK {}"}}),
        (400, {"params": {"query": "ASK { SERVICE <http://x.example/> {} }"}}),
        (400, {"params": {"query": "DROP ALL"}}),
        (403, {"params": {"update": "DROP ALL"}}),
        (403, {"method": "POST", "data": {"update": "DROP ALL"}}),
        (403, {"method": "POST", "data": {"query": "ASK {}", "using-graph-uri": GRAPH}}),
        (403, {"method": "POST", "content": "DROP ALL", "headers": {"Content-Type": "application/sparql-update"}}),
        (405, {"method": "PUT", "content": "ASK {}", "headers": DIRECT}),
        (405, {"method": "DELETE"}),
        (406, {"params": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}),
        (406, {"params": {"query": "ASK {}"}, "headers": {"Accept": "text/turtle"}}),
        (406, {"params": {"query": TRIPLES}, "headers": {"Accept": "text/csv"}}),
        (406, {"params": {"query": "ASK {}"}, "headers": {"Accept": "*/*;q=0"}}),
        (413, {"method": "POST", "content": b"ASK {}" + b" " * 2_000_000, "headers": DIRECT}),
        (413, {"method": "POST", "content": (b" " * 1000 for _ in range(2000)), "headers": DIRECT}),
        (415, {"method": "POST", "content": "ASK {}", "headers": {"Content-Type": "text/plain"}}),
        (415, {"method": "POST", "content": "ASK {}"}),
        (415, {"method": "POST", "files": {"query": "ASK {}"}}),
        (
            415,
            {
                "method": "POST",
                "content": "ASK {}".encode("utf-16"),
                "headers": {"Content-Type": "application/sparql-query; charset=UTF-16"},
            },
        ),
        (
            415,
            {"method": "POST", "content": gzip.compress(b"ASK {}"), "headers": {**DIRECT, "Content-Encoding": "gzip"}},
        ),
    ],
)
def test_what_cannot_be_answered_is_told_why(status: int, request_: dict[str, object], server: Server) -> None:
    options = {"method": "GET", **request_}
    answer = httpx.request(url=server.endpoint, timeout=30, **options)  # type: ignore[arg-type]
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text.strip()
    if status == 405:
        assert set(answer.headers["allow"].replace(" ", "").split(",")) == {"GET", "HEAD", "POST"}
    if status == 415:
        assert "application/sparql-query" in answer.headers["accept-post"]


def test_an_answer_is_named_and_not_sent_twice(server: Server) -> None:
    first = httpx.get(server.endpoint, params={"query": ALL})
    again = httpx.get(server.endpoint, params={"query": ALL}, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = httpx.get(server.endpoint, params={"query": TRIPLES}, headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200
    for accept in ("text/turtle", "application/ld+json"):
        tags = {server.ask(TRIPLES, accept).headers["etag"] for _ in range(8)}
        assert len(tags) == 1


def test_a_long_answer_is_compressed_for_those_who_take_it(server: Server) -> None:
    query = "SELECT ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    packed = server.ask(query, headers={"Accept-Encoding": "gzip"})
    plain = server.ask(query, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert packed.headers["etag"] != plain.headers["etag"]
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])


def test_head_says_what_get_would(server: Server) -> None:
    got, head = (httpx.request(m, server.endpoint, params={"query": ALL}) for m in ("GET", "HEAD"))
    assert head.content == b""
    assert head.headers["content-length"] == got.headers["content-length"]


def test_the_endpoint_describes_itself(server: Server) -> None:
    for accept, format_ in (("*/*", "turtle"), ("application/rdf+xml", "xml"), ("application/ld+json", "json-ld")):
        answer = httpx.get(server.endpoint, headers={"Accept": accept})
        graph = rdflib.Graph().parse(data=answer.text, format=format_)
        sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
        (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
        assert list(graph.objects(service, sd.endpoint)) == [rdflib.URIRef(server.endpoint)]
        assert len(list(graph.objects(service, sd.resultFormat))) == 8
        assert list(graph.objects(service, sd.supportedLanguage)) == [sd.SPARQL11Query]


def test_pages_on_this_computer_may_ask_and_others_not(server: Server) -> None:
    for origin, allowed in (("http://localhost:3000", True), ("https://evil.example", False), ("null", False)):
        answer = httpx.get(server.endpoint, params={"query": "ASK {}"}, headers={"Origin": origin})
        assert answer.headers.get("access-control-allow-origin") == (origin if allowed else None)
    asked = {"Origin": "http://localhost:3000", "Access-Control-Request-Method": "POST"}
    before = httpx.options(server.endpoint, headers={**asked, "Access-Control-Request-Headers": "content-type"})
    assert before.status_code == 200
    assert "POST" in before.headers["access-control-allow-methods"]


def test_a_page_that_takes_another_name_gets_nothing(server: Server) -> None:
    answer = httpx.get(server.endpoint, params={"query": ALL}, headers={"Host": "evil.example"})
    assert answer.status_code == 421
    assert httpx.get(server.endpoint, headers={"Host": "localhost"}).status_code == 200


def test_health(server: Server) -> None:
    answer = server.get("/healthz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.headers["cache-control"] == "no-store"


def test_every_answer_carries_the_headers_that_keep_browsers_safe(server: Server) -> None:
    for path in ("/", "/sparql", "/healthz", "/entity/country/chad", "/nothing", "/static/query.js"):
        headers = server.get(path, headers={"Accept": "text/html, */*;q=0.1"}).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "server" not in headers
