"""A store is replaced in one step: who reads goes on reading, and a writing that ends early changes nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg
from kg.errors import GraphError

CHAD = kg.Document("chad", "Chad met Togo in Lagos.")
MALI = kg.Document("mali", "Mali accused Niger of lying.")

# Writes a graph to the folder it is given, and waits for ever once half of it is there.
HANGS = """
import sys, time
import kg.store.stored as stored
def hang(*_):
    print("half", flush=True)
    time.sleep(600)
stored._write_rdf = hang
import kg
kg.build([kg.Document("mali", "Mali accused Niger of lying.")], sys.argv[1])
"""


def told(graph: kg.Graph) -> list[str]:
    return [f"{a.subject.label} {a.predicate} {a.object.label}" for a in graph.assertions()]


def sentences(graph: kg.Graph) -> list[object]:
    return [row["t"] for row in graph.query("SELECT ?t { GRAPH ?g { ?s oa:exact ?t } } ORDER BY ?t")]


def test_an_open_reader_keeps_its_graph_while_others_are_written(tmp_path: Path) -> None:
    kg.build([CHAD], tmp_path)
    reader = kg.open(tmp_path)
    before = sentences(reader)
    kg.build([MALI], tmp_path)
    assert sentences(reader) == before == ["Chad met Togo in Lagos."]
    assert told(reader) == ["Chad met Togo"]
    assert told(kg.open(tmp_path)) == ["Chad met Togo", "Mali accused Niger"]


def test_a_reader_that_has_read_nothing_yet_keeps_its_graph_too(tmp_path: Path) -> None:
    kg.build([CHAD], tmp_path)
    reader = kg.open(tmp_path)
    kg.build([MALI], tmp_path)
    assert told(reader) == ["Chad met Togo"]
    assert sentences(reader) == ["Chad met Togo in Lagos."]


def test_a_folder_holds_two_generations_at_most(tmp_path: Path) -> None:
    for number in range(4):
        kg.build([kg.Document(f"d{number}", f"Chad met Togo {number} times.")], tmp_path)
    assert len([path for path in (tmp_path / "store").iterdir() if path.is_dir()]) == 2
    assert len(kg.open(tmp_path).documents()) == 4


def test_a_killed_writing_leaves_the_old_graph(tmp_path: Path) -> None:
    kg.build([CHAD], tmp_path)
    with subprocess.Popen([sys.executable, "-c", HANGS, tmp_path], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == "half\n"
        assert told(kg.open(tmp_path)) == ["Chad met Togo"], "what is half written is not seen"
        writer.send_signal(signal.SIGKILL)
        writer.wait(timeout=30)
    assert told(kg.open(tmp_path)) == ["Chad met Togo"]
    kg.build([MALI], tmp_path)
    assert told(kg.open(tmp_path)) == ["Chad met Togo", "Mali accused Niger"]
    assert len([path for path in (tmp_path / "store").iterdir() if path.is_dir()]) == 2, "what was left is gone"


def test_a_writing_that_fails_leaves_the_old_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kg.build([CHAD], tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.store.stored._write_rdf", full)
    with pytest.raises(GraphError, match="No space left"):
        kg.build([MALI], tmp_path)
    assert told(kg.open(tmp_path)) == ["Chad met Togo"]
    assert len([path for path in (tmp_path / "store").iterdir() if path.is_dir()]) == 1


def test_readers_in_other_processes_see_the_old_graph_or_the_new_one(tmp_path: Path) -> None:
    kg.build([CHAD], tmp_path)
    script = (
        "import sys, time, kg\nend = time.monotonic() + 4\nseen = set()\n"
        "while time.monotonic() < end:\n"
        "    graph = kg.open(sys.argv[1])\n"
        "    asked = graph.query('SELECT ?s { GRAPH ?g { ?s rdf:subject ?x } }')\n"
        "    assert len(asked) == len(graph.assertions()), 'half a graph'\n"
        "    seen.add(len(asked))\nprint(sorted(seen))"
    )
    with subprocess.Popen([sys.executable, "-c", script, tmp_path], stdout=subprocess.PIPE, text=True) as reader:
        time.sleep(1.5)
        kg.build([MALI], tmp_path)
        out, _ = reader.communicate(timeout=60)
    assert reader.returncode == 0
    assert out.strip() in ("[1, 2]", "[2]", "[1]")


@pytest.mark.parametrize(
    ("current", "message"),
    [
        (None, "there is no graph here"),
        ("{", "cannot be opened"),
        ('{"format": 99, "generation": 1}', "format 99"),
        ('{"format": 1, "generation": 7}', "damaged"),
    ],
)
def test_a_damaged_store_says_what_to_do(tmp_path: Path, current: str | None, message: str) -> None:
    kg.build([CHAD], tmp_path)
    pointer = tmp_path / "store" / "CURRENT"
    if current is None:
        pointer.unlink()
    else:
        pointer.write_text(current)
    with pytest.raises(GraphError, match=message):
        kg.open(tmp_path)
    kg.build([MALI], tmp_path)
    assert len(kg.open(tmp_path).documents()) == 2, "a build mends it"


def test_a_damaged_table_is_named(tmp_path: Path) -> None:
    kg.build([CHAD], tmp_path)
    (table,) = (tmp_path / "store").rglob("assertions.jsonl")
    table.write_text("[broken\n")
    with pytest.raises(GraphError, match=r"assertions\.jsonl: the graph is damaged"):
        kg.open(tmp_path).assertions()
