"""A graph for other tools, its parts, and how it shows itself."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from made import graph, said

import kg
from kg.errors import ExportError
from kg.graph import Rows

CHAIN = graph(
    said("Ada Obi met Ben Obi.", "Ada", "met", "Ben", source="Togo"),
    said("Ben Obi visited Togo.", "Ben", "visited", "Togo", document="d2"),
    said("Togo attacked Chad.", "Togo", "attacked", "Chad", "denied", document="d2"),
    said("Mali met Oman.", "Mali", "met", "Oman", document="d3"),
)


def labels(found: kg.Graph) -> set[str]:
    return {entity.label for entity in found.entities()}


@pytest.mark.parametrize(
    ("steps", "assertions", "around"),
    [(0, 0, {"Ada Obi"}), (1, 1, {"Ada Obi", "Ben Obi", "Togo"}), (2, 2, {"Ada Obi", "Ben Obi", "Togo"}),
     (9, 3, {"Ada Obi", "Ben Obi", "Togo", "Chad"})],
)  # fmt: skip
def test_the_neighbourhood_of_an_entity(steps: int, assertions: int, around: set[str]) -> None:
    found = CHAIN.neighbourhood("Ada Obi", steps=steps)
    assert len(found.assertions()) == assertions
    assert labels(found) == around  # who says so is in it, too
    assert {document.id for document in found.documents()} == {a.document for a in found.assertions()}


def test_networkx_has_all_that_is_said() -> None:
    network = CHAIN.to_networkx()
    assert (network.number_of_nodes(), network.number_of_edges()) == (6, 4)
    edge = network.edges["person/ada-obi", "person/ben-obi", "d1#1"]
    assert (edge["predicate"], edge["factuality"], edge["source"], edge["source_id"]) == (
        "met",
        "fact",
        "Togo",
        "country/togo",
    )
    assert edge["evidence"][0]["text"] == "Ada Obi met Ben Obi."
    assert network.nodes["person/ada-obi"]["names"] == ["Obi", "Ms Obi"]


def test_rdflib_has_the_same_triples() -> None:
    dataset = CHAIN.to_rdflib()
    one, other = (rdflib.URIRef(f"https://w3id.org/geopolitical-kg/entity/person/{n}-obi") for n in ("ada", "ben"))
    met = rdflib.URIRef("https://w3id.org/geopolitical-kg/ontology#met")
    assert (one, met, other) in dataset.default_graph
    asked = CHAIN.query("SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }")[0]["n"]
    assert sum(1 for _ in dataset.quads()) == asked


def test_a_file_by_its_suffix(tmp_path: Path) -> None:
    CHAIN.save(tmp_path / "graph.jsonl")
    assert len((tmp_path / "graph.jsonl").read_text().splitlines()) == 4
    with pytest.raises(ExportError, match="xyz"):
        CHAIN.save(tmp_path / "graph.xyz")


def test_the_page_is_short_in_a_terminal_and_whole_in_a_notebook() -> None:
    page = CHAIN.show(title="Who met whom")
    assert len(repr(page)) < 120
    assert "Graph.save" in repr(page)
    assert page._repr_html_().startswith("<iframe")
    assert repr(CHAIN) == "Graph(3 documents, 6 entities, 4 assertions)"


# -- paths -----------------------------------------------------------------------------------------------------------


def test_a_path_leads_over_facts_only() -> None:
    assert [row["sentence"] for row in CHAIN.ask("path", "Ada Obi", "Togo")] == [
        "Ada Obi met Ben Obi.",
        "Ben Obi visited Togo.",
    ]
    denied = CHAIN.ask("path", "Ada Obi", "Chad")
    assert not denied
    assert denied.columns == CHAIN.ask("path", "Ada Obi", "Togo").columns
    assert not CHAIN.ask("path", "Ada Obi", "Mali")


def test_a_path_does_not_lead_through_those_without_a_name() -> None:
    nameless = graph(
        said("Two ministers met Ada Obi.", "two ministers", "met", "Ada"),
        said("Two ministers visited Togo.", "two ministers", "visited", "Togo"),
    )
    assert not nameless.ask("path", "Ada Obi", "Togo")
    assert len(nameless.ask("path", "Ada Obi", "two ministers")) == 1


def test_the_shortest_of_several_paths_and_its_surest_sentence() -> None:
    both = graph(
        said("Ada Obi visited Chad.", "Ada", "visited", "Chad"),
        said("Chad met Togo.", "Chad", "met", "Togo"),
        said("Togo met Mali.", "Togo", "met", "Mali"),
        said("Ada Obi visited Oman.", "Ada", "visited", "Oman"),
        said("Oman met Mali.", "Oman", "met", "Mali"),
    )
    assert [row["object"] for row in both.ask("path", "Ada Obi", "Mali")] == ["Oman", "Mali"]


# -- plans -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("time", "document", "outcome"),
    [
        (None, "d2", "told as fact"),
        ("2024-06-19", "d2", "told as fact"),
        ("2024-05", "d2", "not told as fact"),  # before it was announced
        (None, "d0", "not told as fact"),  # told before it was announced
        (None, "d1", "not told as fact"),  # the text that announces it tells of another one
    ],
)
def test_a_plan_becomes_fact_later(time: str | None, document: str, outcome: str) -> None:
    found = graph(
        said("Chad will visit Togo.", "Chad", "visited", "Togo", "planned", document="d1"),
        said("Chad visited Togo.", "Chad", "visited", "Togo", document=document, time=time),
        dates=(("d0", "2024-05-30"), ("d1", "2024-06-18"), ("d2", "2024-06-20")),
    ).ask("plans")
    assert [row["outcome"] for row in found] == [outcome]


def test_who_sides_with_whom() -> None:
    found = graph(
        said("Chad attacked Togo.", "Chad", "attacked", "Togo"),
        said("Togo attacked Chad.", "Togo", "attacked", "Chad"),
        said("Chad met Togo.", "Chad", "met", "Togo"),
        said("Chad will attack Mali.", "Chad", "attacked", "Mali", "planned"),
    ).ask("alliances")
    (row,) = found
    assert (row["one"], row["other"]) == ("Chad", "Togo")
    assert (row["verbal_cooperation"], row["material_conflict"]) == (1, 1)  # once a document and relation


def test_rows_are_a_table_in_a_notebook_and_text_stays_text() -> None:
    rows = Rows(["a"], [{"a": "<b>bold</b>"}, {"a": None}])
    assert "&lt;b&gt;" in rows._repr_html_()
    assert rows[:1] == Rows(["a"], [{"a": "<b>bold</b>"}])
    assert repr(rows) == "Rows(2 rows: a)"
