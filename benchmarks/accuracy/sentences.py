"""Reads a folder of annotated single sentences, `sentences.tsv` and `triples.tsv`: see `fresh/README.md`."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

from benchmarks.accuracy.annotated import Annotated
from benchmarks.accuracy.assertions import Argument, Assertion
from kg.model import Document
from kg.ontology import Ontology


def read_sentences(folder: Path) -> list[Annotated]:
    """Each sentence of the folder as a text of its own, named by genre and number ("wire_f001"), without a date.

    Raises SystemExit that names the row if a triple has no sentence, or a predicate that the ontology lacks.
    """
    triples: dict[str, list[Assertion]] = defaultdict(list)
    for row in _rows(folder / "triples.tsv"):
        if row["predicate"] not in Ontology.load().predicates:
            raise SystemExit(f"{folder}/triples.tsv: {row['id']}: {row['predicate']} is no predicate of the ontology.")
        triples[row["id"]].append(_assertion(row))
    found = []
    for row in _rows(folder / "sentences.tsv"):
        name = f"{row['genre']}_{row['id']}"
        found.append(Annotated(Document(id=name, text=row["text"]), row["genre"], triples.pop(row["id"], [])))
    if triples:
        raise SystemExit(f"{folder}/triples.tsv: no sentences: {', '.join(sorted(triples))}.")
    return found


def _assertion(row: dict[str, str]) -> Assertion:
    return Assertion(
        subject=_argument(row, "subject"),
        predicate=row["predicate"],
        object=_argument(row, "object"),
        factuality=row["factuality"],
        source=row["source"] or None,
        core=True,
    )


def _argument(row: dict[str, str], end: str) -> Argument:
    return Argument(row[end], row[f"{end}_type"], None, tuple(filter(None, row[f"{end}_aliases"].split("|"))))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
