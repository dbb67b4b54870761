"""How a text presents a claim, and who says so."""

from __future__ import annotations

import pytest

from kg.extract import Extractor
from kg.model import Claim, Document, DocumentRecord


def claims(record: DocumentRecord, predicate: str) -> list[Claim]:
    return [claim for claim in record.claims if claim.predicate == predicate]


def source(record: DocumentRecord, claim: Claim) -> str | None:
    return record.entities[claim.source].label if isinstance(claim.source, int) else claim.source


CASES = [
    ("Chad attacked Mali.", "attacked", "fact", None),
    ("Chad did not attack Mali.", "attacked", "denied", None),
    ("Chad never attacked Mali.", "attacked", "denied", None),
    ("Chad will attack Mali.", "attacked", "planned", None),
    ("Chad plans to attack Mali.", "attacked", "planned", None),
    ("Chad is expected to attack Mali.", "attacked", "planned", None),
    ("Chad may attack Mali.", "attacked", "possible", None),
    ("Chad could attack Mali.", "attacked", "possible", None),
    ("If Chad attacks Mali, Niger suffers.", "attacked", "possible", None),
    ("Chad allegedly attacked Mali.", "attacked", "alleged", None),
    ("Niger accused Chad of attacking Mali.", "attacked", "alleged", "Niger"),
    ("Chad denied that it had attacked Mali.", "attacked", "denied", "Chad"),
    ("Chad refused to attack Mali.", "attacked", "denied", None),
    ("Niger said that Chad had attacked Mali.", "attacked", "fact", "Niger"),
    ("Chad attacked Mali, Niger said.", "attacked", "fact", "Niger"),
    ("According to Niger, Chad attacked Mali.", "attacked", "fact", "Niger"),
    ("Chad failed to attack Mali.", "attacked", "denied", None),
    ("Luc Moreau to visit Chad in May", "visited", "planned", None),
    ("Neither Chad nor Niger has recognised Kosovo.", "recognized", "denied", None),
]


@pytest.mark.parametrize(("sentence", "predicate", "factuality", "who"), CASES, ids=[case[0] for case in CASES])
def test_a_sentence_is_told_as_it_is(
    extractor: Extractor, sentence: str, predicate: str, factuality: str, who: str | None
) -> None:
    record = extractor.record(Document(id="a", text=sentence))
    found = {(c.factuality.value, source(record, c)) for c in claims(record, predicate)}
    assert factuality in {kind for kind, _ in found}, found
    if who is not None:
        assert (factuality, who) in found


def test_what_is_only_asked_for_is_not_told(extractor: Extractor) -> None:
    record = extractor.record(Document(id="a", text="Niger urged Chad to attack Mali."))
    assert claims(record, "urged")
    assert not claims(record, "attacked")


def test_each_accuser_is_a_source(extractor: Extractor) -> None:
    record = extractor.record(Document(id="a", text="Niger and Togo accuse Chad of supplying Mali with arms."))
    assert {source(record, c) for c in claims(record, "supplied")} == {"Niger", "Togo"}


def test_an_allegation_and_its_denial_are_both_kept(extractor: Extractor) -> None:
    text = "Niger accuses Chad of delivering missiles to Mali. Chad denies the arms deliveries."
    record = extractor.record(Document(id="a", text=text))
    found = {(c.factuality.value, source(record, c)) for c in claims(record, "supplied")}
    assert found == {("alleged", "Niger"), ("denied", "Chad")}


def test_a_rejected_claim_is_alleged_and_denied(extractor: Extractor) -> None:
    record = extractor.record(Document(id="a", text="Chad rejects claims that Togo supplies Mali with weapons."))
    found = {(c.factuality.value, source(record, c)) for c in claims(record, "supplied")}
    assert ("denied", "Chad") in found
    assert "alleged" in {kind for kind, _ in found}


def test_a_statement_belongs_to_who_was_announced(extractor: Extractor) -> None:
    text = "Foreign Minister Luc Moreau said:\n\nChad attacked Mali without reason."
    record = extractor.record(Document(id="a", text=text))
    assert [source(record, c) for c in claims(record, "attacked")] == ["Luc Moreau"]


@pytest.mark.parametrize(
    "denial", [", which Chad denies.", ". Chad denies this.", ". Chad has rejected the accusations."]
)
def test_a_denial_that_points_back_denies_what_was_alleged(extractor: Extractor, denial: str) -> None:
    record = extractor.record(Document(id="a", text=f"Niger accuses Chad of supplying Mali with arms{denial}"))
    found = {(c.factuality.value, source(record, c)) for c in claims(record, "supplied")}
    assert found == {("alleged", "Niger"), ("denied", "Chad")}
