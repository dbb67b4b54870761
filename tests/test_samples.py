"""The sample articles that come with the package."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from kg.model import Document
from kg.read import read


def documents() -> list[Document]:
    results = list(read([str(files("kg") / "samples")]))
    assert all(isinstance(result, Document) for result in results), results
    return [result for result in results if isinstance(result, Document)]


def test_there_are_eight() -> None:
    assert len(documents()) == 8


@pytest.mark.parametrize("document", documents(), ids=lambda d: d.id)
def test_each_has_what_a_reader_needs(document: Document) -> None:
    assert document.title
    assert document.title in document.text
    assert document.publisher
    assert re.fullmatch(r"2024-\d\d-\d\d", document.date or "")
    assert 150 <= len(document.text.split()) <= 400


def test_outlets_differ_and_name_the_same_people_differently() -> None:
    summit = [document for document in documents() if document.id.startswith("pyongyang")]
    assert len({document.publisher for document in summit}) == 4
    assert any("Kim Jong-un" in document.text for document in summit)
    assert any("Kim Jong Un" in document.text for document in summit)
