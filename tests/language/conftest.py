"""One pipeline for all tests of the room: components keep no state between documents."""

from __future__ import annotations

import pytest
from spacy.language import Language

import kg.language


@pytest.fixture(scope="session")
def nlp() -> Language:
    return kg.language.load()
