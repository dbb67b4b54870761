"""JSON Lines: one object a line, read as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, TextIO

from kg.errors import ReadError
from kg.read.encoding import text_lines
from kg.read.limits import MAX_ROW_CHARACTERS, UnreadableError
from kg.read.records import Fields, document
from kg.read.source import Placed, Source


def read_jsonl(source: Source, stream: IO[bytes], fields: Fields) -> Iterator[Placed | ReadError]:
    """A document for each line that is not blank."""
    rows = 0
    with text_lines(stream, newline="\n") as lines:
        for number, line in enumerate(_bounded(lines), start=1):
            if not line.strip():
                continue
            rows += 1
            place = f"{source.place}:{number}"
            try:
                yield from document(_row(line), fields, place, f"{source.id}:{number}")
            except UnreadableError as why:
                yield ReadError(place, str(why))
    if not rows:
        raise UnreadableError("it is empty")


def _bounded(lines: TextIO) -> Iterator[str]:
    """The lines of a stream; one that is too long comes as its beginning, and its rest is passed over."""
    while line := lines.readline(MAX_ROW_CHARACTERS + 1):
        rest = line
        while len(rest) > MAX_ROW_CHARACTERS and not rest.endswith("\n"):
            rest = lines.readline(MAX_ROW_CHARACTERS + 1)
        yield line


def _row(line: str) -> dict[str, object]:
    if len(line) > MAX_ROW_CHARACTERS:
        raise UnreadableError(f"the line is longer than {MAX_ROW_CHARACTERS:,} characters")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"it is not JSON: {error}") from None
    if not isinstance(row, dict):
        raise UnreadableError("it is JSON, but not an object with fields")
    return row
