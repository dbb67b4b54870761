"""Which reader reads which file. To add a format: a module with a reader, and a line here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import IO, cast

from kg.errors import ReadError
from kg.read.limits import UnreadableError
from kg.read.records import Fields
from kg.read.source import Placed, Source

Reader = Callable[[Source, IO[bytes], Fields], Iterator[Placed | ReadError]]
"""Gives the documents of an open file, a `ReadError` for each broken part, or raises `UnreadableError`."""

# Named, and imported when first used: pyarrow, trafilatura and pypdf are slow to load and seldom all needed.
_READERS: Mapping[str, tuple[str, str]] = {
    ".txt": ("text", "read_text"),
    ".md": ("text", "read_text"),
    ".markdown": ("text", "read_text"),
    ".html": ("html", "read_html"),
    ".htm": ("html", "read_html"),
    ".xhtml": ("html", "read_html"),
    ".pdf": ("pdf", "read_pdf"),
    ".jsonl": ("jsonl", "read_jsonl"),
    ".ndjson": ("jsonl", "read_jsonl"),
    ".csv": ("table", "read_csv"),
    ".tsv": ("table", "read_csv"),
    ".parquet": ("parquet", "read_parquet"),
    ".rss": ("feed", "read_feed"),
    ".atom": ("feed", "read_feed"),
    ".xml": ("feed", "read_feed"),
}
SUFFIXES = tuple(_READERS)
"""The suffixes of files that can be read."""


def reader_of(source: Source, stream: IO[bytes]) -> Reader:
    """The reader for a file, by its suffix, or for standard input, by how it begins.

    Raises `UnreadableError` for a suffix that no reader is for.
    """
    suffix = source.path.suffix.lower() if source.path else sniff(_head(stream))
    if suffix not in _READERS:
        named = f"files with the suffix {suffix}" if suffix else "files without a suffix"
        raise UnreadableError(f"{named} are not supported; supported are {' '.join(SUFFIXES)}")
    module, name = _READERS[suffix]
    return cast("Reader", getattr(import_module(f"kg.read.{module}"), name))


def sniff(head: bytes) -> str:
    """The suffix for data that has no name, from its first bytes; plain text if nothing else is certain.

    >>> sniff(b"%PDF-1.7"), sniff(b'{"text": "Putin met Kim."}'), sniff(b"<!DOCTYPE html>"), sniff(b"Putin met Kim.")
    ('.pdf', '.jsonl', '.html', '.txt')
    """
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-"):
        return ".pdf"
    if start.startswith(b"PAR1"):
        return ".parquet"
    if start[:14].lower() == b"<!doctype html" or start[:5].lower() == b"<html":
        return ".html"
    if start.startswith((b"<?xml", b"<rss", b"<feed")):
        return ".html" if b"<html" in start.lower() else ".xml"
    return ".jsonl" if _is_object(start) else ".txt"


def _head(stream: IO[bytes]) -> bytes:
    head = stream.read(2**20)
    stream.seek(0)
    return head


def _is_object(start: bytes) -> bool:
    line = start.split(b"\n", 1)[0]
    try:
        return start.startswith(b"{") and isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
