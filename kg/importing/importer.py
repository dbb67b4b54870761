"""Makes a folder with a graph from a file with a graph of ours."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError, ReadError
from kg.folder import GraphFolder
from kg.importing.files import LINES, importable, read_quads
from kg.importing.lines import read_lines
from kg.model import Resolution
from kg.ontology import Ontology
from kg.pipeline import Counts, Progress, counts, fill, unseen
from kg.rdf import INFERRED, RUNS, quads, resolution


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How large the graph is, and what of the file is not in it: how many triples, and one of them.

    What is inferred is not counted: it can be had again.
    """

    counts: Counts
    left_out: int = 0
    example: str = ""


def import_graph(file: str | Path, output: str | Path, *, progress: Progress = unseen) -> ImportReport:
    """Takes a graph back from a file that `kg export` wrote.

    An RDF file gives the whole graph, which exports to the same bytes; JSON Lines give the assertions and their
    entities. The texts of the documents are in neither: no document can be added to an imported graph or removed.

    Args:
        file: TriG, N-Quads, Turtle, N-Triples, JSON-LD, RDF/XML or JSON Lines, by its suffix; also compressed (`.gz`).
        output: the folder to make.
        progress: told how far it is.

    Raises:
        ReadError: the file cannot be read, or is not of the format that its suffix says.
        GraphError: it holds no graph of ours, or the folder holds a graph that was not imported.
    """
    path, folder = Path(file), GraphFolder(Path(output))
    format_ = importable(path)
    if not folder.imported.is_file() and (folder.journal.exists() or folder.store.exists()):
        raise GraphError(f"{folder.root}: there is a graph in this folder already; name another folder.")
    progress("reading", 0, 1)
    read = [] if format_ == LINES else list(read_quads(path, format_))
    found = read_lines(path) if format_ == LINES else resolution(quad for quad in read if quad.graph_name != RUNS)
    _check(found, path)
    left = _left_out(read, found)
    progress("reading", 1, 1)
    folder.root.mkdir(parents=True, exist_ok=True)
    folder.imported.write_text(json.dumps({"imported_from": path.name}) + "\n", encoding="utf-8")
    fill(folder, found, progress, runs=[quad for quad in read if quad.graph_name == RUNS])
    return ImportReport(counts(found), len(left), left[0] if left else "")


def _left_out(read: list[ox.Quad], found: Resolution) -> list[str]:
    """What was read and would not be written again, sorted: nothing is dropped in silence.

    A store compares numbers by value. Without named graphs, as in Turtle, the triples count.
    """
    named = any(not isinstance(quad.graph_name, ox.DefaultGraph) for quad in read)
    rest = ox.Store()
    rest.bulk_extend(quad for quad in read if quad.graph_name not in (RUNS, INFERRED))
    for quad in quads(found):
        rest.remove(quad if named else ox.Quad(quad.subject, quad.predicate, quad.object))
    return sorted(map(str, rest))


def _check(found: Resolution, path: Path) -> None:
    """Raises where the rest of the program could not go on."""
    if not found.documents:
        raise ReadError(str(path), "there is no graph of ours in it: no document is described")
    known = Ontology.load().predicates
    for assertion in found.assertions:
        if assertion.predicate not in known:
            raise GraphError(
                f"{path}: the assertion {assertion.id!r} has a relation unknown here: {assertion.predicate!r}"
            )
