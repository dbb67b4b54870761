"""Claims of a record to assertions between entities of the graph, and those that cannot be with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.model import Assertion, Claim, DocumentRecord, Entity, Evidence, Span
from kg.resolve.decisions import RefusedClaim


def assertions(record: DocumentRecord, entities: Sequence[Entity]) -> tuple[list[Assertion], list[RefusedClaim]]:
    """The assertions of a record, whose local entities are these entities by position.

    A claim has the number of its place in the record, from 1. Claims that say the same of the same entities become one
    assertion with the evidence of all.
    """
    mentions = _mentions(record, entities)
    made: dict[tuple[object, ...], Assertion] = {}
    refused: list[RefusedClaim] = []
    for number, claim in enumerate(record.claims, start=1):
        id_ = f"{record.document.id}#{number}"
        reason = _refusal(claim, entities)
        if reason:
            refused.append(RefusedClaim(id_, record.document.id, _words(claim, entities), reason))
            continue
        one = _assertion(id_, claim, record, entities, mentions)
        key = (
            one.subject.id,
            one.predicate,
            one.object.id,
            one.factuality,
            _key(one.source),
            one.time,
            _key(one.place),
        )
        made[key] = _joined(made[key], one) if key in made else one
    return list(made.values()), refused


def _refusal(claim: Claim, entities: Sequence[Entity]) -> str:
    if entities[claim.subject].id == entities[claim.object].id:
        return "subject and object are one entity"
    return ""


def _words(claim: Claim, entities: Sequence[Entity]) -> str:
    return f"{entities[claim.subject].label} | {claim.predicate} | {entities[claim.object].label}"


def _key(value: Entity | str | None) -> str | None:
    return value.id if isinstance(value, Entity) else value


def _assertion(
    id_: str, claim: Claim, record: DocumentRecord, entities: Sequence[Entity], mentions: Mapping[str, tuple[str, ...]]
) -> Assertion:
    return Assertion(
        id=id_,
        document=record.document.id,
        subject=entities[claim.subject],
        predicate=claim.predicate,
        object=entities[claim.object],
        factuality=claim.factuality,
        evidence=tuple(_evidence(span, record) for span in claim.evidence),
        source=entities[claim.source] if isinstance(claim.source, int) else claim.source,
        time=claim.time,
        place=entities[claim.place] if claim.place is not None else None,
        confidence=claim.confidence,
        subject_mentions=mentions[entities[claim.subject].id],
        object_mentions=mentions[entities[claim.object].id],
        model=record.model,
    )


def _evidence(span: Span, record: DocumentRecord) -> Evidence:
    return Evidence(record.document.id, span.start, span.end, record.document.text[span.start : span.end])


def _mentions(record: DocumentRecord, entities: Sequence[Entity]) -> dict[str, tuple[str, ...]]:
    """The surface forms in a record of each entity, in the order of its local entities."""
    found: dict[str, dict[str, None]] = {}
    for local, entity in zip(record.entities, entities, strict=True):
        found.setdefault(entity.id, {}).update(dict.fromkeys(local.surface_forms))
    return {id_: tuple(forms) for id_, forms in found.items()}


def _joined(one: Assertion, other: Assertion) -> Assertion:
    evidence = sorted({*one.evidence, *other.evidence}, key=lambda e: (e.start, e.end))
    return replace(one, evidence=tuple(evidence), confidence=max(one.confidence, other.confidence))
