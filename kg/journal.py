"""The records of documents, kept in SQLite as soon as each is made, so that a build can be killed at any moment.

Each change is one transaction in a write-ahead log: after a kill, what was put is there whole or not at all. After a
power failure the file is sound too, but the last documents may be missing (they are extracted again).
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from os import PathLike, fspath
from types import TracebackType
from typing import Any, Self

from kg.errors import GraphError, JournalError
from kg.model import Assertion, Document, DocumentRecord, Entity

_APPLICATION = 0x6B676A31  # "kgj1", in the file's header: tells our files from other SQLite databases
_VERSION = 1
_PATIENCE = 1.0  # seconds to wait for another process that may just be closing the file
_PAGE = 64

_SCHEMA = (
    """CREATE TABLE record (
        id TEXT PRIMARY KEY, content_hash TEXT NOT NULL, model TEXT NOT NULL, extraction TEXT NOT NULL,
        title TEXT, date TEXT, publisher TEXT, url TEXT, entities INTEGER NOT NULL, claims INTEGER NOT NULL,
        json TEXT NOT NULL, checksum INTEGER NOT NULL)""",
    "CREATE TABLE failure (name TEXT PRIMARY KEY, reason TEXT NOT NULL)",
    f"PRAGMA application_id = {_APPLICATION}",
    f"PRAGMA user_version = {_VERSION}",
)
_REASONS = {
    "SQLITE_BUSY": "it is in use by another build; wait until that has ended",
    "SQLITE_LOCKED": "it is in use by another build; wait until that has ended",
    "SQLITE_NOTADB": "it is not a journal: not an SQLite file",
    "SQLITE_CORRUPT": "it is damaged; remove it and build again",
    "SQLITE_CANTOPEN": "it cannot be opened; is its folder there, and may you write to it?",
    "SQLITE_READONLY": "it cannot be written; are the file and its folder read-only?",
    "SQLITE_FULL": "the disk is full",
}


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What the journal tells of a document without its text; `entities` and `claims` are counts."""

    id: str
    title: str | None
    date: str | None
    publisher: str | None
    url: str | None
    model: str
    extraction: str
    entities: int
    claims: int

    @classmethod
    def of(cls, document: Document, said: Sequence[Assertion]) -> DocumentSummary:
        """The summary of a document that no journal has a record of: what a graph holds of it."""
        ends = {end for a in said for end in (a.subject, a.object, a.source, a.place) if isinstance(end, Entity)}
        return cls(
            *(document.id, document.title, document.date, document.publisher, document.url),
            model=said[0].model if said else "",
            extraction="",
            entities=len(ends),
            claims=len(said),
        )


class Journal:
    """A file with a `DocumentRecord` for each document, and the inputs that failed. Open in one process at a time.

    Parameters:
        path: the file; made if it is missing. SQLite keeps a second file beside it (`-wal`) while it is open.
        extraction: a key that changes whenever extraction would give other records for the same text and model.

    Every method raises `JournalError` if the file is damaged, not a journal, in use by another process, or written by
    a newer version.

    >>> from kg.model import Document, DocumentRecord
    >>> document = Document(id="a.txt", text="Putin met Kim.")
    >>> with Journal(":memory:") as journal:
    ...     journal.put(DocumentRecord(document, (), (), model="en"))
    ...     journal.knows(document, "en"), journal.knows(document, "other"), len(journal)
    (True, False, 1)
    """

    def __init__(self, path: str | PathLike[str], *, extraction: str = "") -> None:
        """Open the file, or make it, and lock it."""
        self._path = fspath(path)
        self._extraction = extraction
        with self._reported():
            self._database = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        try:
            with self._reported():
                self._prepare()
        except BaseException:
            self._database.close()
            raise

    def put(self, record: DocumentRecord) -> None:
        """Keep a record, in one transaction; it replaces what was there for the document, a failure too."""
        with self._transaction() as database:
            row = self._row(record)
            database.execute(f"INSERT OR REPLACE INTO record VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
            database.execute("DELETE FROM failure WHERE name = ?", (record.document.id,))

    def knows(self, document: Document, model: str) -> bool:
        """Whether there is a record of exactly this document by this model and this journal's extraction key."""
        row = self._first("SELECT content_hash, model, extraction FROM record WHERE id = ?", document.id)
        return row == (document.content_hash, model, self._extraction)

    def records(self, *, only: Iterable[str] | None = None) -> Iterator[DocumentRecord]:
        """All records, or those of some documents, sorted by the document's id (by code points), a few in memory."""
        ids = sorted(only) if only is not None else [row[0] for row in self._rows("SELECT id FROM record ORDER BY id")]
        for start in range(0, len(ids), _PAGE):
            page = ids[start : start + _PAGE]
            marks = ", ".join("?" * len(page))
            query = f"SELECT id, json, checksum FROM record WHERE id IN ({marks}) ORDER BY id"  # noqa: S608
            for name, json, checksum in self._rows(query, *page):
                yield self._record(name, json, checksum)

    def stamps(self) -> dict[str, str]:
        """For each document, sorted by id, something that changes whenever its record does."""
        rows = self._rows("SELECT id, content_hash, model, extraction, checksum FROM record ORDER BY id")
        return {id_: f"{checksum} {hash_} {model} {extraction}" for id_, hash_, model, extraction, checksum in rows}

    def documents(self) -> Iterator[DocumentSummary]:
        """A summary of each document, sorted by id."""
        columns = "id, title, date, publisher, url, model, extraction, entities, claims"
        rows = self._rows(f"SELECT {columns} FROM record ORDER BY id")  # noqa: S608
        return (DocumentSummary(*row) for row in rows)

    def remove(self, document_id: str) -> None:
        """Take a document out. Raises `GraphError` if it is not there."""
        with self._transaction() as database:
            removed = database.execute("DELETE FROM record WHERE id = ?", (document_id,)).rowcount
        if not removed:
            raise GraphError(f"{document_id!r}: there is no such document in {self._path}")

    def fail(self, name: str, reason: str) -> None:
        """Note that an input could not be read, and why; a later reason for the same name replaces it."""
        with self._transaction() as database:
            database.execute("INSERT OR REPLACE INTO failure VALUES (?, ?)", (name, reason))

    @property
    def failures(self) -> dict[str, str]:
        """The inputs that could not be read with their reasons, sorted by name."""
        return dict(self._rows("SELECT name, reason FROM failure ORDER BY name"))

    def clear_failures(self) -> None:
        """Forget all failures, as at the start of a build that reads the inputs again."""
        with self._transaction() as database:
            database.execute("DELETE FROM failure")

    def close(self) -> None:
        """Write everything to the file itself and let other processes use it."""
        with self._reported():
            self._database.close()

    def __len__(self) -> int:
        """How many documents there are."""
        row = self._first("SELECT count(*) FROM record")
        return int(row[0]) if row else 0

    def __contains__(self, document_id: str) -> bool:
        """Whether there is a record for a document with this id, whatever its content."""
        return self._first("SELECT 1 FROM record WHERE id = ?", document_id) is not None

    def __enter__(self) -> Self:
        """The journal itself; it is closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _prepare(self) -> None:
        """Check that the file is ours before anything in it is changed, then lock it and make the tables."""
        database = self._database
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        application, version = self._number("PRAGMA application_id"), self._number("PRAGMA user_version")
        if self._number("SELECT count(*) FROM sqlite_master") and application != _APPLICATION:
            raise JournalError(f"{self._path}: it is not a journal, but another SQLite database")
        if version > _VERSION:
            raise JournalError(f"{self._path}: it was written by a newer version of this program; install that version")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute("BEGIN EXCLUSIVE")
        if not version:
            for statement in _SCHEMA:
                database.execute(statement)
        database.execute("COMMIT")

    def _row(self, record: DocumentRecord) -> tuple[str | int | None, ...]:
        document, json = record.document, record.to_json()
        return (
            *(document.id, document.content_hash, record.model, self._extraction),
            *(document.title, document.date, document.publisher, document.url),
            *(len(record.entities), len(record.claims), json, _checksum(json, document.id)),
        )

    def _record(self, name: str, json: str, checksum: int) -> DocumentRecord:
        if _checksum(json, name) != checksum:
            raise JournalError(f"{self._path}: its record of {name!r} is damaged; remove the file and build again")
        try:
            return DocumentRecord.from_json(json)
        except (KeyError, TypeError, ValueError) as error:
            raise JournalError(f"{self._path}: its record of {name!r} is another version's; build again") from error

    def _number(self, query: str) -> int:
        row = self._first(query)
        return int(row[0]) if row else 0

    def _first(self, query: str, *parameters: Any) -> tuple[Any, ...] | None:
        rows = self._rows(query, *parameters)
        return rows[0] if rows else None

    def _rows(self, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
        with self._reported():
            return self._database.execute(query, parameters).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._reported():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            finally:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """Errors of SQLite as `JournalError`, with the file's name and what to do."""
        try:
            yield
        except (sqlite3.Error, UnicodeError) as error:
            code = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
            raise JournalError(f"{self._path}: {_REASONS.get(code, error)}") from error


def _checksum(json: str, name: str) -> int:
    return zlib.crc32(json.encode(), zlib.crc32(name.encode()))
