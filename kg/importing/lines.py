"""The graph of JSON Lines: `assertions.jsonl`, read back.

The lines hold assertions and the entities in them. What else is in a graph, the titles and dates of documents and the
entities that nothing is said of, is not in the lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.errors import EvidenceError, ReadError
from kg.importing.files import opened
from kg.model import Assertion, Entity, EntityType, Evidence, Factuality, Resolution
from kg.rdf import TextlessDocument, assertion_order

Json = Mapping[str, Any]


def read_lines(path: Path) -> Resolution:
    """The assertions of a file, their entities, and their documents, of which only the id is known.

    Raises `ReadError` if the file cannot be read, or a line is none of ours; it names the line.
    """
    entities: dict[str, Entity] = {}
    assertions = sorted(_assertions(path, entities), key=assertion_order)
    names = _names(assertions)
    full = {id_: _with_names(entity, names.get(id_, set())) for id_, entity in entities.items()}
    return Resolution(
        documents=tuple(TextlessDocument(id_, "") for id_ in sorted({a.document for a in assertions})),
        entities=tuple(full[id_] for id_ in sorted(full)),
        assertions=tuple(_between(assertion, full) for assertion in assertions),
    )


def _assertions(path: Path, entities: dict[str, Entity]) -> Iterator[Assertion]:
    with opened(path) as file:
        for number, line in enumerate(file, start=1):
            try:
                yield _assertion(json.loads(line), entities)
            except (EvidenceError, KeyError, TypeError, ValueError) as error:
                raise ReadError(f"{path}:{number}", f"it is no line of ours: {error!r}") from error


def _assertion(row: Json, entities: dict[str, Entity]) -> Assertion:
    subject, object_, source, place = row["subject"], row["object"], row["source"], row["place"]
    return Assertion(
        id=row["id"],
        document=row["document"],
        subject=_entity(subject, entities),
        predicate=row["predicate"],
        object=_entity(object_, entities),
        factuality=Factuality(row["factuality"]),
        evidence=tuple(_evidence(one, row["document"]) for one in row["evidence"]),
        source=_source(source, entities),
        time=row["time"],
        place=_entity(place, entities) if place else None,
        confidence=float(row["confidence"]),
        subject_mentions=tuple(subject["mentions"]),
        object_mentions=tuple(object_["mentions"]),
        model=row["model"],
    )


def _entity(row: Json, entities: dict[str, Entity]) -> Entity:
    entity = Entity(row["id"], row["label"], EntityType(row["type"]), row["wikidata"], named=row["named"])
    if entities.setdefault(entity.id, entity) != entity:
        raise ValueError(f"{entity.id} is described otherwise in another line")
    return entity


def _source(row: Json | None, entities: dict[str, Entity]) -> Entity | str | None:
    if row is None:
        return None
    return _entity(row, entities) if row["id"] is not None else str(row["label"])


def _evidence(row: Json, document: str) -> Evidence:
    return Evidence(row.get("document", document), int(row["start"]), int(row["end"]), str(row["text"]))


def _names(assertions: list[Assertion]) -> dict[str, set[str]]:
    """How the texts call each entity."""
    names: dict[str, set[str]] = {}
    for assertion in assertions:
        names.setdefault(assertion.subject.id, set()).update(assertion.subject_mentions)
        names.setdefault(assertion.object.id, set()).update(assertion.object_mentions)
    return names


def _with_names(entity: Entity, names: set[str]) -> Entity:
    known = tuple(sorted(names - {entity.label}))
    return Entity(entity.id, entity.label, entity.type, entity.wikidata, known, named=entity.named)


def _between(assertion: Assertion, entities: Mapping[str, Entity]) -> Assertion:
    source, place = assertion.source, assertion.place
    return replace(
        assertion,
        subject=entities[assertion.subject.id],
        object=entities[assertion.object.id],
        source=entities[source.id] if isinstance(source, Entity) else source,
        place=entities[place.id] if place else None,
    )
