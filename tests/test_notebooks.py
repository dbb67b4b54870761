"""The notebooks run from top to bottom, and every cell shows something. They are kept without outputs."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def cells(path: Path, kind: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_every_cell_shows_something(path: Path, tmp_path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs, cell.source
            assert all(output.get("name") != "stderr" for output in cell.outputs), cell.outputs
    pages = [
        o for c in notebook.cells for o in c.get("outputs", []) if "<iframe" in o.get("data", {}).get("text/html", "")
    ]
    assert len(pages) == 1


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_no_outputs_are_kept(path: Path) -> None:
    assert all(not cell.outputs and cell.execution_count is None for cell in cells(path, "code"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    links = [link for cell in cells(path, "markdown") for link in _LINK.findall(cell.source)]
    assert links
    assert all((path.parent / link).exists() for link in links), links
