"""How likely a claim is right, and what becomes of the unlikely ones."""

from __future__ import annotations

import pytest

import kg.language
from kg.errors import OntologyError
from kg.extract import Extractor
from kg.extract.confidence import Weights
from kg.model import Document

TEXT = Document(
    id="a", text="Putin met Kim in Pyongyang on Wednesday. The Chadian army attacked rebels near Lake Chad."
)


def test_every_claim_has_the_probability_of_its_triple(extractor: Extractor) -> None:
    record = extractor.record(TEXT)
    assert record.claims
    assert all(0 < claim.confidence < 1 for claim in record.claims)


def test_what_is_less_likely_than_asked_is_refused_with_the_reason(extractor: Extractor) -> None:
    likely = sorted(claim.confidence for claim in extractor.record(TEXT).claims)
    strict = Extractor(extractor.nlp, least_confidence=likely[0] + 0.0005)
    assert sorted(claim.confidence for claim in strict.record(TEXT).claims) == [c for c in likely if c > likely[0]]
    assert any("low confidence" in refusal.reason for refusal in strict.analyse(TEXT).refusals)


def test_the_threshold_of_the_ontology_is_asked_by_default() -> None:
    extractor = Extractor(kg.language.load())
    assert all(claim.confidence >= Weights.load().threshold for claim in extractor.record(TEXT).claims)


@pytest.mark.parametrize("features", [(), ("no such feature",), ("bias",)])
def test_what_is_not_in_the_table_says_nothing(features: tuple[str, ...]) -> None:
    assert Weights({}, 0.5).probability(features) == 0.5


def test_weights_add_up_in_log_odds_and_do_not_overflow() -> None:
    weights = Weights.parse("feature\tweight\nthreshold\t0.4\nbias\t1\na\t-1\nb\t1e9\n")
    assert weights.threshold == 0.4
    assert weights.probability(("a",)) == 0.5
    assert weights.probability(("b",)) == 1.0


@pytest.mark.parametrize("text", ["threshold\tx\n", "bias\t1\n", "threshold\t2\n"])
def test_a_malformed_table_is_named(text: str) -> None:
    with pytest.raises(OntologyError, match=r"confidence\.tsv"):
        Weights.parse(text)
