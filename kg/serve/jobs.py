"""What goes to a process that answers queries, and what comes back: frames of a head in JSON and a body of bytes."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from kg.store import Dataset

LENGTHS = struct.Struct(">II")
"""The lengths of head and body, which come before them."""


@dataclass(frozen=True, slots=True)
class Job:
    """A query, and how the answer is to be written.

    Attributes:
        query: SPARQL.
        dataset: the graphs to ask, None: those that the query names.
        rows: the media type for the answer to SELECT and ASK, None: the client takes none that there is.
        triples: the media type for the answer to CONSTRUCT and DESCRIBE, likewise.
        compressed: whether the client takes gzip.
        base: what relative IRIs are relative to.
    """

    query: str
    dataset: Dataset | None = None
    rows: str | None = "application/sparql-results+json"
    triples: str | None = "text/turtle"
    compressed: bool = False
    base: str | None = None


class Outcome(StrEnum):
    """What became of a query."""

    ANSWERED = "answered"
    REFUSED = "refused"
    UNACCEPTABLE = "unacceptable"
    LARGE = "large"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a query. `body` is the answer, or the reason why there is none.

    `gone` means that the store could not be read: it may have been replaced. `etag` names these very bytes.
    """

    outcome: Outcome
    body: bytes
    media_type: str = "text/plain"
    etag: str = ""
    compressed: bool = False

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


def pack_job(job: Job, store: str) -> bytes:
    """A job for the store at this path as bytes."""
    return _packed({"store": store, **asdict(job)}, b"")


def read_job(read: Callable[[int], bytes]) -> tuple[Job, str] | None:
    """The next job and the path of its store; None where there are no more."""
    lengths = read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    head, _ = LENGTHS.unpack(lengths)
    fields = json.loads(read(head))
    graphs = fields.pop("dataset")
    store = fields.pop("store")
    dataset = graphs and Dataset(tuple(graphs["default"]), tuple(graphs["named"]))
    return Job(dataset=dataset or None, **fields), store


def pack_answer(answer: Answer) -> bytes:
    """An answer as bytes."""
    fields = asdict(answer)
    return _packed(fields, fields.pop("body"))


def unpack_answer(head: bytes, body: bytes) -> Answer:
    """The answer whose head and body these are."""
    fields = json.loads(head)
    return Answer(Outcome(fields.pop("outcome")), body, **fields)


def _packed(fields: dict[str, Any], body: bytes) -> bytes:
    head = json.dumps(fields).encode()
    return LENGTHS.pack(len(head), len(body)) + head + body
