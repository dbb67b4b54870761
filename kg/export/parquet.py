"""Parquet: an assertion a row, with types, lists and the columns of the CSV."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.export.writer import SURROGATES, Cleaner, Options, Written
from kg.graph.attributes import told
from kg.model import Assertion, Document, Entity

if TYPE_CHECKING:
    import pyarrow as pa

    from kg.graph import Graph

_GROUP = 10_000  # rows written together


def write(graph: Graph, file: BinaryIO, _: Options) -> Written:
    """Writes the assertions, in the graph's order, some thousands at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    cleaner = Cleaner(SURROGATES)
    documents = {document.id: document for document in graph.documents()}
    rows = (_cleaned(_row(assertion, documents[assertion.document]), cleaner) for assertion in graph.assertions())
    with pq.ParquetWriter(file, schema(), compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(pa.Table.from_pylist(group, schema=schema()))
    return Written(cleaner.replaced)


def schema() -> pa.Schema:
    """The columns: those of the CSV, and the evidence as a list of stretches of text."""
    import pyarrow as pa

    text = pa.string()
    stretch = pa.struct([("document", text), ("start", pa.int64()), ("end", pa.int64()), ("text", text)])
    ends = [(f"{end}_{part}", text) for end in ("subject", "object") for part in ("id", "type", "wikidata")]
    return pa.schema(
        [
            *((name, text) for name in ("id", "subject", "predicate", "object", "factuality", "source", "source_id")),
            *(("time", text), ("place", text), ("place_id", text), ("confidence", pa.float64())),
            ("evidence", pa.list_(stretch)),
            *((name, text) for name in ("document", "title", "published", "publisher", "url")),
            *ends,
            *(("subject_mentions", pa.list_(text)), ("object_mentions", pa.list_(text)), ("model", text)),
        ]
    )


def _groups(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while group := list(itertools.islice(rows, _GROUP)):
        yield group


def _row(assertion: Assertion, document: Document) -> dict[str, Any]:
    return {
        "id": assertion.id,
        **told(assertion),
        "evidence": [
            {"document": one.document, "start": one.start, "end": one.end, "text": one.text}
            for one in assertion.evidence
        ],
        "document": document.id,
        "title": document.title,
        "published": document.date,
        "publisher": document.publisher,
        "url": document.url,
        **_end("subject", assertion.subject),
        **_end("object", assertion.object),
        "subject_mentions": list(assertion.subject_mentions),
        "object_mentions": list(assertion.object_mentions),
        "model": assertion.model,
    }


def _end(name: str, entity: Entity) -> dict[str, Any]:
    return {
        name: entity.label,
        f"{name}_id": entity.id,
        f"{name}_type": entity.type.value,
        f"{name}_wikidata": entity.wikidata,
    }


def _cleaned(value: Any, cleaner: Cleaner) -> Any:
    """The value with no lone surrogate in any of its texts."""
    if isinstance(value, str):
        return cleaner.clean(value)
    if isinstance(value, list):
        return [_cleaned(one, cleaner) for one in value]
    return {name: _cleaned(one, cleaner) for name, one in value.items()} if isinstance(value, dict) else value
