"""What a graph mainly says: assertions of several articles put together, the most told first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.cli import terminal
from kg.model import Assertion, Factuality
from kg.ontology import Ontology

if TYPE_CHECKING:
    from rich.table import Table

    from kg.pipeline import Counts

Triple = tuple[str, str, str]
_ORDER = tuple(Factuality)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that one article or more says.

    `sources` are those who say so, `articles` the documents' ids; `only_in` is the one article that tells of this
    at all, as fact or otherwise, "" if there are several.
    """

    subject: str
    predicate: str
    object: str
    factuality: str
    sources: tuple[str, ...]
    times: tuple[str, ...]
    articles: tuple[str, ...]
    only_in: str = ""

    def as_data(self) -> dict[str, Any]:
        """The row for JSON."""
        return {
            "subject": self.subject,
            "predicate": self.predicate,
            "object": self.object,
            "factuality": self.factuality,
            "sources": list(self.sources),
            "times": list(self.times),
            "articles": list(self.articles),
        }


def main_assertions(assertions: Iterable[Assertion]) -> list[Row]:
    """The assertions, those that say the same as one row; an allegation and its denial stand together.

    What most articles say comes first. Of the rest, each article has its turn: first what happened, of those whom the
    graph says most of; then how things stand (who leads what).
    """
    states = {predicate.name for predicate in Ontology.load().predicates.values() if predicate.quad == "state"}
    triples = _triples(assertions)
    weight = Counter(end for (subject, _, target), rows in triples.items() for end in (subject, target) for _ in rows)

    def rank(triple: Triple) -> tuple[bool, int, Triple]:
        subject, predicate, target = triple
        return predicate in states, -weight[subject] - weight[target], triple

    turns = Counter[str]()
    ranked = []
    for triple in sorted(triples, key=rank):
        articles = sorted({article for row in triples[triple] for article in row.articles})
        only_in = articles[0] if len(articles) == 1 else ""
        turns[only_in] += bool(only_in)
        rows = [replace(row, only_in=only_in) for row in triples[triple]]
        ranked.append((-len(articles), turns[only_in], rank(triple), rows))
    return [row for *_, rows in sorted(ranked) for row in rows]


def _triples(assertions: Iterable[Assertion]) -> dict[Triple, list[Row]]:
    """The rows of each subject, predicate and object: one for each way in which it is told."""
    same = defaultdict[tuple[Triple, Factuality], list[Assertion]](list)
    for a in assertions:
        same[(a.subject.id, a.predicate, a.object.id), a.factuality].append(a)
    triples = defaultdict[Triple, list[Row]](list)
    for triple, factuality in sorted(same, key=lambda key: (key[0], _ORDER.index(key[1]))):
        triples[triple].append(_row(same[triple, factuality]))
    return triples


def _row(group: list[Assertion]) -> Row:
    first = group[0]
    return Row(
        first.subject.label,
        first.predicate,
        first.object.label,
        first.factuality.value,
        _distinct(assertion.source_label for assertion in group),
        _distinct(assertion.time for assertion in group),
        _distinct(assertion.document for assertion in group),
    )


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))


def main_table(rows: Sequence[Row], limit: int) -> Table:
    """The first rows as a table, article by article: who, did what, to whom, told how, by whom, when."""
    predicates = Ontology.load().predicates
    shown = sorted(rows[:limit], key=lambda row: row.only_in)
    columns = ["who", "did what", "to whom", "factuality", "who says so", "when", "articles"]
    return terminal.table(columns, [_cells(row, predicates[row.predicate].label) for row in shown])


def _cells(row: Row, label: str) -> list[str]:
    sources, times = "; ".join(row.sources), ", ".join(row.times)
    return [row.subject, label, row.object, row.factuality, sources, times, str(len(row.articles))]


def counted(counts: Counts) -> str:
    """How large a graph is, in words."""
    documents = "document" if counts.documents == 1 else "documents"
    entities = "entity" if counts.entities == 1 else "entities"
    assertions = "assertion" if counts.assertions == 1 else "assertions"
    return f"{counts.documents:,} {documents}, {counts.entities:,} {entities}, {counts.assertions:,} {assertions}"
