"""One extractor for all tests of the room: loading the language model is the cost."""

from __future__ import annotations

import pytest

import kg.language
from kg.extract import Extractor


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor(kg.language.load(), least_confidence=0)  # what grammar finds, however likely
