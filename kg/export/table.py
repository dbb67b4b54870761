"""CSV after RFC 4180, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO

from kg.export.writer import SURROGATES, Cleaner, Options, Written
from kg.model import Assertion, Document

if TYPE_CHECKING:
    from kg.graph import Graph

COLUMNS = (
    "id", "subject", "predicate", "object", "factuality", "source", "time", "place", "confidence", "evidence",
    "document", "title", "published", "publisher", "url", "start", "end",
    "subject_id", "subject_type", "subject_wikidata", "object_id", "object_type", "object_wikidata", "model",
)  # fmt: skip

_FORMULA = re.compile("[\\s\x00-\x1f\ufeff\u200b-\u200f]*[=+\\-@＝＋－＠]|[\t\r\n]")


def write(graph: Graph, file: BinaryIO, options: Options) -> Written:
    """Writes the assertions as rows under a line of headings, in the graph's order."""
    cleaner = Cleaner(SURROGATES)
    documents = {document.id: document for document in graph.documents()}
    text = io.TextIOWrapper(file, encoding="utf-8-sig" if options.bom else "utf-8", newline="", write_through=True)
    rows = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    rows.writeheader()
    for assertion in graph.assertions():
        cells = _row(assertion, documents[assertion.document])
        rows.writerow({name: cleaner.clean(harmless(cell)) for name, cell in cells.items()})
    text.detach()
    return Written(cleaner.replaced)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before one that it might.

    The characters are those that OWASP names under "CSV Injection", also behind white space.

    >>> harmless("=1+1"), harmless("Chad")
    ("'=1+1", 'Chad')
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _row(assertion: Assertion, document: Document) -> Mapping[str, str]:
    subject, object_, place = assertion.subject, assertion.object, assertion.place
    return {
        "id": assertion.id,
        "subject": subject.label,
        "predicate": assertion.predicate,
        "object": object_.label,
        "factuality": assertion.factuality.value,
        "source": assertion.source_label or "",
        "time": assertion.time or "",
        "place": place.label if place else "",
        "confidence": str(assertion.confidence),
        "evidence": " | ".join(evidence.text for evidence in assertion.evidence),
        "document": document.id,
        "title": document.title or "",
        "published": document.date or "",
        "publisher": document.publisher or "",
        "url": document.url or "",
        "start": " | ".join(str(evidence.start) for evidence in assertion.evidence),
        "end": " | ".join(str(evidence.end) for evidence in assertion.evidence),
        "subject_id": subject.id,
        "subject_type": subject.type.value,
        "subject_wikidata": subject.wikidata or "",
        "object_id": object_.id,
        "object_type": object_.type.value,
        "object_wikidata": object_.wikidata or "",
        "model": assertion.model,
    }
