"""Pairs of mentions, hard ones above all: which are one entity and which are two."""

from __future__ import annotations

from collections import Counter

import pytest
from pairs import Pair, read_pairs

import kg.language
from kg.extract import Extractor

PAIRS = read_pairs()


@pytest.fixture(scope="module")
def joined() -> dict[Pair, bool | None]:
    """For each pair whether it is one node; all texts are read at once, and claims of whatever confidence are kept."""
    extractor = Extractor(kg.language.load(), least_confidence=0.0)
    documents = {document.id: document for pair in PAIRS for document, _, _ in pair.marked}
    records = {record.document.id: record for record in extractor.records(documents.values())}
    return {pair: pair.joined(records) for pair in PAIRS}


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_a_pair_is_one_node_or_two(pair: Pair, joined: dict[Pair, bool | None], request: pytest.FixtureRequest) -> None:
    if pair.missed:
        request.applymarker(pytest.mark.xfail(reason=pair.missed, strict=False))
    found = joined[pair]
    assert found is not None, "one of the mentions is not in the graph"
    assert found is pair.same, pair.why


def test_the_table_is_large_and_even() -> None:
    answers = Counter(pair.same for pair in PAIRS)
    assert min(answers.values()) >= 200
    assert sum(bool(pair.missed) for pair in PAIRS) <= len(PAIRS) / 40
    assert len({(pair.one, pair.other) for pair in PAIRS}) == len(PAIRS)
