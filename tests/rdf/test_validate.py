"""A graph is held to its shapes: a good one conforms, and each shape catches what breaks it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from breaking import QUERIES, SHAPES, WARNINGS, update
from example_graph import example, stored
from rdflib.namespace import SH

import kg
from kg.infer import infer
from kg.validate import shapes, validate
from kg.validate.report import SHAPES as NAMESPACE
from kg.validate.report import Severity
from kg.validate.validator import PART

ROOT = Path(kg.__file__).parent


@pytest.fixture
def store() -> ox.Store:
    return stored()


def test_a_graph_conforms(store: ox.Store) -> None:
    report = validate(store)
    assert report.conforms, str(report)
    assert report.warnings == ()
    assert str(report) == "The graph is as its shapes say."


def test_the_graph_of_the_samples_conforms() -> None:
    report = kg.build(ROOT / "samples").validate()
    assert report.conforms, str(report)


@pytest.mark.parametrize(("shape", "broken"), {**SHAPES, **QUERIES}.items(), ids=[*SHAPES, *QUERIES])
def test_each_shape_catches_what_breaks_it(store: ox.Store, shape: str, broken: str) -> None:
    store.update(update(broken))
    report = validate(store)
    assert shape in {violation.shape for violation in report.violations}, str(report)
    assert not report.conforms


@pytest.mark.parametrize(("check", "broken"), WARNINGS.items(), ids=WARNINGS)
def test_a_relation_between_the_wrong_classes_is_a_warning(store: ox.Store, check: str, broken: str) -> None:
    store.update(update(broken))
    (warning,) = validate(store).warnings
    assert (warning.shape, warning.severity) == (check, Severity.WARNING)
    assert "of class" in str(warning)


def test_no_shape_is_left_untried() -> None:
    assert {str(shape).removeprefix(NAMESPACE) for shape in shapes().subjects(SH.message)} == SHAPES.keys()
    files = {path.stem for path in (ROOT / "validate" / "graphs").glob("*.rq")}
    assert files == QUERIES.keys() - {"relation-known"}


def test_every_shape_says_in_words_what_it_asks_for() -> None:
    for shape in shapes().subjects(SH.path):
        if str(shape).startswith(NAMESPACE):
            (message,) = shapes().objects(shape, SH.message)
            assert str(message).endswith(".")


def test_the_report_names_shape_node_property_and_value(store: ox.Store) -> None:
    store.update(update(SHAPES["statement-confidence"]))
    assert str(validate(store)).splitlines() == [
        "statement-confidence: A statement has one confidence, a decimal from 0 to 1.",
        "  doc:a.txt#1 kg:confidence 1.7",
        "1 violation of 1 shape.",
    ]


def test_the_report_stops_at_some_lines_of_a_shape_and_counts_the_rest(store: ox.Store) -> None:
    store.update(update("DELETE { GRAPH ?g { ?s kg:model ?m } } WHERE { GRAPH ?g { ?s kg:model ?m } }"))
    lines = list(validate(store).lines(most=2))
    assert len(lines) == 5
    assert lines[3:] == ["  and 4 more", "6 violations of 1 shape."]


def test_what_is_inferred_is_no_violation(store: ox.Store) -> None:
    store.extend(infer(store))
    assert validate(store).conforms


def test_a_graph_is_validated_in_parts(monkeypatch: pytest.MonkeyPatch, store: ox.Store) -> None:
    assert len(store) < PART
    store.update(update(SHAPES["statement-subject"]))
    whole = validate(store)
    monkeypatch.setattr("kg.validate.validator.PART", 10)
    assert validate(store) == whole


def test_from_python() -> None:
    assert kg.Graph(example()).validate().conforms
