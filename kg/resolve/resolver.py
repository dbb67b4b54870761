"""All records to one graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import GraphError
from kg.knowledge import KnowledgeBase
from kg.model import Assertion, DocumentRecord, Entity, EntityType, Resolution
from kg.names import untitled
from kg.resolve.assertions import assertions
from kg.resolve.candidates import candidates
from kg.resolve.corrections import Corrections
from kg.resolve.decisions import Decision, RefusedClaim
from kg.resolve.merging import Merger
from kg.resolve.variants import Variant, gather


@dataclass(frozen=True, slots=True)
class Outcome:
    """The graph, why it is so, and the claims that are not in it. All parts are sorted.

    `nodes` holds for each document, in their order, the id of the entity that each local entity of its record became.
    """

    resolution: Resolution
    decisions: tuple[Decision, ...]
    refused: tuple[RefusedClaim, ...]
    nodes: tuple[tuple[str, ...], ...] = ()

    def why(self, entity: str) -> tuple[Decision, ...]:
        """The decisions that an entity or one of the ids it is the same as has a part in."""
        ids = {entity}
        for found in self.resolution.entities:
            if found.id == entity:
                ids.update(found.same_as)
        return tuple(d for d in self.decisions if d.one in ids or d.other in ids)


def resolve(records: Iterable[DocumentRecord], corrections: Corrections | None = None) -> Resolution:
    """The graph of all records: a pure function of them, in any order.

    Args:
        records: one a document.
        corrections: what the user says is the same, different, or to be called otherwise.

    Raises:
        GraphError: two different records have one document id.
    """
    return resolve_with_reasons(records, corrections).resolution


def resolve_with_reasons(records: Iterable[DocumentRecord], corrections: Corrections | None = None) -> Outcome:
    """As `resolve`, with the reason of every merge, refused merge and refused claim."""
    knowledge, corrections = KnowledgeBase.load(), corrections or Corrections()
    ordered = _ordered(records)
    variants, identities = gather(ordered, knowledge)
    merger = Merger(variants, corrections)
    merger.merge(candidates(variants.values()))
    entities = _entities(merger.groups(), variants, dict(corrections.rename))
    found: list[Assertion] = []
    refused: list[RefusedClaim] = []
    for record, here in zip(ordered, identities, strict=True):
        made, left = assertions(record, [entities[alone.id] for alone in here])
        found += made
        refused += left
    resolution = Resolution(
        documents=tuple(record.document for record in ordered),
        entities=tuple(sorted({e.id: e for e in entities.values()}.values(), key=lambda e: e.id)),
        assertions=tuple(found),
    )
    nodes = tuple(tuple(entities[alone.id].id for alone in here) for here in identities)
    return Outcome(resolution, tuple(sorted(merger.decisions)), tuple(refused), nodes)


def _ordered(records: Iterable[DocumentRecord]) -> list[DocumentRecord]:
    by_id: dict[str, DocumentRecord] = {}
    for record in records:
        if by_id.setdefault(record.document.id, record) != record:
            raise GraphError(f"{record.document.id}: two records have this document id; keep one of them.")
    return [by_id[id_] for id_ in sorted(by_id)]


def _entities(
    groups: Mapping[str, tuple[str, ...]], variants: Mapping[str, Variant], names: Mapping[str, str]
) -> dict[str, Entity]:
    """The entity of each variant's id."""
    found: dict[str, Entity] = {}
    for canonical, members in groups.items():
        entity = _entity(canonical, [variants[id_] for id_ in members], names)
        found.update(dict.fromkeys(members, entity))
    return found


def _entity(canonical: str, members: list[Variant], names: Mapping[str, str]) -> Entity:
    lead = next(member for member in members if member.id == canonical)
    entry = lead.alone.entry
    given = [names[member.id] for member in (lead, *members) if member.id in names]
    label = given[0] if given else entry.label if entry is not None else _label(lead)
    forms = {form for member in members for form in (*member.forms, *member.labels)}
    return Entity(
        id=canonical,
        label=label,
        type=lead.type,
        wikidata=entry.wikidata if entry is not None else None,
        names=tuple(sorted(forms - {label})),
        same_as=tuple(member.id for member in members if member.id != canonical),
        named=any(member.named for member in members),
    )


def _label(variant: Variant) -> str:
    """The label in most documents; not in capitals throughout, if another spelling is at hand."""
    labels: Counter[str] = Counter()
    for label, count in variant.labels.items():
        labels[untitled(label) if variant.type is EntityType.PERSON else label] += count
    return min(labels, key=lambda label: (label.isupper() and len(label) > 5, -labels[label], label))
