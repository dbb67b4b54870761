"""Evaluates a job on a store, within the limits of an answer."""

from __future__ import annotations

import csv
import gzip
import io
import itertools
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import QueryError
from kg.serve.jobs import Answer, Job, Outcome
from kg.serve.media import ROWS, TRIPLES
from kg.serve.packing import etag, worth_compressing
from kg.store import evaluate
from kg.store.sparql import QUERY_PREFIXES, failure

_EFFORT = 5  # of gzip: past it, time grows faster than the answer shrinks


class _TooLarge(Exception):  # noqa: N818 - it never leaves this module
    """The answer has passed a limit; says which."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most rows or triples, and bytes, that an answer may have."""

    rows: int
    bytes: int


def answer(store: ox.Store, job: Job, bounds: Bounds) -> Answer:
    """The answer to a job, or the reason why there is none."""
    try:
        media_type, body = _written(store, job, bounds)
    except QueryError as error:
        broken = isinstance(error.__cause__, OSError)
        return Answer(Outcome.GONE if broken else Outcome.REFUSED, str(error).encode())
    except _TooLarge as error:
        return Answer(Outcome.LARGE, str(error).encode())
    except LookupError as error:
        return Answer(Outcome.UNACCEPTABLE, str(error.args[0]).encode())
    compressed = job.compressed and worth_compressing(body)
    name = etag(media_type.encode() + b"\0" + body, compressed=compressed)
    sent = gzip.compress(body, _EFFORT, mtime=0) if compressed else body
    return Answer(Outcome.ANSWERED, sent, media_type, name, compressed)


def _written(store: ox.Store, job: Job, bounds: Bounds) -> tuple[str, bytes]:
    """The media type and the bytes of the answer. Raises `LookupError` if the client takes no type that there is."""
    found = evaluate(store, job.query, job.dataset, job.base)
    try:
        if isinstance(found, ox.QueryTriples):
            if job.triples is None:
                raise LookupError(f"CONSTRUCT and DESCRIBE answer in: {', '.join(TRIPLES)}.")
            return job.triples, _triples(found, TRIPLES[job.triples], bounds)
        if job.rows is None:
            raise LookupError(f"SELECT and ASK answer in: {', '.join(ROWS)}.")
        if isinstance(found, ox.QueryBoolean):
            return job.rows, found.serialize(format=ROWS[job.rows]) or b""
        return job.rows, _rows(found, ROWS[job.rows], bounds)
    except (OSError, RuntimeError, ValueError) as error:
        raise failure(error) from error


def _rows(found: ox.QuerySolutions, format_: ox.QueryResultsFormat, bounds: Bounds) -> bytes:
    columns = len(found.variables)
    output = _Bounded(bounds.bytes)
    found.serialize(output, format_)
    body = output.getvalue()
    if len(body) > bounds.rows and _count(body, format_, columns) > bounds.rows:
        raise _TooLarge(f"The answer has more than {bounds.rows:,} rows; ask for less, as with LIMIT.")
    return body


def _count(body: bytes, format_: ox.QueryResultsFormat, columns: int) -> int:
    """How many rows an answer has. The engine writes rows without counting them."""
    if format_ == ox.QueryResultsFormat.XML:  # in texts < is written &lt;
        return body.count(b"<result>") + body.count(b"<result/>")
    if format_ == ox.QueryResultsFormat.TSV:  # in texts a line's end is written \n
        return body.count(b"\n") - 1
    if format_ == ox.QueryResultsFormat.CSV:
        rows = csv.reader(io.StringIO(body.decode(), newline=""))
        return sum(1 for _ in rows) - 1 if columns else body.count(b"\n") - 1
    solutions = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    return sum(1 for _ in solutions) if isinstance(solutions, ox.QuerySolutions) else 1


def _triples(found: ox.QueryTriples, format_: ox.RdfFormat, bounds: Bounds) -> bytes:
    triples = list(dict.fromkeys(itertools.islice(found, bounds.rows + 1)))
    if len(triples) > bounds.rows:
        raise _TooLarge(f"The answer has more than {bounds.rows:,} triples; ask for less, as with LIMIT.")
    output = _Bounded(bounds.bytes)
    if format_ != ox.RdfFormat.TURTLE:
        ox.serialize(triples, output, format_)
        return output.getvalue()
    ox.serialize(triples, output, format_, prefixes=_prefixes(triples))
    return _with_sorted_prefixes(output.getvalue())


def _prefixes(triples: list[ox.Triple]) -> dict[str, str]:
    """The prefixes that these triples have a use for."""
    terms = {term.value for triple in triples for term in triple if isinstance(term, ox.NamedNode)}
    namespaces = {iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for iri in terms}
    return {prefix: namespace for prefix, namespace in QUERY_PREFIXES.items() if namespace in namespaces}


def _with_sorted_prefixes(turtle: bytes) -> bytes:
    """Turtle whose prefixes, which the engine writes in any order, come in the order of the alphabet."""
    lines = turtle.split(b"\n")
    count = sum(1 for _ in itertools.takewhile(lambda line: line.startswith(b"@prefix "), lines))
    return b"\n".join([*sorted(lines[:count]), *lines[count:]])


class _Bounded(io.BytesIO):
    """A file in memory that takes so many bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: bytes) -> int:  # type: ignore[override]  # the engine writes bytes
        """Adds to the file. Raises `_TooLarge` if it would become too long."""
        if self.tell() + len(data) > self._most:
            raise _TooLarge(f"The answer is longer than {self._most:,} bytes; ask for less, as with LIMIT.")
        return super().write(data)
