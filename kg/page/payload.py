"""All that the page's scripts read, as plain tables: a list a column, numbers for references."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from kg.graph.disagreements import disputes
from kg.model import Assertion, Document, Entity, Resolution
from kg.ontology import ONTOLOGY, Ontology, Predicate
from kg.page.network import Drawing, drawing
from kg.rdf.iris import DOCUMENT, ENTITY, WIKIDATA

Table = Mapping[str, Sequence[Any]]
"""Columns of equal length by name."""

UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def payload(resolution: Resolution, ontology: Ontology, title: str) -> dict[str, Any]:
    """The graph with its drawing, as JSON types. A reference is a position in the table it refers to."""
    drawn = drawing(resolution.entities, resolution.assertions)
    sentences = _sentences(resolution.assertions)
    documents = {document.id: number for number, document in enumerate(resolution.documents)}
    predicates = _predicates(resolution.assertions, ontology)
    symmetric = frozenset(predicate["name"] for predicate in predicates if predicate["symmetric"])
    return {
        "title": title,
        "iris": {"ontology": ONTOLOGY, "entity": ENTITY, "document": DOCUMENT, "wikidata": WIKIDATA},
        "network": {"nodes": drawn.network.nodes, "edges": drawn.network.edges, "options": drawn.network.options},
        "clusters": drawn.clusters,
        "entities": _entities(resolution.entities),
        "documents": _documents(resolution.documents),
        "predicates": predicates,
        "sentences": {
            "document": [documents[document] for document, _, _ in sentences],
            "start": [start for _, start, _ in sentences],
            "text": [text for _, _, text in sentences],
        },
        "assertions": _assertions(resolution, drawn, sentences, symmetric),
    }


def as_json(value: object) -> str:
    """JSON that stands safely between `<script>` tags: nothing in it can end the element or a line of script.

    >>> as_json("</script>&")
    '"\\\\u003c/script\\\\u003e\\\\u0026"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _sentences(assertions: Iterable[Assertion]) -> dict[tuple[str, int, str], int]:
    found = {(e.document, e.start, e.text) for assertion in assertions for e in assertion.evidence}
    return {sentence: number for number, sentence in enumerate(sorted(found))}


def _entities(entities: Sequence[Entity]) -> Table:
    return {
        "id": [entity.id for entity in entities],
        "label": [entity.label for entity in entities],
        "type": [entity.type.value for entity in entities],
        "wikidata": [entity.wikidata for entity in entities],
        "names": [entity.names for entity in entities],
    }


def _documents(documents: Sequence[Document]) -> Table:
    return {name: [getattr(d, name) for d in documents] for name in ("id", "title", "date", "publisher", "url")}


def _predicates(assertions: Iterable[Assertion], ontology: Ontology) -> list[dict[str, Any]]:
    used = sorted({assertion.predicate for assertion in assertions})
    return [_predicate(name, ontology.predicates.get(name)) for name in used]


def _predicate(name: str, known: Predicate | None) -> dict[str, Any]:
    """What the ontology says of a predicate; of one it does not have, its name alone."""
    if known is None:
        return {"name": name, "label": name, "group": "", "quad": "", "symmetric": False}
    return {
        "name": name,
        "label": known.label,
        "group": known.group,
        "quad": known.quad or "",
        "symmetric": known.symmetric,
    }


def _assertions(
    resolution: Resolution,
    drawn: Drawing,
    sentences: Mapping[tuple[str, int, str], int],
    symmetric: Set[str],
) -> Table:
    rows = resolution.assertions
    documents = {document.id: position for position, document in enumerate(resolution.documents)}
    number = {entity.id: position for position, entity in enumerate(resolution.entities)}
    predicates = {name: position for position, name in enumerate(sorted({a.predicate for a in rows}))}
    subjects = [number[a.subject.id] for a in rows]
    objects = [number[a.object.id] for a in rows]
    return {
        "id": [a.id for a in rows],
        "edge": [drawn.pairs[min(pair), max(pair)] for pair in zip(subjects, objects, strict=True)],
        "subject": subjects,
        "predicate": [predicates[a.predicate] for a in rows],
        "object": objects,
        "factuality": [a.factuality.value for a in rows],
        "source": [number[a.source.id] if isinstance(a.source, Entity) else a.source for a in rows],
        "document": [documents[a.document] for a in rows],
        "time": [a.time for a in rows],
        "place": [number[a.place.id] if a.place else None for a in rows],
        "confidence": [a.confidence for a in rows],
        "evidence": [[sentences[e.document, e.start, e.text] for e in a.evidence] for a in rows],
        "subjectMentions": [a.subject_mentions for a in rows],
        "objectMentions": [a.object_mentions for a in rows],
        "dispute": disputes(rows, symmetric),
    }
