"""Annotated and extracted assertions in one shape, and when an extracted argument is the annotated one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from benchmarks.accuracy.wording import bare, content, normal, untitled
from kg.knowledge import KnowledgeBase
from kg.model import DocumentRecord, EntityType, LocalEntity
from kg.ontology import Ontology

NAMED = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY, EntityType.PLACE})
"""The types whose entities have a name of their own: their names must agree, not only some words of a description."""

Documents = dict[str, list["Assertion"]]


@dataclass(frozen=True)
class Argument:
    """A subject or object: `label`, and the other `forms` by which the document refers to it."""

    label: str
    type: str = ""
    wikidata: str | None = None
    forms: tuple[str, ...] = ()

    @cached_property
    def name(self) -> str:
        """The label, normalised."""
        return bare(normal(self.label))

    @cached_property
    def names(self) -> frozenset[str]:
        """Label and forms, normalised."""
        return frozenset(bare(form) for form in map(normal, (self.label, *self.forms)) if form)

    @cached_property
    def key(self) -> str:
        """What two mentions of the same entity share."""
        return self.wikidata or self.name

    def matches(self, gold: Argument) -> bool:
        """Whether this is the annotated argument `gold`.

        Two Wikidata identifiers decide for what has a name. Else the label of either must be a form of the other,
        titles of persons aside; a name may have its words in another order, and of two descriptions half the words
        must be the same, or the last word, with the words of one all in the other.
        """
        if self.wikidata and gold.wikidata:
            if self.wikidata == gold.wikidata:
                return True
            if gold.type in NAMED:
                return False
        if self._same_form(gold):
            return True
        if gold.type in NAMED:
            return self._same_words(gold)
        return any(_alike(one, other) for one in self.names for other in gold.names)

    def _same_form(self, gold: Argument) -> bool:
        if gold.type != EntityType.PERSON:
            return self.name in gold.names or gold.name in self.names
        mine, theirs = {untitled(name) for name in self.names}, {untitled(name) for name in gold.names}
        return untitled(self.name) in theirs or untitled(gold.name) in mine

    def _same_words(self, gold: Argument) -> bool:
        mine, theirs = (untitled(a.name) if gold.type == EntityType.PERSON else a.name for a in (self, gold))
        return len(content(mine)) > 1 and content(mine) == content(theirs)


def _alike(one: str, other: str) -> bool:
    mine, theirs = content(one), content(other)
    if not mine or not theirs:
        return False
    half = 2 * len(mine & theirs) >= len(mine | theirs)
    same_last = one.rpartition(" ")[2] == other.rpartition(" ")[2]
    return half or (same_last and (mine <= theirs or theirs <= mine))


@dataclass(frozen=True, eq=False)
class Assertion:
    """What a document says, annotated or extracted. `source` is who says so, in words; `core` marks a main fact."""

    subject: Argument
    predicate: str
    object: Argument
    factuality: str
    source: str | None = None
    core: bool = False
    confidence: float = field(default=1.0)

    def __str__(self) -> str:
        return f"{self.subject.label} | {self.predicate} | {self.object.label} | {self.factuality}"

    @cached_property
    def symmetric(self) -> bool:
        """Whether subject and object may change places."""
        return Ontology.load().predicates[self.predicate].symmetric

    @cached_property
    def group(self) -> str:
        """The group of predicates that its predicate belongs to."""
        return Ontology.load().predicates[self.predicate].group

    def ends_match(self, gold: Assertion) -> bool:
        """Whether subject and object are those of `gold`, in either order if its predicate is symmetric."""
        if self.subject.matches(gold.subject) and self.object.matches(gold.object):
            return True
        return gold.symmetric and self.turned_matches(gold)

    def turned_matches(self, gold: Assertion) -> bool:
        """Whether subject and object are those of `gold` with their places changed."""
        return self.subject.matches(gold.object) and self.object.matches(gold.subject)

    def source_matches(self, gold: Assertion) -> bool:
        """Whether both name a source, and the two share a word."""
        if not self.source or not gold.source:
            return False
        return not content(normal(self.source)).isdisjoint(content(normal(gold.source)))


def distinct(assertions: Iterable[Assertion]) -> list[Assertion]:
    """The first of those that say the same with the same factuality: a document says a thing once."""
    found: dict[tuple[Any, ...], Assertion] = {}
    for a in assertions:
        ends = (a.subject.key, a.object.key)
        found.setdefault((*(sorted(ends) if a.symmetric else ends), a.predicate, a.factuality), a)
    return list(found.values())


def annotated(data: Mapping[str, Any]) -> list[Assertion]:
    """The assertions of an annotation file."""
    entities = {
        e["id"]: Argument(e["label"], e.get("type", ""), e.get("wikidata"), tuple(e.get("aliases", ())))
        for e in data["entities"]
    }

    def source(value: str | None) -> str | None:
        return entities[value].label if value in entities else value

    return [
        Assertion(
            entities[row["s"]],
            row["p"],
            entities[row["o"]],
            row["factuality"],
            source(row.get("source")),
            bool(row.get("core")),
        )
        for row in data["assertions"]
    ]


def of_record(record: DocumentRecord) -> list[Assertion]:
    """The claims of a record."""
    arguments = [_of_entity(entity) for entity in record.entities]
    return [
        Assertion(
            arguments[claim.subject],
            claim.predicate,
            arguments[claim.object],
            claim.factuality,
            arguments[claim.source].label if isinstance(claim.source, int) else claim.source,
            confidence=claim.confidence,
        )
        for claim in record.claims
    ]


def _of_entity(entity: LocalEntity) -> Argument:
    known = KnowledgeBase.load().get(entity.knowledge) if entity.knowledge else None
    wikidata = known.wikidata if known is not None else None
    return Argument(entity.label, entity.type, wikidata or None, entity.surface_forms)


def read_extracted(path: Path) -> Documents:
    """The assertions of a JSON Lines file, by document: `kg export`'s lines, or records as the journal keeps them."""
    documents: Documents = defaultdict(list)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                for name, assertion in _of_line(line):
                    documents[name].append(assertion)
            except (KeyError, TypeError, ValueError) as error:
                raise SystemExit(f"{path.name}, line {number}: not an assertion or a record ({error}).") from error
    return documents


def _of_line(line: str) -> Iterator[tuple[str, Assertion]]:
    row = json.loads(line)
    if "claims" in row:
        record = DocumentRecord.from_json(line)
        yield from ((stem(record.document.id), assertion) for assertion in of_record(record))
        return
    source = row.get("source")
    yield (
        stem(str(row["document"])),
        Assertion(
            _of_value(row["subject"]),
            row["predicate"],
            _of_value(row["object"]),
            row.get("factuality", "fact"),
            source.get("label") if isinstance(source, dict) else source,
            confidence=row.get("confidence", 1.0),
        ),
    )


def _of_value(value: str | Mapping[str, Any]) -> Argument:
    if isinstance(value, str):
        return Argument(value)
    return Argument(value["label"], value.get("type", ""), value.get("wikidata"), tuple(value.get("mentions", ())))


def stem(document: str) -> str:
    """The name of a document without its folder and the ending of a text file.

    >>> stem("2024/own_a01.txt"), stem("re3d_v1.2")
    ('own_a01', 're3d_v1.2')
    """
    return PurePosixPath(document).name.removesuffix(".txt")
