"""Whom and what pronouns and descriptions stand for, case by case from a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract import Extractor
from kg.extract.analysis import Analysis
from kg.model import Document

TABLE = Path(__file__).with_name("data") / "coreference.tsv"


def rows() -> list[list[str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith(("#", "region\t"))]


def labels(analysis: Analysis, anaphor: str) -> str:
    """The labels of what the mention at a word of the text stands for, in the order in which the text names them."""
    word, _, place = anaphor.partition("#")
    tokens = [token.i for token in analysis.doc if token.text == word]
    token = tokens[int(place or 1) - 1]
    clusters = analysis.clusters
    mention = clusters.reading.at.get(token)
    chosen = clusters.refers[mention] if mention is not None else ()
    chosen = tuple(sorted(chosen, key=lambda c: min(clusters[c].mentions, default=0)))
    return " + ".join(clusters[c].label for c in chosen) or "-"


@pytest.mark.parametrize(("region", "genre", "text", "anaphor", "stands_for"), rows())
def test_an_anaphor_stands_for(
    extractor: Extractor, region: str, genre: str, text: str, anaphor: str, stands_for: str
) -> None:
    analysis = extractor.analyse(Document(id="a", text=text, date="2024-06-19"))
    assert labels(analysis, anaphor) == stands_for


def test_the_table_is_broad() -> None:
    assert len(rows()) >= 60
    assert len({row[0] for row in rows()}) >= 20
    assert {row[1] for row in rows()} >= {"wire", "statement", "conflict", "domestic", "biography", "speech"}
