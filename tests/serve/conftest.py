"""A server of a small graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from graphs import graph_of, write_graph
from serving import Server, served


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("served")
    write_graph(graph_of(), found)
    return found


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[Server]:
    with served(folder) as found:
        yield found
