"""The clients that people use: SPARQLWrapper, rdflib's SPARQLStore, curl."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
import rdflib
import SPARQLWrapper
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import Server

KG = "https://w3id.org/geopolitical-kg/"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib", "ignore::DeprecationWarning:SPARQLWrapper")
CHAD = f"{KG}entity/country/chad"
MET = f"{KG}ontology#met"


@pytest.mark.parametrize("method", [SPARQLWrapper.GET, SPARQLWrapper.POST])
@pytest.mark.parametrize("way", [SPARQLWrapper.URLENCODED, SPARQLWrapper.POSTDIRECTLY])
def test_sparqlwrapper(method: str, way: str, server: Server) -> None:
    client = SPARQLWrapper.SPARQLWrapper(server.endpoint)
    client.setMethod(method)
    if method == SPARQLWrapper.POST:
        client.setRequestMethod(way)
    client.setQuery("SELECT ?label { ?c a kg:Country ; rdfs:label ?label } ORDER BY ?label")
    for format_ in (SPARQLWrapper.JSON, SPARQLWrapper.XML, SPARQLWrapper.CSV, SPARQLWrapper.TSV):
        client.setReturnFormat(format_)
        answer = client.query().convert()
        text = (
            json.dumps(answer) if isinstance(answer, dict) else answer.toxml() if format_ == "xml" else answer.decode()
        )
        assert "Chad" in text
        assert "Togo" in text
    client.setQuery("CONSTRUCT { ?s kg:met ?o } { ?s kg:met ?o }")
    for format_ in (SPARQLWrapper.TURTLE, SPARQLWrapper.N3, SPARQLWrapper.RDFXML, SPARQLWrapper.JSONLD):
        client.setReturnFormat(format_)
        answer = client.query().convert()
        graph = answer if isinstance(answer, rdflib.Graph) else rdflib.Graph().parse(data=answer, format="turtle")
        assert (rdflib.URIRef(CHAD), rdflib.URIRef(MET), rdflib.URIRef(f"{KG}entity/country/togo")) in graph
    client.setQuery("ASK { country:chad kg:met ?x }")
    client.setReturnFormat(SPARQLWrapper.JSON)
    assert client.query().convert()["boolean"] is True


def test_sparqlwrapper_is_told_what_is_wrong(server: Server) -> None:
    client = SPARQLWrapper.SPARQLWrapper(server.endpoint)
    client.setQuery("SELECT nonsense")
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib(method: str, server: Server) -> None:
    graph = rdflib.Graph(SPARQLStore(server.endpoint, method=method))
    chad = rdflib.URIRef(CHAD)
    assert list(graph.objects(chad, rdflib.RDFS.label)) == [rdflib.Literal("Chad")]
    assert [
        str(row.label) for row in graph.query("SELECT ?label { ?c a kg:Country ; rdfs:label ?label } ORDER BY ?label")
    ] == ["Chad", "Togo"]
    assert (chad, rdflib.URIRef(MET), None) in graph
    assert len(graph) > 10
    graph.close()


def test_rdflib_sees_the_graphs_of_documents(server: Server) -> None:
    store = SPARQLStore(server.endpoint, context_aware=True)
    article = rdflib.Graph(store, rdflib.URIRef(f"{KG}document/a.txt"))
    assert list(article.subjects(rdflib.RDF.type, rdflib.RDF.Statement)) == [rdflib.URIRef(f"{KG}document/a.txt#1")]
    article.close()


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl(server: Server) -> None:
    def curl(*arguments: str) -> str:
        return subprocess.run(["curl", "-sSf", *arguments], capture_output=True, check=True).stdout.decode()

    ask = "query=ASK { country:chad kg:met ?x }"
    assert json.loads(curl("--get", server.endpoint, "--data-urlencode", ask))["boolean"] is True
    assert json.loads(curl("--compressed", server.endpoint, "--data-urlencode", ask))["boolean"] is True
    assert (
        curl("-H", "Accept: text/csv", server.endpoint, "--data-urlencode", "query=SELECT (1 AS ?x) {}") == "x\r\n1\r\n"
    )
    direct = curl("-H", "Content-Type: application/sparql-query", "--data-binary", "ASK {}", server.endpoint)
    assert json.loads(direct)["boolean"] is True
    assert "kg:met" in curl("-H", "Accept: text/turtle", f"{server.url}/entity/country/chad")
