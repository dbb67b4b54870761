"""Gathers, over all records, what is said of each identity: its names, where it occurs, and what it has to do with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.knowledge import KnowledgeBase
from kg.model import DocumentRecord, EntityType
from kg.resolve.identity import Alone, identify

FEW_DOCUMENTS = 3


@dataclass(slots=True)
class Variant:
    """All local entities that have the same identity alone.

    `labels` counts the labels, a document once; `forms` are the surface forms; `documents` the first few document ids;
    `partners` the identities that it shares a claim with.
    """

    alone: Alone
    named: bool
    labels: Counter[str] = field(default_factory=Counter)
    forms: set[str] = field(default_factory=set)
    documents: list[str] = field(default_factory=list)
    partners: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        """The id that it has alone."""
        return self.alone.id

    @property
    def type(self) -> EntityType:
        """Its type."""
        return self.alone.type

    @property
    def count(self) -> int:
        """In how many documents it occurs."""
        return self.labels.total()


Identities = list[tuple[Alone, ...]]


def gather(records: Iterable[DocumentRecord], knowledge: KnowledgeBase) -> tuple[dict[str, Variant], Identities]:
    """The variants by id, and for each record the identities of its entities, by position."""
    variants: dict[str, Variant] = {}
    identities: Identities = []
    for record in records:
        here = tuple(_distinct(identify(local, record, knowledge) for local in record.entities))
        identities.append(here)
        for local, alone in zip(record.entities, here, strict=True):
            variant = variants.setdefault(alone.id, Variant(alone, local.named))
            variant.named = variant.named or local.named
            variant.labels[local.label] += 1
            variant.forms.update(local.surface_forms)
            if len(variant.documents) < FEW_DOCUMENTS and record.document.id not in variant.documents:
                variant.documents.append(record.document.id)
        for claim in record.claims:
            one, other = here[claim.subject].id, here[claim.object].id
            if one != other:
                _acquaint(variants[one], other)
                _acquaint(variants[other], one)
    return variants, identities


def _acquaint(variant: Variant, partner: str) -> None:
    """Note a partner where it can matter: for people whom the knowledge base does not know."""
    if variant.alone.entry is None and variant.type is EntityType.PERSON:
        variant.partners.add(partner)


def _distinct(found: Iterable[Alone]) -> Iterator[Alone]:
    """Unnamed things of one document with the same description are told apart by a number."""
    seen: Counter[str] = Counter()
    for alone in found:
        seen[alone.id] += 1
        if not alone.shared and seen[alone.id] > 1:
            yield Alone(f"{alone.id}-{seen[alone.id]}", alone.type, alone.name, shared=False)
        else:
            yield alone
