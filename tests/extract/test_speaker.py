"""What a speaker's own words say of somebody: condemnation, praise, and what others have to do."""

from __future__ import annotations

import pytest

from kg.extract import Extractor
from kg.model import Document, DocumentRecord

SPOKEN = [
    ("The attack on the market was barbaric, Ana Vega said.", ("Ana Vega", "criticized", "attack")),
    ("Ana Vega said: “We have seen the cruelty of Hamas again.”", ("Ana Vega", "criticized", "Hamas")),
    ("Ana Vega said Chad must release the journalists.", ("Ana Vega", "urged", "Chad")),
    ("“Mali should open the border,” Ana Vega said.", ("Ana Vega", "urged", "Mali")),
    ("It is essential that Mali open the border, Ana Vega said.", ("Ana Vega", "urged", "Mali")),
]
TOLD = [
    "The attack on the market was barbaric.",
    "Mali must open the border by Friday.",
]


def triples(record: DocumentRecord) -> list[tuple[str, str, str]]:
    label = [entity.label for entity in record.entities]
    return [(label[c.subject], c.predicate, label[c.object]) for c in record.claims]


@pytest.mark.parametrize(("text", "wanted"), SPOKEN)
def test_the_speaker_takes_a_stand(extractor: Extractor, text: str, wanted: tuple[str, str, str]) -> None:
    found = triples(extractor.record(Document(id="a", text=text)))
    assert any(a == wanted[0] and p == wanted[1] and wanted[2] in b for a, p, b in found), found


@pytest.mark.parametrize("text", TOLD)
def test_the_narrator_is_nobody(extractor: Extractor, text: str) -> None:
    record = extractor.record(Document(id="a", text=text))
    assert not [c for c in record.claims if c.predicate in ("criticized", "urged")]


def test_a_stand_has_no_other_source(extractor: Extractor) -> None:
    """The text shows the speaker condemn; it does not report that he says he condemns."""
    record = extractor.record(Document(id="a", text="The attack on the market was barbaric, Ana Vega said."))
    (claim,) = [c for c in record.claims if c.predicate == "criticized"]
    assert claim.source is None
