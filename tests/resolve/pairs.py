"""Reads `pairs.tsv`: two mentions, whether they are one entity, and why.

A mention stands in brackets in a short text, which a date of publication may precede; a cell without brackets is the
mention itself, in a sentence of its kind. `=` says that both mentions stand in the first text. The last column says why
the answer is not found yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg.model import Document, DocumentRecord, MentionKind
from kg.resolve import resolve_with_reasons

TABLE = Path(__file__).with_name("pairs.tsv")
SENTENCES = {
    "person": "[{}] met Angela Merkel in Berlin.",
    "organization": "Brazil condemned [{}].",
    "country": "Brazil condemned [{}].",
    "place": "Angela Merkel visited [{}].",
    "agreement": "Brazil signed the [{}].",
    "weapon": "Brazil bought the [{}].",
}
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2}): ")
_MARKED = re.compile(r"\[([^]]+)\]")


@dataclass(frozen=True)
class Pair:
    """A line of the table."""

    line: int
    kind: str
    one: str
    other: str
    same: bool
    why: str
    missed: str = ""

    def __str__(self) -> str:
        return f"line {self.line}: {self.one} / {self.other}"

    @cached_property
    def marked(self) -> tuple[tuple[Document, str, int], ...]:
        """For each of the two mentions its document, its words, and where they start."""
        cells = [self.one] if self.other == "=" else [self.one, self.other]
        return tuple(found for side, cell in zip("ab", cells, strict=False) for found in self._marked(cell, side))

    def _marked(self, cell: str, side: str) -> Iterator[tuple[Document, str, int]]:
        dated = _DATE.match(cell)
        text = cell[dated.end() :] if dated else cell
        text = text if "[" in text else SENTENCES[self.kind].format(text)
        text = text[:1].upper() + text[1:]
        document = Document(f"{self.line:04}-{side}", _MARKED.sub(r"\1", text), date=dated[1] if dated else None)
        for number, match in enumerate(_MARKED.finditer(text)):
            yield document, match[1], match.start() - 2 * number

    def joined(self, records: Mapping[str, DocumentRecord]) -> bool | None:
        """Whether the mentions are one node in the graph of their documents alone; None if one of them is not in it."""
        own = {document.id: records[document.id] for document, _, _ in self.marked}
        nodes = dict(zip(sorted(own), resolve_with_reasons(own.values()).nodes, strict=True))
        found = [_node(own[d.id], nodes[d.id], start, start + len(words)) for d, words, start in self.marked]
        return None if None in found else found[0] == found[1]


def _node(record: DocumentRecord, nodes: Sequence[str], start: int, end: int) -> str | None:
    """The node of the mention that ends with these words, or else that lies in them."""
    inside = [
        (m.end == end, m.kind is MentionKind.NAME, -i, node)
        for i, (local, node) in enumerate(zip(record.entities, nodes, strict=True))
        for m in local.mentions
        if m.start < end and start < m.end
    ]
    return max(inside)[-1] if inside else None


def read_pairs() -> list[Pair]:
    """All pairs of the table."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [(n, line.split("\t")) for n, line in enumerate(lines[1:], start=2) if not line.startswith("#")]
    return [
        Pair(n, kind, one, other, answer == "same", why, missed) for n, (kind, one, other, answer, why, missed) in rows
    ]
