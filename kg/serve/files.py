"""The files that the server sends as they are: the page of the graph, the query form and its parts, the ontology."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from kg.ontology import data_path
from kg.serve.problems import Problem

TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".txt": "text/plain", ".md": "text/plain"}

QUERY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The content security policy of the query form: YASGUI sets styles in elements, and may connect to us only."""


@lru_cache
def static(name: str) -> tuple[bytes, str]:
    """A file of the query form and its media type. Raises `Problem` if there is none of this name."""
    known = {path.name: path for path in files("kg.serve").joinpath("static").iterdir() if path.is_file()}
    if name not in known:
        raise Problem(404, "There is no such file.")
    return known[name].read_bytes(), TYPES[Path(name).suffix]


@lru_cache(maxsize=2)
def _read(path: Path, changed: int) -> bytes:
    del changed  # a part of the key: the file is read again when it has changed
    return path.read_bytes()


def graph_page(folder: Path) -> bytes:
    """The page that `kg build` made. Raises `Problem` if there is none."""
    path = folder / "graph.html"
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError:
        raise Problem(404, "There is no page of this graph; ask it at /sparql.") from None


def ontology() -> bytes:
    """The classes and relations, as Turtle."""
    path = data_path("ontology.ttl")
    return _read(path, path.stat().st_mtime_ns)
