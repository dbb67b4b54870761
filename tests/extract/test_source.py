"""How claims are told and who says so, case by case from a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract import Extractor
from kg.model import Claim, Document, DocumentRecord

TABLE = Path(__file__).with_name("data") / "source.tsv"


def rows() -> list[list[str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith(("#", "region\t"))]


def source(record: DocumentRecord, claim: Claim) -> str:
    named = record.entities[claim.source].label if isinstance(claim.source, int) else claim.source
    return named or "-"


@pytest.mark.parametrize(("region", "genre", "text", "predicate", "factuality", "who"), rows())
def test_a_claim_is_told_by(
    extractor: Extractor, region: str, genre: str, text: str, predicate: str, factuality: str, who: str
) -> None:
    record = extractor.record(Document(id="a", text=text.replace("\\n", "\n"), date="2024-06-19"))
    found = {(c.factuality.value, source(record, c)) for c in record.claims if c.predicate == predicate}
    assert (factuality, who) in found if factuality != "none" else not found, found


def test_the_table_is_broad() -> None:
    assert len(rows()) >= 60
    assert len({row[0] for row in rows()}) >= 20
    assert {row[1] for row in rows()} >= {"wire", "statement", "conflict", "domestic", "biography", "analysis"}
