"""Each command through the program itself: what it prints, where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import kg
from kg import pipeline
from kg.cli.building import INTERRUPTED, NOTHING_READ, SOME_FAILED

if TYPE_CHECKING:
    from tests.cli.conftest import Run

HOSTILE = "\x1b[31mred\x1b]0;title\x07 [bold]x[/bold]\u202e"
COMMANDS = ["build", "demo", "status", "remove", "show", "query", "ask", "export", "validate", "import", "explain"]


# -- help --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert ran.status == 0
    assert f" kg {command}" in ran.out


def test_the_program_lists_its_commands(run: Run) -> None:
    out = run("--help").out
    assert all(f" {command} " in out for command in COMMANDS)
    assert kg.__version__ in run("--version").out


# -- build, status, remove ---------------------------------------------------------------------------------------------


def test_build_says_what_it_did(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Chad met Togo in Lagos.")
    ran = run("build", tmp_path / "a.txt", "--output", tmp_path / "graph")
    assert ran.status == 0
    assert "1 new" in ran.out
    assert "1 document," in ran.out
    assert str(tmp_path / "graph" / "graph.html") in ran.out
    assert "1 known" in run("build", tmp_path / "a.txt", "--output", tmp_path / "graph").out


def test_build_as_json_and_quietly(run: Run, tmp_path: Path) -> None:
    rows = [{"id": "one", "body": "Chad met Togo in Lagos.", "title": "T"}, {"id": "two", "title": "no text"}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    options = ("build", tmp_path / "a.jsonl", "-o", tmp_path / "graph", "--field", "text=body", "--date", "2024-06-19")
    ran = run(*options, "--json")
    assert ran.status == SOME_FAILED
    result = json.loads(ran.out)
    assert (result["added"], result["counts"]["documents"]) == (1, 1)
    assert [failure["name"] for failure in result["failures"]] == [f"{tmp_path / 'a.jsonl'}:2"]
    assert kg.open(tmp_path / "graph").documents()[0].date == "2024-06-19"
    assert run(*options, "--quiet").out == ""


def test_build_that_reads_nothing(run: Run, tmp_path: Path) -> None:
    ran = run("build", tmp_path / "nowhere", "--output", tmp_path / "graph")
    assert ran.status == NOTHING_READ
    assert "nowhere: there is no such file" in ran.err


def test_build_that_is_interrupted(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "build", interrupted)
    ran = run("build", tmp_path, "--output", tmp_path / "graph")
    assert ran.status == INTERRUPTED
    assert "goes on from here" in ran.err


@pytest.mark.parametrize(
    ("field", "status", "message"),
    [("text", 2, "OURS=THEIRS"), ("text=", 2, "OURS=THEIRS"), ("texts=body", 1, "'texts'")],
)
def test_build_refuses_a_field_that_it_does_not_know(
    run: Run, tmp_path: Path, field: str, status: int, message: str
) -> None:
    ran = run("build", tmp_path, "-o", tmp_path / "graph", "--field", field)
    assert ran.status == status
    assert message in ran.err


def test_build_with_a_date_that_is_none(run: Run, tmp_path: Path) -> None:
    ran = run("build", tmp_path, "-o", tmp_path / "graph", "--date", "yesterday")
    assert ran.status == 1
    assert "'yesterday' is not an ISO 8601 date" in ran.err
    assert "Traceback" not in ran.err


def test_status_and_remove(run: Run, tmp_path: Path) -> None:
    kg.build([kg.Document("one", "Chad met Togo."), kg.Document("two", "Mali met Niger.")], tmp_path)
    assert "2 documents" in run("status", tmp_path).out
    assert run("remove", tmp_path, "one").status == 0
    status = json.loads(run("status", tmp_path, "--json").out)
    assert [document["id"] for document in status["documents"]] == ["two"]
    ran = run("remove", tmp_path, "one")
    assert ran.status == 1
    assert "'one': there is no such document" in ran.err


# -- demo --------------------------------------------------------------------------------------------------------------


def test_demo_shows_who_did_what_to_whom(run: Run, demo: Path) -> None:
    ran = run("demo", "--output", demo)
    assert ran.status == 0
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert any(line.startswith("Vladimir Putin met Kim Jong Un fact") for line in lines)
    assert any(line.startswith("North Korea supplied Russia alleged") for line in lines)
    assert any(line.startswith("North Korea supplied Russia denied") for line in lines)
    assert "8 documents" in ran.out
    for name in ("graph.html", "graph.trig", "assertions.jsonl"):
        assert str(demo / name) in ran.out


def test_demo_holds_the_story_with_evidence(demo: Path) -> None:
    graph = kg.open(demo)
    assert len({a.document for a in graph.assertions(subject="Putin", predicate="met", factuality="fact")}) >= 2
    vetoes = graph.assertions(subject="Russia", predicate="vetoed", factuality="fact")
    assert any("monitor" in a.evidence[0].text for a in vetoes)
    supplied = {"subject": "North Korea", "object": "Russia", "predicate": "supplied"}
    accusers = {getattr(a.source, "label", None) for a in graph.assertions(**supplied, factuality="alleged")}
    assert {"South Korea", "United States"} <= accusers
    assert graph.assertions(**supplied, factuality="denied")


def test_demo_as_json(run: Run, demo: Path) -> None:
    result = json.loads(run("demo", "--output", demo, "--json").out)
    assert result["counts"]["documents"] == 8
    assert {"subject", "predicate", "object", "factuality", "sources"} <= set(result["assertions"][0])


# -- show, query, ask, export ------------------------------------------------------------------------------------------


def test_show_lists_entities_and_shows_one(run: Run, demo: Path) -> None:
    listed = run("show", demo, "--limit", "5").out
    assert "country/russia" in listed
    assert "--limit" in listed
    card = run("show", demo, "Kim Jong Un").out
    assert "Person, person/kim-jong-un" in card
    assert "Putin met Kim in Pyongyang on Wednesday" in card
    assert "[pyongyang_treaty_signed.txt]" in card
    data = json.loads(run("show", demo, "Kim Jong Un", "--json").out)
    assert data["assertions"]
    assert json.loads(run("show", demo, "--json").out)[0]["articles"] >= 4


def test_show_of_somebody_unknown(run: Run, demo: Path) -> None:
    ran = run("show", demo, "Nobody at All")
    assert ran.status == 1
    assert "Nobody at All" in ran.err


QUERY = "SELECT ?who { ?who kg:met entity:person/kim-jong-un }"


def test_query_as_table_json_and_csv(run: Run, demo: Path, tmp_path: Path) -> None:
    sparql = "SELECT ?name { ?who a kg:Person ; rdfs:label ?name } ORDER BY ?name"
    assert "Vladimir Putin" in run("query", demo, sparql).out
    names = [row["name"] for row in json.loads(run("query", demo, sparql, "--format", "json").out)]
    assert "Vladimir Putin" in names
    file = tmp_path / "people.rq"
    file.write_text(sparql)
    assert [row["name"] for row in csv.DictReader(io.StringIO(run("query", demo, file, "-f", "csv").out))] == names


def test_query_that_is_wrong_or_refused(run: Run, demo: Path) -> None:
    for sparql in ("SELECT nonsense", "DROP ALL", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"):
        ran = run("query", demo, sparql)
        assert ran.status == 1
        assert ran.err.startswith("kg: ")
    assert run("query", demo, "missing.rq").status == 1


def test_ask_lists_and_answers(run: Run, demo: Path) -> None:
    assert "meetings" in run("ask", demo).out
    rows = json.loads(run("ask", demo, "meetings", "who=Kim Jong Un", "-f", "json").out)
    assert any({row["one"], row["other"]} == {"Vladimir Putin", "Kim Jong Un"} for row in rows)
    assert json.loads(run("ask", demo, "meetings", "Kim Jong-un", "-f", "json").out) == rows
    assert run("ask", demo, "meetings", "Kim Jong Un", "who=Putin").status == 1
    assert run("ask", demo, "no-such-question").status == 1


@pytest.mark.parametrize("name", ["graph.ttl", "graph.nq.gz", "graph.csv", "graph.jsonl", "page.html"])
def test_export_by_name(run: Run, demo: Path, tmp_path: Path, name: str) -> None:
    assert run("export", demo, "--output", tmp_path / name).status == 0
    assert (tmp_path / name).stat().st_size > 1000


def test_export_says_what_it_wrote(run: Run, demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "graph.nq.gz"
    ran = run("export", demo, "--output", path)
    number = len(kg.open(demo).assertions())
    assert ran.out.strip() == f"{path}: nquads, {number} assertions, {path.stat().st_size:,} bytes"
    assert run("export", demo, "--output", path, "--quiet").out == ""


def test_export_of_what_is_inferred_and_in_rdf_12(run: Run, demo: Path, tmp_path: Path) -> None:
    assert run("export", demo, "-o", tmp_path / "graph.trig", "--infer", "--rdf12").status == 0
    text = (tmp_path / "graph.trig").read_text()
    assert "<<(" in text
    assert "geopolitical-kg/inferred>" in text
    refused = run("export", demo, "-o", tmp_path / "graph.ttl", "--infer")
    assert (refused.status, refused.out) == (1, "")
    assert "choose trig" in refused.err


def test_import_and_validate(run: Run, demo: Path, tmp_path: Path) -> None:
    ran = run("import", demo / "graph.trig", tmp_path / "again")
    assert ran.status == 0
    assert "8 documents" in ran.out
    assert (tmp_path / "again" / "graph.trig").read_bytes() == (demo / "graph.trig").read_bytes()
    assert "was imported" in run("build", tmp_path, "-o", tmp_path / "again").err
    valid = run("validate", tmp_path / "again")
    assert valid.status == 0
    assert "as its shapes say" in valid.out


def test_validate_ends_with_1_and_names_what_is_wrong(run: Run, demo: Path, tmp_path: Path) -> None:
    broken = (demo / "graph.trig").read_text().replace("kg:confidence 0.", "kg:confidence 7.")
    (tmp_path / "graph.trig").write_text(broken)
    assert run("import", tmp_path / "graph.trig", tmp_path / "again", "--quiet").out == ""
    ran = run("validate", tmp_path / "again", "--most", "2")
    assert ran.status == 1
    assert "A statement has one confidence, a decimal from 0 to 1." in ran.out
    report = json.loads(run("validate", tmp_path / "again", "--json").out)
    assert report["conforms"] is False
    assert {found["shape"] for found in report["violations"]} == {"statement-confidence"}


def test_export_to_standard_output(demo: Path) -> None:
    command = [sys.executable, "-m", "kg", "export", str(demo), "--format", "jsonl", "--output", "-"]
    result = subprocess.run(command, capture_output=True, check=True)
    assert result.stdout == (demo / "assertions.jsonl").read_bytes()


def test_export_never_writes_raw_text_to_a_terminal(run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    ran = run("export", demo, "--format", "jsonl", "--output", "-")
    assert (ran.status, ran.out) == (1, "")


def test_export_in_a_format_that_is_none(run: Run, demo: Path, tmp_path: Path) -> None:
    ran = run("export", demo, "--format", "docx", "--output", tmp_path / "x")
    assert ran.status == 1
    assert "docx" in ran.err


@pytest.mark.parametrize("command", ["status", "show", "query", "ask", "export", "remove", "validate"])
def test_a_folder_without_a_graph(run: Run, tmp_path: Path, command: str) -> None:
    more = {"query": [QUERY], "export": ["-o", tmp_path / "x.ttl"], "remove": ["x"]}.get(command, [])
    ran = run(command, tmp_path, *more)
    assert ran.status == 1
    assert "no graph" in ran.err


# -- explain -----------------------------------------------------------------------------------------------------------


def test_explain_says_what_is_found_and_what_is_not(run: Run) -> None:
    out = run("explain", "Putin met Kim in Pyongyang. The ministry met the deadline. What a day.").out
    assert "| met |" in out
    assert "'met', met: " in out
    assert "no word here triggers a predicate" in out


def test_explain_as_json_and_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Putin met Kim."))
    (sentence,) = json.loads(run("explain", "-", "--json").out)
    assert sentence["claims"][0]["predicate"] == "met"
    monkeypatch.setattr(sys, "stdin", io.StringIO(" "))
    assert run("explain", "-").status == 1


# -- hostile text ------------------------------------------------------------------------------------------------------


FILLER = "They spoke for two hours about trade, and then the guests went home by train. " * 5
"""So that few characters are controls, as in a text; else it is taken for binary data."""


def test_text_from_articles_is_printed_and_never_obeyed(run: Run, tmp_path: Path) -> None:
    document = kg.Document(
        f"{HOSTILE}.txt", f"Putin met {HOSTILE} Kim in Pyongyang. {FILLER}", title=HOSTILE, publisher=HOSTILE
    )
    kg.build([document], tmp_path)
    name = json.loads(run("status", tmp_path, "--json").out)["documents"][0]["id"]
    assert name == document.id
    commands = [
        ("status", tmp_path),
        ("show", tmp_path),
        ("show", tmp_path, "Vladimir Putin"),
        ("show", tmp_path, HOSTILE),
        ("query", tmp_path, "SELECT ?t { GRAPH ?g { ?s oa:exact ?t } }"),
        ("query", tmp_path, "SELECT ?t { GRAPH ?g { ?s oa:exact ?t } }", "-f", "json"),
        ("explain", document.text),
        ("remove", tmp_path, document.id),
    ]
    for command in commands:
        ran = run(*command)
        assert not set("\x1b\x07\u202e") & set(ran.out + ran.err), command
        assert ran.out + ran.err


def test_a_narrow_encoding_does_not_end_the_program(tmp_path: Path) -> None:
    kg.build([kg.Document("a", "Jānis Bērziņš met Şükrü Öztürk in Rīga.")], tmp_path)
    command = [sys.executable, "-m", "kg", "status", str(tmp_path)]
    environment = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PATH": ""}
    result = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert result.returncode == 0, result.stderr
