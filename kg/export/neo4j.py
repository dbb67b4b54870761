"""Tables for `neo4j-admin database import`, which fills an empty database much faster than Cypher does.

A ZIP archive with `nodes.csv`, `relationships.csv` and `README.txt`, which says how they are imported.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, BinaryIO

from kg.export.cypher import relationship
from kg.export.writer import SURROGATES, Cleaner, Options, Written
from kg.model import Assertion, Entity

if TYPE_CHECKING:
    from kg.graph import Graph

DELIMITER = "\x1f"
"""Between the members of a list. Unlike the usual semicolon it does not occur in texts, from which it is taken out."""

NODES = ("id:ID", "label", "wikidata", "names:string[]", "same_as:string[]", "named:boolean", ":LABEL")
EDGES = (
    "id", ":START_ID", ":END_ID", ":TYPE", "predicate", "factuality", "source", "source_id", "time", "place",
    "place_id", "confidence:double", "document", "evidence:string[]", "starts:long[]", "subject_mentions:string[]",
    "object_mentions:string[]", "model",
)  # fmt: skip

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that ZIP knows: the same graph gives the same bytes
_README = """Unpacked, this fills an empty Neo4j database:

neo4j-admin database import full neo4j --nodes=nodes.csv --relationships=relationships.csv \\
    --array-delimiter=U+001F --multiline-fields=true --ignore-empty-strings=true
"""


def write(graph: Graph, file: BinaryIO, _: Options) -> Written:
    """Writes the archive."""
    cleaner = Cleaner(SURROGATES)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _table(archive, "nodes.csv", NODES, (_node(entity, cleaner) for entity in graph.entities()))
        _table(archive, "relationships.csv", EDGES, (_edge(assertion, cleaner) for assertion in graph.assertions()))
        with archive.open(zipfile.ZipInfo("README.txt", _EPOCH), "w") as member:
            member.write(_README.encode())
    return Written(cleaner.replaced)


def _table(archive: zipfile.ZipFile, name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(member, "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "utf-8", newline="") as text:
        table = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
        table.writerow(columns)
        table.writerows(rows)


def _node(entity: Entity, cleaner: Cleaner) -> list[str]:
    return [
        cleaner.clean(entity.id),
        cleaner.clean(entity.label),
        cleaner.clean(entity.wikidata or ""),
        _list(entity.names, cleaner),
        _list(entity.same_as, cleaner),
        str(entity.named).lower(),
        f"Entity{DELIMITER}{entity.type}",
    ]


def _edge(assertion: Assertion, cleaner: Cleaner) -> list[str]:
    place = assertion.place
    texts = (
        assertion.id,
        assertion.subject.id,
        assertion.object.id,
        relationship(assertion.predicate),
        assertion.predicate,
        assertion.factuality.value,
        assertion.source_label or "",
        assertion.source_id or "",
        assertion.time or "",
        place.label if place else "",
        place.id if place else "",
        repr(assertion.confidence),
        assertion.document,
    )
    return [
        *(cleaner.clean(text) for text in texts),
        _list([one.text for one in assertion.evidence], cleaner),
        _list([str(one.start) for one in assertion.evidence], cleaner),
        _list(assertion.subject_mentions, cleaner),
        _list(assertion.object_mentions, cleaner),
        cleaner.clean(assertion.model),
    ]


def _list(texts: Iterable[str], cleaner: Cleaner) -> str:
    return DELIMITER.join(cleaner.clean(text).replace(DELIMITER, " ") for text in texts)
