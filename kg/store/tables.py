"""A resolution as three tables of JSON lines, which keep all of it: texts and order too.

An RDF store has no order and decodes each term by itself. Measured with 100,000 assertions, these tables are read
about ten times as fast as the assertions' quads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import GraphError
from kg.model import Assertion, Decision, Document, Entity, EntityType, Evidence, Factuality, Resolution
from kg.rdf import TextlessDocument

DOCUMENTS, ENTITIES, ASSERTIONS = "documents.jsonl", "entities.jsonl", "assertions.jsonl"
DECISIONS = "decisions.jsonl"

Row = list[Any]

_OF_TEXT = 6  # columns of a document with its text; of one without, the hash is the seventh


def write_tables(resolution: Resolution, folder: Path) -> None:
    """Writes the tables into a folder."""
    _write(folder / DOCUMENTS, (_document_row(document) for document in resolution.documents))
    _write(folder / ENTITIES, (_entity_row(entity) for entity in resolution.entities))
    _write(folder / ASSERTIONS, (_assertion_row(assertion) for assertion in resolution.assertions))
    _write(
        folder / DECISIONS, ([d.one, d.other, d.merged, d.rule, d.reason, d.documents] for d in resolution.decisions)
    )


def read_documents(folder: Path) -> Iterator[Document]:
    """The documents, in their order. Raises `GraphError`, as the others do, if the table cannot be read."""
    return (TextlessDocument(*row) if len(row) > _OF_TEXT else Document(*row) for row in _read(folder / DOCUMENTS))


def read_entities(folder: Path) -> Iterator[Entity]:
    """The entities, in their order."""
    for id_, label, type_, wikidata, names, same_as, named in _read(folder / ENTITIES):
        yield Entity(id_, label, EntityType(type_), wikidata, tuple(names), tuple(same_as), named)


def read_decisions(folder: Path) -> Iterator[Decision]:
    """Why names were joined or kept apart, sorted."""
    for one, other, merged, rule, reason, documents in _read(folder / DECISIONS):
        yield Decision(one, other, merged, rule, reason, tuple(documents))


def read_assertions(folder: Path, entities: Mapping[str, Entity]) -> Iterator[Assertion]:
    """The assertions, in their order; `entities` are those of `read_entities` by id."""
    for row in _read(folder / ASSERTIONS):
        id_, document, subject, predicate, object_, factuality, evidence, source, *rest = row
        time, place, confidence, subject_mentions, object_mentions, model = rest
        yield Assertion(
            id=id_,
            document=document,
            subject=entities[subject],
            predicate=predicate,
            object=entities[object_],
            factuality=_FACTUALITY[factuality],
            evidence=tuple(Evidence(*one) for one in evidence),
            source=entities[source[0]] if isinstance(source, list) else source,
            time=time,
            place=None if place is None else entities[place],
            confidence=confidence,
            subject_mentions=tuple(subject_mentions),
            object_mentions=tuple(object_mentions),
            model=model,
        )


_FACTUALITY = {factuality.value: factuality for factuality in Factuality}


def _document_row(document: Document) -> Row:
    row = [document.id, document.text, document.title, document.date, document.publisher, document.url]
    return [*row, document.recorded_hash] if isinstance(document, TextlessDocument) else row


def _entity_row(entity: Entity) -> Row:
    return [entity.id, entity.label, entity.type, entity.wikidata, entity.names, entity.same_as, entity.named]


def _assertion_row(assertion: Assertion) -> Row:
    source = assertion.source
    return [
        assertion.id,
        assertion.document,
        assertion.subject.id,
        assertion.predicate,
        assertion.object.id,
        assertion.factuality,
        [(one.document, one.start, one.end, one.text) for one in assertion.evidence],
        [source.id] if isinstance(source, Entity) else source,
        assertion.time,
        assertion.place.id if assertion.place else None,
        assertion.confidence,
        assertion.subject_mentions,
        assertion.object_mentions,
        assertion.model,
    ]


def _write(path: Path, rows: Iterable[Row]) -> None:
    encode = json.JSONEncoder(separators=(",", ":")).encode  # ASCII, so that even a lone surrogate comes back
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.writelines(encode(row) + "\n" for row in rows)


def _read(path: Path) -> Iterator[Row]:
    try:
        with path.open(encoding="ascii", newline="\n") as file:
            yield from map(json.loads, file)
    except (OSError, ValueError) as error:
        raise GraphError(f"{path}: the graph is damaged ({error}); make it again with kg build.") from error
