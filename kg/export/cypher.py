"""Cypher for Neo4j, Memgraph and others that speak it: statements that can be run again without doubling anything."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO

from kg.export.writer import SURROGATES, Cleaner, Options, Written
from kg.graph.attributes import told
from kg.model import Assertion, Entity

if TYPE_CHECKING:
    from kg.graph import Graph

Value = str | int | float | bool | None | Iterable["Value"]

_BATCH = 500
_ESCAPED = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_UPPER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def write(graph: Graph, file: BinaryIO, _: Options) -> Written:
    """Writes entities as nodes with their type as label, and assertions as relationships named after the predicate."""
    cleaner = Cleaner(SURROGATES)
    for statement in _statements(graph):
        file.write(cleaner.clean(statement).encode() + b";\n")
    return Written(cleaner.replaced)


def relationship(predicate: str) -> str:
    """A predicate as Neo4j writes relationship types.

    >>> relationship("agreedWith")
    'AGREED_WITH'
    """
    return _UPPER.sub("_", predicate).upper()


def quoted(text: str) -> str:
    """A text as string literal.

    Neo4j up to version 4 reads a backslash and "u" as the escape of a character before anything else, whatever stands
    around it; so the two are never written side by side.

    >>> print(quoted("it's"), quoted(r"a\\u0027b"))
    'it\\'s' 'a\\\\' + 'u0027b'
    """
    escaped = "".join(_ESCAPED.get(c, c) for c in text.replace("\\", "\\\\").replace("'", "\\'"))
    return "'" + re.sub(r"\\\\(?=[uU])", lambda found: found[0] + "' + '", escaped) + "'"


def _statements(graph: Graph) -> Iterator[str]:
    yield "CREATE CONSTRAINT kg_entity_id IF NOT EXISTS FOR (e:Entity) REQUIRE e.id IS UNIQUE"
    entities = sorted(graph.entities(), key=lambda entity: (entity.type, entity.id))
    for type_, some in itertools.groupby(entities, lambda entity: entity.type):
        for batch in _batches(_node(entity) for entity in some):
            yield f"UNWIND [\n{batch}\n] AS row\nMERGE (e:Entity {{id: row.id}})\nSET e:`{type_}`, e += row"
    assertions = sorted(graph.assertions(), key=lambda assertion: assertion.predicate)
    for predicate, said in itertools.groupby(assertions, lambda assertion: assertion.predicate):
        name = relationship(predicate).replace("`", "``")
        for batch in _batches(_edge(assertion) for assertion in said):
            yield (
                f"UNWIND [\n{batch}\n] AS row\n"
                "MATCH (s:Entity {id: row.subject}), (o:Entity {id: row.object})\n"
                f"MERGE (s)-[r:`{name}` {{id: row.about.id}}]->(o)\nSET r += row.about"
            )


def _batches(rows: Iterable[str]) -> Iterator[str]:
    remaining = iter(rows)
    while batch := list(itertools.islice(remaining, _BATCH)):
        yield ",\n".join(batch)


def _node(entity: Entity) -> str:
    properties: Mapping[str, Value] = {
        "id": entity.id,
        "label": entity.label,
        "wikidata": entity.wikidata,
        "names": entity.names,
        "same_as": entity.same_as,
        "named": entity.named,
    }
    return _map(properties)


def _edge(assertion: Assertion) -> str:
    properties: Mapping[str, Value] = {
        "id": assertion.id,
        **told(assertion),
        "document": assertion.document,
        "evidence": [evidence.text for evidence in assertion.evidence],
        "starts": [evidence.start for evidence in assertion.evidence],
        "subject_mentions": assertion.subject_mentions,
        "object_mentions": assertion.object_mentions,
        "model": assertion.model,
    }
    ends = f"subject: {quoted(assertion.subject.id)}, object: {quoted(assertion.object.id)}"
    return f"  {{{ends}, about: {_map(properties)}}}"


def _map(properties: Mapping[str, Value]) -> str:
    pairs = (f"{name}: {_value(value)}" for name, value in properties.items() if value is not None)
    return f"{{{', '.join(pairs)}}}"


def _value(value: Value) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return f"[{', '.join(_value(one) for one in value or ())}]"
