"""CSV: a header, then one document a row, read as a stream."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import IO, TextIO

from kg.errors import ReadError
from kg.read.encoding import text_lines
from kg.read.limits import MAX_ROW_CHARACTERS, UnreadableError
from kg.read.records import Fields, document
from kg.read.source import Placed, Source

_DELIMITERS = ",;\t|"


def read_csv(source: Source, stream: IO[bytes], fields: Fields) -> Iterator[Placed | ReadError]:
    """A document for each row. The separator is the one of `, ; tab |` that gives the header the field for the text."""
    csv.field_size_limit(max(csv.field_size_limit(), MAX_ROW_CHARACTERS))
    with text_lines(stream, newline="") as lines:
        rows = _rows(lines, _delimiter(lines, fields))
        header = next(rows)[1]
        if isinstance(header, csv.Error):
            raise UnreadableError(f"its header is not CSV: {header}")
        count = 0
        for number, cells in rows:
            if cells:
                count += 1
                yield from _documents(source, number, cells, header, fields)
    if not count:
        raise UnreadableError("it holds no row below its header")


def _delimiter(lines: TextIO, fields: Fields) -> str:
    first = lines.readline(MAX_ROW_CHARACTERS)
    lines.seek(0)
    if not first.strip():
        raise UnreadableError("it is empty, or has no header in its first line")
    headers = {delimiter: next(csv.reader([first], delimiter=delimiter)) for delimiter in _DELIMITERS}
    chosen = next((delimiter for delimiter in headers if fields.text in headers[delimiter]), None)
    if chosen is None:
        fields.require(sorted(headers.values(), key=len)[-1])
    return chosen or ","


def _rows(lines: TextIO, delimiter: str) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Each row, or what is wrong with it, and the number of the line where it begins."""
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        start = rows.line_num + 1
        try:
            yield start, next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield start, error


def _documents(
    source: Source, number: int, cells: list[str] | csv.Error, header: list[str], fields: Fields
) -> Iterator[Placed | ReadError]:
    place = f"{source.place}:{number}"
    try:
        if isinstance(cells, csv.Error):
            raise UnreadableError(f"it is not CSV: {cells}")
        if len(cells) != len(header):
            raise UnreadableError(f"it has {len(cells)} cells, the header has {len(header)}")
        yield from document(dict(zip(header, cells, strict=True)), fields, place, f"{source.id}:{number}")
    except UnreadableError as why:
        yield ReadError(place, str(why))
