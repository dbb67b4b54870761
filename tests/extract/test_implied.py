"""What a text implies without saying it, and only that."""

from __future__ import annotations

from kg.extract import Extractor
from kg.extract.implied import rules
from kg.model import Claim, Document
from kg.ontology import Ontology


def visits(extractor: Extractor, text: str) -> list[tuple[str, str, Claim]]:
    record = extractor.record(Document(id="a", text=text, date="2023-05-10"))
    label = [entity.label for entity in record.entities]
    return [(label[c.subject], label[c.object], c) for c in record.claims if c.predicate == "visited"]


def test_who_meets_abroad_is_there(extractor: Extractor) -> None:
    text = "French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on Tuesday."
    assert [(who, where) for who, where, _ in visits(extractor, text)] == [("Emmanuel Macron", "Berlin")]


def test_the_evidence_says_that_it_is_implied(extractor: Extractor) -> None:
    ((_, _, claim),) = visits(
        extractor, "French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin."
    )
    assert claim.path.startswith("implied by met")
    assert claim.evidence


def test_nothing_is_implied_of_those_at_home(extractor: Extractor) -> None:
    found = visits(extractor, "French President Emmanuel Macron met Olaf Scholz in Paris.")
    assert [who for who, _, _ in found] == ["Olaf Scholz"]


def test_nothing_is_implied_of_those_whose_home_is_unknown(extractor: Extractor) -> None:
    assert not [who for who, _, _ in visits(extractor, "Juan Ortega met Ana Vega in Paris.")]


def test_the_rules_are_of_the_ontology() -> None:
    known = set(Ontology.load().predicates)
    assert all(rule.premises | {rule.conclusion} <= known for rule in rules())
