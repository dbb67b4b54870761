"""When what a text says holds, case by case from a table, on parses of the package's own model."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract import Extractor
from kg.extract.time import TimeFinder

TABLE = Path(__file__).with_name("data") / "time.tsv"


def rows() -> list[list[str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith(("#", "region\t"))]


@pytest.mark.parametrize(("region", "genre", "text", "published", "word", "time"), rows())
def test_it_holds_then(
    extractor: Extractor, region: str, genre: str, text: str, published: str, word: str, time: str
) -> None:
    doc = extractor.nlp(text)
    token = next(t.i for t in doc if t.text == word)
    found = TimeFinder(doc, None if published == "-" else published).of_trigger(token)
    assert (found or "-") == time


def test_the_table_is_broad() -> None:
    assert len(rows()) >= 60
    assert len({row[0] for row in rows()}) >= 20
    assert {row[1] for row in rows()} >= {"wire", "statement", "conflict", "domestic", "biography", "history"}
