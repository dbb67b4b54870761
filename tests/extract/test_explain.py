"""What `kg explain` tells of a sentence."""

from __future__ import annotations

from kg.extract import Extractor, explain
from kg.model import Document


def test_a_claim_names_its_trigger_and_path(extractor: Extractor) -> None:
    [sentence] = explain(Document(id="a", text="Chad criticized Mali."), extractor)
    [claim] = [c for c in sentence.claims if c.predicate == "criticized"]
    assert (claim.subject, claim.object, claim.trigger) == ("Chad", "Mali", "criticized")
    assert claim.path.startswith("verb criticize")


def test_a_trigger_without_an_argument_says_what_is_missing(extractor: Extractor) -> None:
    [sentence] = explain(Document(id="a", text="It rained and somebody criticized."), extractor)
    assert any(r.predicate == "criticized" and "argument" in r.reason for r in sentence.refusals)


def test_what_is_only_asked_for_is_refused_with_that_reason(extractor: Extractor) -> None:
    [sentence] = explain(Document(id="a", text="Niger urged Chad to attack Mali."), extractor)
    assert any(r.predicate == "attacked" and "asked for" in r.reason for r in sentence.refusals)


def test_sentences_keep_their_places(extractor: Extractor) -> None:
    text = "Chad thanked Mali. Mali praised Chad."
    found = explain(Document(id="a", text=text), extractor)
    assert [text[s.span.start : s.span.end].strip() for s in found] == [s.text for s in found]
    assert all(text[m.span.start : m.span.end] == m.text for s in found for m in s.mentions)


def test_a_sentence_without_a_trigger_is_silent(extractor: Extractor) -> None:
    [sentence] = explain(Document(id="a", text="Blue is blue."), extractor)
    assert sentence.silent
