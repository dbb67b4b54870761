"""What the tests of reading share: files to read, and results told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ReadError
from kg.model import Document
from kg.read import read


@dataclass(frozen=True)
class Results:
    documents: list[Document]
    errors: dict[str, str]

    @property
    def only(self) -> Document:
        assert not self.errors
        assert len(self.documents) == 1
        return self.documents[0]

    @property
    def ids(self) -> list[str]:
        return [document.id for document in self.documents]


@pytest.fixture
def results() -> Callable[..., Results]:
    """Reads, and tells documents and errors (name to reason) apart."""

    def run(inputs: Any, **options: Any) -> Results:
        items = list(read(inputs, **options))
        errors = [item for item in items if isinstance(item, ReadError)]
        assert len({error.name for error in errors}) == len(errors)
        return Results([item for item in items if isinstance(item, Document)], {e.name: e.reason for e in errors})

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file below the test's folder, text as UTF-8 with its line ends as they are."""

    def run(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return run
