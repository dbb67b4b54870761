"""Parquet: one document a row, read a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from kg.errors import ReadError
from kg.read.limits import UnreadableError
from kg.read.records import Fields, document
from kg.read.source import Placed, Source

_BATCH = 64


def read_parquet(source: Source, stream: IO[bytes], fields: Fields) -> Iterator[Placed | ReadError]:
    """A document for each row; errors name a row by its number, from 1."""
    try:
        file = pq.ParquetFile(stream)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableError(f"it is not a Parquet file: {error}") from None
    fields.require(file.schema_arrow.names)
    columns = [name for name in dict.fromkeys(fields.names()) if name in file.schema_arrow.names]
    number = 0
    for batch in _batches(file, columns):
        for row in range(batch.num_rows):
            number += 1
            place = f"{source.place}:{number}"
            try:
                values = {name: _value(batch.column(name)[row]) for name in columns}
                yield from document(values, fields, place, f"{source.id}:{number}")
            except UnreadableError as why:
                yield ReadError(place, str(why))
    if not number:
        raise UnreadableError("it holds no row")


def _batches(file: pq.ParquetFile, columns: list[str]) -> Iterator[pa.RecordBatch]:
    try:
        yield from file.iter_batches(batch_size=_BATCH, columns=columns)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableError(f"the rest of it is broken: {error}") from None


def _value(scalar: pa.Scalar) -> object:
    """A cell as Python has it; bytes are text where they are UTF-8, as some writers leave text unmarked."""
    try:
        if pa.types.is_timestamp(scalar.type):
            return scalar.cast(pa.timestamp("s", scalar.type.tz), safe=False).as_py()
        value: object = scalar.as_py()
        return value.decode() if isinstance(value, bytes) else value
    except (UnicodeDecodeError, pa.ArrowException, ValueError, OverflowError) as error:
        raise UnreadableError(f"it holds a value that cannot be read: {error}") from None
