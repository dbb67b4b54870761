"""What is written comes back as it was, and holds nothing but what was given."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import GraphError
from kg.graph import Graph
from kg.model import Assertion, Document, Entity, EntityType, Evidence, Factuality, Resolution
from kg.rdf import Run
from kg.store import Store, write

HOSTILE = 'x"\\ \u2028<script>\ud800 \U0001f600'
ADA = Entity("person/ada", "Ada", EntityType.PERSON, "Q1", (HOSTILE, "Obi"), ("person/obi",), named=False)
LAGOS = Entity("place/lagos", "Lagos", EntityType.PLACE)
SAID = Assertion(
    id="a b.txt#1",
    document="a b.txt",
    subject=ADA,
    predicate="visited",
    object=LAGOS,
    factuality=Factuality.PLANNED,
    evidence=(Evidence("a b.txt", 0, 3, HOSTILE), Evidence("a b.txt", 9, 12, "Ada")),
    source=HOSTILE,
    time="2024-06/2024-07",
    place=LAGOS,
    confidence=0.1 + 0.2,
    subject_mentions=("Ada", "she"),
    object_mentions=("Lagos",),
    model="m",
)
WHOLE = Resolution(
    (Document("a b.txt", HOSTILE, HOSTILE, "2024-06", "P", "https://example.org/"),), (ADA, LAGOS), (SAID,)
)


def test_a_graph_comes_back_as_it_was(tmp_path: Path) -> None:
    write(WHOLE, tmp_path / "new" / "folder")
    assert Graph.open(tmp_path / "new" / "folder").resolution == WHOLE


def test_writing_replaces_all_that_was_there(tmp_path: Path) -> None:
    write(WHOLE, tmp_path)
    write(Resolution((), (LAGOS,), ()), tmp_path)
    assert Graph.open(tmp_path).resolution == Resolution((), (LAGOS,), ())
    assert len(Graph.open(tmp_path).query("SELECT * { GRAPH ?g { ?s ?p ?o } }")) == 0


def test_the_same_graph_gives_the_same_tables(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(WHOLE, tmp_path / name)
    one, two = (sorted((tmp_path / name).rglob("*.jsonl")) for name in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert one


def test_runs_are_kept_beside_the_graph(tmp_path: Path) -> None:
    for hour in ("10", "11"):
        write(WHOLE, tmp_path, run=Run(f"2024-06-19T{hour}:00:00Z", f"2024-06-19T{hour}:01:00Z", {"kg": "1"}))
    started = [quad for quad in Store(tmp_path).runs() if "startedAtTime" in str(quad)]
    assert len(started) == 2
    assert Graph.open(tmp_path).resolution == WHOLE


def test_a_store_is_for_reading(tmp_path: Path) -> None:
    write(WHOLE, tmp_path)
    rdf = Store(tmp_path).rdf
    with pytest.raises(RuntimeError, match="read-write"):
        rdf.clear()


def test_what_refers_to_nothing_is_not_written(tmp_path: Path) -> None:
    write(WHOLE, tmp_path)
    with pytest.raises(GraphError, match="place/lagos"):
        write(Resolution(WHOLE.documents, (ADA,), WHOLE.assertions), tmp_path)
    assert Graph.open(tmp_path).resolution == WHOLE
