"""What is no RDF: tables and networks, read back by programs of others, safe to open."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hostile_graphs import NASTY, graph, graphs
from hypothesis import HealthCheck, given, settings

import kg
from kg.export import FORMATS, write
from kg.export.neo4j import DELIMITER
from kg.model import Resolution

some = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠]")


def written(resolution: Resolution, name: str, **options: bool) -> bytes:
    file = io.BytesIO()
    write(kg.Graph(resolution), name, file, **options)
    return file.getvalue()


def clean(text: str) -> str:
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_graph_gives_the_same_bytes(name: str) -> None:
    resolution = graph(list(NASTY[:2]))
    assert written(resolution, name) == written(resolution, name)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_graph_can_be_written(name: str) -> None:
    empty = written(Resolution((), (), ()), name)
    assert bool(empty) is (name not in ("jsonl", "nquads", "ntriples"))


def test_what_is_replaced_is_counted() -> None:
    assert write(kg.Graph(graph(["a\ud800b"])), "parquet", io.BytesIO()).replaced > 0
    assert write(kg.Graph(graph(["ab"])), "parquet", io.BytesIO()).replaced == 0


# -- CSV ---------------------------------------------------------------------------------------------------------------


@some
@given(resolution=graphs)
def test_no_cell_is_a_formula_and_every_text_is_there(resolution: Resolution) -> None:
    rows = list(csv.DictReader(io.StringIO(written(resolution, "csv").decode(), newline="")))
    assert len(rows) == len(resolution.assertions)
    for row, assertion in zip(rows, resolution.assertions, strict=True):
        for cell in row.values():
            seen = re.sub("^[\\s\x00-\x1f\ufeff\u200b-\u200f]+", "", cell)
            assert not FORMULA.match(seen), repr(cell)
            assert not re.match("[\t\r\n]", cell)
        assert row["subject"].removeprefix("'") == clean(assertion.subject.label).removeprefix("'")


def test_a_spreadsheet_is_told_that_it_is_utf_8_on_request() -> None:
    assert written(graph(["é"]), "csv", bom=True).startswith(b"\xef\xbb\xbf")
    assert not written(graph(["é"]), "csv").startswith(b"\xef\xbb\xbf")


# -- networks ----------------------------------------------------------------------------------------------------------

READERS = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}


@pytest.mark.parametrize("name", READERS)
@some
@given(resolution=graphs)
def test_networkx_reads_it(name: str, resolution: Resolution) -> None:
    network = READERS[name](io.BytesIO(written(resolution, name)))
    assert network.number_of_nodes() == len(resolution.entities)
    assert network.number_of_edges() == len(resolution.assertions)
    predicates = {attributes["predicate"] for _, _, attributes in network.edges(data=True)}
    assert predicates == {assertion.predicate for assertion in resolution.assertions}
    label = resolution.entities[-1].label
    held = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "\ufffd", label)
    assert held in {attributes["label"] for _, attributes in network.nodes(data=True)}


# -- Neo4j -------------------------------------------------------------------------------------------------------------

LITERAL = re.compile(r"'(?:[^'\\]|\\.)*'", re.DOTALL)


@some
@given(resolution=graphs)
def test_no_text_leaves_its_string_in_cypher(resolution: Resolution) -> None:
    outside = LITERAL.sub("TEXT", written(resolution, "cypher").decode())
    assert set(re.findall(r"[A-Za-z_]+", outside)) <= {
        *("TEXT", "CREATE", "CONSTRAINT", "kg_entity_id", "IF", "NOT", "EXISTS", "FOR", "REQUIRE", "IS", "UNIQUE"),
        *("UNWIND", "AS", "row", "MERGE", "SET", "MATCH", "e", "s", "o", "r", "Entity", "id", "label", "wikidata"),
        *("names", "same_as", "named", "true", "false", "subject", "object", "about", "predicate", "factuality"),
        *("source", "source_id", "time", "place", "place_id", "confidence", "document", "evidence", "starts"),
        *("subject_mentions", "object_mentions", "model", "CITIZEN_OF", "Person", "Country"),
    }
    assert "\\u" not in written(resolution, "cypher").decode().replace("\\\\", "")


@some
@given(resolution=graphs)
def test_tables_for_neo4j_admin(resolution: Resolution) -> None:
    with zipfile.ZipFile(io.BytesIO(written(resolution, "neo4j"))) as archive:
        assert archive.namelist() == ["nodes.csv", "relationships.csv", "README.txt"]
        nodes, edges = (
            list(csv.DictReader(io.StringIO(archive.read(name).decode(), newline="")))
            for name in ("nodes.csv", "relationships.csv")
        )
    ids = [node["id:ID"] for node in nodes]
    assert len(set(ids)) == len(ids) == len(resolution.entities)
    assert {node[":LABEL"].split(DELIMITER)[0] for node in nodes} == {"Entity"}
    assert len(edges) == len(resolution.assertions)
    for edge, assertion in zip(edges, resolution.assertions, strict=True):
        assert {edge[":START_ID"], edge[":END_ID"]} <= set(ids)
        assert edge[":TYPE"] == "CITIZEN_OF"
        assert float(edge["confidence:double"]) == assertion.confidence
        assert len(edge["subject_mentions:string[]"].split(DELIMITER)) == 1


# -- Parquet -----------------------------------------------------------------------------------------------------------


@some
@given(resolution=graphs)
def test_parquet_holds_every_assertion_with_types(resolution: Resolution) -> None:
    table = pq.read_table(pa.BufferReader(written(resolution, "parquet")))
    assert table.schema.field("confidence").type == pa.float64()
    assert pa.types.is_list(table.schema.field("evidence").type)
    rows = table.to_pylist()
    assert len(rows) == len(resolution.assertions)
    for row, assertion in zip(rows, resolution.assertions, strict=True):
        assert row["subject"] == clean(assertion.subject.label)
        assert [one["start"] for one in row["evidence"]] == [one.start for one in assertion.evidence]
        assert row["object_mentions"] == [clean(form) for form in assertion.object_mentions]
        assert row["time"] == assertion.time
