"""All records to one graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from kg.errors import GraphError
from kg.model import Assertion, Decision, Document, DocumentRecord, Entity, EntityType, Resolution
from kg.names import untitled
from kg.resolve.assertions import assertions
from kg.resolve.corrections import Corrections
from kg.resolve.decisions import RefusedClaim
from kg.resolve.index import Index
from kg.resolve.variants import Variant

_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Outcome:
    """The graph, with why it is so, and the claims that are not in it. All parts are sorted.

    `nodes` holds for each document, in their order, the id of the entity that each local entity of its record became.
    """

    resolution: Resolution
    refused: tuple[RefusedClaim, ...]
    nodes: tuple[tuple[str, ...], ...] = ()

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The reason of every merge and every refused merge."""
        return self.resolution.decisions


def resolve(records: Iterable[DocumentRecord], corrections: Corrections | None = None) -> Resolution:
    """The graph of all records: a pure function of them, in any order.

    Args:
        records: one a document.
        corrections: what the user says is the same, different, or to be called otherwise.

    Raises:
        GraphError: two different records have one document id, or the corrections contradict each other.
    """
    return resolve_with_reasons(records, corrections).resolution


def resolve_with_reasons(records: Iterable[DocumentRecord], corrections: Corrections | None = None) -> Outcome:
    """As `resolve`, with the reason of every refused claim, and the node of every local entity."""
    by_id: dict[str, DocumentRecord] = {}
    for record in records:
        if by_id.setdefault(record.document.id, record) != record:
            raise GraphError(f"{record.document.id}: two records have this document id; keep one of them.")
    ordered = [by_id[id_] for id_ in sorted(by_id)]
    with Index() as index:
        index.update(ordered, corrections=corrections, stamps=dict.fromkeys(by_id, "-"))
        return outcome(index, ordered, corrections)


def outcome(index: Index, records: Iterable[DocumentRecord], corrections: Corrections | None = None) -> Outcome:
    """The graph of an index; `records` are those of all its documents, sorted by the document's id."""
    entities = _entities(index, dict(corrections.rename) if corrections else {})
    documents: list[Document] = []
    found: list[Assertion] = []
    refused: list[RefusedClaim] = []
    nodes: list[tuple[str, ...]] = []
    for page in _pages(records):
        here = index.nodes([record.document.id for record in page])
        for record in page:
            own = [entities[id_] for id_ in here[record.document.id]]
            made, left = assertions(record, own)
            documents.append(record.document)
            nodes.append(tuple(entity.id for entity in own))
            found += made
            refused += left
    resolution = Resolution(
        documents=tuple(documents),
        entities=tuple(sorted({e.id: e for e in entities.values()}.values(), key=lambda e: e.id)),
        assertions=tuple(found),
        decisions=tuple(index.decisions()),
    )
    return Outcome(resolution, tuple(refused), tuple(nodes))


def _pages(records: Iterable[DocumentRecord]) -> Iterator[list[DocumentRecord]]:
    rest = iter(records)
    while page := list(islice(rest, _PAGE)):
        yield page


def _entities(index: Index, names: Mapping[str, str]) -> dict[str, Entity]:
    """The entity of each variant's id."""
    groups = index.groups()
    grouped = {id_ for members in groups.values() for id_ in members}
    found: dict[str, Entity] = {}
    held: dict[str, Variant] = {}
    for variant in index.variants():
        if variant.id in grouped:
            held[variant.id] = variant
        else:
            found[variant.id] = _entity(variant, [variant], names)
    for canonical, ids in groups.items():
        members = [member for id_ in ids if (member := held.get(id_) or index.known(id_)) is not None]
        lead = next(member for member in members if member.id == canonical)
        found.update(dict.fromkeys(ids, _entity(lead, members, names)))
    return found


def _entity(lead: Variant, members: Sequence[Variant], names: Mapping[str, str]) -> Entity:
    entry = lead.alone.entry
    given = [names[member.id] for member in (lead, *members) if member.id in names]
    label = given[0] if given else entry.label if entry is not None else _label(lead)
    forms = {form for member in members for form in (*member.forms, *member.labels)}
    return Entity(
        id=lead.id,
        label=label,
        type=lead.type,
        wikidata=entry.wikidata if entry is not None else None,
        names=tuple(sorted(forms - {label})),
        same_as=tuple(member.id for member in members if member.id != lead.id),
        named=any(member.named for member in members),
    )


def _label(variant: Variant) -> str:
    """The label in most documents; not in capitals throughout, if another spelling is at hand."""
    labels: Counter[str] = Counter()
    for label, count in variant.labels.items():
        labels[untitled(label) if variant.type is EntityType.PERSON else label] += count
    return min(labels, key=lambda label: (label.isupper() and len(label) > 5, -labels[label], label))
