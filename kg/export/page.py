"""The page: an explorer of the graph in one HTML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from kg.export.writer import Options, Written

if TYPE_CHECKING:
    from kg.graph import Graph


def write(graph: Graph, file: BinaryIO, _: Options) -> Written:
    """Writes the page of `kg.page`."""
    from kg.page import render

    file.write(render(graph.resolution).encode())
    return Written()
