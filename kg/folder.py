"""The folder that a graph is kept in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import GraphError
from kg.journal import Journal
from kg.resolve import Corrections, Index
from kg.version import extraction_key, resolution_key


@dataclass(frozen=True, slots=True)
class GraphFolder:
    """Where the parts of a graph lie on disk.

    >>> GraphFolder(Path("demo-graph")).page
    PosixPath('demo-graph/graph.html')
    """

    root: Path

    @property
    def journal(self) -> Path:
        """The records of the documents, in SQLite."""
        return self.root / "journal.sqlite"

    @property
    def store(self) -> Path:
        """The RDF store."""
        return self.root / "store"

    @property
    def page(self) -> Path:
        """The page for a browser."""
        return self.root / "graph.html"

    @property
    def trig(self) -> Path:
        """The graph as TriG."""
        return self.root / "graph.trig"

    @property
    def assertions(self) -> Path:
        """The assertions as JSON Lines."""
        return self.root / "assertions.jsonl"

    @property
    def imported(self) -> Path:
        """Where it says from which file the graph was imported, if it was."""
        return self.root / "imported.json"

    @property
    def index(self) -> Path:
        """Which names are one entity, kept so that a change need not decide all of it again; made again if missing."""
        return self.root / "resolution.sqlite"

    @property
    def corrections(self) -> Path:
        """What the user says is the same or different, if there is such a file."""
        return self.root / "corrections.tsv"

    def read_corrections(self) -> Corrections:
        """The user's corrections, none if there is no file. Raises `GraphError` if a line of it is malformed."""
        return Corrections.read(self.corrections) if self.corrections.is_file() else Corrections()

    def open_journal(self) -> Journal:
        """The journal, for records as this version would make them.

        Raises `GraphError` for an imported graph, which has none.
        """
        if self.imported.is_file():
            raise GraphError(
                f"{self.root}: this graph was imported. The records of its documents are not here, so that no document "
                "can be added or removed; build a graph in another folder with kg build INPUT --output FOLDER"
            )
        return Journal(self.journal, extraction=extraction_key())

    def open_index(self) -> Index:
        """What was resolved of the journal's records, by this version."""
        return Index(self.index, version=resolution_key())

    def require(self) -> GraphFolder:
        """This folder. Raises `GraphError` if no graph has been built in it."""
        if not self.journal.is_file() and not self.imported.is_file():
            raise GraphError(
                f"{self.root}: there is no graph in this folder; make one with kg build INPUT --output {self.root}"
            )
        return self
