"""The pages of entities, documents and the graph, at the paths of their IRIs."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
import rdflib
from serving import Server

KG = "https://w3id.org/geopolitical-kg/"
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's parser of JSON-LD
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


class Links(HTMLParser):
    """The links and the elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.elements: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def test_a_browser_gets_a_page_with_the_sentences(server: Server) -> None:
    answer = server.get("/entity/country/chad", headers=BROWSER)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    for text in ("<h1>Chad</h1>", "N&#x27;Djamena", "Chad met Togo.", "denied", "Q657", "A meeting"):
        assert text in answer.text
    assert "unsafe-inline" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/entity/country/chad", "/document/a.txt"])
@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
        ("application/n-triples", "nt"),
    ],
)
def test_a_program_gets_rdf(path: str, accept: str, format_: str, server: Server) -> None:
    answer = server.get(path, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == accept
    graph = rdflib.Graph().parse(data=answer.text, format=format_)
    assert (
        rdflib.URIRef(f"{KG}document/a.txt#1"),
        rdflib.RDF.subject,
        rdflib.URIRef(f"{KG}entity/country/chad"),
    ) in graph
    assert "Chad met Togo." in {str(o) for o in graph.objects()}
    assert len(rdflib.Graph().parse(data=server.get(f"{path}?format=turtle", headers=BROWSER).text)) == len(graph)


def test_every_link_of_ours_leads_somewhere(server: Server) -> None:
    seen: set[str] = set()
    waiting = ["/entity/country/chad"]
    while waiting:
        path = waiting.pop().partition("#")[0]
        if path in seen or not path.startswith("/"):
            continue
        seen.add(path)
        answer = server.get(path, headers=BROWSER)
        assert answer.status_code == 200, path
        if path.startswith(("/entity", "/document")):
            waiting += Links(answer.text).links
    assert {
        "/",
        "/sparql",
        "/ontology",
        "/entity/country/togo",
        "/entity/person/x%20y",
        "/document/b/c%20d.txt",
    } <= seen


def test_hostile_names_are_text(server: Server) -> None:
    for path in ("/entity/person/x%20y", "/document/b/c%20d.txt", "/entity/country/chad"):
        page = Links(server.get(path, headers=BROWSER).text)
        assert not {"script", "img"} & page.elements
        assert not [link for link in page.links if link.lower().startswith(("javascript:", "data:"))]


@pytest.mark.parametrize(
    "path",
    [
        "/entity/country/atlantis",
        "/entity/",
        "/document/nothing.txt",
        "/entity/x%3E%20%7D%20DROP",
        "/static/../app.py",
        "/static/nothing.js",
        "/nothing",
    ],
)
def test_what_is_not_there_is_not_found(path: str, server: Server) -> None:
    assert server.get(path).status_code == 404


@pytest.mark.parametrize(
    ("query", "status"), [("page=2", 404), ("page=0", 400), ("page=x", 400), ("page=%D9%A1", 400), ("format=gif", 406)]
)
def test_pages_and_formats_that_are_none(query: str, status: int, server: Server) -> None:
    assert server.get(f"/entity/country/chad?{query}").status_code == status


def test_the_page_of_the_graph_is_the_one_that_was_built(server: Server, folder: Path) -> None:
    answer = server.get("/", headers=BROWSER)
    assert answer.content == (folder / "graph.html").read_bytes()
    assert re.match(r'"[0-9a-f]{32}-gz"', answer.headers["etag"])


def test_the_ontology_is_there(server: Server) -> None:
    graph = rdflib.Graph().parse(data=server.get("/ontology").text, format="turtle")
    assert (rdflib.URIRef(f"{KG}ontology#met"), None, None) in graph
