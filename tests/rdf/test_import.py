"""A graph taken back from its exports."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from breaking import SHAPES, update
from example_graph import RUN, example, stored

import kg
from kg import pipeline
from kg.errors import GraphError, ReadError
from kg.export import write
from kg.importing import import_graph
from kg.rdf import RUNS, run_quads

SUFFIXES = ["trig", "nq", "ttl", "nt", "jsonld", "rdf"]
COMPARED = ("jsonl", "csv", "trig", "turtle", "jsonld", "rdfxml", "graphml", "parquet")
MET = "Russian President Vladimir Putin met North Korean leader Kim Jong Un in Pyongyang."


def exports(graph: kg.Graph, folder: Path) -> dict[str, bytes]:
    """What is written of a graph, in several formats."""
    folder.mkdir(exist_ok=True)
    for name in COMPARED:
        write(graph, name, folder / name)
    return {name: (folder / name).read_bytes() for name in COMPARED}


@pytest.mark.parametrize("suffix", [*SUFFIXES, "trig.gz"])
def test_the_export_of_an_imported_graph_is_that_of_the_original(suffix: str, tmp_path: Path) -> None:
    original = kg.Graph(example())
    original.save(tmp_path / f"graph.{suffix}")
    report = import_graph(tmp_path / f"graph.{suffix}", tmp_path / "again")
    assert (report.left_out, report.counts.assertions) == (0, 6)
    again = kg.open(tmp_path / "again")
    assert exports(again, tmp_path / "a") == exports(original, tmp_path / "b")
    assert (tmp_path / "again" / "graph.trig").read_bytes() == (tmp_path / "b" / "trig").read_bytes()
    assert again.validate().conforms


@pytest.mark.parametrize("suffix", ["trig", "ttl", "rdf"])
def test_reifiers_of_rdf_12_are_taken_back(suffix: str, tmp_path: Path) -> None:
    original = kg.Graph(example())
    original.save(tmp_path / f"graph.{suffix}", rdf12=True)
    import_graph(tmp_path / f"graph.{suffix}", tmp_path / "again")
    assert exports(kg.open(tmp_path / "again"), tmp_path / "a") == exports(original, tmp_path / "b")


def test_a_graph_that_was_built_is_taken_back_with_its_runs(tmp_path: Path) -> None:
    built = kg.build([kg.Document("a.txt", MET, "Talks", "2024-06-19")], tmp_path / "built")
    write(built, "trig", tmp_path / "graph.trig", runs=True, infer=True)
    import_graph(tmp_path / "graph.trig", tmp_path / "again")
    again = kg.open(tmp_path / "again")
    assert again.runs() == built.runs() != []
    assert again.query(f"ASK {{ GRAPH {RUNS} {{ ?s ?p ?o }} }}")[0]["answer"] is True
    for name in ("graph.trig", "assertions.jsonl", "graph.html"):
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "built" / name).read_bytes()


def test_lines_give_back_the_assertions(tmp_path: Path) -> None:
    original = kg.Graph(example())
    original.save(tmp_path / "graph.jsonl.gz")
    report = import_graph(tmp_path / "graph.jsonl.gz", tmp_path / "again")
    again = kg.open(tmp_path / "again")
    assert report.counts.documents == 2
    assert (tmp_path / "again" / "assertions.jsonl").read_bytes() == exports(original, tmp_path / "b")["jsonl"]
    assert {document.title for document in again.documents()} == {None}
    assert again.validate().conforms


# -- the folder --------------------------------------------------------------------------------------------------------


@pytest.fixture
def imported(tmp_path: Path) -> Path:
    kg.Graph(example()).save(tmp_path / "graph.trig")
    import_graph(tmp_path / "graph.trig", tmp_path / "again")
    return tmp_path / "again"


def test_no_document_can_be_added_or_removed(imported: Path) -> None:
    before = {path: path.read_bytes() for path in imported.iterdir() if path.is_file()}
    for change in (
        lambda: kg.build([kg.Document("b.txt", MET)], imported),
        lambda: pipeline.remove(imported, "a.txt"),
    ):
        with pytest.raises(GraphError, match=r"was imported.*no document can be added or removed; build a graph in an"):
            change()
    assert {path: path.read_bytes() for path in imported.iterdir() if path.is_file()} == before


def test_status_counts_what_the_graph_holds(imported: Path) -> None:
    status = pipeline.status(imported)
    assert [(document.id, document.claims) for document in status.documents] == [("a.txt", 3), ("news/b c.txt", 3)]
    assert status.documents[0].title == "Talks"
    assert status.counts.entities == 5


def test_an_imported_graph_can_be_imported_anew_but_a_built_one_is_kept(imported: Path, tmp_path: Path) -> None:
    import_graph(tmp_path / "graph.trig", imported)
    kg.build([kg.Document("b.txt", MET)], tmp_path / "built")
    with pytest.raises(GraphError, match="there is a graph in this folder already"):
        import_graph(tmp_path / "graph.trig", tmp_path / "built")


# -- what is wrong is told ---------------------------------------------------------------------------------------------


def saved(tmp_path: Path, *breaks: str) -> Path:
    """The example as TriG, broken in these ways."""
    store = stored(*run_quads(RUN))
    for text in breaks:
        store.update(update(text))
    path = tmp_path / "broken.trig"
    store.dump(str(path), ox.RdfFormat.TRIG)
    return path


def test_what_is_not_ours_is_left_out_and_counted(tmp_path: Path) -> None:
    path = saved(tmp_path, "INSERT DATA { <urn:a> <urn:b> <urn:c> . GRAPH <urn:g> { <urn:d> rdfs:label 'x' } }")
    report = import_graph(path, tmp_path / "again")
    assert report.left_out == 2
    assert report.example.startswith("<urn:a>")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.trig", "this is no TriG", "it is not trig"),
        ("a.nq", "<urn:a> <urn:b> <urn:c> .\n", "no graph of ours"),
        ("a.jsonld", '{"@context": "https://example.org/c.jsonld", "a": 1}', "it is not jsonld"),
        ("a.csv", "a,b\n", "taken back from trig, nquads"),
        ("a.docx", "", "taken back from trig, nquads"),
        ("a.jsonl", "{}\n", r"a.jsonl:1: it is no line of ours"),
        ("a.trig.gz", "not compressed", "gzip"),
    ],
)
def test_files_that_hold_no_graph_of_ours(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(ReadError, match=message):
        import_graph(tmp_path / name, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="No such file"):
        import_graph(tmp_path / "nowhere.trig", tmp_path / "again")


@pytest.mark.parametrize("shape", ["entity-label", "statement-object", "statement-factuality", "evidence-quote"])
def test_a_broken_graph_is_refused(tmp_path: Path, shape: str) -> None:
    path = saved(tmp_path, SHAPES[shape])
    with pytest.raises(GraphError, match="https://"):
        import_graph(path, tmp_path / "again")


def test_what_can_be_taken_back_and_is_broken_is_found_by_validation(tmp_path: Path) -> None:
    import_graph(saved(tmp_path, SHAPES["statement-confidence"]), tmp_path / "again")
    assert not kg.open(tmp_path / "again").validate().conforms


def test_a_relation_that_is_unknown_here(tmp_path: Path) -> None:
    kg.Graph(example()).save(tmp_path / "graph.jsonl")
    text = (tmp_path / "graph.jsonl").read_text().replace('"met"', '"befriended"')
    (tmp_path / "graph.jsonl").write_text(text)
    with pytest.raises(GraphError, match="unknown here: 'befriended'"):
        import_graph(tmp_path / "graph.jsonl", tmp_path / "again")


def test_two_lines_that_describe_an_entity_in_two_ways(tmp_path: Path) -> None:
    kg.Graph(example()).save(tmp_path / "graph.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "graph.jsonl").read_text().splitlines()]
    rows[1]["object"]["label"] = "Perú"
    (tmp_path / "graph.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    with pytest.raises(ReadError, match=r"jsonl:2.*country/peru is described otherwise"):
        import_graph(tmp_path / "graph.jsonl", tmp_path / "again")
