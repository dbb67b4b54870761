"""`kg entity`: an entity, why it is one, and corrections that win."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run

import kg
from kg.model import Document

TEXTS = {
    "one.txt": "Russian lawmaker Yuri Melnichuk met German Chancellor Angela Merkel in Berlin on Monday.",
    "two.txt": "Russian lawmaker Yury Melnichuk met French President Emmanuel Macron in Paris on Friday.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    kg.build([Document(name, text) for name, text in TEXTS.items()], tmp_path / "graph")
    return tmp_path / "graph"


def test_why_names_the_merge_its_rule_and_its_documents(run: Run, folder: Path) -> None:
    shown = run("entity", folder, "Yuri Melnichuk", "--why")
    assert shown.status == 0
    assert "same as: person/yury-melnichuk" in shown.out
    assert "joined" in shown.out
    assert "spelling: 'yuri melnichuk' and 'yury melnichuk' can be one person's name" in shown.out
    assert "[one.txt; two.txt]" in shown.out
    assert "joined" not in run("entity", folder, "Yuri Melnichuk").out
    assert "No other name" in run("entity", folder, "Angela Merkel", "--why").out
    (why,) = json.loads(run("entity", folder, "Yuri Melnichuk", "--why", "--json").out)["why"]
    assert (why["merged"], why["rule"]) == (True, "spelling")


def test_corrections_are_kept_and_win(run: Run, folder: Path) -> None:
    shown = run("entity", folder, "person/yury-melnichuk", "--different", "person/yuri-melnichuk", "--why")
    assert shown.status == 0, shown.err
    assert "apart" in shown.out
    assert "a correction calls" in shown.out
    assert len([e for e in kg.open(folder).entities("Person") if "melnichuk" in e.id]) == 2
    assert run("entity", folder, "person/yuri-melnichuk", "--rename", "Yuri the Elder").out.startswith("Yuri the Elder")
    told = (folder / "corrections.tsv").read_text(encoding="utf-8").splitlines()
    assert told == [
        "different\tperson/yury-melnichuk\tperson/yuri-melnichuk",
        "rename\tperson/yuri-melnichuk\tYuri the Elder",
    ]


def test_a_correction_that_contradicts_another_changes_nothing(run: Run, folder: Path) -> None:
    run("entity", folder, "person/yury-melnichuk", "--different", "person/yuri-melnichuk")
    before = (folder / "corrections.tsv").read_bytes(), (folder / "graph.trig").read_bytes()
    refused = run("entity", folder, "person/yury-melnichuk", "--same", "person/yuri-melnichuk")
    assert refused.status == 1
    assert "contradict" in refused.err
    assert ((folder / "corrections.tsv").read_bytes(), (folder / "graph.trig").read_bytes()) == before


def test_an_unknown_name_is_an_error_with_what_is_near(run: Run, folder: Path) -> None:
    refused = run("entity", folder, "Yuri Melnichok")
    assert refused.status == 1
    assert "person/yuri-melnichuk" in refused.err
