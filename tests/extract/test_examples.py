"""Every example sentence of the ontology gives its triple, and every counter-example gives none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from kg.extract import Extractor
from kg.model import Claim, Document, DocumentRecord, LocalEntity
from kg.names import normal
from kg.ontology import Ontology, data_path

GROUPS = sorted({predicate.group for predicate in Ontology.load().predicates.values()})


@dataclass(frozen=True)
class Example:
    place: str
    predicate: str
    positive: bool
    subject: str
    object: str
    factuality: str
    sentence: str


def examples(group: str) -> Iterator[Example]:
    path = data_path("examples", f"{group}.tsv")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#") and not line.startswith("predicate\t"):
            predicate, sign, subject, object_, factuality, sentence = line.split("\t")
            yield Example(f"{group}.tsv:{number}", predicate, sign == "+", subject, object_, factuality, sentence)


def names(entity: LocalEntity) -> set[str]:
    return {normal(name) for name in (entity.label, *(m.text for m in entity.mentions))}


def agrees(entity: LocalEntity, name: str) -> bool:
    wanted = normal(name)
    return any(
        wanted == own or f" {wanted} " in f" {own} " or f" {own} " in f" {wanted} " for own in names(entity) if own
    )


def fits(example: Example, claim: Claim, record: DocumentRecord) -> bool:
    if claim.predicate != example.predicate:
        return False
    if not example.subject:
        return True
    ends = [(record.entities[claim.subject], record.entities[claim.object])]
    if Ontology.load().predicates[claim.predicate].symmetric:
        ends.append((ends[0][1], ends[0][0]))
    right = any(agrees(s, example.subject) and agrees(o, example.object) for s, o in ends)
    return right and example.factuality in ("", claim.factuality.value)


def failures(extractor: Extractor, group: str) -> list[str]:
    cases = list(examples(group))
    documents = [Document(id=case.place, text=case.sentence, date="2024-06-20") for case in cases]
    failed = []
    for case, record in zip(cases, extractor.records(documents), strict=True):
        if any(fits(case, claim, record) for claim in record.claims) is not case.positive:
            told = "no" if case.positive else "unwanted"
            triple = f"{case.subject} {case.predicate} {case.object} ({case.factuality})"
            failed.append(f"{case.place}: {told} {triple}: {case.sentence}")
    return failed


@pytest.mark.parametrize("group", GROUPS)
def test_each_example_of_a_group_gives_what_it_says(extractor: Extractor, group: str) -> None:
    assert failures(extractor, group) == []


@pytest.mark.parametrize("predicate", sorted(Ontology.load().predicates))
def test_each_predicate_has_ten_examples_and_three_counter_examples(predicate: str) -> None:
    group = Ontology.load().predicates[predicate].group
    signs = [case.positive for case in examples(group) if case.predicate == predicate]
    assert signs.count(True) >= 10
    assert signs.count(False) >= 3
