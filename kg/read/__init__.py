"""Reading: files, folders, globs and standard input to documents.

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> with TemporaryDirectory() as folder:
...     _ = Path(folder, "a.txt").write_text("NIAMEY, 26 February 2024 - The bloc lifted its sanctions.")
...     [(document.id, document.date) for document in read(folder)]
[('a.txt', '2024-02-26')]
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.errors import ReadError
from kg.model import Document
from kg.read import dates
from kg.read.formats import SUFFIXES, reader_of
from kg.read.heading import recognise
from kg.read.limits import MAX_CHARACTERS, UnreadableError
from kg.read.records import Fields
from kg.read.source import Placed, Source, sources

__all__ = ["SUFFIXES", "Fields", "admit", "read"]

Input = str | os.PathLike[str]
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\v\f\r"}
_MOST_CONTROLS = 0.01


def read(
    inputs: Input | Iterable[Input],
    *,
    date: str | None = None,
    fields: Fields | Mapping[str, str] | None = None,
    exclude: Input | None = None,
) -> Iterator[Document | ReadError]:
    """Read what inputs stand for: the documents, and a `ReadError` for each thing that cannot be read.

    Parameters:
        inputs: files, folders (read with all below them), patterns such as `news/**/*.txt`, or `-` for standard input.
        date: the publication date (ISO 8601, as 2024-06-19) for documents that state none.
        fields: what the fields of JSON, CSV and Parquet rows are called, where not as ours: `{"text": "body"}`.
        exclude: a folder that is no input, though it may lie in one: where the result is kept.

    Returns:
        An iterator, in an order that depends only on names and contents. A document's id is its record's own id;
        for a file, its path relative to the folder or to the pattern's last plain folder, else its name; for a record
        without an id, that and its line. The text of .txt and .md files is the file's text, so that offsets refer to
        it; only line ends become `\\n` and a byte order mark is left out. A record's text is the field's. Of
        documents with one id the first is given; others are reported, or passed over where they are the same.
        About 300 bytes a document are kept for that.

    Raises:
        ReadError: `date` is not a full date, or `fields` names a field that documents do not have.

    >>> next(read("no/such/file.txt"))
    ReadError('no/such/file.txt: there is no such file or folder')
    """
    if date is not None and (len(date) != 10 or dates.parse(date) != date):
        raise ReadError("date", f"{date!r} is not an ISO 8601 date such as 2024-06-19")
    names = [inputs] if isinstance(inputs, str | os.PathLike) else list(inputs)
    called = fields if isinstance(fields, Fields) else Fields.of(fields or {})
    return _read([os.fspath(name) for name in names], date, called, exclude)


def _read(inputs: list[str], date: str | None, fields: Fields, exclude: Input | None) -> Iterator[Document | ReadError]:
    found, errors = sources(inputs, exclude)
    yield from errors
    seen: dict[str, tuple[bytes, str]] = {}
    for source in found:
        for item in _items(source, fields):
            result = item if isinstance(item, ReadError) else _admit(item, date, seen)
            if result is not None:
                yield result


def _items(source: Source, fields: Fields) -> Iterator[Placed | ReadError]:
    try:
        with source.open() as stream:
            yield from reader_of(source, stream)(source, stream, fields)
    except UnreadableError as why:
        yield ReadError(source.place, str(why))
    except OSError as error:
        yield ReadError(source.place, f"it cannot be read: {error.strerror or error}")


def _admit(item: Placed, date: str | None, seen: dict[str, tuple[bytes, str]]) -> Document | ReadError | None:
    """The document with its missing parts filled in; an error if another has its id; None if it was given before."""
    document = admit(item.document, date=date, place=item.place)
    if isinstance(document, ReadError):
        return document
    digest = bytes.fromhex(document.content_hash)[:16]
    first_digest, first_place = seen.setdefault(document.id, (digest, item.place))
    if first_place == item.place:
        return document
    if first_digest == digest:
        return None
    return ReadError(item.place, f"its id {document.id!r} is taken by another document, from {first_place}")


def admit(document: Document, *, date: str | None = None, place: str | None = None) -> Document | ReadError:
    """A document at hand as `read` would give it: with what its first lines say for what it lacks, or the error.

    >>> admit(Document("a", "NIAMEY, 26 February 2024 - The bloc lifted its sanctions.")).date
    '2024-02-26'
    >>> admit(Document("b", " "))
    ReadError('b: its text is empty')
    """
    try:
        _check(document)
    except UnreadableError as why:
        return ReadError(place or document.id, str(why))
    return _complete(document, date)


def _check(document: Document) -> None:
    """Raise `UnreadableError` unless the text is text, is not empty and is not too long."""
    text = document.text
    if not text.strip():
        raise UnreadableError("its text is empty")
    if len(text) > MAX_CHARACTERS:
        raise UnreadableError(f"its text has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}: divide it")
    if "\0" in text or len(text) - len(text.translate(_CONTROLS)) > _MOST_CONTROLS * len(text):
        raise UnreadableError("it holds control characters as binary data does: it is not text")
    try:
        "\n".join(filter(None, (text, document.id, document.title, document.publisher, document.url))).encode()
    except UnicodeEncodeError:
        raise UnreadableError("it holds broken characters: bytes that its encoding lacks, or lone surrogates") from None


def _complete(document: Document, date: str | None) -> Document:
    """The document with what its first lines say for what it lacks, and with the default date if it has none."""
    top = recognise(document.text)
    return replace(
        document,
        title=document.title or top.title,
        date=document.date or top.date or date,
        publisher=document.publisher or top.publisher,
        url=document.url or top.url,
    )
