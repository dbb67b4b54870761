"""JSON Lines: one assertion of one document a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.export.writer import SURROGATES, Options, Written
from kg.model import Assertion, Entity

if TYPE_CHECKING:
    from kg.graph import Graph

Json = dict[str, Any]


def write(graph: Graph, file: BinaryIO, _: Options) -> Written:
    """Writes the assertions, in the graph's order."""
    for assertion in graph.assertions():
        file.write(line(assertion).encode())
    return Written()


def line(assertion: Assertion) -> str:
    """The line of an assertion. What is no character, a lone surrogate, is written as JSON's escape of it."""
    text = json.dumps(as_json(assertion), ensure_ascii=False, separators=(", ", ": "))
    return SURROGATES.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def as_json(assertion: Assertion) -> Json:
    """An assertion as JSON types. A source that is no entity has a label and no id."""
    return {
        "id": assertion.id,
        "document": assertion.document,
        "subject": {**_entity(assertion.subject), "mentions": list(assertion.subject_mentions)},
        "predicate": assertion.predicate,
        "object": {**_entity(assertion.object), "mentions": list(assertion.object_mentions)},
        "factuality": assertion.factuality.value,
        "source": _source(assertion.source),
        "time": assertion.time,
        "place": _entity(assertion.place) if assertion.place else None,
        "confidence": assertion.confidence,
        "evidence": _evidence(assertion),
        "model": assertion.model,
    }


def _entity(entity: Entity) -> Json:
    return {
        "id": entity.id,
        "label": entity.label,
        "type": entity.type.value,
        "wikidata": entity.wikidata,
        "named": entity.named,
    }


def _source(source: Entity | str | None) -> Json | None:
    if source is None:
        return None
    return _entity(source) if isinstance(source, Entity) else {"id": None, "label": source}


def _evidence(assertion: Assertion) -> Sequence[Json]:
    """The places in the assertion's document; one in another document names it."""
    return [
        {
            **({} if e.document == assertion.document else {"document": e.document}),
            "start": e.start,
            "end": e.end,
            "text": e.text,
        }
        for e in assertion.evidence
    ]
