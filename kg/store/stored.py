"""Writes a resolution to disk and opens what was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError
from kg.model import Assertion, Decision, Document, Entity, Resolution
from kg.rdf import RUNS, Run, quads, run_quads
from kg.store.generations import current, replacement
from kg.store.tables import read_assertions, read_decisions, read_documents, read_entities, write_tables

_RDF = "rdf"


def write(resolution: Resolution, folder: str | Path, *, run: Run | None = None, runs: Iterable[ox.Quad] = ()) -> None:
    """Makes `folder` hold this graph and no other, in one step: a reader sees the old graph or the new one.

    Args:
        resolution: the graph.
        folder: made if missing.
        run: what to note in the graph of runs, beside the runs noted there before.
        runs: the quads of runs that were noted elsewhere.

    Raises:
        GraphError: the folder cannot be written, or an assertion refers to what is not in the resolution.
    """
    root = Path(folder)
    try:
        earlier = _runs(root) if run else []
        with replacement(root) as new:
            write_tables(resolution, new)
            _write_rdf(resolution, new / _RDF, [*earlier, *runs, *(run_quads(run) if run else ())])
    except OSError as error:
        raise GraphError(f"{root}: the graph cannot be written: {error}") from error


def _write_rdf(resolution: Resolution, path: Path, runs: list[ox.Quad]) -> None:
    store = ox.Store(str(path))
    store.bulk_extend(quads(resolution))
    store.extend(runs)
    store.flush()


def _runs(root: Path) -> list[ox.Quad]:
    """The quads of the runs noted in a graph; none if there is no graph."""
    try:
        return Store(root).runs()
    except GraphError:
        return []


class Store:
    """A graph on disk, for reading. It goes on showing the same graph when the folder gets a new one."""

    def __init__(self, folder: str | Path) -> None:
        """Raises `GraphError` if the folder holds no graph."""
        self.folder = current(Path(folder))
        if not (self.folder / _RDF).is_dir():
            raise GraphError(f"{folder}: the graph is damaged: {self.folder / _RDF} is missing; make it again.")

    @property
    def rdf_folder(self) -> Path:
        """Where the Oxigraph store lies. What is there stays as it is until the graph has been replaced twice."""
        return self.folder / _RDF

    @cached_property
    def rdf(self) -> ox.Store:
        """The Oxigraph store, read-only. Raises `GraphError` if it cannot be opened."""
        try:
            return ox.Store.read_only(str(self.rdf_folder))
        except OSError as error:
            raise GraphError(f"{self.folder}: the RDF store cannot be opened: {error}") from error

    def documents(self) -> Iterator[Document]:
        """The documents, sorted by id. Raises `GraphError` if they cannot be read."""
        return read_documents(self.folder)

    def entities(self) -> Iterator[Entity]:
        """The entities, sorted by id. Raises `GraphError` if they cannot be read."""
        return read_entities(self.folder)

    def assertions(self, entities: Mapping[str, Entity]) -> Iterator[Assertion]:
        """The assertions, between these entities (by id). Raises `GraphError` if they cannot be read."""
        return read_assertions(self.folder, entities)

    def decisions(self) -> Iterator[Decision]:
        """Why names were joined or kept apart, sorted. Raises `GraphError` if they cannot be read."""
        return read_decisions(self.folder)

    def runs(self) -> list[ox.Quad]:
        """The quads of the graph of runs, sorted."""
        return sorted(self.rdf.quads_for_pattern(None, None, None, RUNS), key=str)
