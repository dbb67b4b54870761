"""What the documents say of each identity: its names, where it occurs, and what it has to do with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import IntEnum

from kg.knowledge import KnowledgeBase
from kg.model import DocumentRecord, EntityType
from kg.resolve.identity import Alone, identify
from kg.resolve.known import Recognised

FEW_DOCUMENTS = 3


class Said(IntEnum):
    """A kind of thing that a document says of an identity. The numbers are kept on disk."""

    LABEL = 0
    FORM = 1
    NAMED = 2
    DOCUMENT = 3
    PARTNER = 4
    RECOGNISED = 5


@dataclass(slots=True)
class Variant:
    """All local entities that have the same identity alone.

    `labels` counts the labels, `forms` are the surface forms, `documents` the first few document ids, `partners` the
    identities that it shares a claim with; `documents` and `partners` are kept of unknown names only. `recognised`
    are the entries of the knowledge base that something else than the name says it is.
    """

    alone: Alone
    named: bool = False
    labels: Counter[str] = field(default_factory=Counter)
    forms: set[str] = field(default_factory=set)
    documents: list[str] = field(default_factory=list)
    partners: set[str] = field(default_factory=set)
    recognised: list[Recognised] = field(default_factory=list)

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
        """How often a document has it."""
        return self.labels.total()

    @property
    def open(self) -> bool:
        """Whether it may be another entity's name: it has a name, which the knowledge base does not have."""
        return self.named and self.alone.entry is None

    def hear(self, kind: Said, text: str, count: int) -> None:
        """Takes in what documents say; the texts of a kind come in their order."""
        if kind is Said.LABEL:
            self.labels[text] = count
        elif kind is Said.FORM:
            self.forms.add(text)
        elif kind is Said.NAMED:
            self.named = True
        elif kind is Said.DOCUMENT and len(self.documents) < FEW_DOCUMENTS:
            self.documents.append(text)
        elif kind is Said.PARTNER:
            self.partners.add(text)
        elif kind is Said.RECOGNISED:
            self.recognised.append(Recognised(*text.split("\t", 2)))


Tallies = dict[tuple[str, Said, str], int]


@dataclass(frozen=True, slots=True)
class Facts:
    """What one record says: the identities of its entities by position, and how often it says what of them."""

    identities: tuple[Alone, ...]
    tallies: Tallies


def facts(record: DocumentRecord, knowledge: KnowledgeBase) -> Facts:
    """What a record says of the identities of its entities; it depends on no other record."""
    here = tuple(_distinct(identify(local, record, knowledge) for local in record.entities))
    tallies: Tallies = {}

    def count(id_: str, kind: Said, text: str) -> None:
        tallies[id_, kind, text] = tallies.get((id_, kind, text), 0) + 1

    unknown = {a.id for local, a in zip(record.entities, here, strict=True) if a.entry is None and local.named}
    for local, alone in zip(record.entities, here, strict=True):
        count(alone.id, Said.LABEL, local.label)
        for form in local.surface_forms:
            count(alone.id, Said.FORM, form)
        if local.named:
            count(alone.id, Said.NAMED, "")
        if alone.id in unknown:
            count(alone.id, Said.DOCUMENT, record.document.id)
            if (found := alone.recognised) is not None:
                count(alone.id, Said.RECOGNISED, f"{found.entry}\t{found.rule}\t{found.reason}")
    for claim in record.claims:
        one, other = here[claim.subject], here[claim.object]
        for it, partner in ((one, other), (other, one)):
            if it.id != partner.id and it.id in unknown and it.type is EntityType.PERSON:
                count(it.id, Said.PARTNER, partner.id)
    return Facts(here, tallies)


def _distinct(found: Iterable[Alone]) -> Iterator[Alone]:
    """Things of one document with the same description are told apart by a number."""
    seen: Counter[str] = Counter()
    for alone in found:
        seen[alone.id] += 1
        if not alone.shared and seen[alone.id] > 1:
            yield replace(alone, id=f"{alone.id}-{seen[alone.id]}")
        else:
            yield alone
