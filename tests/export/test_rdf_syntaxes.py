"""Each RDF syntax, read back by parsers of others: the same graph, whatever its texts hold."""

from __future__ import annotations

import gzip
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hostile_graphs import NASTY, graph, graphs
from hypothesis import HealthCheck, given, settings

import kg
from kg.errors import ExportError
from kg.export import FORMATS, write
from kg.export.jsonld import context
from kg.infer import INFERRED
from kg.model import Resolution
from kg.ontology import data_path
from kg.rdf import quads, rdflib_term, rdflib_triple, reified, unreified

RDF = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
WITH_GRAPHS = [name for name in RDF if FORMATS[name].named_graphs]
OF_RDF12 = [name for name in RDF if FORMATS[name].rdf12]
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
some = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def nasty() -> Resolution:
    return graph(list(NASTY))


def written(resolution: Resolution, name: str, **options: bool) -> bytes:
    file = io.BytesIO()
    write(kg.Graph(resolution), name, file, **options)
    return file.getvalue()


def expected(resolution: Resolution, name: str) -> set[str]:
    """The quads, as far as the syntax can hold them."""
    return lines((held(quad, name) for quad in quads(resolution)), named=name in WITH_GRAPHS)


def held(quad: ox.Quad, name: str) -> ox.Quad:
    """The quad without the characters that XML cannot hold, if it is to be XML."""
    value = quad.object
    if name != "rdfxml" or not isinstance(value, ox.Literal):
        return quad
    text = ox.Literal(NOT_XML.sub("\ufffd", value.value), datatype=value.datatype)
    return ox.Quad(quad.subject, quad.predicate, text, quad.graph_name)


def plain(text: str) -> str:
    """Escapes of characters as the characters, for parsers differ in what they escape."""
    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", lambda found: chr(int(found[1] or found[2], 16)), text)


def parsed(data: bytes, name: str) -> set[str]:
    return lines(ox.parse(data, RDF[name]), named=name in WITH_GRAPHS)


def lines(found: Iterable[ox.Quad], *, named: bool) -> set[str]:
    return {plain(str(quad if named else quad.triple)) for quad in found}


# -- our own engine, and rdflib ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RDF)
@some
@given(resolution=graphs)
def test_read_back_by_oxigraph(name: str, resolution: Resolution) -> None:
    assert parsed(written(resolution, name), name) == expected(resolution, name)


@pytest.mark.parametrize("name", RDF)
def test_every_text_that_breaks_writers_is_read_back(name: str) -> None:
    assert parsed(written(nasty(), name), name) == expected(nasty(), name)


RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "nquads": "nquads",
    "ntriples": "nt",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}


def as_rdflib(resolution: Resolution, name: str) -> set[tuple[rdflib.term.Node | None, ...]]:
    found = set()
    for quad in (held(quad, name) for quad in quads(resolution)):
        graph_name = quad.graph_name if name in WITH_GRAPHS else None
        context = rdflib_term(graph_name) if isinstance(graph_name, ox.NamedNode) else None
        found.add((*rdflib_triple(quad.triple), context))
    return found


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's parsers use what rdflib deprecates
@pytest.mark.parametrize("name", RDF)
def test_read_back_by_rdflib(name: str) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=written(nasty(), name), format=RDFLIB[name])
    names = {None, "urn:x-rdflib:default", dataset.default_graph.identifier}
    found = {(s, p, o, None if g in names or name not in WITH_GRAPHS else g) for s, p, o, g in dataset.quads()}
    assert found == as_rdflib(nasty(), name)


# -- rapper and serdi --------------------------------------------------------------------------------------------------


def by_program(command: list[str], data: bytes, tmp_path: Path, name: str) -> set[str]:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    path = tmp_path / "graph"
    path.write_bytes(data)
    ran = subprocess.run([*command, str(path)], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    form = ox.RdfFormat.N_QUADS if name in WITH_GRAPHS else ox.RdfFormat.N_TRIPLES
    return lines(ox.parse(ran.stdout, form), named=name in WITH_GRAPHS)


@pytest.mark.parametrize("name", ["turtle", "trig", "nquads", "ntriples"])
def test_read_back_by_serdi(name: str, tmp_path: Path) -> None:
    # serd ends a text at U+0000, which C cannot hold
    resolution = graph([text for text in NASTY if "\x00" not in text])
    output = "nquads" if name in WITH_GRAPHS else "ntriples"
    found = by_program(["serdi", "-q", "-i", name, "-o", output], written(resolution, name), tmp_path, name)
    assert found == expected(resolution, name)


@pytest.mark.parametrize("name", ["turtle", "ntriples", "rdfxml", "nquads"])
def test_read_back_by_rapper(name: str, tmp_path: Path) -> None:
    # raptor ends a text at U+0000 too, refuses U+FFFE and U+FFFF
    resolution = graph([text for text in NASTY if not set(text) & {"\x00", "\ufffe", "\uffff"}])
    output = "nquads" if name in WITH_GRAPHS else "ntriples"
    found = by_program(["rapper", "-q", "-i", name, "-o", output], written(resolution, name), tmp_path, name)
    assert found == expected(resolution, name)


# -- compressed, streamed ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", RDF)
def test_compressed_by_name_and_the_same_bytes_each_time(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"graph{FORMATS[name].suffixes[0]}.gz"
    kg.Graph(nasty()).save(path)
    first = path.read_bytes()
    assert gzip.decompress(first) == written(nasty(), name)
    kg.Graph(nasty()).save(path)
    assert path.read_bytes() == first


class Watched(io.BytesIO):
    """A file that notes the largest piece written to it."""

    largest = 0

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.largest = max(self.largest, len(data))
        return super().write(data)


@pytest.mark.parametrize("name", RDF)
def test_written_piece_by_piece(name: str) -> None:
    file = Watched()
    write(kg.Graph(graph([f"text {number}" for number in range(200)])), name, file)
    assert file.largest < len(file.getvalue()) / 4


# -- what is inferred --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WITH_GRAPHS)
def test_what_is_inferred_stands_in_a_graph_of_its_own(name: str) -> None:
    found = kg.Graph(nasty())
    said, both = written(nasty(), name), written(nasty(), name, infer=True)
    more = parsed(both, name) - parsed(said, name)
    assert more == {plain(str(quad)) for quad in found.infer()}
    assert all(line.endswith(f"{INFERRED}") for line in more)


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {*WITH_GRAPHS}))
def test_nothing_is_inferred_where_it_would_be_mixed_with_what_is_said(name: str, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="trig"):
        write(kg.Graph(nasty()), name, tmp_path / "file", infer=True)
    assert not (tmp_path / "file").exists()


# -- RDF 1.2 -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OF_RDF12)
@some
@given(resolution=graphs)
def test_reifiers_are_read_back(name: str, resolution: Resolution) -> None:
    data = written(resolution, name, rdf12=True)
    found = lines(unreified(ox.parse(data, RDF[name])), named=name in WITH_GRAPHS)
    assert found == expected(resolution, name)


def test_a_reifier_stands_for_the_statement() -> None:
    resolution = graph(["Chad"])
    found = list(reified(quads(resolution)))
    assert not {"Statement", "subject", "object"} & {re.split("[#/]", quad.predicate.value)[-1] for quad in found}
    terms = [quad.object for quad in found if isinstance(quad.object, ox.Triple)]
    assert len(terms) == len(resolution.assertions)
    assert list(unreified(quads(resolution))) == list(quads(resolution))
    store = ox.Store()
    store.extend(found)
    ask = "ASK { GRAPH ?g { ?s <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( ?a kg:citizenOf ?b )>> } }"
    assert store.query(ask, prefixes={"kg": "https://w3id.org/geopolitical-kg/ontology#"})


def test_a_format_without_triple_terms_refuses_reifiers() -> None:
    with pytest.raises(ExportError, match=r"RDF 1\.2; choose turtle"):
        written(nasty(), "jsonld", rdf12=True)
    with pytest.raises(ExportError, match="csv cannot hold"):
        written(nasty(), "csv", rdf12=True)


# -- JSON-LD -----------------------------------------------------------------------------------------------------------


def test_the_keys_of_json_ld_are_readable() -> None:
    document = json.loads(written(graph(["Chad"]), "jsonld"))
    inner = next(node for node in document["@graph"] if "@graph" in node)["@graph"]
    statement = next(node for node in inner if node["type"] == "rdf:Statement")
    keys = {"subject", "predicate", "object", "factuality", "source", "confidence", "evidence", "derivedFrom", "model"}
    assert keys - statement.keys() <= {"source"}
    assert (statement["predicate"], statement["factuality"]) == ("citizenOf", "fact")
    assert statement["subject"] == "entity:person/one-0"


def test_the_context_that_is_shipped_is_the_one_that_is_written() -> None:
    shipped = json.loads(data_path("context.jsonld").read_text(encoding="utf-8"))
    assert shipped == {"@context": context()}
    document = json.loads(written(nasty(), "jsonld"))
    assert document["@context"] == context()


def test_nothing_is_fetched_for_a_context() -> None:
    assert not [value for value in context().values() if isinstance(value, str) and value.endswith(".jsonld")]
