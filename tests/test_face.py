"""`import kg`: the names that are promised, and what they do."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path

import pytest

import kg

NAMES = {
    "Assertion",
    "Document",
    "Entity",
    "EntityType",
    "Evidence",
    "Factuality",
    "Graph",
    "KgError",
    "ReadWarning",
    "__version__",
    "build",
    "open",
}
MET = "Russian President Vladimir Putin met North Korean leader Kim Jong Un in Pyongyang."


def test_the_names_are_these() -> None:
    assert set(kg.__all__) == NAMES
    assert all(hasattr(kg, name) for name in NAMES)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="'kg' has no attribute 'graphs'"):
        _ = kg.graphs  # type: ignore[attr-defined]


def test_texts_become_a_graph() -> None:
    graph = kg.build([MET, "Seoul denied that it had sent weapons to Ukraine."])
    assert isinstance(graph, kg.Graph)
    (met,) = graph.assertions(predicate="met")
    assert {met.subject.label, met.object.label} == {"Vladimir Putin", "Kim Jong Un"}
    assert (met.factuality, met.evidence[0].text) == (kg.Factuality.FACT, MET)
    (supplied,) = graph.assertions(predicate="supplied")
    assert supplied.factuality is kg.Factuality.DENIED


def test_the_id_of_a_text_does_not_depend_on_the_others() -> None:
    alone, both = kg.build([MET]), kg.build(["Chad met Togo.", MET, MET])
    (id_,) = [document.id for document in alone.documents()]
    assert id_ in [document.id for document in both.documents()]
    assert len(both.documents()) == 2


def test_a_string_is_a_path_and_paths_and_documents_can_stand_in_a_list(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(MET)
    alone = kg.build(str(path), date="2024-06-19")
    assert [(document.id, document.date) for document in alone.documents()] == [("a.txt", "2024-06-19")]
    several = kg.build([path, kg.Document("b", "Chad met Togo.")])
    assert [document.id for document in several.documents()] == ["a.txt", "b"]


def test_the_name_of_a_file_is_not_taken_for_a_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(MET)
    with pytest.raises(kg.KgError, match=r"Path\('a.txt'\)"):
        kg.build(["a.txt"])


def test_a_graph_is_kept_and_opened_again(tmp_path: Path) -> None:
    made = kg.build([kg.Document("a", MET)], tmp_path)
    assert kg.open(tmp_path).assertions() == made.assertions() != ()
    added = kg.build([kg.Document("b", "Chad met Togo.")], tmp_path)
    assert [document.id for document in added.documents()] == ["a", "b"]


def test_what_cannot_be_read_is_a_warning_and_nothing_at_all_an_error(tmp_path: Path) -> None:
    with pytest.warns(kg.ReadWarning, match="nowhere: there is no such file"):
        graph = kg.build([Path("nowhere"), kg.Document("a", MET)])
    assert len(graph.documents()) == 1
    with pytest.raises(kg.KgError, match="Nothing could be read: nowhere"):
        kg.build("nowhere")
    with pytest.raises(kg.KgError, match="no input was given"):
        kg.build([])


def test_nothing_is_warned_of_when_all_is_well() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        kg.build([MET])


def test_a_folder_without_a_graph(tmp_path: Path) -> None:
    with pytest.raises(kg.KgError, match="no graph"):
        kg.open(tmp_path)


@pytest.mark.parametrize("code", ["import kg", "import sys; sys.argv = ['kg', '--help']; import kg.cli; kg.cli.main()"])
def test_starting_loads_no_heavy_library(code: str) -> None:
    heavy = "spacy", "numpy", "onnxruntime", "rdflib", "networkx", "pyarrow", "trafilatura"
    check = f"import atexit, sys; atexit.register(lambda: print('loaded:', *sorted(set({heavy}) & set(sys.modules))))\n"
    result = subprocess.run([sys.executable, "-c", check + code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "loaded:"
