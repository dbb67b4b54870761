"""What flows through the road: documents, mentions, claims, entities, assertions, evidence.

Everything here is immutable. Character offsets count Unicode code points from the start of `Document.text`, end
exclusive; times are ISO 8601 dates (`2024`, `2024-06`, `2024-06-19`) or intervals (`2024-06-18/2024-06-19`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from kg.errors import EvidenceError


class Factuality(StrEnum):
    """How a text presents a claim: told as so, announced, held possible, claimed by an accuser, or negated."""

    FACT = "fact"
    PLANNED = "planned"
    POSSIBLE = "possible"
    ALLEGED = "alleged"
    DENIED = "denied"


class EntityType(StrEnum):
    """The classes of the ontology that an entity can have."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    COUNTRY = "Country"
    PLACE = "Place"
    AGREEMENT = "Agreement"
    EVENT = "Event"
    WEAPON = "Weapon"
    MEASURE = "Measure"
    PROGRAMME = "Programme"
    GROUP = "Group"


class MentionKind(StrEnum):
    """How a text refers: by a name, by a description ("the Russian leader"), or by a pronoun."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known about it.

    `id` is unique in a graph: the record's own id, or the file's path relative to the input folder.
    `date` is the publication date, an ISO 8601 date, or None.

    >>> Document(id="a.txt", text="Putin met Kim.").content_hash[:8]
    '7f500dc1'
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 (hex) of all fields: two documents with the same hash give the same record."""
        fields = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(fields.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text, in code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text refers to an entity; `text` is exactly the document's text from `start` to `end`."""

    start: int
    end: int
    text: str
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """What one document refers to, by all its mentions there (in text order; coreference is done).

    `named` says whether a name, and not only a description, stands for it. `knowledge` is the id of the entry of the
    knowledge base it was recognised as, or None.
    """

    label: str
    type: EntityType
    mentions: tuple[Mention, ...]
    named: bool = True
    knowledge: str | None = None

    @property
    def surface_forms(self) -> tuple[str, ...]:
        """The distinct texts of its mentions, pronouns left out, in text order."""
        return tuple(dict.fromkeys(m.text for m in self.mentions if m.kind is not MentionKind.PRONOUN))


@dataclass(frozen=True, slots=True)
class Claim:
    """What one document says: a subject, a predicate and an object, with its evidence.

    `subject`, `object`, `place` and (when an int) `source` are positions in `DocumentRecord.entities`.
    `evidence` holds the sentences; `trigger` is the words that say it, `path` how the arguments were found
    (for `kg explain`). `confidence` is between 0 and 1.
    """

    subject: int
    predicate: str
    object: int
    factuality: Factuality
    evidence: tuple[Span, ...]
    source: int | str | None = None
    time: str | None = None
    place: int | None = None
    confidence: float = 1.0
    trigger: Span | None = None
    path: str = ""

    def __post_init__(self) -> None:
        if not self.evidence:
            raise EvidenceError(f"A claim with predicate {self.predicate!r} has no evidence; give it one span or more.")


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """All that was found in one document, independent of every other document. `model` names the language model."""

    document: Document
    entities: tuple[LocalEntity, ...]
    claims: tuple[Claim, ...]
    model: str

    def to_json(self) -> str:
        """One line of JSON with sorted keys; `from_json` reads it back to an equal record."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> DocumentRecord:
        """The record that `to_json` wrote."""
        data = json.loads(text)
        return cls(
            document=Document(**data["document"]),
            entities=tuple(_local_entity(row) for row in data["entities"]),
            claims=tuple(_claim(row) for row in data["claims"]),
            model=data["model"],
        )


def _local_entity(row: Mapping[str, Any]) -> LocalEntity:
    mentions = tuple(Mention(**{**m, "kind": MentionKind(m["kind"])}) for m in row["mentions"])
    return LocalEntity(**{**row, "type": EntityType(row["type"]), "mentions": mentions})


def _claim(row: Mapping[str, Any]) -> Claim:
    return Claim(
        **{
            **row,
            "factuality": Factuality(row["factuality"]),
            "evidence": tuple(Span(**span) for span in row["evidence"]),
            "trigger": Span(**row["trigger"]) if row["trigger"] else None,
        }
    )


@dataclass(frozen=True, slots=True)
class Entity:
    """A node of the graph.

    `id` is readable and stable (`country/russia`, `person/jane-doe`); `wikidata` a QID when certain; `names` all names
    and descriptions met, sorted, without the label; `same_as` ids that its variants would have had alone.
    """

    id: str
    label: str
    type: EntityType
    wikidata: str | None = None
    names: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    named: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words behind an assertion: `text` is the document's text from `start` to `end`."""

    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Assertion:
    """One statement of one document, between entities of the graph.

    `id` is the document's id, `#` and a number. `source` is who says so: an entity, a text, or None for the document's
    own voice. `subject_mentions` and `object_mentions` are the surface forms in this document. `confidence` is
    between 0 and 1: the estimated probability that subject, predicate and object are what the text says.

    Raises `EvidenceError` without evidence.
    """

    id: str
    document: str
    subject: Entity
    predicate: str
    object: Entity
    factuality: Factuality
    evidence: tuple[Evidence, ...]
    source: Entity | str | None = None
    time: str | None = None
    place: Entity | None = None
    confidence: float = 1.0
    subject_mentions: tuple[str, ...] = ()
    object_mentions: tuple[str, ...] = ()
    model: str = ""

    def __post_init__(self) -> None:
        if not self.evidence:
            raise EvidenceError(f"Assertion {self.id!r} has no evidence; give it one Evidence or more.")

    @property
    def source_label(self) -> str | None:
        """How who says so is called, None for the document's own voice."""
        return self.source.label if isinstance(self.source, Entity) else self.source

    @property
    def source_id(self) -> str | None:
        """The id of who says so, None where it is no entity."""
        return self.source.id if isinstance(self.source, Entity) else None


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """Why two names became one entity or stayed two. `one` and `other` are the ids that each would have alone.

    `rule` names the kind of evidence in a word or two, `reason` says it in full. `documents` are the ids of a few
    documents that hold it, sorted.
    """

    one: str
    other: str
    merged: bool
    rule: str
    reason: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The graph as plain data: what `kg.resolve.resolve` makes of all records, each part sorted by id.

    `decisions` say of every two names that might be one entity's whether and why they are. They are about the graph and
    no part of it: two graphs are equal without them.
    """

    documents: tuple[Document, ...]
    entities: tuple[Entity, ...]
    assertions: tuple[Assertion, ...]
    decisions: tuple[Decision, ...] = field(default=(), compare=False)
