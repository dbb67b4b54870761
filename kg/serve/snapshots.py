"""Which graph holds now: a build replaces it while the server runs."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from kg.errors import GraphError
from kg.store import Store


class Snapshots:
    """The graph in a folder that `kg build` made, or in a store, as it is at the moment."""

    def __init__(self, folder: str | Path) -> None:
        """Raises `GraphError` if there is no graph."""
        self.folder = Path(folder)
        self._root = self.folder / "store" if (self.folder / "store").is_dir() else self.folder
        self._last = str(Store(self._root).rdf_folder)

    def current(self) -> str:
        """The path of the RDF store that holds now; the last one known while none can be found."""
        with suppress(GraphError):  # being replaced by hand; the next query looks again
            self._last = str(Store(self._root).rdf_folder)
        return self._last
